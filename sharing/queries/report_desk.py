"""What the writer of a report has before them: what can be begun, one part to edit, what differs from the last one."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from access import trail
from access.actor import Actor
from casework.due import day_words
from casework.models import Breach, CustodyEpisode, Order
from casework.queries.case_file import CaseFile, case_file, file_of
from sharing.choices import ReportKind, ReportState
from sharing.models import CourtReport, ReportStatement
from sharing.queries.quoted import quoted_notes
from sharing.queries.report_list import ReportLine, line_of
from sharing.queries.report_page import Gap, PartLine, gaps_of, parts_for, whole_report

PAGE = 40
"""Statements on one page of a part: a form has a bounded number of fields."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A report that can be begun, with the period it usually has."""

    kind: ReportKind
    about: uuid.UUID
    label: str
    period_from: dt.date
    period_to: dt.date

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.kind}:{self.about}"


@dataclass(frozen=True, slots=True)
class StartDesk:
    """The case, the reports that can be begun on it, and those on breaches that are written, by their key."""

    file: CaseFile
    choices: tuple[Choice, ...]
    begun: dict[str, uuid.UUID]


def start_desk(actor: Actor, reference: str) -> StartDesk:
    """Return what can be begun on the case called ``reference``.

    Raises:
        Http404, NotAllowed: the actor is not the order supervisor of a case they see.
    """
    file = case_file(actor, reference, "supervise")
    today, choices = timezone.localdate(), []
    orders = list(Order.objects.visible_to(actor).filter(case_id=file.id).select_related("type").order_by("-made_on"))
    reports = list(
        CourtReport.objects.visible_to(actor).filter(case_id=file.id, corrects=None).exclude(state=ReportState.DROPPED)
    )
    for order in orders:
        first = _begun(order, reports)
        choices.append(Choice(ReportKind.PROGRESS, order.pk, f"{ReportKind.PROGRESS.label}: {order}", first, today))
    told = {row.breach_id: row.pk for row in reports if row.breach_id and _is_written(actor, row)}
    for breach in Breach.objects.visible_to(actor).filter(case_id=file.id).select_related("order", "condition"):
        if breach.pk not in told:
            label = f"{ReportKind.BREACH.label}: {breach.condition}, {day_words(breach.suspected_on)}"
            choices.append(Choice(ReportKind.BREACH, breach.pk, label, breach.order.starts_on, today))
    for stay in CustodyEpisode.objects.visible_to(actor).filter(case_id=file.id, ended_on=None):
        label = f"{ReportKind.PRE_RELEASE.label}: {stay}"
        choices.append(Choice(ReportKind.PRE_RELEASE, stay.pk, label, stay.began_on, today))
    for order in orders:
        label = f"{ReportKind.COMPLETION.label}: {order}"
        choices.append(Choice(ReportKind.COMPLETION, order.pk, label, order.starts_on, today))
    trail.consulted(actor, "report.desk_read", "court_report", [file.id], file.id, file.place)
    written = {f"{ReportKind.BREACH}:{breach}": report for breach, report in told.items()}
    return StartDesk(file, tuple(one for one in choices if one.period_from <= one.period_to), written)


def _is_written(actor: Actor, row: CourtReport) -> bool:
    """Whether a report stands in the way of another on the same: signed, or being written by the actor's agency."""
    begun = row.state not in (ReportState.DUE, ReportState.DROPPED)
    return row.is_frozen or (begun and row.agency_id == actor.agency_id)


def _begun(order: Order, reports: list[CourtReport]) -> dt.date:
    """The day after the last signed progress report, or the first day of the order."""
    ends = [row.period_to for row in reports if row.order_id == order.pk and row.kind == ReportKind.PROGRESS
            and row.is_frozen]  # fmt: skip
    first: dt.date = max(ends) + dt.timedelta(days=1) if ends else order.starts_on
    return first


@dataclass(frozen=True, slots=True)
class PartDesk:
    """One part of a report to edit, a page of its statements, and the way through the others."""

    file: CaseFile
    line: ReportLine
    part: PartLine
    parts: tuple[PartLine, ...]
    gaps: tuple[Gap, ...]
    before: str
    after: str
    page: int
    pages: int


def part_desk(actor: Actor, report_id: uuid.UUID, key: str, page: int = 1) -> PartDesk | None:
    """Return one part for its writer and log the reading; None when the report has no part of that name.

    Raises:
        Http404, NotAllowed: the report is unseen, signed, or another's to write.
    """
    report = whole_report(actor, report_id, "write")
    file = file_of(actor, report.case)
    parts = parts_for(actor, report)
    keys = [str(part.key) for part in parts]
    if key not in keys:
        return None
    at = keys.index(key)
    whole = parts[at]
    pages = max(1, -(-len(whole.statements) // PAGE))
    page = min(max(page, 1), pages)
    shown = PartLine(
        whole.key, whole.title, whole.number, whole.body, whole.missing, whole.tables,
        whole.statements[(page - 1) * PAGE : page * PAGE], whole.version, whole.id,
    )  # fmt: skip
    ids = [report.pk, whole.id, *shown.notes]
    trail.consulted(actor, "report.part_read", "court_report", ids, report.case_id, file.place)
    return PartDesk(
        file=file, line=line_of(actor, report, {}), part=shown, parts=parts, gaps=gaps_of(actor, report),
        before=keys[at - 1] if at else "", after=keys[at + 1] if at + 1 < len(keys) else "", page=page, pages=pages,
    )  # fmt: skip


def part_to_draft(actor: Actor, report_id: uuid.UUID, key: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    """Return the keys of case and section of a part the actor may write; shows nothing, so logs nothing.

    Raises:
        Http404, NotAllowed: the report is unseen, signed, or another's to write.
    """
    report: CourtReport = CourtReport.objects.get_for(actor, "write", pk=report_id)
    found = report.sections.all().visible_to(actor).filter(key=key).values_list("pk", flat=True).first()
    return (report.case_id, found) if found else None


@dataclass(frozen=True, slots=True)
class Difference:
    """What one section says that the last report did not, no longer says, or says otherwise (before, now)."""

    title: str
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """A report beside the last one of its order, or beside the one that it corrects."""

    file: CaseFile
    line: ReportLine
    last: ReportLine | None
    sections: tuple[Difference, ...]


def report_changes(actor: Actor, report_id: uuid.UUID) -> Changes:
    """Return what differs from the last signed report of the same kind and order, and log the reading.

    Raises:
        Http404, NotAllowed: the report is unseen, or its words are not the actor's to read.
    """
    report = whole_report(actor, report_id, "read")
    file = file_of(actor, report.case)
    last = _last(actor, report)
    both = [row for row in (report, last) if row is not None]
    trail.consulted(
        actor, "report.changes_read", "court_report", [*(row.pk for row in both), *quoted_notes(actor, *both)],
        report.case_id, file.place,
    )  # fmt: skip
    if last is None:
        return Changes(file, line_of(actor, report, {}), None, ())
    before, now = _told(actor, last), _told(actor, report)
    titles = {part.key: part.title for part in parts_for(actor, report)}
    sections = []
    for part, title in titles.items():
        old = {key: text for key, text in before.items() if key[0] == part}
        new = {key: text for key, text in now.items() if key[0] == part}
        sections.append(
            Difference(
                title=title, added=tuple(text for key, text in new.items() if key not in old),
                dropped=tuple(text for key, text in old.items() if key not in new),
                changed=tuple((old[key], text) for key, text in new.items() if key in old and old[key] != text),
            )
        )  # fmt: skip
    kept = tuple(one for one in sections if one.added or one.dropped or one.changed)
    return Changes(file, line_of(actor, report, {}), line_of(actor, last, {}), kept)


def _last(actor: Actor, report: CourtReport) -> CourtReport | None:
    if report.corrects_id:
        return whole_report(actor, report.corrects_id, "read")
    rows = CourtReport.objects.visible_to(actor, "read").filter(
        case_id=report.case_id, order=report.order, kind=report.kind, is_frozen=True,
        period_to__lt=report.period_to,
    )  # fmt: skip
    found = rows.exclude(state=ReportState.DUE).select_related("case__person", "court", "author__user")
    return found.order_by("-period_to", "-number").first()


def _told(actor: Actor, report: CourtReport) -> dict[tuple[str, str, object], str]:
    """Kept statements by section and source; the writer's own words by themselves."""
    rows = ReportStatement.objects.visible_to(actor).filter(report=report, is_kept=True).select_related("section")
    return {
        (row.section.key, row.source_kind, row.source_id or row.text): row.text
        for row in rows.order_by("position", "pk")
    }
