"""Addresses of the sharing floor under /api/v1/."""

from django.urls import path

from sharing.api.access_files import FilesForPersons
from sharing.api.advice import Advice
from sharing.api.advisers_ledger import PartnershipLedger
from sharing.api.contested import Contested
from sharing.api.court_words import AssessmentsForCourt
from sharing.api.deferrals import Deferrals
from sharing.api.duty_reports import DutyReports
from sharing.api.erasures import Erasures
from sharing.api.gaps import Gaps
from sharing.api.holds import Holds
from sharing.api.leaks import Leaks
from sharing.api.ledger import Ledgers
from sharing.api.ledgers import WholeLedgers
from sharing.api.proposals import Proposals
from sharing.api.publications import Publications
from sharing.api.report_writing import ReportSteps, ReportWords, WrittenReports
from sharing.api.reports import Reports
from sharing.api.requests import Requests
from sharing.api.restrictions import Restrictions
from sharing.api.retention import Retention
from sharing.api.rights import Rights
from sharing.api.symmetry import Symmetry

ONE = "reports/<uuid:report>/"
WORDS = ("refresh", "ask", "objection")
STEPS = {"give-up": "give_up", "return": "send_back"} | {
    name: name for name in ("sign", "countersign", "send", "acknowledge", "told", "correct")
}
"""What is done with a report: the last part of its address, and the operation behind it."""

REQUEST = "requests/<uuid:sharing_request>/"

routes = [
    path("advice/", Advice.as_view({"get": "desk"}), name="api_advice_desk"),
    path("advice/<uuid:advice>/", Advice.as_view({"get": "retrieve"}), name="api_advice"),
    path("advice/<uuid:advice>/answer/", Advice.as_view({"post": "answer"}), name="api_advice_answer"),
    path("cases/<slug:reference>/disclosures/", Proposals.as_view({"get": "of_case", "post": "propose"}),
         name="api_case_proposals"),
    path("proposals/<uuid:proposal>/", Proposals.as_view({"get": "retrieve"}), name="api_proposal"),
    path("proposals/<uuid:proposal>/hand-in/", Proposals.as_view({"post": "hand_in"}), name="api_proposal_hand_in"),
    path("proposals/<uuid:proposal>/decide/", Proposals.as_view({"post": "decide"}), name="api_proposal_decide"),
    path("proposals/<uuid:proposal>/made/", Proposals.as_view({"post": "made"}), name="api_proposal_made"),
    path("cases/<slug:reference>/advice/", Advice.as_view({"get": "of_case", "post": "ask"}), name="api_case_advice"),
    path("erasures/", Erasures.as_view({"get": "desk"}), name="api_erasure_desk"),
    path("cases/<slug:reference>/erasures/", Erasures.as_view({"post": "propose"}), name="api_case_erasures"),
    path("erasures/<uuid:erasure>/", Erasures.as_view({"get": "retrieve"}), name="api_erasure"),
    *(
        path(f"erasures/<uuid:erasure>/{act}/", Erasures.as_view({"post": act}), name=f"api_erasure_{act}")
        for act in ("decide", "withdraw")
    ),
    path("erasures/recipients/<uuid:notice>/", Erasures.as_view({"post": "tell"}), name="api_erasure_tell"),
    path("cases/<slug:reference>/retention/", Retention.as_view({"get": "of_case", "post": "review"}),
         name="api_case_retention"),
    path("holds/", Holds.as_view({"get": "desk", "post": "place"}), name="api_hold_desk"),
    path("holds/<uuid:hold>/", Holds.as_view({"get": "retrieve"}), name="api_hold"),
    path("holds/<uuid:hold>/step/", Holds.as_view({"post": "step"}), name="api_hold_step"),
    path("leaks/", Leaks.as_view({"get": "desk"}), name="api_leak_desk"),
    path("leaks/<uuid:leak>/", Leaks.as_view({"get": "retrieve"}), name="api_leak"),
    path("leaks/<uuid:leak>/steps/", Leaks.as_view({"post": "step"}), name="api_leak_step"),
    path("cases/<slug:reference>/leaks/", Leaks.as_view({"get": "of_case", "post": "create"}), name="api_case_leaks"),
    path("publications/", Publications.as_view({"get": "desk", "post": "ask"}), name="api_publications"),
    path("publications/<uuid:publication>/", Publications.as_view({"get": "retrieve"}), name="api_publication"),
    *(
        path(f"publications/<uuid:publication>/{name}/", Publications.as_view({"post": act}),
             name=f"api_publication_{act}")
        for name, act in (("change", "change"), ("steps", "step"))
    ),
    path("cases/<slug:reference>/publications/", Publications.as_view({"get": "of_case", "post": "propose"}),
         name="api_case_publications"),
    path("rights/<uuid:rights>/contest/", Contested.as_view({"post": "name_note"}), name="api_rights_contest"),
    path("rights/<uuid:rights>/restrict/", Restrictions.as_view({"post": "place"}), name="api_rights_restrict"),
    path("restrictions/<uuid:restriction>/", Restrictions.as_view({"get": "retrieve"}), name="api_restriction"),
    path("restrictions/<uuid:restriction>/on/", Restrictions.as_view({"post": "go_on"}), name="api_restriction_go_on"),
    path("restrictions/<uuid:restriction>/lift/", Restrictions.as_view({"post": "lift"}), name="api_restriction_lift"),
    path("contested/<uuid:contested>/", Contested.as_view({"get": "retrieve"}), name="api_contested"),
    path("contested/<uuid:contested>/answer/", Contested.as_view({"post": "answer"}), name="api_contested_answer"),
    path("contested/<uuid:contested>/recipient/", Contested.as_view({"post": "recipient"}),
         name="api_contested_recipient"),
    path("corrections/<uuid:correction>/", Contested.as_view({"get": "notice"}), name="api_correction"),
    path("corrections/<uuid:correction>/told/", Contested.as_view({"post": "told"}), name="api_correction_told"),
    path("ledger/partnership/", PartnershipLedger.as_view({"get": "list"}), name="api_partnership_ledger"),
    path("agreements/gaps/", Gaps.as_view({"get": "list"}), name="api_agreement_gaps"),
    path("ledger/", WholeLedgers.as_view({"get": "of_agency"}), name="api_agency_ledger"),
    path("cases/<slug:reference>/ledger/whole/", WholeLedgers.as_view({"get": "of_case"}),
         name="api_case_ledger_whole"),
    path("symmetry/", Symmetry.as_view({"get": "retrieve"}), name="api_symmetry"),
    path("requests/", Requests.as_view({"get": "list"}), name="api_requests"),
    path("cases/<slug:reference>/requests/", Requests.as_view({"get": "of_case", "post": "create"}),
         name="api_case_requests"),
    path(REQUEST, Requests.as_view({"get": "retrieve"}), name="api_request"),
    *(
        path(f"{REQUEST}{act}/", Requests.as_view({"post": act}), name=f"api_request_{act}")
        for act in ("seen", "answer", "effect")
    ),
    path("rights/", Rights.as_view({"get": "desk"}), name="api_rights_desk"),
    path("cases/<slug:reference>/rights/", Rights.as_view({"get": "of_case", "post": "record"}),
         name="api_case_rights"),
    path("rights/<uuid:rights>/", Rights.as_view({"get": "retrieve"}), name="api_rights"),
    *(
        path(f"rights/<uuid:rights>/{act}/", Rights.as_view({"post": act}), name=f"api_rights_{act}")
        for act in ("identity", "extend", "decide")
    ),
    path("rights/<uuid:rights>/file/", FilesForPersons.as_view({"get": "retrieve"}), name="api_rights_file"),
    path("rights/<uuid:rights>/file/copy/<str:kind>/", FilesForPersons.as_view({"get": "copy"}),
         name="api_rights_copy"),
    *(
        path(f"rights/<uuid:rights>/file/{act.replace('_', '-')}/", FilesForPersons.as_view({"post": act}),
             name=f"api_rights_{act}")
        for act in ("assemble", "keep_out", "hand_in", "review", "hand_over")
    ),
    path("reports/", Reports.as_view({"get": "list"}), name="api_reports"),
    path("cases/<slug:reference>/reports/", WrittenReports.as_view({"get": "of_case", "post": "create"}),
         name="api_case_reports"),
    path("cases/<slug:reference>/ledger/", Ledgers.as_view({"get": "of_case"}), name="api_case_ledger"),
    path("cases/<slug:reference>/ledger/sheet/", Ledgers.as_view({"get": "sheet"}), name="api_shared_sheet"),
    path("disclosures/<uuid:disclosure>/", Ledgers.as_view({"get": "retrieve"}), name="api_disclosure"),
    path("disclosures/<uuid:disclosure>/told/", Ledgers.as_view({"post": "told"}), name="api_disclosure_told"),
    path("disclosures/<uuid:disclosure>/deferrals/", Deferrals.as_view({"post": "propose"}),
         name="api_deferral_propose"),
    path("cases/<slug:reference>/duty-reports/", DutyReports.as_view({"get": "of_case", "post": "create"}),
         name="api_case_duty_reports"),
    path("duty-reports/", DutyReports.as_view({"get": "inbox"}), name="api_duty_inbox"),
    path("duty-reports/<uuid:duty>/", DutyReports.as_view({"get": "retrieve"}), name="api_duty_report"),
    path("duty-reports/received/<uuid:passed>/acknowledge/", DutyReports.as_view({"post": "acknowledge"}),
         name="api_duty_acknowledge"),
    path("cases/<str:reference>/telling/deferrals/", Deferrals.as_view({"post": "propose_notice"}),
         name="api_notice_deferral"),
    path("deferrals/", Deferrals.as_view({"get": "list"}), name="api_deferrals"),
    path("deferrals/<uuid:deferral>/", Deferrals.as_view({"get": "retrieve"}), name="api_deferral"),
    *(
        path(f"deferrals/<uuid:deferral>/{name}/", Deferrals.as_view({"post": name}), name=f"api_deferral_{name}")
        for name in ("decide", "review", "end")
    ),
    path("assessments/<uuid:assessment>/court/", AssessmentsForCourt.as_view({"get": "retrieve", "post": "say"}),
         name="api_assessment_court"),
    path("reports/<uuid:report>/", Reports.as_view({"get": "retrieve"}), name="api_report"),
    path("reports/<uuid:report>/files/<uuid:file>/", Reports.as_view({"get": "file"}), name="api_report_file"),
    path(f"{ONE}parts/<slug:part>/", ReportWords.as_view({"post": "part"}), name="api_report_part"),
    path(f"{ONE}check/", ReportWords.as_view({"get": "check", "post": "answer"}), name="api_report_check"),
    *(path(f"{ONE}{name}/", ReportWords.as_view({"post": name}), name=f"api_report_{name}") for name in WORDS),
    *(
        path(f"{ONE}{name}/", ReportSteps.as_view({"post": act}), name=f"api_report_{name.replace('-', '_')}")
        for name, act in STEPS.items()
    ),
]  # fmt: skip
