"""Raising what falls due because of the code of conduct: its next version, and accepting it again after a year."""

import datetime as dt
import uuid

from django.utils import timezone

from agencies.choices import AgencyStatus
from agencies.models import AgencyMembership, CodeAcceptance, CodeOfConduct, Partnership
from agencies.queries.cadences import cadence
from agencies.queries.codes import NOTICE, again_on
from casework.choices import DeadlineKind, DeadlineState
from casework.models import Deadline

Wanted = dict[tuple[uuid.UUID | None, uuid.UUID | None], tuple[AgencyMembership, dt.date]]


def raise_codes(actor: None, day: dt.date) -> int:
    """Raise what each member is to accept, and drop what nobody waits for any more; say how many are new.

    ``actor`` is nobody: the worker acts for the product. A new version is due on the day before it comes into force.
    """
    wanted: Wanted = {}
    for partnership_id in Partnership.objects.values_list("pk", flat=True):
        wanted |= _of_partnership(partnership_id, day)
    because = "the sweep compares what is to be accepted with what is raised"
    there = {
        (row.responsible_id, row.subject_id): row
        for row in Deadline.objects.unguarded(because=because).filter(kind=DeadlineKind.CODE, state=DeadlineState.OPEN)
    }
    for key, row in there.items():
        due = wanted.get(key)
        if due is None:
            row.state, row.done_at, row.version = DeadlineState.DROPPED, timezone.now(), row.version + 1
            row.save(update_fields=["state", "done_at", "version"])
        elif row.due_on != due[1]:
            row.due_on, row.version = due[1], row.version + 1
            row.save(update_fields=["due_on", "version"])
    new = [_deadline(code, *due) for (_who, code), due in wanted.items() if (_who, code) not in there]
    Deadline.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _deadline(code: uuid.UUID | None, membership: AgencyMembership, due_on: dt.date) -> Deadline:
    return Deadline(
        kind=DeadlineKind.CODE, due_on=due_on, responsible_id=membership.pk, agency_id=membership.agency_id,
        subject_kind="code", subject_id=code,
    )  # fmt: skip


def _of_partnership(partnership_id: uuid.UUID, day: dt.date) -> Wanted:
    now = timezone.now()
    codes = list(CodeOfConduct.objects.filter(partnership=partnership_id).order_by("number"))
    in_force = next((code for code in reversed(codes) if code.in_force_from <= now), None)
    coming = next((code for code in codes if code.in_force_from > now), None)
    accepted = {
        (one.user_id, one.code_id): one.last_at
        for one in CodeAcceptance.objects.filter(code__in=[one for one in (in_force, coming) if one])
    }
    days = cadence(partnership_id, "code_renewal").days
    wanted: Wanted = {}
    for membership in _members(partnership_id):
        if coming is not None:
            if (membership.user_id, coming.pk) not in accepted:
                last = timezone.localdate(coming.in_force_from) - dt.timedelta(days=1)
                wanted[(membership.pk, coming.pk)] = (membership, last)
        elif in_force is not None:
            at = accepted.get((membership.user_id, in_force.pk))
            if at is not None:
                again = again_on(at, days)
            elif membership.valid_from < in_force.in_force_from:  # whoever missed its first day is still asked
                again = timezone.localdate(in_force.in_force_from) - dt.timedelta(days=1)
            else:
                continue
            if again <= day + NOTICE:
                wanted[(membership.pk, in_force.pk)] = (membership, again)
    return wanted


def _members(partnership_id: uuid.UUID) -> list[AgencyMembership]:
    rows = AgencyMembership.objects.current().filter(
        agency__partnership_id=partnership_id, agency__status=AgencyStatus.MEMBER, user__is_active=True
    )
    return list(rows)
