"""One action: what it is, whose, what may become of it."""

import uuid
from dataclasses import dataclass

from access import trail
from access.actor import Actor
from casework.choices import OPEN_ACTION, ActionState
from casework.models import Action, Objective
from casework.queries.case_file import CaseFile, file_of
from casework.queries.plan_desks import Choice, team_choices
from casework.queries.plan_parts import ActionLine, action_lines
from casework.queries.touched import TouchedBy, contacts_about

NEXT: dict[str, tuple[ActionState, ...]] = {
    ActionState.NOT_STARTED: (
        ActionState.DONE, ActionState.IN_PROGRESS, ActionState.BLOCKED, ActionState.NOT_NEEDED,
    ),
    ActionState.IN_PROGRESS: (ActionState.DONE, ActionState.BLOCKED, ActionState.NOT_NEEDED),
    ActionState.BLOCKED: (ActionState.IN_PROGRESS, ActionState.DONE, ActionState.NOT_NEEDED),
    ActionState.DONE: (ActionState.IN_PROGRESS,),
    ActionState.NOT_NEEDED: (ActionState.IN_PROGRESS,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActionPage:
    """One action as one reader knows it, and what they may make of it."""

    file: CaseFile
    action: ActionLine
    objective: str
    states: tuple[Choice, ...]
    people: tuple[Choice, ...]
    open: bool
    contacts: tuple[TouchedBy, ...]


def action_page(actor: Actor, action_id: uuid.UUID) -> ActionPage:
    """Return an action and log the page once.

    Raises:
        Http404: there is none that the actor may know of.
    """
    rows = Action.objects.select_related(
        "case__person", "case__lead_agency", "agency", "membership__user", "unblock_by__user", "unblock_by__agency"
    )
    row: Action = rows.get_for(actor, pk=action_id)
    file = file_of(actor, row.case)
    line = action_lines(actor, file, [row])[0]
    served = Objective.objects.visible_to(actor).filter(case_id=file.id, line=row.line) if row.line else None
    objective = served.order_by("-plan__number").first() if served is not None else None
    states = [(state.value, str(state.label)) for state in NEXT[row.state]] if line.may else []
    contacts = contacts_about(actor, file.id, row.pk)
    shown = [row.pk, *(one.id for one in contacts)]
    trail.consulted(actor, "action.read", "action", shown, file.id, file.place)
    return ActionPage(
        file, line, objective.text if objective else "", tuple(states),
        tuple(team_choices(actor, file)) if line.may else (), row.state in OPEN_ACTION, contacts,
    )  # fmt: skip
