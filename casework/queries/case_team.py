"""The team of a case: who has a place, from which agency, until when, and who could join."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import F
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from access import policy, trail
from access.actor import Actor
from access.choices import Place
from agencies.choices import AgencyStatus, Purpose
from agencies.days import last_day
from agencies.errors import NotAllowed
from agencies.models import FAR_FUTURE, Agency, AgencyMembership
from agencies.queries.people import code_holds, code_in_force, unmet_conditions
from casework.due import SOON_DAYS, day_words
from casework.models import CaseTeamMember
from casework.queries.case_file import CaseFile, case_file


@dataclass(frozen=True, slots=True)
class Member:
    """One place on the team. ``name`` and dates are empty where the reader's place shows posts only."""

    id: uuid.UUID
    name: str
    position: str
    kind: Place
    purpose: str
    since: str
    until: str
    ends_soon: bool
    manages: bool
    supervises: bool
    decision: str
    blocked: str
    me: bool
    facilitates: bool
    shares: str


@dataclass(frozen=True, slots=True)
class AgencyTeam:
    """The places of one agency; ``leads`` marks the lead agency."""

    id: uuid.UUID
    name: str
    code: str
    leads: bool
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """A place that ended."""

    name: str
    position: str
    agency: str
    kind: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class TeamPage:
    """The team as one reader may know it; ``open`` says that names are shown."""

    file: CaseFile
    open: bool
    agencies: tuple[AgencyTeam, ...]
    past: tuple[Past, ...]
    people: int


def team_page(actor: Actor, reference: str) -> TeamPage:
    """Return the team of a case and log the page once.

    Raises:
        Http404: there is no such case that the actor may know of.
    """
    file = case_file(actor, reference)
    rows = list(
        CaseTeamMember.objects.visible_to(actor)
        .filter(content_object_id=file.id, membership__isnull=False, valid_from__lte=timezone.now())
        .select_related("membership__position", "user", "agency")
        .order_by("-is_case_manager", "-is_order_supervisor", "user__full_name", "pk")
    )
    readers = {reader.membership_id for reader in policy.readers_of_case(file.id)}
    is_open, now = "team" in file.may, timezone.now()
    current = [row for row in rows if row.valid_to > now]
    if not is_open:
        current = [row for row in current if row.membership_id in readers]
    groups: dict[uuid.UUID, list[CaseTeamMember]] = {}
    for row in current:
        groups.setdefault(row.agency_id or row.pk, []).append(row)
    agencies = [_agency(actor, file, members, readers, is_open) for members in groups.values()]
    past = tuple(_past(row) for row in rows if row.valid_to <= now) if is_open else ()
    trail.consulted(actor, "case.team_read", "place", [row.pk for row in current], file.id, file.place)
    agencies.sort(key=lambda agency: (not agency.leads, agency.name))
    return TeamPage(file, is_open, tuple(agencies), past, len(current))


def _agency(
    actor: Actor, file: CaseFile, rows: list[CaseTeamMember], readers: set[uuid.UUID], is_open: bool
) -> AgencyTeam:
    _membership, agency = _holder(rows[0])
    members = tuple(_member(actor, row, row.membership_id in readers, is_open) for row in rows)
    return AgencyTeam(agency.pk, agency.name, agency.code, agency.pk == file.lead_agency_id, members)


def _member(actor: Actor, row: CaseTeamMember, reads: bool, is_open: bool) -> Member:
    me = row.user_id == actor.user_id
    membership, _agency_of = _holder(row)
    end, today = last_day(row.valid_to, FAR_FUTURE), timezone.localdate()
    shown = is_open or me
    return Member(
        id=row.pk, name=row.user.full_name if shown else "", position=membership.position.name,
        kind=Place(row.kind), purpose=str(Purpose(row.purpose).label) if shown else "",
        since=day_words(timezone.localdate(row.valid_from)) if shown else "", until=day_words(end) if shown else "",
        ends_soon=shown and end is not None and end <= today + dt.timedelta(days=2 * SOON_DAYS),
        manages=row.is_case_manager, supervises=row.is_order_supervisor, decision=row.decision if is_open else "",
        blocked="" if reads or not is_open else _blocked(row), me=me,
        facilitates=row.is_facilitator and shown, shares=row.shares if shown else "",
    )  # fmt: skip


def _blocked(row: CaseTeamMember) -> str:
    unmet = unmet_conditions(row.user, row.membership)
    if unmet:
        return unmet[0].sentence
    return _("No agreement in force covers this agency and the purpose.")


def _holder(row: CaseTeamMember) -> tuple[AgencyMembership, Agency]:
    """Return the membership and agency of a place that was filled in; guardian's bare row has neither."""
    if row.membership is None or row.agency is None:
        raise Http404
    return row.membership, row.agency


def _past(row: CaseTeamMember) -> Past:
    membership, agency = _holder(row)
    return Past(
        row.user.full_name, membership.position.name, agency.name, str(Place(row.kind).label),
        day_words(timezone.localdate(row.valid_from)), day_words(last_day(row.valid_to, FAR_FUTURE)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OnePlace:
    """One place on the team, for the pages that end it or give it a role."""

    file: CaseFile
    id: uuid.UUID
    name: str
    agency: str
    position: str
    kind: Place
    leads: bool
    manages: bool
    supervises: bool
    facilitates: bool


def one_place(actor: Actor, reference: str, place_id: uuid.UUID) -> OnePlace:
    """Return one running place of a case that the actor staffs.

    Raises:
        Http404: the case or the place is not there for the actor, or the place has ended.
        NotAllowed: the actor neither manages nor supervises the case.
    """
    return _place_on(actor, case_file(actor, reference, "manage"), place_id)


def place_to_name(actor: Actor, reference: str, place_id: uuid.UUID) -> OnePlace:
    """Return one running place whose holder the actor may name re-entry facilitator.

    Raises:
        Http404: the case or the place is not there for the actor, or the place has ended.
        NotAllowed: the actor does not manage the case.
    """
    return _place_on(actor, case_file(actor, reference, "lead"), place_id)


def _place_on(actor: Actor, file: CaseFile, place_id: uuid.UUID) -> OnePlace:
    row = (
        CaseTeamMember.objects.visible_to(actor)
        .filter(content_object_id=file.id, membership__isnull=False, valid_to__gt=timezone.now(), pk=place_id)
        .select_related("membership__position", "user", "agency")
        .first()
    )
    if row is None:
        raise Http404
    membership, agency = _holder(row)
    return OnePlace(
        file, row.pk, row.user.full_name, agency.name, membership.position.name, Place(row.kind),
        row.agency_id == file.lead_agency_id, row.is_case_manager, row.is_order_supervisor, row.is_facilitator,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A case, and what its facilitator says they share with the person."""

    file: CaseFile
    shares: str


def own_place(actor: Actor, reference: str) -> OwnPlace:
    """Return the words of the actor's own place as re-entry facilitator.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: the actor is not its re-entry facilitator.
    """
    file = case_file(actor, reference)
    rows = CaseTeamMember.objects.visible_to(actor).filter(content_object_id=file.id, is_facilitator=True)
    own = rows.filter(user_id=actor.user_id, membership_id=actor.membership_id).first()
    if own is None:
        raise NotAllowed(_("Only the re-entry facilitator says what they share with the person."))
    return OwnPlace(file, own.shares)


@dataclass(frozen=True, slots=True)
class Joining:
    """A case that the actor staffs and the people who could join, by agency, as choices."""

    file: CaseFile
    people: list[tuple[str, list[tuple[str, str]]]]


def who_could_join(actor: Actor, reference: str) -> Joining:
    """Return the members in good standing who have no place on the case yet.

    Raises:
        Http404, NotAllowed: the case is not the actor's to staff.
    """
    file = case_file(actor, reference, "manage")
    code = code_in_force(actor.partnership_id)
    taken = CaseTeamMember.objects.visible_to(actor).filter(content_object_id=file.id, valid_to__gt=timezone.now())
    rows = (
        AgencyMembership.objects.current()
        .filter(agency__partnership_id=actor.partnership_id, agency__status=AgencyStatus.MEMBER, user__is_active=True)
        .filter(code_holds(F("user_id"), code))
        .exclude(user_id__in=list(taken.values_list("user_id", flat=True)))
        .select_related("agency", "position", "user")
        .order_by("agency__name", "user__full_name", "pk")
    )
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        groups.setdefault(row.agency.name, []).append((str(row.pk), f"{row.user.full_name}, {row.position.name}"))
    return Joining(file, list(groups.items()))
