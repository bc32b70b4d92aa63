"""One report as one reader gets it: where it stands, its words if they read them, its files, what they may do."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from casework.due import day_words, moment_words
from casework.models import Note
from casework.queries.case_file import CaseFile, file_of
from sharing.choices import AROUND, CheckState, FileFormat, ReportPart, ReportState, SourceKind
from sharing.models import (
    CourtReport,
    Disclosure,
    Notification,
    ReportCheck,
    ReportDelivery,
    ReportOmission,
    ReportSection,
    ReportStatement,
    ReportVersion,
)
from sharing.queries.quoted import quoted_notes
from sharing.queries.report_list import ReportLine, line_of
from sharing.telling.printing import nature_words, source_words

VERBS = ("read", "write", "keep", "countersign", "correct")


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One statement as it stands, with its source; ``note`` is quoted, ``url_note`` is it where the reader reads it."""

    id: uuid.UUID
    text: str
    assembled: str
    newer: str
    nature: str
    nature_words: str
    source: str
    note: uuid.UUID | None
    url_note: uuid.UUID | None
    agency: str
    on: str
    quoted: bool
    kept: bool
    edited: bool
    new: bool
    gone: bool
    own: bool


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of a report with its statements."""

    key: ReportPart
    title: str
    number: int | None
    body: str
    missing: str
    tables: tuple[dict[str, object], ...]
    statements: tuple[StatementLine, ...]
    version: int
    id: uuid.UUID

    @property
    def kept(self) -> int:
        """How many statements stand in the report."""
        return sum(1 for row in self.statements if row.kept)

    @property
    def notes(self) -> list[uuid.UUID]:
        """The notes whose words stand here, each once."""
        return list(dict.fromkeys(row.note for row in self.statements if row.note))

    @property
    def to_look_at(self) -> int:
        """How many are new, were changed in the record, or lost their source."""
        return sum(1 for row in self.statements if row.new or row.newer or row.gone)


@dataclass(frozen=True, slots=True)
class Gap:
    """What of one agency is not in the report for one reason; ``notes`` are those of them that the reader reads."""

    what: str
    agency: str
    why: str
    count: int
    notes: tuple[uuid.UUID, ...]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """What an agency says to its words."""

    agency_id: uuid.UUID
    agency: str
    state: CheckState
    words: str
    answer: str
    who: str
    at: str
    settled: bool


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of a signed report."""

    id: uuid.UUID
    edition: int
    format: FileFormat
    size: int
    sha256: str
    signed_by: str
    countersigned_by: str
    made: str
    standards: bool
    missing: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The page of a report. Parts, gaps, checks and files are empty for whoever does not read its words.

    ``begin`` is how the form of a new report names what this one is about.
    """

    file: CaseFile
    line: ReportLine
    may: frozenset[str]
    parts: tuple[PartLine, ...]
    gaps: tuple[Gap, ...]
    checks: tuple[CheckLine, ...]
    files: tuple[FileLine, ...]
    sent_on: str
    sent_how: str
    acknowledged_on: str
    told_on: str
    told_by: str
    is_sent: bool
    asked: bool
    returned: str
    given_up: str
    corrects: uuid.UUID | None
    corrected_by: uuid.UUID | None
    signed: str
    countersigned: str
    countersigner: str
    assembled: str
    to_look_at: int
    begin: str
    version: int

    @property
    def settled(self) -> bool:
        """Whether every agency that was asked agrees or had its answer."""
        return all(check.settled for check in self.checks)


def whole_report(actor: Actor, report_id: uuid.UUID, verb: str = "view") -> CourtReport:
    """Fetch a report with the rows that are printed beside it.

    Raises:
        Http404: it is unseen.
        NotAllowed: it is seen, but the actor may not ``verb`` it.
    """
    rows = CourtReport.objects.select_related(
        "case__person", "case__lead_agency", "court", "agency", "order__type", "author__user", "author__position",
        "author__agency", "countersigner__user", "corrects",
    )  # fmt: skip
    report: CourtReport = rows.get_for(actor, verb, pk=report_id)
    return report


def report_page(actor: Actor, report_id: uuid.UUID) -> ReportPage:
    """Return the page of a report and log what it shows.

    Raises:
        Http404: it is unseen.
    """
    report = whole_report(actor, report_id)
    file = file_of(actor, report.case)
    may = verbs_on(actor, report)
    reads = "read" in may
    parts = parts_for(actor, report) if reads else ()
    deliveries = ReportDelivery.objects.visible_to(actor).filter(report=report).order_by("-sent_on")
    delivery = deliveries.first()
    told = _told(actor, report)
    sent = {report.pk: delivery.sent_on} if delivery else {}
    shown = [report.pk, *dict.fromkeys(key for part in parts for key in part.notes)]
    trail.consulted(actor, "report.read", "court_report", shown, report.case_id, file.place)
    newer = CourtReport.objects.visible_to(actor).filter(corrects=report).exclude(state=ReportState.DROPPED)
    later = newer.values_list("pk", flat=True).first()
    return ReportPage(
        file=file, line=line_of(actor, report, sent), may=may, parts=parts,
        gaps=gaps_of(actor, report) if reads else (), checks=_checks(actor, report),
        files=_files(actor, report) if reads else (),
        sent_on=day_words(delivery.sent_on) if delivery else "",
        sent_how=_sent_how(delivery) if delivery else "",
        acknowledged_on=day_words(delivery.acknowledged_on) if delivery else "",
        told_on=day_words(told.told_on) if told else "", told_by=told.membership.user.full_name if told else "",
        is_sent=delivery is not None,
        asked=ReportCheck.objects.visible_to(actor, "answer").filter(report=report).exists(),
        returned=report.returned if reads else "", given_up=report.given_up if reads else "",
        corrects=report.corrects_id, corrected_by=later,
        signed=_moment(report.signed_at), countersigned=_moment(report.countersigned_at),
        countersigner=report.countersigner.user.full_name if report.countersigner else "",
        assembled=_moment(report.assembled_at), to_look_at=sum(part.to_look_at for part in parts),
        begin=f"{report.kind}:{report.breach_id or report.custody_id or report.order_id}",
        version=report.version,
    )  # fmt: skip


def verbs_on(actor: Actor, report: CourtReport) -> frozenset[str]:
    """Return what the actor may do with a cleared report."""
    rows = CourtReport.objects
    verbs = VERBS if report.countersigned_at else VERBS[:-1]
    return frozenset(verb for verb in verbs if rows.visible_to(actor, verb).filter(pk=report.pk).exists())


def _sent_how(delivery: ReportDelivery) -> str:
    """Say how it was sent, and whether the person was told before what it says."""
    how = str(delivery.get_how_display())
    if delivery.untold_by_order:
        return _("%(how)s; the court ordered that the person is not told before") % {"how": how}
    if delivery.told_on is None:
        return how
    return _("%(how)s; the person was told before, on %(day)s") % {"how": how, "day": day_words(delivery.told_on)}


def _moment(at: dt.datetime | None) -> str:
    return moment_words(at) if at else ""


def _told(actor: Actor, report: CourtReport) -> Notification | None:
    disclosed = Disclosure.objects.visible_to(actor).filter(report=report)
    rows = Notification.objects.visible_to(actor).filter(disclosure__in=disclosed.values("pk"))
    return rows.select_related("membership__user").first()


def parts_for(actor: Actor, report: CourtReport) -> tuple[PartLine, ...]:
    """Return the parts of a report whose words the actor reads: three statements."""
    rows = ReportStatement.objects.visible_to(actor).filter(report=report).select_related("originator")
    found: dict[uuid.UUID, list[ReportStatement]] = defaultdict(list)
    for row in rows.order_by("position", "pk"):
        found[row.section_id].append(row)
    notes = [row.note_id for rows in found.values() for row in rows if row.note_id]
    readable = set(Note.objects.visible_to(actor, "read").filter(pk__in=notes).values_list("pk", flat=True))
    lines, number = [], 0
    for section in ReportSection.objects.visible_to(actor).filter(report=report).order_by("position"):
        counted = section.key not in AROUND
        number += counted
        lines.append(
            PartLine(
                key=ReportPart(section.key), title=str(section.get_key_display()), number=number if counted else None,
                body=section.body, missing=section.missing, tables=tuple(section.tables), version=section.version,
                id=section.pk,
                statements=tuple(_statement(row, readable) for row in found[section.pk]),
            )
        )  # fmt: skip
    return tuple(lines)


def _statement(row: ReportStatement, readable: set[uuid.UUID]) -> StatementLine:
    agency = row.originator.name if row.originator else ""
    return StatementLine(
        id=row.pk, text=row.text, assembled=row.assembled, newer=row.newer, nature=row.nature,
        nature_words=nature_words(row.nature), source=source_words(row, agency),
        note=row.note_id, url_note=row.note_id if row.note_id in readable else None, agency=agency,
        on=day_words(row.source_on),
        quoted=row.is_quoted, kept=row.is_kept, edited=row.is_edited, new=row.is_new, gone=row.is_gone,
        own=row.source_kind == SourceKind.OWN,
    )  # fmt: skip


def gaps_of(actor: Actor, report: CourtReport) -> tuple[Gap, ...]:
    """Return what is left out and why, as far as the actor may know that it exists, by reason, agency and kind."""
    rows = ReportOmission.objects.visible_to(actor).filter(report=report, is_current=True).select_related("originator")
    found: dict[tuple[str, str, str], list[ReportOmission]] = defaultdict(list)
    for row in rows.order_by("why", "originator__name", "pk"):
        found[str(row.get_source_kind_display()), row.originator.name, str(row.get_why_display())].append(row)
    notes = [row.note_id for group in found.values() for row in group if row.note_id]
    readable = set(Note.objects.visible_to(actor, "read").filter(pk__in=notes).values_list("pk", flat=True))
    return tuple(
        Gap(*key, len(group), tuple(row.note_id for row in group if row.note_id in readable))
        for key, group in found.items()
    )


def _checks(actor: Actor, report: CourtReport) -> tuple[CheckLine, ...]:
    rows = ReportCheck.objects.visible_to(actor).filter(report=report).select_related("agency", "membership__user")
    return tuple(
        CheckLine(
            agency_id=row.agency_id, agency=row.agency.name, state=CheckState(row.state), words=row.words,
            answer=row.answer, who=row.membership.user.full_name if row.membership else "", at=_moment(row.at),
            settled=not row.stands_in_the_way,
        )
        for row in rows.order_by("agency__name")
    )  # fmt: skip


def _files(actor: Actor, report: CourtReport) -> tuple[FileLine, ...]:
    rows = ReportVersion.objects.visible_to(actor).filter(report=report).defer("content")
    return tuple(
        FileLine(
            id=row.pk, edition=row.edition, format=FileFormat(row.format), size=row.size, sha256=row.sha256,
            signed_by=row.signed_by.user.full_name,
            countersigned_by=row.countersigned_by.user.full_name if row.countersigned_by else "",
            made=_moment(row.made_at), standards=row.meets_standards, missing=row.missing_signs,
        )
        for row in rows.select_related("signed_by__user", "countersigned_by__user").order_by("-edition", "format")
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportFile:
    """The bytes of one file, exactly as they were made."""

    content: bytes
    format: FileFormat
    name: str
    sha256: str


def report_file(actor: Actor, report_id: uuid.UUID, file_id: uuid.UUID) -> ReportFile:
    """Return one file of a signed report and log that it was fetched.

    Raises:
        Http404: there is no such file that the actor may read.
    """
    rows = ReportVersion.objects.select_related("report__case")
    row: ReportVersion = rows.get_for(actor, pk=file_id, report_id=report_id)
    report = row.report
    shown = [report.pk, row.pk, *quoted_notes(actor, report)]
    trail.consulted(actor, "report.file_read", "court_report", shown, report.case_id, "place")
    name = f"{report.case.reference}-{report.kind}-{report.period_to:%Y-%m-%d}-v{report.number}.{row.format}"
    return ReportFile(bytes(row.content), FileFormat(row.format), name.lower(), row.sha256)


@dataclass(frozen=True, slots=True)
class CheckDesk:
    """What an agency is asked: its own words in a report, and what it said."""

    file: CaseFile
    line: ReportLine
    statements: tuple[StatementLine, ...]
    check: CheckLine
    open: bool
    version: int


def check_desk(actor: Actor, report_id: uuid.UUID) -> CheckDesk:
    """Return the words of the actor's agency in a report, and log that they were read.

    Raises:
        Http404: the agency was not asked, or the actor has no permanent place on the case.
    """
    check: ReportCheck = ReportCheck.objects.get_for(actor, report_id=report_id, agency_id=actor.agency_id)
    report = whole_report(actor, report_id)
    rows = ReportStatement.objects.visible_to(actor).filter(
        report=report, originator=actor.agency_id, is_asked=True, is_kept=True
    )
    # not by the section's place: the agency sees its words, and no section
    found = list(rows.select_related("originator").order_by("section_id", "position", "pk"))
    notes = [row.note_id for row in found if row.note_id]
    readable = set(Note.objects.visible_to(actor, "read").filter(pk__in=notes).values_list("pk", flat=True))
    file = file_of(actor, report.case)
    shown = [report.pk, check.pk, *dict.fromkeys(notes)]
    trail.consulted(actor, "report.check_read", "court_report", shown, report.case_id, file.place)
    (said,) = [line for line in _checks(actor, report) if line.agency_id == actor.agency_id]
    return CheckDesk(
        file, line_of(actor, report, {}), tuple(_statement(row, readable) for row in found), said,
        report.state == "agency_check", check.version,
    )  # fmt: skip
