"""Parts of the plan as one reader may know them: objectives and actions, put into words."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from access.choices import Place
from agencies.errors import NotAllowed
from casework.choices import OPEN_ACTION, ActionState, ObjectiveState
from casework.due import day_words, due_state
from casework.models import Action, Note, Objective
from casework.queries.case_file import CaseFile, file_of
from casework.queries.findings import Found
from casework.touching import Touched

TONES = {
    ObjectiveState.PROPOSED: "orange", ObjectiveState.FUTURE: "grey", ObjectiveState.ACTIVE: "blue",
    ObjectiveState.ACHIEVED: "green", ObjectiveState.REMOVED: "grey",
}  # fmt: skip
ACTION_TONES = {
    ActionState.NOT_STARTED: "grey", ActionState.IN_PROGRESS: "blue", ActionState.BLOCKED: "red",
    ActionState.DONE: "green", ActionState.NOT_NEEDED: "grey",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action. ``who`` is empty where the reader's place shows no names; ``may`` says that the reader may act.

    ``reason`` is told inside the case and to the agency whose action it is; ``evidence`` to whoever reads that note.
    """

    id: uuid.UUID
    line: uuid.UUID | None
    text: str
    agency: str
    agency_code: str
    who: str
    mine: bool
    due_on: dt.date
    due: str
    due_state: str
    state: ActionState
    tone: str
    reason: str
    unblock_by: str
    done: str
    evidence: uuid.UUID | None
    for_companions: bool
    for_guests: bool
    may: bool
    version: int

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in OPEN_ACTION


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """One objective of a version with the progress of its actions."""

    id: uuid.UUID
    line: uuid.UUID
    text: str
    person_words: str
    chosen: bool
    area: str
    domain: str
    function: str
    finding: str
    finding_note: uuid.UUID | None
    measure: str
    target_on: dt.date
    target: str
    target_state: str
    state: ObjectiveState
    tone: str
    removal_reason: str
    for_companions: bool
    for_guests: bool
    proposed_by: str
    actions: tuple[ActionLine, ...]
    version: int
    touched: Touched | None = None

    @classmethod
    def of(
        cls, row: Objective, found: Found, actions: tuple[ActionLine, ...], today: dt.date,
        touched: Touched | None = None,
    ) -> "ObjectiveLine":  # fmt: skip
        """Put a cleared objective and what it answers, as the reader may know it, into words."""
        state = ObjectiveState(row.state)
        working = state in (ObjectiveState.ACTIVE, ObjectiveState.FUTURE, ObjectiveState.PROPOSED)
        return cls(
            id=row.pk, line=row.line, text=row.text, person_words=row.person_words, chosen=row.chosen_by_person,
            area=row.area, domain=row.get_domain_display(), function=row.get_function_display(),
            finding=found.text, finding_note=found.note, measure=row.measure, target_on=row.target_on,
            target=day_words(row.target_on),
            target_state=due_state(row.target_on, today) if working else "done", state=state, tone=TONES[state],
            removal_reason=row.removal_reason, for_companions=row.for_companions, for_guests=row.for_guests,
            proposed_by=row.agency.name, actions=actions, version=row.version,
            touched=touched,
        )  # fmt: skip

    @property
    def done(self) -> int:
        """How many of its actions are done."""
        return sum(one.state == ActionState.DONE for one in self.actions)

    @property
    def total(self) -> int:
        """How many of its actions count: all but those no longer needed."""
        return sum(one.state != ActionState.NOT_NEEDED for one in self.actions)


def may_change_action(actor: Actor, file: CaseFile, agency_id: uuid.UUID, membership_id: uuid.UUID) -> bool:
    """Say whether the actor may change an action: a guest only their own, a permanent member their agency's."""
    if file.place == Place.AD_HOC:
        return membership_id == actor.membership_id
    return "edit" in file.may and ("manage" in file.may or agency_id == actor.agency_id)


def own_action(actor: Actor, action_id: uuid.UUID) -> Action:
    """Return an action that the actor may change: their own, their agency's, or one of a case they answer for.

    Raises:
        Http404: there is none that the actor may know of.
        NotAllowed: it is another agency's, or the actor's place does not let them.
    """
    rows = Action.objects.select_related("case__person", "case__lead_agency")
    row: Action = rows.get_for(actor, "edit", pk=action_id)
    if not may_change_action(actor, file_of(actor, row.case), row.agency_id, row.membership_id):
        raise NotAllowed(_("This action is another agency's. The case manager can change it."))
    return row


def action_lines(actor: Actor, file: CaseFile, rows: Iterable[Action]) -> list[ActionLine]:
    """Put cleared actions into words for one reader, those still to be done first, each in order of its day."""
    named, today, rows = "team" in file.may, timezone.localdate(), list(rows)
    notes = [row.evidence_id for row in rows if row.evidence_id]
    read = (
        set(Note.objects.visible_to(actor, "read").filter(pk__in=notes).values_list("pk", flat=True))
        if notes
        else set()
    )
    found = [_action(actor, file, row, named, today, read) for row in rows]
    return sorted(found, key=lambda one: (not one.open, one.due_on, one.text))


def _action(
    actor: Actor, file: CaseFile, row: Action, named: bool, today: dt.date, read: set[uuid.UUID]
) -> ActionLine:  # fmt: skip
    mine, unblock = row.membership_id == actor.membership_id, row.unblock_by
    own = file.place == Place.AD_HOC and row.agency_id == actor.agency_id
    is_open = row.state in OPEN_ACTION
    return ActionLine(
        id=row.pk, line=row.line, text=row.text, agency=row.agency.name, agency_code=row.agency.code,
        who=row.membership.user.full_name if named or mine else "", mine=mine, due_on=row.due_on,
        due=day_words(row.due_on), due_state=due_state(row.due_on, today) if is_open else "done",
        state=ActionState(row.state), tone=ACTION_TONES[ActionState(row.state)],
        reason=row.blocked_reason if named or mine or own else "",
        unblock_by=_unblocker(row, named) if unblock else "", done=day_words(row.done_on),
        evidence=row.evidence_id if row.evidence_id in read else None,
        for_companions=row.for_companions, for_guests=row.for_guests,
        may=may_change_action(actor, file, row.agency_id, row.membership_id), version=row.version,
    )  # fmt: skip


def _unblocker(row: Action, named: bool) -> str:
    if row.unblock_by is None:
        return ""
    agency = row.unblock_by.agency.name
    return f"{row.unblock_by.user.full_name}, {agency}" if named else agency


def actions_of(actor: Actor, file: CaseFile) -> list[ActionLine]:
    """Return the actions of a case that the actor may see."""
    rows = Action.objects.visible_to(actor).filter(case_id=file.id)
    rows = rows.select_related("agency", "membership__user", "unblock_by__user", "unblock_by__agency")
    return action_lines(actor, file, rows)
