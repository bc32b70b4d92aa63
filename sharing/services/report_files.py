"""Making the exact bytes of a report, and storing them for good."""

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass

from django.utils import timezone

from access import trail
from access.actor import Actor
from agencies.models import AgencyMembership
from sharing.choices import FileFormat
from sharing.documents.docx import report_docx
from sharing.documents.pdf import report_pdf
from sharing.documents.report import Status
from sharing.models import CourtReport, ReportVersion
from sharing.queries.quoted import quoted_notes
from sharing.queries.report_document import report_document
from sharing.queries.report_page import whole_report
from sharing.telling.printing import signature_of


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """A working copy as a file."""

    content: bytes
    name: str


def working_pdf(actor: Actor, report_id: uuid.UUID) -> WorkingCopy:
    """Return the report as a PDF with its sources as footnotes and a mark on each page; stores nothing, logs it.

    Raises:
        Http404, NotAllowed: the report is unseen, or its words are not the actor's to read.
        CannotPrint: a text holds a sign that no document can hold.
    """
    report = whole_report(actor, report_id, "read")
    made = report_pdf(report_document(actor, report, Status.WORKING), created_at=timezone.now())
    shown = [report.pk, *quoted_notes(actor, report)]
    trail.consulted(actor, "report.working_copy_read", "court_report", shown, report.case_id, "place")
    return WorkingCopy(made.content, f"working-copy-{report.case.reference}-{report.kind}.pdf".lower())


def freeze(
    actor: Actor, report: CourtReport, signer: AgencyMembership, countersigner: AgencyMembership | None
) -> dict[str, str]:
    """Make and store both files of a signed ``report``; return the hash of each, by format.

    To be called inside the transaction of the signature.
    """
    now = timezone.now()
    signatures = [signature_of(signer, _day(report.signed_at, now))]
    if countersigner is not None:
        signatures.append(signature_of(countersigner, _day(report.countersigned_at, now)))
    document = report_document(actor, report, Status.SIGNED, tuple(signatures))
    pdf = report_pdf(document, created_at=now)
    files = {FileFormat.PDF: pdf.content, FileFormat.DOCX: report_docx(document)}
    last = ReportVersion.objects.visible_to(actor).filter(report=report).order_by("-edition")
    edition = (last.values_list("edition", flat=True).first() or 0) + 1
    hashes: dict[str, str] = {}
    for kind, content in files.items():
        hashes[kind.value] = hashlib.sha256(content).hexdigest()
        ReportVersion(
            report=report, edition=edition, format=kind, content=content, size=len(content),
            sha256=hashes[kind.value], signed_by=signer, countersigned_by=countersigner,
            meets_standards=pdf.standards, missing_signs=pdf.missing, made_at=now,
        ).save(force_insert=True)  # fmt: skip
    return hashes


def _day(moment: dt.datetime | None, now: dt.datetime) -> dt.date:
    return timezone.localdate(moment or now)
