"""Reports to courts for programs: lists, one report, its files."""

import uuid

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.schema import operation
from sharing.answers import TYPES, as_file
from sharing.api.answers import ReportAnswer, ReportsAnswer
from sharing.queries.report_list import report_list, report_queue
from sharing.queries.report_page import report_file, report_page


class Reports(Endpoint):
    """Reports to a court: due, being written, signed, sent."""

    @operation(ReportsAnswer, operation_id="report_list")
    def list(self, request: Request) -> Response:
        """What the caller's agency owes to courts on cases the caller sees, the late ones first."""
        return Response(ReportsAnswer({"results": report_queue(self.actor).rows}).data)

    @operation(ReportsAnswer, operation_id="report_list_of_case")
    def of_case(self, request: Request, reference: str) -> Response:
        """The reports of one case, the newest period first."""
        return Response(ReportsAnswer({"results": report_list(self.actor, reference).rows}).data)

    @operation(ReportAnswer, operation_id="report_read")
    def retrieve(self, request: Request, report: uuid.UUID) -> Response:
        """One report: where it stands, and its words and files where the caller reads them."""
        return Response(ReportAnswer(report_page(self.actor, report)).data)

    @extend_schema(operation_id="report_file", responses={(200, kind): OpenApiTypes.BINARY for kind in TYPES.values()})
    def file(self, request: Request, report: uuid.UUID, file: uuid.UUID) -> HttpResponse:
        """One file of a signed report, byte for byte as it was signed."""
        found = report_file(self.actor, report, file)
        return as_file(found.content, found.format, found.name)
