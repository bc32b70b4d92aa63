"""Raising and settling what is due: facts in one table, told to nobody from here."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from agencies.models import only_once, save_next
from agencies.queries.cadences import cadence
from casework.choices import DeadlineKind, DeadlineState
from casework.due import due_in_working_days
from casework.models import Case, Deadline


@dataclass(frozen=True, slots=True)
class Subject:
    """What something due is about: a kind of record and its key."""

    kind: str
    id: uuid.UUID


def due_after(case: Case, name: str, start: dt.date) -> dt.date:
    """Return the local date that the cadence ``name`` of the case's partnership gives, counted from ``start``."""
    span = cadence(case.partnership_id, name)
    return due_in_working_days(span.days, start) if span.working else start + dt.timedelta(days=span.days)


def raise_deadline(
    actor: Actor,
    case: Case,
    kind: DeadlineKind,
    due_on: dt.date,
    about: Subject,
    *,
    responsible_id: uuid.UUID | None,
    agency_id: uuid.UUID,
) -> None:
    """Raise one deadline, or move the open one of the same kind, subject and member to ``due_on``.

    To be called inside the transaction of the act that makes it due.

    Raises:
        Conflict: somebody made it due in this very moment; the act is not to be done twice.
    """
    same = Deadline.objects.visible_to(actor).open().filter(kind=kind, subject_id=about.id)
    row = same.filter(responsible_id=responsible_id).first()
    if row is None:
        row = Deadline(
            case_id=case.pk, kind=kind, due_on=due_on, responsible_id=responsible_id, agency_id=agency_id,
            subject_kind=about.kind, subject_id=about.id,
        )  # fmt: skip
        words = _("Somebody recorded the same in this moment. Load the page again and look at what stands there.")
        with only_once("one_open_deadline_per_subject", words):
            row.save(force_insert=True)
    elif row.due_on != due_on:
        row.due_on = due_on
        save_next(row, "due_on")


def settle_deadlines(
    actor: Actor, subject_id: uuid.UUID, *kinds: DeadlineKind, state: DeadlineState = DeadlineState.DONE
) -> int:
    """Settle the open deadlines of these kinds about the subject (all kinds when none is named); say how many."""
    rows = Deadline.objects.visible_to(actor).open().filter(subject_id=subject_id)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    found = list(rows)
    for row in found:
        row.state, row.done_at = state, timezone.now()
        save_next(row, "state", "done_at")
    return len(found)
