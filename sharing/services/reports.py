"""Beginning a report, keeping its words, correcting one that was sent."""

import datetime as dt
import uuid

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from access import policy, trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import only_once, save_next
from casework.choices import DeadlineKind, DeadlineState
from casework.models import Breach, Case, CustodyEpisode, Note, Order
from casework.restricting import must_not_be_restricted
from casework.services.deadlines import Subject, due_after, raise_deadline, settle_deadlines
from sharing.choices import ReportKind, ReportState, SourceKind
from sharing.models import CourtReport, ReportSection, ReportStatement
from sharing.reporting import STEP, Edit, NewReport, PartEdit, check_words
from sharing.services.assembling import CHANGED, Brought, assemble

SUBJECT = "court_report"
ONE_OF_A_KIND = "one_report_of_a_kind_in_the_making"
ONCE: dict[str, str] = {
    ReportKind.BREACH: "one_report_on_a_breach",
    ReportKind.PRE_RELEASE: "one_report_before_a_release_in_the_making",
}
"""The constraint that lets one report of a kind be in the making."""
CHOSEN = ("is_kept", "is_edited", "is_new", "position")
"""What the writer decides about a statement, beside what comes with its words."""


def start_report(actor: Actor, reference: str, new: NewReport) -> CourtReport:
    """Begin a report on the case called ``reference`` and assemble it from the record.

    Raises:
        Http404, NotAllowed: the actor is not the order supervisor of a case they see.
        RuleBroken: what it is about is not on the case, the period is odd, or one of the kind is in the making.
        Conflict: one of the kind was begun in this moment.
    """
    with transaction.atomic():
        case: Case = Case.objects.get_for(actor, "supervise", reference=reference.upper())
        if new.period_to < new.period_from:
            raise RuleBroken(_("The period ends before it begins."), "period_to")
        if new.period_to > timezone.localdate():
            raise RuleBroken(_("The period cannot end in the future: the record does not reach there."), "period_to")
        report = _row_for(actor, case, new)
        report.period_from, report.period_to = new.period_from, new.period_to
        report.author_id, report.state = actor.membership_id, ReportState.ASSEMBLING
        _save(report)
        raise_deadline(
            actor, case, DeadlineKind.COURT_REPORT, report.due_on, Subject(SUBJECT, report.pk),
            responsible_id=actor.membership_id, agency_id=actor.agency_id,
        )  # fmt: skip
        trail.record(
            actor, "report.started", operation=Operation.COLLECT, kind=SUBJECT, subjects=[report.pk],
            case_id=case.pk, ground="supervise", detail={"kind": new.kind.value},
        )  # fmt: skip
        assemble(actor, report)
        report.move_to(ReportState.DRAFT)
        save_next(report, "state")
        return report


def _save(report: CourtReport) -> None:
    """Store a new report, or the due one that is begun; the database lets one be in the making, whoever is faster.

    Raises:
        Conflict: another one was begun in this moment.
    """
    if not report._state.adding:
        save_next(report, "period_from", "period_to", "author", "state", "order", "court")
        return
    with only_once(ONCE.get(report.kind, ONE_OF_A_KIND), _written_already(), "about"):
        report.save(force_insert=True)


def _written_already() -> str:
    return _("A report of this kind is being written already. Open that one.")


def _row_for(actor: Actor, case: Case, new: NewReport) -> CourtReport:
    """Return the report that is due and fits, or a new row. What another agency owed is taken over."""
    row = _about(actor, case, new)
    same = CourtReport.objects.visible_to(actor).filter(case=case, kind=new.kind, corrects=None)
    if new.kind == ReportKind.PRE_RELEASE:  # whichever order was the newest when it fell due
        same = same.filter(custody=row.custody_id)
    else:
        same = same.filter(order=row.order_id, breach=row.breach_id)
    for other in same.to_write().exclude(agency=actor.agency_id):
        _take_over(other)
    due = same.to_write().first()
    if due is None and new.kind == ReportKind.BREACH:
        if same.exclude(state=ReportState.DROPPED).exists():
            raise RuleBroken(_("There is a report on this breach. Correct that one."), "about")
        row.number = (same.aggregate(last=Max("number"))["last"] or 0) + 1
    if due is None:
        return row
    if due.state != ReportState.DUE:
        raise RuleBroken(_written_already(), "about")
    due.order, due.court = row.order, row.court
    return due


def _take_over(report: CourtReport) -> None:
    """Let the database pass a report that is due to the agency that supervises now, or drop one that was begun."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing_take_over(%s)", [report.pk])


def _about(actor: Actor, case: Case, new: NewReport) -> CourtReport:
    report = CourtReport(case=case, agency_id=actor.agency_id, kind=new.kind, due_on=timezone.localdate())
    rows = {"case_id": case.pk, "pk": new.about}
    orders = Order.objects.visible_to(actor)
    if new.kind == ReportKind.BREACH:
        report.breach = Breach.objects.visible_to(actor).filter(**rows).select_related("order__court").first()
        report.order = report.breach.order if report.breach else None
        due = (report.breach.hearing_on or report.breach.act_by_on) if report.breach else None
    elif new.kind == ReportKind.PRE_RELEASE:
        report.custody = CustodyEpisode.objects.visible_to(actor).filter(**rows, ended_on=None).first()
        report.order = orders.filter(case_id=case.pk).select_related("court").order_by("-made_on").first()
        due = _before_release(case, report.custody)
        if report.custody and report.order is None:
            raise RuleBroken(_("Record the order first: it names the court that gets the report."), "about")
    else:
        report.order = orders.filter(**rows).select_related("court").first()
        due = _next_due(actor, report.order) if new.kind == ReportKind.PROGRESS else _last_day(report.order)
    if report.order is None or (new.kind == ReportKind.PRE_RELEASE and report.custody is None):
        raise RuleBroken(_("Choose what the report is about."), "about")
    report.court = report.order.court
    report.due_on = due or report.due_on
    return report


def _before_release(case: Case, custody: CustodyEpisode | None) -> dt.date | None:
    """The cadence's days before the planned release (domain section 3.7: 60)."""
    if custody is None or custody.release_on is None:
        return None
    ahead = due_after(case, "pre_release_report", custody.release_on) - custody.release_on
    return custody.release_on - ahead


def _last_day(order: Order | None) -> dt.date | None:
    return order.ends_on if order else None


def _next_due(actor: Actor, order: Order | None) -> dt.date | None:
    """The court's own span after the last progress report or the order's first day; the order's last day at most."""
    if order is None or order.report_every_days is None:
        return None
    last = CourtReport.objects.visible_to(actor).filter(order=order, kind=ReportKind.PROGRESS, is_frozen=True)
    last = last.exclude(state=ReportState.DROPPED)
    day = last.order_by("-period_to").values_list("period_to", flat=True).first()
    due: dt.date = (day or order.starts_on) + dt.timedelta(days=order.report_every_days)
    return min(due, order.ends_on) if order.ends_on else due


def writable(actor: Actor, report_id: uuid.UUID) -> CourtReport:
    """Fetch and lock a report that the actor may write.

    Raises:
        Http404, NotAllowed: it is unseen, signed, or another's to write.
        RuleBroken: it is due no longer, or was given up.
    """
    rows = CourtReport.objects.select_for_update(of=("self",)).select_related("case")
    report: CourtReport = rows.get_for(actor, "write", pk=report_id)
    if report.state == ReportState.DROPPED:
        raise RuleBroken(_("This report is not written any more. Begin another one where the court waits for it."))
    return report


def bring_in(actor: Actor, report_id: uuid.UUID) -> Brought:
    """Bring in what changed in the record since the last assembly; edited text is marked, never overwritten.

    Raises:
        Http404, NotAllowed: it is unseen, signed, or another's to write.
    """
    with transaction.atomic():
        report = writable(actor, report_id)
        if report.assembled_at is None:
            raise RuleBroken(_("This report is due and not begun yet."))
        brought = assemble(actor, report)
        if brought.new or brought.changed or brought.gone:
            to_draft(actor, report)
        return brought


def to_draft(actor: Actor, report: CourtReport) -> None:
    """Take a report that agencies are checking back to the desk, because its words changed."""
    if report.state == ReportState.CHECK:
        report.move_to(ReportState.DRAFT)
        save_next(report, "state")
        settle_deadlines(actor, report.pk, DeadlineKind.REPORT_CHECK, state=DeadlineState.DROPPED)
        trail.record(
            actor, "report.taken_back", operation=Operation.ALTER, kind=SUBJECT, subjects=[report.pk],
            case_id=report.case_id, ground="supervise",
        )  # fmt: skip


def edit_part(actor: Actor, report_id: uuid.UUID, key: str, edit: PartEdit) -> None:
    """Keep the words of one part of a report.

    Raises:
        Http404, NotAllowed: it is unseen, signed, or another's to write.
        Conflict: the part was changed since the writer began.
        RuleBroken: the words break a rule; the error names its field.
    """
    with transaction.atomic():
        report = writable(actor, report_id)
        section: ReportSection = ReportSection.objects.get_for(actor, report=report, key=key)
        if section.version != edit.version:
            raise Conflict(
                _("This part was changed since you opened it. Your words stay below; compare and save again.")
            )
        check_words(key, edit)
        rows = {row.pk: row for row in ReportStatement.objects.visible_to(actor).filter(section=section)}
        before = {row.pk for row in rows.values() if row.is_kept}
        changed = [row for one in edit.edits if (row := rows.get(one.id)) is not None and _keep(row, one)]
        anew = [row.note_id for row in changed if row.is_kept and row.pk not in before and row.note_id]
        if anew:
            must_not_be_restricted(actor, report.case_id, anew)
        if changed:
            ReportStatement.objects.visible_to(actor).bulk_update(changed, [*CHANGED, *CHOSEN])
        if edit.added.strip():
            last = max((row.position for row in rows.values()), default=0)
            ReportStatement(
                report=report, section=section, position=last + STEP, text=edit.added.strip(),
                source_kind=SourceKind.OWN, originator_id=actor.agency_id, nature=edit.added_nature, is_edited=True,
            ).save(force_insert=True)  # fmt: skip
        section.body = edit.body.strip()
        save_next(section, "body")
        to_draft(actor, report)
        trail.record(
            actor, "report.edited", operation=Operation.ALTER, kind=SUBJECT, subjects=[report.pk],
            case_id=report.case_id, ground="supervise", detail={"part": key, "statements": len(changed)},
        )  # fmt: skip


def _keep(row: ReportStatement, edit: Edit) -> bool:
    """Put the writer's text, choice and place into ``row``; say whether anything changed."""
    before = (row.text, row.is_kept, row.position, row.is_new, row.newer)
    row.is_kept, row.is_new = edit.keep, False
    row.position = edit.place * STEP
    if edit.take_newer and row.newer:
        row.text = row.assembled = row.newer
        row.tier, row.nature = row.newer_tier or row.tier, row.newer_nature or row.nature
        row.newer, row.newer_tier, row.newer_nature, row.is_edited = "", None, "", False
    elif edit.text.strip() and edit.text.strip() != row.text.strip():
        row.text = edit.text.strip()
        row.is_edited = row.text != row.assembled
    return before != (row.text, row.is_kept, row.position, row.is_new, row.newer)


def correct_report(actor: Actor, report_id: uuid.UUID) -> CourtReport:
    """Begin a corrected version of a countersigned report: a copy with the next number, linked to the first.

    A first one that was not sent is not sent any more. Where the order changed hands since, whoever supervises it now
    corrects what was sent, in the name of their own agency; of the words only what the court was told is theirs.

    Raises:
        Http404, NotAllowed: it is unseen, or another's to correct.
        RuleBroken: it was not countersigned, or a correction was begun.
        Conflict: a correction was begun in this moment.
    """
    with transaction.atomic():
        old, begun = _to_correct(actor, report_id), _("A correction of this report was begun. Open that one.")
        if CourtReport.objects.visible_to(actor).filter(corrects=old).exclude(state=ReportState.DROPPED).exists():
            raise RuleBroken(begun)
        if old.state == ReportState.SIGNED:
            old.move_to(ReportState.DROPPED)
            save_next(old, "state")
            settle_deadlines(actor, old.pk, DeadlineKind.COURT_REPORT, state=DeadlineState.DROPPED)
        new = CourtReport(
            case=old.case, agency_id=actor.agency_id, court_id=old.court_id, order_id=old.order_id,
            breach_id=old.breach_id, custody_id=old.custody_id, kind=old.kind, period_from=old.period_from,
            period_to=old.period_to, due_on=timezone.localdate(), state=ReportState.DRAFT,
            author_id=actor.membership_id, number=old.number + 1, corrects=old, assembled_at=old.assembled_at,
        )  # fmt: skip
        with only_once("one_correction_of_a_report", begun):
            new.save(force_insert=True)
        _copy(actor, old, new)
        raise_deadline(
            actor, old.case, DeadlineKind.COURT_REPORT, new.due_on, Subject(SUBJECT, new.pk),
            responsible_id=actor.membership_id, agency_id=actor.agency_id,
        )  # fmt: skip
        trail.record(
            actor, "report.corrected", operation=Operation.COLLECT, kind=SUBJECT, subjects=[new.pk, old.pk],
            case_id=old.case_id, ground="supervise",
        )  # fmt: skip
        return new


def _to_correct(actor: Actor, report_id: uuid.UUID) -> CourtReport:
    """Fetch the report to correct, locked where it is one's own agency's; another's is with the court and stays so."""
    rows = CourtReport.objects.select_related("case")
    old: CourtReport = rows.get_for(actor, pk=report_id)
    if old.agency_id != actor.agency_id:
        theirs: CourtReport = rows.get_for(actor, "correct", pk=report_id)
        return theirs
    old = rows.select_for_update(of=("self",)).get_for(actor, "keep", pk=report_id)
    if old.countersigned_at is None:
        raise RuleBroken(_("Only a countersigned report is corrected. This one can still be edited."))
    return old


def _copy(actor: Actor, old: CourtReport, new: CourtReport) -> None:
    """Copy sections and statements into the correction."""
    sections = {}
    for section in ReportSection.objects.visible_to(actor).filter(report=old):
        before = section.pk
        section.pk, section.report, section.version = uuid.uuid4(), new, 1
        section._state.adding = True
        sections[before] = section
    ReportSection.objects.bulk_create(sections.values())
    reads = Note.objects.visible_to(actor).annotate(tier_read=policy.tier_expression(actor))
    tiers = dict(reads.filter(case_id=old.case_id).values_list("pk", "tier_read"))
    rows = [
        row
        for row in ReportStatement.objects.visible_to(actor).filter(report=old)
        if row.note_id is None or tiers.get(row.note_id, 0) >= row.tier  # withdrawn since: it is not told again
    ]
    for row in rows:
        row.pk, row.report, row.section = uuid.uuid4(), new, sections[row.section_id]
        row.is_asked, row._state.adding = False, True
    ReportStatement.objects.bulk_create(rows)
