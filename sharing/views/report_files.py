"""Files of reports: the exact bytes of signed ones, and the working copy with its sources."""

import uuid

from django.http import HttpRequest, HttpResponse

from access.actor import Actor
from access.doors import door
from sharing.answers import as_file
from sharing.queries.report_page import report_file as file_of
from sharing.services.report_files import working_pdf


@door("GET")
def report_file(request: HttpRequest, actor: Actor, report: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """One file of a signed report, byte for byte."""
    found = file_of(actor, report, file)
    return as_file(found.content, found.format, found.name)


@door("GET")
def report_working(request: HttpRequest, actor: Actor, report: uuid.UUID) -> HttpResponse:
    """The report as it stands, as a PDF with a mark on each page and its sources as footnotes."""
    made = working_pdf(actor, report)
    return as_file(made.content, "pdf", made.name)
