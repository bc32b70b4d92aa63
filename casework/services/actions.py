"""Actions: one agency, one person, one day (R160). Done, blocked and whose turn it is then."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Nature, Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import save_next
from casework.choices import OPEN_ACTION, ActionState, DeadlineKind, DeadlineState, NoteKind
from casework.fit import must_fit
from casework.models import Action, Case, CaseTeamMember, Note, Objective
from casework.planning import ActionMove, NewAction
from casework.queries.plan_parts import own_action
from casework.services.deadlines import Subject, due_after, raise_deadline, settle_deadlines
from casework.services.notes import store_note
from casework.services.once import insert_once, key_of, made_before
from casework.writing import NewNote

SUBJECT = "action"
ENDED = (ActionState.DONE, ActionState.NOT_NEEDED)


def add_action(actor: Actor, reference: str, new: NewAction, form: uuid.UUID | None = None) -> Action:
    """Give somebody of the team a step to do by a day, and raise its deadline.

    ``form`` is the key of the form: sent twice, added once.

    Raises:
        Http404, NotAllowed: the actor is no permanent member.
        RuleBroken: nobody of the team is named, the objective is none of this case's, or the day lies behind us.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "edit", reference=reference.upper())
        if (before := made_before(actor, Action, form)) is not None:
            return before
        if new.due_on < timezone.localdate():
            raise RuleBroken(_("The day by which it should be done lies behind us."), "due_on")
        row = Action(id=key_of(actor, form), case=case)
        _set(actor, row, new)
        if (there := insert_once(actor, row)) is not row:
            return there
        _raise(actor, row)
        record(actor, "action.added", Operation.COLLECT, row)
        return row


def edit_action(actor: Actor, action_id: uuid.UUID, new: NewAction, version: int) -> Action:
    """Change a step, its person or its day; its deadline follows.

    Raises:
        Http404, NotAllowed: it is not there, or neither the actor's agency's nor the actor's to manage.
        Conflict: it was changed since; nothing is saved.
        RuleBroken: it is over, or the new values break a rule.
    """
    with transaction.atomic():
        row = own_action(actor, action_id)
        if row.version != version:
            raise Conflict(_("Somebody else changed this action meanwhile. Nothing was saved yet."))
        if row.state in ENDED:
            raise RuleBroken(_("This action is over. Take it up again before you change it."))
        if new.due_on < timezone.localdate() and new.due_on != row.due_on:
            raise RuleBroken(_("The day by which it should be done lies behind us."), "due_on")
        before = row.membership_id
        _set(actor, row, new)
        save_next(row, "text", "line", "membership", "agency", "due_on", "for_companions", "for_guests")
        if before != row.membership_id:
            settle_deadlines(actor, row.pk, DeadlineKind.ACTION_DUE, state=DeadlineState.DROPPED)
        _raise(actor, row)
        record(actor, "action.changed", Operation.ALTER, row)
        return row


def move_action(actor: Actor, action_id: uuid.UUID, move: ActionMove) -> Action:
    """Start an action, do it, say why it cannot be done yet, or that it is not needed; or take it up again.

    What becomes due or is settled by it: blocked asks somebody to unblock it within five working days (ours).
    ``move.evidence`` is stored as a note on the case.

    Raises:
        Http404, NotAllowed: it is not there, or neither the actor's nor the actor's to manage.
        RuleBroken: nothing changes, or the reason or who must unblock it is missing.
    """
    with transaction.atomic():
        row = own_action(actor, action_id)
        state = ActionState(move.state)
        again = row.state in ENDED
        if state == row.state:
            raise RuleBroken(_("It stands so already."), "state")
        _check(actor, row, move)
        today = timezone.localdate()
        blocked = state == ActionState.BLOCKED
        row.state = state
        row.blocked_reason = move.reason.strip() if state in (ActionState.BLOCKED, ActionState.NOT_NEEDED) else ""
        row.unblock_by_id = move.unblock_by if blocked else None
        row.blocked_on = today if blocked else None
        row.done_on = today if state == ActionState.DONE else None
        must_fit(row)
        if state == ActionState.DONE and move.evidence.strip():
            row.evidence = _evidence(actor, row, move.evidence)
        save_next(row, "state", "blocked_reason", "unblock_by", "blocked_on", "done_on", "evidence")
        if again and state in OPEN_ACTION:
            _raise(actor, row)
        if blocked:
            _ask(actor, row)
        record(actor, "action.moved", Operation.ALTER, row, state=state.value)
        return row


def _check(actor: Actor, row: Action, move: ActionMove) -> None:
    if move.state in (ActionState.BLOCKED, ActionState.NOT_NEEDED) and not move.reason.strip():
        raise RuleBroken(_("Say why."), "reason")
    if move.state != ActionState.BLOCKED:
        return
    if move.unblock_by is None:
        raise RuleBroken(_("Say who must act so that it can go on."), "unblock_by")
    _member(actor, row.case_id, move.unblock_by, "unblock_by")


def _evidence(actor: Actor, row: Action, words: str) -> Note:
    """Store what shows that it is done as a note for the team, in this transaction."""
    case = Case.objects.get_for(actor, "write", pk=row.case_id)
    new = NewNote(
        kind=NoteKind.PROGRESS, occurred_on=timezone.localdate(), nature=Nature.FACT, handling="team",
        title=_("An action is done"), full=words,
    )  # fmt: skip
    return store_note(actor, case, new)


def _set(actor: Actor, row: Action, new: NewAction) -> None:
    if new.membership_id != row.membership_id:
        place = _member(actor, row.case_id, new.membership_id, "membership")
        row.membership_id, row.agency_id = new.membership_id, place.agency_id or row.agency_id
    served = Objective.objects.visible_to(actor).filter(case_id=row.case_id)
    if new.line is not None and new.line != row.line and not served.filter(line=new.line).exists():
        raise RuleBroken(_("Choose an objective of this case."), "line")
    row.text, row.due_on, row.line = new.text.strip(), new.due_on, new.line
    row.for_companions, row.for_guests = new.for_companions, new.for_guests
    must_fit(row)


def _member(actor: Actor, case_id: uuid.UUID, membership_id: uuid.UUID, field: str) -> CaseTeamMember:
    now = timezone.now()
    rows = CaseTeamMember.objects.visible_to(actor).filter(content_object_id=case_id, membership_id=membership_id)
    place: CaseTeamMember | None = rows.filter(valid_from__lte=now, valid_to__gt=now).first()
    if place is None:
        raise RuleBroken(_("Choose somebody who has a place on this case now."), field)
    return place


def _raise(actor: Actor, row: Action) -> None:
    raise_deadline(
        actor, row.case, DeadlineKind.ACTION_DUE, row.due_on, Subject(SUBJECT, row.pk),
        responsible_id=row.membership_id, agency_id=row.agency_id,
    )  # fmt: skip


def _ask(actor: Actor, row: Action) -> None:
    place = _member(actor, row.case_id, row.unblock_by_id or row.membership_id, "unblock_by")
    day = due_after(row.case, "unblock", timezone.localdate())
    raise_deadline(
        actor, row.case, DeadlineKind.UNBLOCK, day, Subject(SUBJECT, row.pk), responsible_id=place.membership_id,
        agency_id=place.agency_id or row.agency_id,
    )  # fmt: skip


def record(actor: Actor, verb: str, operation: Operation, row: Action, **detail: object) -> None:
    """Append the line of an act on an action."""
    trail.record(
        actor, verb, operation=operation, kind="action", subjects=[row.pk], case_id=row.case_id, ground="place",
        detail=detail,
    )  # fmt: skip
