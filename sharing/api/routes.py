"""Addresses of the sharing floor under /api/v1/."""

from django.urls import path

from sharing.api.ledger import Ledgers
from sharing.api.report_writing import ReportSteps, ReportWords, WrittenReports
from sharing.api.reports import Reports

ONE = "reports/<uuid:report>/"
STEPS = {
    "sign": "sign", "countersign": "countersign", "return": "send_back", "give-up": "give_up", "send": "send",
    "acknowledge": "acknowledge", "told": "told", "correct": "correct",
}  # fmt: skip
"""What is done with a report, by its address."""
WORDS = {"refresh": {"post": "refresh"}, "ask": {"post": "ask"}, "check": {"get": "check", "post": "answer"},
         "objection": {"post": "objection"}}  # fmt: skip

routes = [
    path("reports/", Reports.as_view({"get": "list"}), name="api_reports"),
    path("cases/<slug:reference>/reports/", WrittenReports.as_view({"get": "of_case", "post": "create"}),
         name="api_case_reports"),
    path("cases/<slug:reference>/ledger/", Ledgers.as_view({"get": "of_case"}), name="api_case_ledger"),
    path("reports/<uuid:report>/", Reports.as_view({"get": "retrieve"}), name="api_report"),
    path("reports/<uuid:report>/files/<uuid:file>/", Reports.as_view({"get": "file"}), name="api_report_file"),
    path(f"{ONE}parts/<slug:part>/", ReportWords.as_view({"post": "part"}), name="api_report_part"),
    *(path(f"{ONE}{name}/", ReportWords.as_view(acts), name=f"api_report_{name}") for name, acts in WORDS.items()),
    *(
        path(f"{ONE}{name}/", ReportSteps.as_view({"post": act}), name=f"api_report_{name.replace('-', '_')}")
        for name, act in STEPS.items()
    ),
]  # fmt: skip
