"""What falls due because of the code of conduct: its next version, and accepting it again in time."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.utils import timezone

from agencies.choices import AgencyStatus
from agencies.models import AgencyMembership, CodeAcceptance, CodeOfConduct
from agencies.queries.cadences import cadence
from agencies.renewing import again_on
from casework.choices import DeadlineKind
from casework.reminding import Rules

Wanted = dict[tuple[uuid.UUID | None, uuid.UUID | None], tuple[AgencyMembership, dt.date]]


def codes_to_accept(actor: None, day: dt.date, spans: Mapping[uuid.UUID, Rules]) -> Wanted:
    """Return what each member is to accept by when: by membership and version.

    ``actor`` is nobody: the worker acts for the product. A new version is due on the day before it comes into force;
    the version in force is asked for again as long before as the partnership set, or announces it.
    """
    wanted: Wanted = {}
    for partnership_id, rules in spans.items():
        ahead = dt.timedelta(days=cadence(partnership_id, "code_renewal_ahead").days)
        until = max(day + ahead, rules.announced_until(DeadlineKind.CODE, day))
        wanted |= _of_partnership(partnership_id, until)
    return wanted


def _of_partnership(partnership_id: uuid.UUID, until: dt.date) -> Wanted:
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
        if coming is not None and (membership.user_id, coming.pk) not in accepted:
            wanted[(membership.pk, coming.pk)] = (membership, _day_before(coming))
        if in_force is None:
            continue
        at = accepted.get((membership.user_id, in_force.pk))
        if at is not None:
            again = again_on(at, days)
        elif membership.valid_from < in_force.in_force_from:  # whoever missed its first day is still asked
            again = _day_before(in_force)
        else:
            continue
        if again <= until and (coming is None or again < timezone.localdate(coming.in_force_from)):
            wanted[(membership.pk, in_force.pk)] = (membership, again)
    return wanted


def _day_before(code: CodeOfConduct) -> dt.date:
    """The last day on which one can work without having accepted a version that comes."""
    return timezone.localdate(code.in_force_from) - dt.timedelta(days=1)


def _members(partnership_id: uuid.UUID) -> list[AgencyMembership]:
    rows = AgencyMembership.objects.current().filter(
        agency__partnership_id=partnership_id, agency__status=AgencyStatus.MEMBER, user__is_active=True
    )
    return list(rows)
