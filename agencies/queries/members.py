"""One membership as a coordinator sees it, and the choices of its form."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone

from agencies.days import last_day
from agencies.models import FAR_FUTURE, AgencyMembership, Position

if TYPE_CHECKING:
    from access.actor import Actor


@dataclass(frozen=True, slots=True)
class MemberPage:
    """A person's place at an agency. ``elsewhere``: the person also acts in another partnership."""

    id: uuid.UUID
    version: int
    name: str
    email: str
    position: str
    agency_id: uuid.UUID
    agency: str
    since: dt.date
    until: dt.date | None
    is_current: bool
    is_me: bool
    is_active: bool
    has_password: bool
    elsewhere: bool


def member_page(actor: Actor, membership_id: uuid.UUID) -> MemberPage:
    """One membership in the actor's partnership, running or not.

    Raises:
        Http404: there is none.
    """
    row = _membership(actor, membership_id)
    now = timezone.now()
    return MemberPage(
        id=row.pk,
        version=row.version,
        name=row.user.full_name,
        email=row.user.email,
        position=row.position.name,
        agency_id=row.agency_id,
        agency=row.agency.name,
        since=timezone.localdate(row.valid_from),
        until=last_day(row.valid_to, FAR_FUTURE),
        is_current=row.valid_from <= now < row.valid_to,
        is_me=row.user_id == actor.user_id,
        is_active=row.user.is_active,
        has_password=row.user.has_usable_password(),
        elsewhere=acts_elsewhere(actor, row.user_id),
    )


def member_values(actor: Actor, membership_id: uuid.UUID) -> dict[str, object]:
    """What the form of a membership starts from.

    Raises:
        Http404: there is none in the actor's partnership.
    """
    row = _membership(actor, membership_id)
    return {
        "position": str(row.position_id),
        "duties": row.duties,
        "ends_on": last_day(row.valid_to, FAR_FUTURE),
        "version": row.version,
    }


def position_choices(actor: Actor) -> list[tuple[str, str]]:
    """The catalogue of positions as form choices; it is the same for every ``actor``."""
    return [(str(pk), name) for pk, name in Position.objects.order_by("name").values_list("pk", "name")]


def acts_elsewhere(actor: Actor, user_id: uuid.UUID) -> bool:
    """Say whether the person acts for an agency of another partnership, now or later."""
    rows = AgencyMembership.objects.filter(user=user_id, valid_to__gt=timezone.now())
    return rows.exclude(agency__partnership=actor.partnership_id).exists()


def _membership(actor: Actor, membership_id: uuid.UUID) -> AgencyMembership:
    rows = AgencyMembership.objects.select_related("user", "position", "agency")
    row = rows.filter(agency__partnership=actor.partnership_id, pk=membership_id).first()
    if row is None:
        raise Http404
    return row
