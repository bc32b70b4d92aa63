"""One case and its team, as a program reads them for one actor."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from access import policy, trail
from access.actor import Actor
from access.choices import Place
from agencies.choices import Purpose
from agencies.models import AgencyMembership
from agencies.models.base import FAR_FUTURE
from casework.models import CaseTeamMember
from casework.queries.case_file import CaseFile, case_file


def case_shown(actor: Actor, reference: str) -> CaseFile:
    """Return the case called ``reference`` as the actor may know it, and log the reading.

    Raises:
        Http404: there is no such case that the actor may know of.
    """
    file = case_file(actor, reference)
    trail.consulted(actor, "case.read", "case", [file.id], file.id, file.place)
    return file


@dataclass(frozen=True, slots=True)
class Teammate:
    """A place on a case. Person, name, purpose and dates are empty where the reader's place shows posts only."""

    person: uuid.UUID | None
    name: str
    position: str
    agency: str
    agency_code: str
    place: Place
    purpose: Purpose | None
    since: dt.datetime | None
    until: dt.datetime | None
    is_case_manager: bool
    is_order_supervisor: bool
    is_facilitator: bool
    shares: str
    is_me: bool


def team_shown(actor: Actor, reference: str) -> tuple[Teammate, ...]:
    """Return who has a place on the case now, the case manager first, and log the reading.

    As on the page of the team: who is shown posts only is not told of places that open nothing today.

    Raises:
        Http404: there is no such case that the actor may know of.
    """
    file = case_file(actor, reference)
    now = timezone.now()
    rows = list(
        CaseTeamMember.objects.visible_to(actor)
        .filter(content_object_id=file.id, valid_from__lte=now, valid_to__gt=now, membership__isnull=False)
        .select_related("user", "membership__agency", "membership__position")
        .order_by("-is_case_manager", "-is_order_supervisor", "agency__name", "user__full_name", "pk")
    )
    named = "team" in file.may
    if not named:
        readers = {reader.membership_id for reader in policy.readers_of_case(file.id)}
        rows = [row for row in rows if row.membership_id in readers]
    trail.consulted(actor, "case.team_read", "place", [row.pk for row in rows], file.id, file.place)
    return tuple(
        _teammate(row, row.membership, actor, named or row.user_id == actor.user_id) for row in rows if row.membership
    )


def _teammate(row: CaseTeamMember, membership: AgencyMembership, actor: Actor, named: bool) -> Teammate:
    agency = membership.agency
    return Teammate(
        person=row.user_id if named else None, name=row.user.full_name if named else "",
        position=membership.position.name, agency=agency.name, agency_code=agency.code,
        place=Place(row.kind), purpose=Purpose(row.purpose) if named else None,
        since=row.valid_from if named else None,
        until=row.valid_to if named and row.valid_to < FAR_FUTURE else None, is_case_manager=row.is_case_manager,
        is_order_supervisor=row.is_order_supervisor, is_facilitator=row.is_facilitator and named,
        shares=row.shares if named else "", is_me=row.user_id == actor.user_id,
    )  # fmt: skip
