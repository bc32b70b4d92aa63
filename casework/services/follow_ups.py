"""Follow-ups after closing: planned, held, dropped when the case is taken up again."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import save_next
from casework.choices import DeadlineKind, DeadlineState, FollowUpMethod, StrandResult
from casework.closing import Found
from casework.due import months_after
from casework.fit import must_fit
from casework.models import Case, FollowUp
from casework.queries.readiness import open_outcome
from casework.services.deadlines import Subject, raise_deadline, settle_deadlines

HELD = ("held_on", "method", "found", "disengagement", "reintegration", "reopen")


def plan_follow_ups(actor: Actor, case: Case, closed_on: dt.date) -> None:
    """Plan the follow-ups that the outcome names, each with its deadline; to be called in the act of closing."""
    outcome = open_outcome(actor, case.pk)
    if outcome is None:
        raise RuleBroken(_("Record the outcome first."), "status")
    for months in outcome.months:
        row = FollowUp(
            case=case, closing=outcome.closing, months=months, due_on=months_after(closed_on, months)
        )  # fmt: skip
        row.save(force_insert=True)
        raise_deadline(
            actor, case, DeadlineKind.FOLLOW_UP, row.due_on, Subject("follow_up", row.pk),
            responsible_id=actor.membership_id, agency_id=case.lead_agency_id,
        )  # fmt: skip


def drop_follow_ups(actor: Actor, case: Case, today: dt.date) -> None:
    """Drop what is still to be held; to be called in the act that takes the case up again."""
    for row in FollowUp.objects.visible_to(actor).waiting().filter(case_id=case.pk):
        row.dropped_on = today
        save_next(row, "dropped_on")
        settle_deadlines(actor, row.pk, DeadlineKind.FOLLOW_UP, state=DeadlineState.DROPPED)


def hold_follow_up(actor: Actor, follow_up_id: uuid.UUID, found: Found) -> FollowUp:
    """Record what was found; it is written once and meets its deadline.

    Whoever could not be reached is found on no strand: then both must be "not known".

    Raises:
        Http404, NotAllowed: it is not there, or the actor is no permanent member.
        Conflict: it was held or dropped before; nothing is saved.
        RuleBroken: the day lies ahead or before the case closed, or something is missing.
    """
    with transaction.atomic():
        rows = FollowUp.objects.select_related("case")
        row: FollowUp = rows.get_for(actor, "edit", pk=follow_up_id)
        if not row.waits:
            raise Conflict(_("This follow-up is on record already, or no longer needed. Look at what stands there."))
        _check(row.case, found)
        for name in HELD:
            value = getattr(found, name)
            setattr(row, name, value.strip() if isinstance(value, str) else value)
        row.membership_id = actor.membership_id
        must_fit(row)
        save_next(row, *HELD, "membership")
        settle_deadlines(actor, row.pk, DeadlineKind.FOLLOW_UP)
        trail.record(
            actor, "follow_up.held", operation=Operation.COLLECT, kind="follow_up", subjects=[row.pk],
            case_id=row.case_id, ground="place",
        )  # fmt: skip
        return row


def _check(case: Case, found: Found) -> None:
    if found.held_on > timezone.localdate():
        raise RuleBroken(_("This day lies ahead. Enter the day it happened."), "held_on")
    if case.closed_on and found.held_on < case.closed_on:
        raise RuleBroken(_("The case was not closed yet on this day."), "held_on")
    for name in ("method", "found", "disengagement", "reintegration"):
        if not getattr(found, name).strip():
            raise RuleBroken(_("Say it, even if the answer is that it is not known."), name)
    unknown = {found.disengagement, found.reintegration} == {StrandResult.NOT_KNOWN}
    if found.method == FollowUpMethod.NOT_REACHED and not unknown:
        raise RuleBroken(_("Nobody was reached: what became of the two strands is not known."), "method")
