"""Addresses of the sharing floor."""

from django.urls import URLPattern, path

from sharing.views import advice, disclosures, feed, ledger, report_acts, report_editing, report_files, reports

REPORT = "reports/<uuid:report>/"

urlpatterns: list[URLPattern] = [
    path("shared/", feed.shared_with_us, name="shared_with_us"),
    path("advice/", advice.advice_desk, name="advice_desk"),
    path("advice/<uuid:advice>/", advice.advice_detail, name="advice_detail"),
    path("advice/<uuid:advice>/answer/", advice.advice_answer, name="advice_answer"),
    path("cases/<str:reference>/advice/", advice.advice_list, name="advice_list"),
    path("cases/<str:reference>/advice/new/", advice.advice_new, name="advice_new"),
    path("reports/", reports.report_queue, name="report_queue"),
    path("cases/<str:reference>/reports/", reports.report_list, name="report_list"),
    path("cases/<str:reference>/ledger/", ledger.case_ledger, name="case_ledger"),
    path("cases/<str:reference>/ledger/sheet/", ledger.shared_sheet, name="shared_sheet"),
    path("cases/<str:reference>/reports/new/", reports.report_new, name="report_new"),
    path("disclosures/<uuid:disclosure>/", disclosures.disclosure_show, name="disclosure_detail"),
    path("disclosures/<uuid:disclosure>/told/", disclosures.disclosure_told, name="disclosure_told"),
    path(REPORT, reports.report_show, name="report_detail"),
    path(f"{REPORT}changes/", reports.report_changes, name="report_changes"),
    path(f"{REPORT}edit/<str:part>/", report_editing.report_edit, name="report_edit"),
    path(f"{REPORT}edit/<str:part>/draft/", report_editing.report_draft, name="report_draft"),
    path(f"{REPORT}refresh/", report_editing.report_refresh, name="report_refresh"),
    path(f"{REPORT}preview/", report_editing.report_preview, name="report_preview"),
    path(f"{REPORT}ask/", report_acts.report_ask, name="report_ask"),
    path(f"{REPORT}check/", report_acts.report_check, name="report_check"),
    path(f"{REPORT}objection/", report_acts.report_objection, name="report_objection"),
    path(f"{REPORT}sign/", report_acts.report_sign, name="report_sign"),
    path(f"{REPORT}countersign/", report_acts.report_countersign, name="report_countersign"),
    path(f"{REPORT}give-up/", report_acts.report_give_up, name="report_give_up"),
    path(f"{REPORT}return/", report_acts.report_return, name="report_return"),
    path(f"{REPORT}send/", report_acts.report_send, name="report_send"),
    path(f"{REPORT}acknowledge/", report_acts.report_acknowledge, name="report_acknowledge"),
    path(f"{REPORT}told/", report_acts.report_told, name="report_told"),
    path(f"{REPORT}correct/", report_acts.report_correct, name="report_correct"),
    path(f"{REPORT}files/<uuid:file>/", report_files.report_file, name="report_file"),
    path(f"{REPORT}working.pdf", report_files.report_working, name="report_working"),
]
