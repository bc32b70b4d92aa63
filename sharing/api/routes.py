"""Addresses of the sharing floor under /api/v1/."""

from django.urls import path

from sharing.api.ledger import Ledgers
from sharing.api.reports import Reports

routes = [
    path("reports/", Reports.as_view({"get": "list"}), name="api_reports"),
    path("cases/<slug:reference>/reports/", Reports.as_view({"get": "of_case"}), name="api_case_reports"),
    path("cases/<slug:reference>/ledger/", Ledgers.as_view({"get": "of_case"}), name="api_case_ledger"),
    path("reports/<uuid:report>/", Reports.as_view({"get": "retrieve"}), name="api_report"),
    path("reports/<uuid:report>/files/<uuid:file>/", Reports.as_view({"get": "file"}), name="api_report_file"),
]
