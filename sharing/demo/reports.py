"""Loads reports to the courts: put together from the record of their period, with the files of signed ones."""

import datetime as dt
import hashlib
import tomllib
from dataclasses import dataclass, field
from typing import Any

from access.choices import Operation, Tier
from access.identify import actor_of
from agencies.models import AgencyMembership
from casework.choices import DeadlineKind, DeadlineState
from casework.models import Deadline
from sharing.choices import AROUND, FileFormat, ReportKind, ReportState, parts_of
from sharing.demo.breaches import Failings
from sharing.demo.cases import Story
from sharing.demo.cast import FOLDER, Cast
from sharing.demo.notes import Written
from sharing.demo.orders import Supervision
from sharing.documents.docx import report_docx
from sharing.documents.pdf import report_pdf
from sharing.documents.report import Status
from sharing.models import (
    CourtReport,
    Disclosure,
    Notification,
    ReportDelivery,
    ReportOmission,
    ReportSection,
    ReportStatement,
    ReportVersion,
)
from sharing.queries.report_document import report_document
from sharing.queries.report_sources.gather import gather
from sharing.reporting import STEP
from sharing.services.assembling import scope_of
from sharing.telling.printing import signature_of

TOLD = "Told of a report to the court"


@dataclass
class Reported:
    """What was loaded, for the trail: each report with what its file says, and the hash of its PDF."""

    reports: list[tuple[CourtReport, dict[str, Any]]] = field(default_factory=list)
    hashes: dict[Any, str] = field(default_factory=dict)


def read_reports() -> list[dict[str, Any]]:
    """Return the reports of the file."""
    found: list[dict[str, Any]] = tomllib.loads((FOLDER / "reports.toml").read_text(encoding="utf-8"))["report"]
    return found


def announce(stories: list[Story]) -> None:
    """Add the notes on how somebody was told of a report, before the notes are loaded."""
    by_case = {story.case.reference: story for story in stories}
    for fact in read_reports():
        if "told" in fact:
            by_case[fact["case"]].facts["note"].append(
                {
                    "by": fact["told_by"], "day": fact["told"], "kind": "contact", "title": TOLD,
                    "full": fact["told_words"], "summary": "The person was told of the report.", "released": "full",
                    "court": "none", "report": fact,
                }
            )  # fmt: skip


def load_reports(
    cast: Cast, stories: list[Story], written: list[Written], courts: Supervision, failings: Failings
) -> Reported:
    """Load every report; deadlines that the stories set for one lead to it."""
    by_case, made = {story.case.reference: story for story in stories}, Reported()
    told = {(one.story.case.reference, one.facts["day"]): one for one in written if one.facts["title"] == TOLD}
    for fact in read_reports():
        story = by_case[fact["case"]]
        report = _report(cast, story, fact, courts, failings)
        made.reports.append((report, fact))
        said = _assemble(cast, report, fact) if report.author is not None else []
        if "signed" in fact:
            _sign(cast, report, made)
            _send(cast, report, fact, said, told.get((fact["case"], fact.get("told"))))
        _due(cast, report, fact)
    return made


def _report(cast: Cast, story: Story, fact: dict[str, Any], courts: Supervision, failings: Failings) -> CourtReport:
    calendar, order = cast.calendar, courts.orders[fact["case"], fact["order"]]
    author = cast.member(fact["by"]) if fact.get("state") != ReportState.DUE else None
    signed = calendar.at(fact["signed"], 14, 20) if "signed" in fact else None
    report = CourtReport(
        id=calendar.key(), case=story.case, agency=order.supervising_agency, court=order.court, order=order,
        kind=fact["kind"], period_from=calendar.day(fact["from"]), period_to=calendar.day(fact["to"]),
        due_on=calendar.day(fact["due"]), author=author, is_frozen=signed is not None, signed_at=signed,
        state=fact.get("state", ReportState.ACKNOWLEDGED),
        countersigner=cast.member(fact["countersigned_by"]) if signed else None,
        countersigned_at=calendar.at(fact["signed"], 16, 5) if signed else None,
        assembled_at=None if author is None else signed or calendar.at(-1, 9, 10),
        breach=failings.breaches[fact["case"]] if fact["kind"] == ReportKind.BREACH else None,
    )  # fmt: skip
    if fact["kind"] == ReportKind.PRE_RELEASE:
        report.custody = next(stay for stay in courts.stays if stay.case_id == story.case.pk)
    report.save(force_insert=True)
    return report


def _assemble(cast: Cast, report: CourtReport, fact: dict[str, Any]) -> list[ReportStatement]:
    """Do what the product does, with keys that are the same in every load; return what the report says."""
    author: Any = report.author
    actor, calendar = actor_of(author), cast.calendar
    found = gather(actor, scope_of(actor, report))
    statements: list[ReportStatement] = []
    for n, part in enumerate(parts_of(report.kind)):
        section = ReportSection(
            id=calendar.key(), report=report, key=part, position=n * STEP, missing=found.missing.get(part, ""),
            tables=[grid.stored() for grid in found.tables.get(part, [])],
            body=fact.get(part, "") if part in AROUND else "",
        )  # fmt: skip
        section.save(force_insert=True)
        statements += [
            ReportStatement(
                id=calendar.key(), report=report, section=section, position=at * STEP, text=one.text,
                assembled=one.text, source_kind=one.kind, source_id=one.id, source_on=one.on, note_id=one.note,
                originator_id=one.originator, nature=one.nature, tier=one.tier, is_quoted=one.quoted, is_kept=one.kept,
            )
            for at, one in enumerate(found.of(part), start=1)
        ]  # fmt: skip
    ReportStatement.objects.bulk_create(statements)
    ReportOmission.objects.bulk_create(
        ReportOmission(
            id=calendar.key(), report=report, source_kind=one.kind, source_id=one.id, note_id=one.note,
            originator_id=one.originator, why=one.why,
        )
        for one in found.left_out
    )  # fmt: skip
    return statements


def _sign(cast: Cast, report: CourtReport, made: Reported) -> None:
    """Store the files with both signatures."""
    author: Any = report.author
    senior: Any = report.countersigner
    moment: Any = report.countersigned_at
    signatures = tuple(signature_of(one, moment.date()) for one in (author, senior))
    document = report_document(actor_of(author), report, Status.SIGNED, signatures)
    pdf = report_pdf(document, created_at=moment)
    for kind, content in ((FileFormat.PDF, pdf.content), (FileFormat.DOCX, report_docx(document))):
        digest = hashlib.sha256(content).hexdigest()
        ReportVersion(
            id=cast.calendar.key(), report=report, edition=1, format=kind, content=content, size=len(content),
            sha256=digest, signed_by=author, countersigned_by=senior, meets_standards=pdf.standards,
            missing_signs=pdf.missing, made_at=moment,
        ).save(force_insert=True)  # fmt: skip
        made.hashes[report.pk, kind] = digest


def _send(
    cast: Cast, report: CourtReport, fact: dict[str, Any], said: list[ReportStatement], told: Written | None
) -> None:
    calendar, day = cast.calendar, cast.calendar.day(fact["sent"])
    author: Any = report.author
    ReportDelivery(
        id=calendar.key(), report=report, court=report.court, how="portal", sent_on=day, told_on=day, membership=author,
        acknowledged_on=calendar.day(fact["acknowledged"]),
    ).save(force_insert=True)  # fmt: skip
    rows = [one for one in said if one.source_id]
    tiers = [one.tier for one in rows if one.note_id]
    disclosure = Disclosure(
        id=calendar.key(), case=report.case, purpose="court", court=report.court, report=report,
        tier=max(tiers, default=int(Tier.EXISTENCE)), items=len(rows), made_on=day, membership=author,
        recorded_at=calendar.at(fact["sent"], 11, 30),
    )  # fmt: skip
    disclosure.save(force_insert=True)
    if told is not None:
        Notification(
            id=calendar.key(), disclosure=disclosure, told_on=calendar.day(fact["told"]), membership=told.writer,
            note=told.note, recorded_at=told.note.recorded_at,
        ).save(force_insert=True)  # fmt: skip


def _due(cast: Cast, report: CourtReport, fact: dict[str, Any]) -> None:
    """One deadline for what is to be written or was; those of the stories were set for the whole case."""
    to_write = report.state in (ReportState.DUE, ReportState.DRAFT)
    supervisor = report.author or cast.member(fact.get("by", "ines.marholt"))
    Deadline(
        id=cast.calendar.key(), case=report.case, kind=DeadlineKind.COURT_REPORT, due_on=report.due_on,
        responsible=supervisor, agency=report.agency, subject_kind="court_report", subject_id=report.pk,
        state=DeadlineState.OPEN if to_write else DeadlineState.DONE,
        done_at=None if to_write else cast.calendar.at(fact["sent"], 11, 30),
    ).save(force_insert=True)  # fmt: skip


def lines_of(made: Reported) -> list[tuple[AgencyMembership, dt.datetime, Operation, str, dict[str, Any]]]:
    """Return who did what with a report, and when, for the trail."""
    found: list[tuple[AgencyMembership, dt.datetime, Operation, str, dict[str, Any]]] = []
    for report, fact in made.reports:
        if report.author is None or report.assembled_at is None:
            continue
        about = {"kind": "court_report", "subjects": [report.pk], "case_id": report.case_id, "ground": "supervise"}
        begun = report.assembled_at - dt.timedelta(hours=1)
        found.append((report.author, begun, Operation.COMBINE, "report.assembled", about))
        if report.signed_at and report.countersigned_at and report.countersigner:
            detail = {"sha256": {"pdf": made.hashes[report.pk, FileFormat.PDF]}}
            found.append(
                (report.author, report.signed_at, Operation.ALTER, "report.signed", {**about, "detail": detail})
            )
            found.append(
                (report.countersigner, report.countersigned_at, Operation.ALTER, "report.countersigned",
                 {**about, "detail": detail})
            )  # fmt: skip
            sent = report.countersigned_at + dt.timedelta(days=fact["sent"] - fact["signed"], minutes=20)
            found.append((report.author, sent, Operation.DISCLOSE, "report.sent",
                          {**about, "detail": {"court": str(report.court_id), "purpose": "court"}}))  # fmt: skip
    return found
