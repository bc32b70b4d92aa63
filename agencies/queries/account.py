"""Who am I here: the account, the memberships to act under, the code accepted."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agencies.choices import Duty, RemindBy
from agencies.days import last_day
from agencies.models import FAR_FUTURE, AgencyMembership, User
from agencies.queries.people import code_in_force, current_memberships

if TYPE_CHECKING:
    from access.actor import Actor


@dataclass(frozen=True, slots=True)
class MyMembership:
    """One agency the person may act for."""

    id: uuid.UUID
    agency_id: uuid.UUID
    agency: str
    code: str
    partnership: str
    position: str
    is_companion: bool
    duties: list[str]
    until: dt.date | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class MyAccount:
    """The signed-in person and the membership acted under."""

    name: str
    email: str
    acting: MyMembership
    others: list[MyMembership]
    code_number: int | None
    accepted_on: dt.datetime | None
    reminded_by: RemindBy


def my_memberships(actor: Actor) -> list[MyMembership]:
    """The actor's own memberships that run today, the one acted under marked."""
    rows = current_memberships(User(pk=actor.user_id)).select_related("agency__partnership", "position")
    return [_mine(row, actor) for row in rows]


def my_account(actor: Actor) -> MyAccount:
    """What the actor's own account page shows."""
    user = User.objects.get(pk=actor.user_id)
    mine = my_memberships(actor)
    code = code_in_force(actor.partnership_id)
    accepted = user.code_acceptances.filter(code=code).first() if code else None
    return MyAccount(
        name=user.full_name,
        email=user.email,
        acting=next(one for one in mine if one.is_chosen),
        others=[one for one in mine if not one.is_chosen],
        code_number=code.number if code and accepted else None,
        accepted_on=accepted.last_at if accepted else None,
        reminded_by=RemindBy(user.reminded_by),
    )


def _mine(row: AgencyMembership, actor: Actor) -> MyMembership:
    return MyMembership(
        id=row.pk,
        agency_id=row.agency_id,
        agency=row.agency.name,
        code=row.agency.code,
        partnership=row.agency.partnership.name,
        position=row.position.name,
        is_companion=row.position.is_companion,
        duties=[str(Duty(duty).label) for duty in row.duties],
        until=last_day(row.valid_to, FAR_FUTURE),
        is_chosen=row.pk == actor.membership_id,
    )
