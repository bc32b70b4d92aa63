"""Actions and interventions of a case as a program reads them for one actor."""

import uuid

from access import trail
from access.actor import Actor
from casework.queries.actions import action_page
from casework.queries.case_file import case_file
from casework.queries.intervention_parts import InterventionLine, intervention_lines, interventions_of
from casework.queries.plan_parts import ActionLine, ObjectiveLine, actions_of
from casework.queries.plans import plan_page


def objectives_shown(actor: Actor, reference: str) -> tuple[ObjectiveLine, ...]:
    """Return the objectives of the version that counts today, proposals last, and log the reading.

    Raises:
        Http404: there is no such case that the actor may know of.
    """
    page = plan_page(actor, reference)
    return (*(line for area in page.areas for line in area.objectives), *page.proposals)


def actions_shown(actor: Actor, reference: str) -> tuple[ActionLine, ...]:
    """Return the actions of a case that the actor may see, those still to be done first, and log the reading.

    Raises:
        Http404: there is no such case that the actor may know of.
    """
    file = case_file(actor, reference)
    found = actions_of(actor, file)
    trail.consulted(actor, "action.read", "action", [one.id for one in found] or [file.id], file.id, file.place)
    return tuple(found)


def action_shown(actor: Actor, action_id: uuid.UUID) -> ActionLine:
    """Return one action, and log the reading.

    Raises:
        Http404: there is none that the actor may know of.
    """
    return action_page(actor, action_id).action


def interventions_shown(actor: Actor, reference: str) -> tuple[InterventionLine, ...]:
    """Return the interventions of a case that the actor may see, the newest first, and log the reading.

    Raises:
        Http404: there is no such case that the actor may know of.
    """
    file = case_file(actor, reference)
    rows = interventions_of(actor, file)
    ids = [row.pk for row in rows] or [file.id]
    trail.consulted(actor, "intervention.read", "intervention", ids, file.id, file.place)
    return tuple(intervention_lines(actor, file, rows))
