"""Lines of the ledger from every source, newest first: each source is cleared by itself, then they are put together."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from access.guarded import GuardedQuerySet
from agencies.choices import Duty, Purpose
from casework.due import day_words
from sharing.choices import DeferralState, DutyOutcome, ProposalState
from sharing.choices_publishing import Outlet, PublicationStepKind
from sharing.ledgering import Cursor, Entry, EntryKind, LedgerFilters, ToldState, Way, parse
from sharing.models import (
    Deferral,
    Disclosure,
    DisclosureProposal,
    DutyPassed,
    Notification,
    PublicationStep,
    RightsRequest,
    SharingRequest,
)
from sharing.narrowing import Scope, between, of_case, older_than
from sharing.queries.ledger import SHOWN, put_off_until, told_of
from sharing.queries.ledger_notes import minutes, releases
from sharing.queries.ledger_rights import restricted_entry, restricted_rows, told_entry, told_rows
from sharing.queries.proposals import TONES
from sharing.queries.request_lines import RequestLine, lines_of

MADE = (ProposalState.MADE, ProposalState.ACKNOWLEDGED, ProposalState.CLOSED)
"""States of proposals that stand in the ledger as disclosures."""


def entries(actor: Actor, scope: Scope, filters: LedgerFilters, after: str, most: int) -> tuple[list[Entry], bool]:
    """Return the newest ``most`` lines that fit, older than the cursor ``after``, and whether there are more."""
    at, found = parse(after), list[Entry]()
    for kinds, source in SOURCES:
        if not filters.kind or filters.kind in kinds:
            found += source(actor, scope, filters, at, most + 1)
    found.sort(key=lambda entry: (entry.at, entry.id), reverse=True)
    return found[:most], len(found) > most


def _requests(actor: Actor, scope: Scope, filters: LedgerFilters, at: Cursor | None, most: int) -> list[Entry]:
    if filters.told or filters.way in (Way.GIVEN, Way.RECEIVED):
        return []
    rows = scope.narrow(actor, SharingRequest.objects.visible_to(actor), "agency_id", "asked_id")
    if filters.way:
        rows = rows.filter(**{"agency" if filters.way == Way.ASKED else "asked": actor.agency_id})
    if filters.other:
        rows = rows.filter(Q(agency=filters.other) | Q(asked=filters.other))
    if filters.case:
        rows = rows.filter(case__reference=filters.case.upper())
    rows = between(rows, "asked_at", filters).select_related("case", "agency", "asked")
    found = older_than(rows, "asked_at", at, most)
    return [_request(row, line) for row, line in zip(found, lines_of(actor, found), strict=True)]


def _request(row: SharingRequest, line: RequestLine) -> Entry:
    ways = {"by_us": Way.ASKED.value, "to_us": Way.WAS_ASKED.value}
    state = line.answer or str(line.state.label)
    return Entry(
        row.pk, EntryKind.REQUEST, row.asked_at, line.asked_on, line.reference, row.case_id, ways.get(line.way, ""),
        line.asker, line.asked, _("Asked a second time") if line.again else _("Asked"), line.purpose,
        _("%(state)s, overdue") % {"state": state} if line.overdue else state, line.tone, "", "request_detail", row.pk,
    )  # fmt: skip


def _disclosures(actor: Actor, scope: Scope, filters: LedgerFilters, at: Cursor | None, most: int) -> list[Entry]:
    if filters.way in (Way.ASKED, Way.WAS_ASKED):
        return []
    rows = scope.narrow(actor, Disclosure.objects.visible_to(actor), "membership__agency_id", "to_agency_id")
    if filters.kind:
        rows = rows.filter(duty_report__isnull=filters.kind == EntryKind.DISCLOSURE)
    if filters.way:
        rows = rows.filter(
            **{"membership__agency" if filters.way == Way.GIVEN else "to_agency": actor.agency_id}
        )  # fmt: skip
    if scope.case_id is None and actor.has_duty(Duty.DUTY_DESK):  # they stand there as they were received
        rows = rows.exclude(duty_report__isnull=False, to_agency=actor.agency_id)
    if filters.other:
        rows = rows.filter(Q(membership__agency=filters.other) | Q(to_agency=filters.other))
    if filters.case:
        rows = rows.filter(case__reference=filters.case.upper())
    if filters.since:
        rows = rows.filter(made_on__gte=filters.since)
    if filters.until:
        rows = rows.filter(made_on__lte=filters.until)
    rows = _by_told(actor, rows, filters.told).select_related(*SHOWN, "case", "duty_report")
    found = older_than(rows, "recorded_at", at, most)
    told, later = told_of(actor, found), put_off_until(actor, found)
    return [_disclosure(actor, row, told.get(row.pk), later.get(row.pk)) for row in found]


def _by_told(actor: Actor, rows: Any, state: str) -> Any:
    """Narrow disclosures to those of which the person was told, is told later, or was not told yet."""
    if not state:
        return rows
    told = Notification.objects.visible_to(actor).values("disclosure_id")
    if state == ToldState.TOLD:
        return rows.filter(pk__in=told)
    running = Deferral.objects.visible_to(actor).filter(
        state=DeferralState.APPROVED, until_on__gt=timezone.localdate()
    )  # fmt: skip
    later = running.values("disclosure_id")
    rows = rows.exclude(pk__in=told)
    return rows.filter(pk__in=later) if state == ToldState.LATER else rows.exclude(pk__in=later)


def _disclosure(actor: Actor, row: Disclosure, told: Notification | None, later: dt.date | None) -> Entry:
    ways = {row.to_agency_id: Way.RECEIVED.value, row.membership.agency_id: Way.GIVEN.value}
    words, tone = _("Made"), "grey"
    if row.duty_report is not None and row.duty_report.acknowledged_at:
        words, tone = _("Acknowledged"), "green"
    if row.duty_report is not None and row.duty_report.outcome:
        words = str(DutyOutcome(row.duty_report.outcome).label)
    if told is not None:
        known = _("Told on %(day)s") % {"day": day_words(told.told_on)}
    else:
        known = _("Put off until %(day)s") % {"day": day_words(later)} if later else str(ToldState.NOT_YET.label)
    kind = EntryKind.DUTY if row.duty_report_id is not None else EntryKind.DISCLOSURE
    link, of = ("report_detail", row.report_id) if row.report_id else ("disclosure_detail", row.pk)
    return Entry(
        row.pk, kind, row.recorded_at, day_words(row.made_on), row.case.reference, row.case_id,
        ways.get(actor.agency_id, ""), row.membership.agency.name, row.to_whom, row.what,
        str(Purpose(row.purpose).label), words, tone, known, link, of or row.pk, told is not None,
    )  # fmt: skip


def _proposals(actor: Actor, scope: Scope, filters: LedgerFilters, at: Cursor | None, most: int) -> list[Entry]:
    if filters.told or filters.way in (Way.ASKED, Way.WAS_ASKED, Way.RECEIVED):
        return []
    rows = DisclosureProposal.objects.visible_to(actor).exclude(state__in=MADE)
    rows = rows.filter(case_id=scope.case_id) if scope.case_id else rows.filter(agency_id=actor.agency_id)
    if filters.way:
        rows = rows.filter(agency_id=actor.agency_id)
    if filters.other:
        rows = rows.filter(Q(agency=filters.other) | Q(to_agency=filters.other))
    if filters.case:
        rows = rows.filter(case__reference=filters.case.upper())
    rows = between(rows, "proposed_at", filters).select_related("case", "agency", "to_agency")
    return [_proposal(actor, row) for row in older_than(rows, "proposed_at", at, most)]


def _proposal(actor: Actor, row: DisclosureProposal) -> Entry:
    state = ProposalState(row.state)
    return Entry(
        row.pk, EntryKind.PROPOSAL, row.proposed_at, day_words(timezone.localdate(row.proposed_at)), row.case.reference,
        row.case_id, Way.GIVEN.value if row.agency_id == actor.agency_id else "", row.agency.name, row.to_whom,
        _("Proposed"), str(Purpose(row.purpose).label),
        _("Waits for legal advice") if row.held else str(state.label), "orange" if row.held else TONES[state], "",
        "proposal_detail", row.pk,
    )  # fmt: skip


def _handed(actor: Actor, scope: Scope, filters: LedgerFilters, at: Cursor | None, most: int) -> list[Entry]:
    """What persons got of their own record, because they asked."""
    if filters.told or filters.other or filters.way not in ("", Way.GIVEN):
        return []
    rows = RightsRequest.objects.visible_to(actor).filter(handed_at__isnull=False)
    rows = scope.narrow(actor, rows, "decided_by__agency_id", "decided_by__agency_id")
    if filters.case:
        rows = rows.filter(case__reference=filters.case.upper())
    rows = between(rows, "handed_at", filters).select_related("case", "decided_by__agency")
    return [_given(actor, row) for row in older_than(rows, "handed_at", at, most)]


def _given(actor: Actor, row: RightsRequest) -> Entry:
    by, at = row.decided_by.agency if row.decided_by else None, row.handed_at or row.recorded_at
    return Entry(
        row.pk, EntryKind.PERSON, at, day_words(timezone.localdate(at)), row.case.reference, row.case_id,
        Way.GIVEN.value if by and by.pk == actor.agency_id else "", by.name if by else "", _("The person"), row.mark,
        "", str(row.get_state_display()), "green", "", "rights_detail", row.pk,
    )  # fmt: skip


def _published(actor: Actor, scope: Scope, filters: LedgerFilters, at: Cursor | None, most: int) -> list[Entry]:
    """Texts about a case that came out, with the person's agreement."""
    if filters.told or filters.way not in ("", Way.GIVEN):
        return []
    rows = PublicationStep.objects.visible_to(actor).filter(kind=PublicationStepKind.PUBLISHED, case__isnull=False)
    rows = scope.narrow(actor, rows, "publication__agency_id", "publication__agency_id")
    if filters.way:
        rows = rows.filter(publication__agency_id=actor.agency_id)
    if filters.other:
        rows = rows.filter(publication__agency_id=filters.other)
    if filters.case:
        rows = rows.filter(case__reference=filters.case.upper())
    rows = between(rows, "made_at", filters).select_related("case", "publication__agency")
    return [_out(actor, row) for row in older_than(rows, "made_at", at, most)]


def _out(actor: Actor, row: PublicationStep) -> Entry:
    text, case = row.publication, row.case
    return Entry(
        row.pk, EntryKind.PUBLICATION, row.made_at, day_words(row.on), case.reference if case else "", row.case_id,
        Way.GIVEN.value if text.agency_id == actor.agency_id else "", text.agency.name, text.asked_by,
        str(Outlet(text.outlet).label), text.purpose, _("With the person's agreement"), "green", "",
        "publication_detail", text.pk,
    )  # fmt: skip


def _corrections(actor: Actor, scope: Scope, filters: LedgerFilters, at: Cursor | None, most: int) -> list[Entry]:
    """Recipients who were told that something they got is contested, or was put right."""
    if filters.told or filters.way not in ("", Way.GIVEN):
        return []
    rows = scope.narrow(actor, told_rows(actor, filters), "membership__agency_id", "disclosure__to_agency_id")
    return [told_entry(actor, row) for row in older_than(of_case(rows, filters, "raised_at"), "raised_at", at, most)]


def _restrictions(actor: Actor, scope: Scope, filters: LedgerFilters, at: Cursor | None, most: int) -> list[Entry]:
    """What was restricted because the person asked, and what was lifted."""
    if filters.told or filters.way:
        return []
    rows = scope.narrow(actor, restricted_rows(actor, filters), "membership__agency_id", "membership__agency_id")
    return [restricted_entry(actor, row) for row in older_than(of_case(rows, filters, "at"), "at", at, most)]


def _received(actor: Actor, scope: Scope, filters: LedgerFilters, at: Cursor | None, most: int) -> list[Entry]:
    """Duty reports for whoever receives them: without the case, which they may not know."""
    alone = filters.told or filters.case or filters.way not in ("", Way.RECEIVED)
    if scope.case_id is not None or alone or not actor.has_duty(Duty.DUTY_DESK):
        return []
    rows: GuardedQuerySet[DutyPassed] = DutyPassed.objects.visible_to(actor, "answer")
    if filters.other:
        rows = rows.filter(sender_agency=filters.other)
    rows = between(rows, "sent_at", filters).select_related("sender_agency", "to_agency")
    return [_passed(row) for row in older_than(rows, "sent_at", at, most)]


def _passed(row: DutyPassed) -> Entry:
    answered = str(DutyOutcome(row.outcome).label) if row.outcome else _("Acknowledged")
    return Entry(
        row.pk, EntryKind.DUTY, row.sent_at, day_words(timezone.localdate(row.sent_at)), "", None, Way.RECEIVED.value,
        row.sender_agency.name, row.to_agency.name, _("Duty report"),
        str(Purpose.RISK_AND_CRIME_PREVENTION.label), answered if row.acknowledged_at else _("Not acknowledged yet"),
        "green" if row.acknowledged_at else "orange", "", "duty_received", row.pk, False,
    )  # fmt: skip


Source = Callable[[Actor, Scope, LedgerFilters, Cursor | None, int], list[Entry]]
SOURCES: tuple[tuple[tuple[EntryKind, ...], Source], ...] = (
    ((EntryKind.REQUEST,), _requests),
    ((EntryKind.DISCLOSURE, EntryKind.DUTY), _disclosures),
    ((EntryKind.PROPOSAL,), _proposals),
    ((EntryKind.RELEASE,), releases),
    ((EntryKind.MINUTES,), minutes),
    ((EntryKind.DUTY,), _received),
    ((EntryKind.PERSON,), _handed),
    ((EntryKind.PUBLICATION,), _published),
    ((EntryKind.CORRECTION,), _corrections),
    ((EntryKind.RESTRICTION,), _restrictions),
)
