"""On which case somebody keeps a draft about a part of the plan; asked at each save, shows nothing, so logs nothing."""

import uuid

from access.actor import Actor
from casework.models import Objective
from casework.queries.case_file import case_file
from casework.queries.intervention_parts import own_intervention
from casework.queries.plan_parts import own_action


def case_for_parts(actor: Actor, reference: str) -> tuple[uuid.UUID, str]:
    """Return the key and the reference of a case to whose plan the actor may add something.

    Raises:
        Http404, NotAllowed: the actor is no permanent member.
    """
    file = case_file(actor, reference, "edit")
    return file.id, file.reference


def case_of_objective(actor: Actor, objective_id: uuid.UUID) -> uuid.UUID:
    """Return the key of the case of an objective that the actor may change.

    Raises:
        Http404, NotAllowed: it is not there, or the actor does not manage the case.
    """
    row: Objective = Objective.objects.get_for(actor, "lead", pk=objective_id)
    return row.case_id


def case_of_action(actor: Actor, action_id: uuid.UUID) -> uuid.UUID:
    """Return the key of the case of an action that the actor may change.

    Raises:
        Http404, NotAllowed: it is not there, or another agency's.
    """
    return own_action(actor, action_id).case_id


def case_of_intervention(actor: Actor, intervention_id: uuid.UUID) -> uuid.UUID:
    """Return the key of the case of an intervention that the actor may change.

    Raises:
        Http404, NotAllowed: it is not there, or another agency's.
    """
    return own_intervention(actor, intervention_id).case_id
