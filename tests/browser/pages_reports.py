"""Pages of reports to courts and of requests that each role has in the demonstration."""

from __future__ import annotations

from devstack.served import Served
from tests.browser.visitors import CEDAR, backstage

CASE = f"/cases/{CEDAR}/"


def _report(served: Served, reference: str, state: str) -> str:
    statement = """SELECT r.id FROM sharing_courtreport r JOIN casework_case c ON c.id = r.case_id
        WHERE c.reference = %s AND r.state = %s ORDER BY r.due_on DESC LIMIT 1"""
    return f"/reports/{backstage(served, statement, reference, state)[0][0]}/"


def _note(served: Served) -> str:
    statement = """SELECT n.id FROM casework_note n JOIN agencies_user u ON u.id = n.author_id
        JOIN casework_case c ON c.id = n.case_id WHERE c.reference = %s AND n.status = 'current'
        AND u.email = 'ines.marholt@example.org' ORDER BY n.recorded_at DESC LIMIT 1"""
    return f"/notes/{backstage(served, statement, CEDAR)[0][0]}/court/"


def _advice(served: Served, reference: str) -> str:
    statement = """SELECT r.id FROM sharing_legaladvicerequest r JOIN casework_case c ON c.id = r.case_id
        WHERE c.reference = %s"""
    return f"/advice/{backstage(served, statement, reference)[0][0]}/"


def _disclosure(served: Served) -> str:
    """The disclosure of Cedar that was made last."""
    statement = """SELECT d.id FROM sharing_disclosure d JOIN casework_case c ON c.id = d.case_id
        WHERE c.reference = %s ORDER BY d.made_on DESC, d.recorded_at DESC LIMIT 1"""
    return f"/disclosures/{backstage(served, statement, CEDAR)[0][0]}/"


def _proposal(served: Served, reference: str) -> str:
    statement = """SELECT p.id FROM sharing_disclosureproposal p JOIN casework_case c ON c.id = p.case_id
        WHERE c.reference = %s"""
    return f"/proposals/{backstage(served, statement, reference)[0][0]}/"


def _deferral(served: Served) -> str:
    """The deferral that runs in Cedar."""
    statement = """SELECT f.id FROM sharing_deferral f JOIN casework_case c ON c.id = f.case_id
        WHERE c.reference = %s ORDER BY f.proposed_at DESC LIMIT 1"""
    return f"/deferrals/{backstage(served, statement, CEDAR)[0][0]}/"


def _leak(served: Served) -> str:
    """The leak that is open in Birch."""
    return f"/leaks/{backstage(served, 'SELECT id FROM sharing_leakreport ORDER BY reported_at LIMIT 1')[0][0]}/"


def _publication(served: Served) -> str:
    """The text about Birch that waits for the adviser."""
    statement = "SELECT id FROM sharing_publicationrequest WHERE case_id IS NOT NULL ORDER BY sent_at LIMIT 1"
    return f"/publications/{backstage(served, statement)[0][0]}/"


def _request(served: Served, reference: str, given: str) -> str:
    """A request about a case: answered so, or waiting where nothing is said."""
    statement = """SELECT r.id FROM sharing_sharingrequest r JOIN casework_case c ON c.id = r.case_id
        LEFT JOIN sharing_sharinganswer a ON a.request_id = r.id
        WHERE c.reference = %s AND coalesce(a.given, '') = %s ORDER BY r.asked_at LIMIT 1"""
    return f"/requests/{backstage(served, statement, reference, given)[0][0]}/"


def _rights(served: Served) -> str:
    """What Fir asked."""
    statement = """SELECT r.id FROM sharing_rightsrequest r JOIN casework_case c ON c.id = r.case_id
        WHERE c.reference = %s ORDER BY r.received_on DESC LIMIT 1"""
    return f"/rights/{backstage(served, statement, 'VRP-FIR')[0][0]}/"


def _contested(served: Served) -> tuple[str, ...]:
    """What Birch contests, what is restricted, and the request on which a note is named."""
    found = backstage(served, "SELECT id, request_id FROM sharing_contestedfact ORDER BY named_at LIMIT 1")[0]
    held = backstage(served, "SELECT id FROM sharing_restriction ORDER BY placed_on LIMIT 1")[0][0]
    return (
        f"/contested/{found[0]}/",
        f"/rights/{found[1]}/contest/",
        f"/restrictions/{held}/",
        f"/rights/{found[1]}/restrict/",
    )


def _hold(served: Served) -> str:
    """The legal hold on Elm."""
    return f"/holds/{backstage(served, 'SELECT id FROM sharing_legalhold ORDER BY placed_at LIMIT 1')[0][0]}/"


def _erasures(served: Served) -> tuple[str, ...]:
    """The erasure that waits, the bare fact of another, and a recipient who is to be told of it."""
    rows = backstage(served, "SELECT id FROM sharing_erasure ORDER BY state DESC")
    ((told,),) = backstage(served, "SELECT id FROM sharing_erasurenotice WHERE settled_at IS NULL ORDER BY id LIMIT 1")
    return (*(f"/erasures/{key}/" for (key,) in rows), f"/erasures/recipients/{told}/")


def pages_of_reports(served: Served) -> dict[str, tuple[str, ...]]:
    """Return the pages of reports by role."""
    waiting, gist, silent = (
        _request(served, *of) for of in (("VRP-ALDER", ""), ("VRP-CEDAR", "gist"), ("VRP-CEDAR", "nothing"))
    )
    refused = _request(served, CEDAR, "refused")
    draft, sent = _report(served, "VRP-ELM", "draft"), _report(served, CEDAR, "acknowledged")
    doubted, made = _proposal(served, CEDAR), _proposal(served, "VRP-BIRCH")
    advised, unsure = _advice(served, CEDAR), _advice(served, "VRP-DOGWOOD")
    return {
        "legal-adviser": (
            "/leaks/", _leak(served), f"{_leak(served)}steps/person/", "/advice/", advised, unsure, f"{unsure}answer/",
            "/rights/", _rights(served), f"{_rights(served)}file/", "/publications/", _publication(served),
            f"{_publication(served)}steps/legal/", "/holds/", "/holds/new/", _hold(served), f"{_hold(served)}step/",
            "/erasures/", *_erasures(served),
        ),
        "order-supervisor": (
            *(f"{CASE}advice/", f"{CASE}advice/new/", advised, f"{CASE}disclosures/", f"{CASE}disclosures/new/"),
            *(doubted, made),
            "/reports/", f"{CASE}reports/", f"{CASE}reports/new/", f"{CASE}ledger/", draft, f"{draft}edit/contacts/",
            f"{draft}edit/key_points/", f"{draft}preview/", f"{draft}changes/", sent, _note(served),
            _note(served).replace("court", "release"), _note(served).replace("court", "minutes"), f"{CASE}minutes/",
            f"{CASE}publications/", f"{CASE}publications/new/",
            "/publications/new/", f"{_publication(served)}change/", f"{_publication(served)}steps/consent/",
            "/requests/", f"{CASE}requests/", f"{CASE}requests/new/", refused, *_contested(served),
        ),
        "case-manager": (
            "/reports/", f"{CASE}reports/", f"{CASE}ledger/", f"{CASE}ledger/sheet/", sent, gist, silent,
            _disclosure(served), _deferral(served), f"{_disclosure(served)}deferral/", f"{CASE}duty-reports/",
            f"{CASE}duty-reports/new/", "/duty-reports/", f"{CASE}leaks/", f"{CASE}leaks/new/", f"{CASE}rights/",
            f"{CASE}rights/new/", f"{CASE}erasing/new/", f"{CASE}retention/",
        ),
        "permanent-partner": ("/requests/?way=to_us", waiting, silent),
        "guest": ("/requests/", f"{CASE}requests/", _contested(served)[0]),
        "chair": (
            "/disclosures/", doubted, f"{CASE}reports/", f"{CASE}ledger/", "/requests/review/", refused,
            "/deferrals/", _deferral(served), "/duty-reports/", "/rights/",
        ),
    }  # fmt: skip
