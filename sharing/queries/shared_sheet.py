"""The sheet “What is shared about me” (R63): for the person, in plain words, and nothing they may not know yet."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from access import trail
from access.actor import Actor
from agencies.choices import AgencyGroup, DataCategory, Duty, Purpose
from agencies.models import Agency, AgencyMembership, AgreementParty
from casework.due import day_words
from casework.models import Case, CaseTeamMember
from casework.queries.case_file import CaseFile, file_of
from sharing.choices import DeferralState
from sharing.models import Deferral, Disclosure, Notification, ReportDelivery
from sharing.queries.contested import SaidAgainst, said_by_person
from sharing.queries.restrictions import RestrictionLine, restrictions_of


@dataclass(frozen=True, slots=True)
class Partner:
    """An agency that takes part: why, under which agreements, and which kinds of data they let it have, in words.

    ``agreements`` is empty where none binds it now: it gets nothing then.
    """

    name: str
    leads: bool
    health: bool
    purposes: tuple[str, ...]
    agreements: tuple[str, ...]
    data: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassedOn:
    """Something that left the team, and when and by whom the person was told; ``before``: before it was sent.

    ``now``: telling them was put off, that is over, and this sheet tells them. ``report``: the one to a court, if any.
    """

    id: uuid.UUID
    report: uuid.UUID | None
    what: str
    to: str
    why: str
    on: str
    told_on: str
    told_by: str
    before: bool
    now: bool


@dataclass(frozen=True, slots=True)
class SharedSheet:
    """What is printed. ``put_off`` is the day until which the notice is put off: nothing is printed then.

    ``held_back`` counts what the person was not told of yet; it is for whoever prints, and stands on no sheet.
    """

    file: CaseFile
    name: str
    printed: str
    put_off: str
    notice_on: str
    partners: tuple[Partner, ...]
    passed_on: tuple[PassedOn, ...]
    held_back: int
    contact: str
    advisers: tuple[str, ...]
    contested: tuple[SaidAgainst, ...] = ()
    restrictions: tuple[RestrictionLine, ...] = ()


def shared_sheet(actor: Actor, reference: str) -> SharedSheet:
    """Return the sheet and log that it was opened.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: the actor is neither case manager nor order supervisor.
    """
    rows = Case.objects.select_related("person", "lead_agency")
    case: Case = rows.get_for(actor, "manage", reference=reference.upper())
    sheet = sheet_of(actor, case)
    shown = [row.id for row in sheet.passed_on] or [case.pk]
    trail.consulted(actor, "ledger.sheet_printed", "disclosure", shown, case.pk, sheet.file.place)
    return sheet


def sheet_of(actor: Actor, case: Case) -> SharedSheet:
    """Return the sheet of a case that the actor manages, fetched with its person and lead agency. Logs nothing."""
    file, today = file_of(actor, case), timezone.localdate()
    put_off = None if case.notice_given_on else case.notice_deferred_to
    put_off = put_off if put_off and put_off >= today else None
    found, told, before = _ledger(actor, case)
    later = _later(actor, case, today)
    known = [] if put_off else [row for row in found if later.get(row.pk, row.pk in told or row.pk in before)]
    team = [] if put_off else _team(actor, case)
    return SharedSheet(
        file=file, name=case.person.given_name, printed=day_words(today), put_off=day_words(put_off),
        notice_on=day_words(case.notice_given_on), partners=_partners(case, team),
        passed_on=tuple(_line(row, told.get(row.pk), before.get(row.pk)) for row in known),
        held_back=len(found) - len(known),
        contact=next((f"{row.user.full_name}, {row.agency}" for row in team if row.is_case_manager), ""),
        advisers=() if put_off else advisers_for(actor),
        contested=() if put_off else said_by_person(actor, case.pk),
        restrictions=() if put_off else restrictions_of(actor, case_id=case.pk),
    )  # fmt: skip


def _ledger(
    actor: Actor, case: Case
) -> tuple[list[Disclosure], dict[uuid.UUID, Notification], dict[uuid.UUID, dt.date]]:
    """Return what left the team, the notifications, and the day told before it was sent, by disclosure."""
    rows = Disclosure.objects.visible_to(actor).filter(case_id=case.pk).select_related("court", "to_agency", "report")
    found = list(rows.order_by("-made_on", "-recorded_at", "pk"))
    notices = Notification.objects.visible_to(actor).filter(disclosure_id__in=[row.pk for row in found])
    told = {row.disclosure_id: row for row in notices.select_related("membership__user")}
    sent = ReportDelivery.objects.visible_to(actor).filter(report_id__in=[row.report_id for row in found])
    days = dict(sent.values_list("report_id", "told_on"))
    before = {row.pk: day for row in found if row.report_id and (day := days.get(row.report_id))}
    return found, told, before


def _later(actor: Actor, case: Case, today: dt.date) -> dict[uuid.UUID, bool]:
    """Say of each disclosure that was put off whether that is over, by today."""
    found: dict[uuid.UUID, bool] = {}
    rows = Deferral.objects.visible_to(actor).filter(
        case_id=case.pk, state__in=(DeferralState.APPROVED, DeferralState.ENDED)
    )
    for key, state, until in rows.values_list("disclosure_id", "state", "until_on"):
        found[key] = found.get(key, True) and (state == DeferralState.ENDED or until <= today)
    return found


def _line(row: Disclosure, told: Notification | None, before: dt.date | None) -> PassedOn:
    day = told.told_on if told else before
    return PassedOn(
        id=row.pk, report=row.report_id, what=row.what, to=row.to_whom, why=str(row.get_purpose_display()),
        on=day_words(row.made_on), told_on=day_words(day), told_by=told.membership.user.full_name if told else "",
        before=told is None and before is not None, now=day is None,
    )  # fmt: skip


def _team(actor: Actor, case: Case) -> list[CaseTeamMember]:
    now = timezone.now()
    rows = CaseTeamMember.objects.visible_to(actor).filter(
        content_object_id=case.pk, valid_from__lte=now, valid_to__gt=now, agency__isnull=False
    )
    return list(rows.select_related("agency", "user").order_by("agency__name", "pk"))


def _partners(case: Case, team: list[CaseTeamMember]) -> tuple[Partner, ...]:
    purposes: dict[uuid.UUID, set[str]] = defaultdict(set)
    agencies: dict[uuid.UUID, Agency] = {}
    for row in team:
        if row.agency is not None:
            agencies[row.agency.pk] = row.agency
            purposes[row.agency.pk].add(row.purpose)
    signed = _signed({case.lead_agency_id, *agencies})
    lead = signed.get(case.lead_agency_id, {})
    lines = [_partner(case, row, purposes[key], signed.get(key, {}), lead) for key, row in agencies.items()]
    return tuple(sorted(lines, key=lambda line: (not line.leads, line.name)))


def _partner(
    case: Case, agency: Agency, purposes: set[str], own: dict[uuid.UUID, AgreementParty], lead: Collection[uuid.UUID]
) -> Partner:
    both = [row.agreement for key, row in own.items() if key in lead and purposes & set(row.agreement.purposes)]
    data = {one for agreement in both for one in agreement.data_categories}
    leads = agency.pk == case.lead_agency_id
    return Partner(
        name=agency.name, leads=leads, health=agency.group == AgencyGroup.HEALTH,
        purposes=tuple(str(one.label) for one in Purpose if one in purposes),
        agreements=() if leads else tuple(sorted({agreement.title for agreement in both})),
        data=() if leads else tuple(str(one.label) for one in DataCategory if one in data),
    )  # fmt: skip


def _signed(agencies: set[uuid.UUID]) -> dict[uuid.UUID, dict[uuid.UUID, AgreementParty]]:
    """Return the agreements that bind each agency now, by agency and agreement."""
    found: dict[uuid.UUID, dict[uuid.UUID, AgreementParty]] = defaultdict(dict)
    rows = AgreementParty.objects.binding(timezone.now()).filter(agency_id__in=agencies).select_related("agreement")
    for row in rows:
        found[row.agency_id][row.agreement_id] = row
    return found


def advisers_for(actor: Actor) -> tuple[str, ...]:
    """Return the legal advisers of the partnership with their agencies: whom a person can ask."""
    rows = AgencyMembership.objects.current().filter(
        agency__partnership_id=actor.partnership_id, duties__contains=[Duty.LEGAL], user__is_active=True
    )
    found = rows.select_related("user", "agency").order_by("user__full_name", "pk")
    return tuple(f"{row.user.full_name}, {row.agency.name}" for row in found)
