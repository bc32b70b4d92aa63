"""Asking each quoted agency to check its words, and what it answers."""

import hashlib
import uuid
from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import policy, trail
from access.actor import Actor
from access.choices import Operation, Place
from agencies.errors import Conflict, RuleBroken
from agencies.models import save_next
from casework.choices import DeadlineKind, DeadlineState
from casework.models import CaseTeamMember, Deadline
from casework.services.deadlines import Subject, due_after, raise_deadline
from sharing.choices import CheckState, ReportState
from sharing.models import CourtReport, ReportCheck, ReportStatement
from sharing.services.reports import SUBJECT, writable

CHECK = "report_check"


def ask_checks(actor: Actor, report_id: uuid.UUID) -> int:
    """Show each agency whose words are quoted its own words, and ask whether they stand; say how many were asked.

    An agency that agreed to the same words before is not asked again. One that nobody represents on the case now is
    noted as such.

    Raises:
        Http404, NotAllowed: the report is unseen, signed, or another's to write.
        RuleBroken: it is not a draft.
    """
    with transaction.atomic():
        report = writable(actor, report_id)
        report.move_to(ReportState.CHECK)
        quoted: dict[uuid.UUID, list[ReportStatement]] = defaultdict(list)
        rows = ReportStatement.objects.visible_to(actor).filter(report=report, is_kept=True, is_quoted=True)
        for row in rows.exclude(originator=report.agency_id).order_by("section__position", "position", "pk"):
            quoted[row.originator_id].append(row)  # type: ignore[index]  # quoted words have an originator
        there = {row.agency_id: row for row in ReportCheck.objects.visible_to(actor).filter(report=report)}
        asked = sum(_ask(actor, report, agency, words, there.get(agency)) for agency, words in quoted.items())
        for agency, check in there.items():
            if agency not in quoted:
                _not_needed(actor, check)
        shown = [row.pk for words in quoted.values() for row in words]
        every = ReportStatement.objects.visible_to(actor).filter(report=report)
        every.filter(is_asked=True).exclude(pk__in=shown).update(is_asked=False)
        every.filter(pk__in=shown).update(is_asked=True)
        save_next(report, "state")
        trail.record(
            actor, "report.check_asked", operation=Operation.DISCLOSE, kind=SUBJECT, subjects=[report.pk],
            case_id=report.case_id, ground="supervise", detail={"agencies": len(quoted), "asked": asked},
        )  # fmt: skip
        return asked


def _ask(
    actor: Actor, report: CourtReport, agency: uuid.UUID, words: list[ReportStatement], check: ReportCheck | None
) -> int:
    shown = hashlib.sha256("\0".join(row.text for row in words).encode()).hexdigest()
    member = _member_of(actor, report, agency)
    if check is not None and check.shown == shown and check.state == CheckState.AGREED:
        return 0
    state = CheckState.WAITING if member else CheckState.NOBODY
    now = timezone.now()
    if check is None:
        check = ReportCheck(report=report, agency_id=agency, state=state, asked_at=now, shown=shown)
        check.save(force_insert=True)
    else:
        check.state, check.shown, check.asked_at, check.answer = state, shown, now, ""
        save_next(check, "state", "shown", "asked_at", "answer")
    if member is None:
        return 0
    raise_deadline(
        actor, report.case, DeadlineKind.REPORT_CHECK, due_after(report.case, "report_check", timezone.localdate()),
        Subject(CHECK, report.pk), responsible_id=member, agency_id=agency,
    )  # fmt: skip
    return 1


def _member_of(actor: Actor, report: CourtReport, agency: uuid.UUID) -> uuid.UUID | None:
    """A permanent member of the agency who sees the case now, and so can answer; a place alone does not suffice."""
    able = {row.membership_id for row in policy.readers_of_case(report.case_id) if row.kind == Place.PERMANENT}
    now = timezone.now()
    rows = CaseTeamMember.objects.visible_to(actor).filter(
        content_object_id=report.case_id, agency_id=agency, kind=Place.PERMANENT, valid_from__lte=now, valid_to__gt=now,
        membership_id__in=able,
    )  # fmt: skip
    found: uuid.UUID | None = rows.order_by("valid_from", "pk").values_list("membership_id", flat=True).first()
    return found


def _not_needed(actor: Actor, check: ReportCheck) -> None:
    _settle(actor, check, DeadlineState.DROPPED)
    if check.state == CheckState.WAITING:
        check.state = CheckState.NOBODY
        save_next(check, "state")


def _settle(actor: Actor, check: ReportCheck, state: DeadlineState) -> None:
    """Settle what this one agency was asked: the others' deadlines are about the same report."""
    rows = (
        Deadline.objects.visible_to(actor)
        .open()
        .filter(kind=DeadlineKind.REPORT_CHECK, subject_id=check.report_id, agency_id=check.agency_id)
    )
    for row in rows:
        row.state, row.done_at = state, timezone.now()
        save_next(row, "state", "done_at")


def answer_check(actor: Actor, report_id: uuid.UUID, version: int, state: str, words: str) -> ReportCheck:
    """Say for the actor's agency that its words stand, or what is wrong with them.

    ``version`` is the one of the check whose words were read: nobody answers for words asked about since.

    Raises:
        Http404, NotAllowed: the agency was not asked, or the actor has no permanent place on the case.
        Conflict: the agency was asked about other words meanwhile, or a colleague answered; nothing is saved.
        RuleBroken: the report is not being checked, or an objection has no words.
    """
    with transaction.atomic():
        rows = ReportCheck.objects.select_for_update(of=("self",)).select_related("report")
        check: ReportCheck = rows.get_for(actor, "answer", report_id=report_id)
        if check.report.state != ReportState.CHECK:
            raise RuleBroken(_("The report is with its writer again. You are asked once more before it is signed."))
        if check.version != version:
            raise Conflict(
                _("You were asked anew, or a colleague answered, since you opened this page. Read it again.")
            )
        if state not in (CheckState.AGREED, CheckState.OBJECTS):
            raise RuleBroken(_("Say whether the words stand."), "state")
        if state == CheckState.OBJECTS and not words.strip():
            raise RuleBroken(_("Say what is wrong, so that the writer can put it right."), "words")
        check.state, check.words = CheckState(state), words.strip()
        check.membership_id, check.at = actor.membership_id, timezone.now()
        save_next(check, "state", "words", "membership", "at")
        _settle(actor, check, DeadlineState.DONE)
        trail.record(
            actor, "report.checked", operation=Operation.COLLECT, kind=SUBJECT, subjects=[report_id, check.pk],
            case_id=check.report.case_id, ground="originator", detail={"answer": str(check.state)},
        )  # fmt: skip
        return check


def answer_objection(actor: Actor, report_id: uuid.UUID, agency_id: uuid.UUID, answer: str) -> None:
    """Answer an agency's objection: the words stay, and the writer says why.

    Raises:
        Http404, NotAllowed: the report is unseen, signed, or another's to write.
        RuleBroken: there is no objection of that agency, or no words.
    """
    if not answer.strip():
        raise RuleBroken(_("Say why the words stay as they are."), "answer")
    with transaction.atomic():
        report = writable(actor, report_id)
        check = ReportCheck.objects.visible_to(actor).filter(report=report, agency_id=agency_id).first()
        if check is None or check.state != CheckState.OBJECTS:
            raise RuleBroken(_("There is no objection of this agency."), "answer")
        check.answer = answer.strip()
        save_next(check, "answer")
        trail.record(
            actor, "report.objection_answered", operation=Operation.ALTER, kind=SUBJECT,
            subjects=[report.pk, check.pk], case_id=report.case_id, ground="supervise",
        )  # fmt: skip
