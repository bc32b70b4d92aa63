"""Raising what falls due. Runs as the worker, which reads keys and dates and no words."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from agencies.choices import Duty
from agencies.days import end_of, last_day
from agencies.models import FAR_FUTURE, AgencyMembership, Agreement, Partnership
from casework.choices import Attended, CaseStatus, DeadlineKind, DeadlineState
from casework.models import Case, CaseTeamMember, Contact, Deadline
from casework.reminding import Rules, rules_of
from casework.services.code_sweep import codes_to_accept
from casework.services.reminder_clock import moment

AHEAD = dt.timedelta(days=30)
"""How long before its day something stands in the lists, or longer where a partnership announces it earlier."""
OF_AGREEMENT = (DeadlineKind.AGREEMENT_REVIEW, DeadlineKind.AGREEMENT_ENDS)
Spans = dict[uuid.UUID, Rules]


def raise_deadlines(actor: None, today: dt.date | None = None) -> int:
    """Raise what is due from cases, agreements, planned contacts and the code of conduct; say how many are new.

    ``actor`` is nobody: the worker acts for the product. Running it twice, or two at once, raises nothing twice.
    """
    day = today or timezone.localdate(moment(None))
    with transaction.atomic():
        spans = {key: rules_of(kept) for key, kept in Partnership.objects.values_list("pk", "settings")}
        return _case_reviews(spans, day) + _agreements(spans, day) + _planned_contacts(spans, day) + _codes(spans, day)


def days_ahead(actor: None, kind: DeadlineKind, day: dt.date) -> int:
    """Return how many days ahead deadlines of ``kind`` are raised, for all partnerships: the longest that one set."""
    kept = Partnership.objects.values_list("settings", flat=True)
    return max([AHEAD.days, *((rules_of(one).announced_until(kind, day) - day).days for one in kept)])


def _until(rules: Rules, kind: DeadlineKind, day: dt.date, least: dt.timedelta = AHEAD) -> dt.date:
    return max(day + least, rules.announced_until(kind, day))


def _case_reviews(spans: Spans, day: dt.date) -> int:
    because = "the sweep reads keys and dates of every case, and no words"
    cases = Case.objects.unguarded(because=because).filter(
        status__in=(CaseStatus.ACTIVE, CaseStatus.PAUSED, CaseStatus.ENDING)
    )
    due = [
        row
        for key, rules in spans.items()
        for row in cases.filter(
            partnership_id=key, next_review_on__lte=_until(rules, DeadlineKind.CASE_REVIEW, day)
        ).values_list("pk", "lead_agency_id", "next_review_on")
    ]
    managers = dict(
        CaseTeamMember.objects.unguarded(because=because)
        .filter(is_case_manager=True, content_object_id__in=[pk for pk, _agency, _day in due])
        .values_list("content_object_id", "membership_id")
    )
    return _raise(
        Deadline(
            case_id=pk, kind=DeadlineKind.CASE_REVIEW, due_on=review, responsible_id=managers.get(pk), agency_id=agency,
            subject_kind="case_review", subject_id=pk,
        )
        for pk, agency, review in due
    )  # fmt: skip


def _agreements(spans: Spans, day: dt.date) -> int:
    """Reviews and ends of agreements, for each coordinator; what was renewed or terminated is settled."""
    coordinators: dict[object, list[AgencyMembership]] = {}
    for membership in (
        AgencyMembership.objects.current().filter(duties__contains=[Duty.COORDINATOR]).select_related("agency")
    ):
        coordinators.setdefault(membership.agency.partnership_id, []).append(membership)
    due = [
        (kind, agreement, due_on)
        for agreement in Agreement.objects.filter(terminated_at=None, valid_to__gt=moment(None))
        for kind, due_on in zip(
            OF_AGREEMENT, (agreement.review_on, last_day(agreement.valid_to, FAR_FUTURE)), strict=True
        )
        if due_on and due_on <= _until(spans[agreement.partnership_id], kind, day)
    ]
    wanted = [
        Deadline(
            kind=kind, due_on=due_on, responsible_id=membership.pk, agency_id=membership.agency_id,
            subject_kind="agreement", subject_id=agreement.pk,
        )
        for kind, agreement, due_on in due for membership in coordinators.get(agreement.partnership_id, [])
    ]  # fmt: skip
    _settle_agreements({(kind, agreement.pk) for kind, agreement, _day in due}, wanted)
    return _raise(wanted, for_each=True)


def _settle_agreements(due: set[tuple[DeadlineKind, uuid.UUID]], wanted: list[Deadline]) -> None:
    """Meet what is due no longer, and drop it for who coordinates no longer, unless there is nobody else."""
    others = {(row.kind, row.subject_id) for row in wanted}
    still = {(row.kind, row.subject_id, row.responsible_id) for row in wanted}
    rows = Deadline.objects.unguarded(because="the sweep settles what no longer falls due").filter(
        kind__in=OF_AGREEMENT, state=DeadlineState.OPEN, subject_kind="agreement"
    )
    for row in rows:
        key = (row.kind, row.subject_id)
        if key not in due:
            row.state = DeadlineState.DONE
        elif key in others and (*key, row.responsible_id) not in still:
            row.state = DeadlineState.DROPPED
        else:
            continue
        row.done_at, row.version = timezone.now(), row.version + 1
        row.save(update_fields=["state", "done_at", "version"])


def _planned_contacts(spans: Spans, day: dt.date) -> int:
    """Planned contacts up to tomorrow, for whoever planned them: what became of one is to be recorded."""
    planned = Contact.objects.unguarded(
        because="the sweep reads keys and days of planned contacts, and no words"
    ).filter(attended=Attended.PENDING)
    tomorrow = dt.timedelta(days=1)
    return _raise(
        Deadline(
            case_id=case, kind=DeadlineKind.CONTACT_PLANNED, due_on=timezone.localdate(at), responsible_id=who,
            agency_id=agency, subject_kind="contact", subject_id=key,
        )
        for partnership, rules in spans.items()
        for key, case, who, agency, at in planned.filter(
            originator__partnership_id=partnership,
            planned_for__lt=end_of(_until(rules, DeadlineKind.CONTACT_PLANNED, day, tomorrow)),
        ).values_list("pk", "case_id", "membership_id", "originator_id", "planned_for")
        if at
    )  # fmt: skip


def _codes(spans: Spans, day: dt.date) -> int:
    """What each member is to accept of the code of conduct; what nobody waits for any more is dropped."""
    wanted = codes_to_accept(None, day, spans)
    rows = Deadline.objects.unguarded(because="the sweep settles what no longer falls due").filter(
        kind=DeadlineKind.CODE, state=DeadlineState.OPEN
    )
    there = {(row.responsible_id, row.subject_id): row for row in rows}
    for key, row in there.items():
        due = wanted.get(key)
        if due is None:
            row.state, row.done_at, row.version = DeadlineState.DROPPED, timezone.now(), row.version + 1
            row.save(update_fields=["state", "done_at", "version"])
        elif row.due_on != due[1]:
            row.due_on, row.version = due[1], row.version + 1
            row.save(update_fields=["due_on", "version"])
    new = [
        Deadline(
            kind=DeadlineKind.CODE, due_on=due_on, responsible_id=membership.pk, agency_id=membership.agency_id,
            subject_kind="code", subject_id=key[1],
        )
        for key, (membership, due_on) in wanted.items() if key not in there
    ]  # fmt: skip
    Deadline.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _raise(rows: Iterable[Deadline], *, for_each: bool = False) -> int:
    """Insert the deadlines that are not open yet, and move those whose day changed.

    ``for_each``: several answer for the same subject, each with a deadline of their own.
    """

    def key(row: Deadline) -> tuple[object, ...]:
        return (row.kind, row.subject_id, row.responsible_id if for_each else None)

    wanted = list(rows)
    because = "the sweep compares what is due with what is raised"
    open_rows = {
        key(row): row
        for row in Deadline.objects.unguarded(because=because).filter(
            state=DeadlineState.OPEN, subject_id__in=[row.subject_id for row in wanted]
        )
    }
    new = []
    for row in wanted:
        there = open_rows.get(key(row))
        if there is None:
            new.append(row)
        elif there.due_on != row.due_on:
            there.due_on, there.version = row.due_on, there.version + 1
            there.save(update_fields=["due_on", "version"])
    Deadline.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)
