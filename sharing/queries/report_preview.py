"""A report as it would be printed, for reading on the screen."""

import uuid
from dataclasses import dataclass

from access import trail
from access.actor import Actor
from casework.queries.case_file import CaseFile, file_of
from sharing.documents.report import Report, Status
from sharing.queries.quoted import quoted_notes
from sharing.queries.report_document import report_document
from sharing.queries.report_list import ReportLine, line_of
from sharing.queries.report_page import whole_report


@dataclass(frozen=True, slots=True)
class Preview:
    """The case, the report in a line, and the document."""

    file: CaseFile
    line: ReportLine
    document: Report


def report_preview(actor: Actor, report_id: uuid.UUID) -> Preview:
    """Return the document of a report and log the reading.

    Raises:
        Http404, NotAllowed: the report is unseen, or its words are not the actor's to read.
        CannotPrint: a text holds a sign that no document can hold.
    """
    report = whole_report(actor, report_id, "read")
    file = file_of(actor, report.case)
    shown = [report.pk, *quoted_notes(actor, report)]
    trail.consulted(actor, "report.preview_read", "court_report", shown, report.case_id, file.place)
    return Preview(file, line_of(actor, report, {}), report_document(actor, report, Status.WORKING))
