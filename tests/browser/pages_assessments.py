"""Pages of assessments that each role has in the demonstration."""

from __future__ import annotations

from devstack.served import Served
from tests.browser.visitors import backstage


def _assessment(served: Served, reference: str, *states: str) -> str:
    statement = """SELECT a.id FROM assessments_assessment a JOIN casework_case c ON c.id = a.case_id
        WHERE c.reference = %s AND a.state = ANY(%s) ORDER BY a.as_of DESC LIMIT 1"""
    return f"/assessments/{backstage(served, statement, reference, list(states))[0][0]}/"


def _assessments(served: Served, reference: str) -> list[str]:
    """Every assessment of a case, the oldest first."""
    statement = """SELECT a.id FROM assessments_assessment a JOIN casework_case c ON c.id = a.case_id
        WHERE c.reference = %s ORDER BY a.as_of"""
    return [str(key) for (key,) in backstage(served, statement, reference)]


def _contribution(served: Served, reference: str, agency: str) -> str:
    statement = """SELECT g.id FROM assessments_contribution g JOIN casework_case c ON c.id = g.case_id
        JOIN agencies_agency y ON y.id = g.agency_id WHERE c.reference = %s AND y.code = %s
        ORDER BY g.due_on DESC LIMIT 1"""
    return f"/contributions/{backstage(served, statement, reference, agency)[0][0]}/"


def _review(served: Served, reference: str, state: str) -> str:
    statement = """SELECT r.id FROM assessments_review r JOIN casework_case c ON c.id = r.case_id
        WHERE c.reference = %s AND r.state = %s ORDER BY r.period_to DESC LIMIT 1"""
    return f"/reviews/{backstage(served, statement, reference, state)[0][0]}/"


def _external(served: Served, reference: str) -> str:
    """The reference of a case that no correction replaced."""
    statement = """SELECT e.id FROM assessments_externalassessment e JOIN casework_case c ON c.id = e.case_id
        WHERE c.reference = %s ORDER BY e.recorded_at DESC LIMIT 1"""
    return f"/external-assessments/{backstage(served, statement, reference)[0][0]}/correct/"


def pages_of_assessments(served: Served) -> dict[str, tuple[str, ...]]:
    """Return the pages of assessments by role."""
    open_ = _assessment(served, "VRP-BIRCH", "contributions_open")
    agreeing = _assessment(served, "VRP-DOGWOOD", "consensus")
    signed = _assessment(served, "VRP-ELM", "signed", "countersigned")
    police, guest = _contribution(served, "VRP-BIRCH", "POL"), _contribution(served, "VRP-BIRCH", "LVC")
    held, drafted = _review(served, "VRP-ELM", "held"), _review(served, "VRP-DOGWOOD", "draft")
    first = _assessments(served, "VRP-ELM")[0]
    instrument = f"/instruments/{backstage(served, 'SELECT id FROM assessments_instrument LIMIT 1')[0][0]}/"
    return {
        "order-supervisor": (
            *("/cases/VRP-BIRCH/assessments/", "/cases/VRP-ELM/assessments/", "/cases/VRP-ELM/assessments/new/"),
            *(open_, f"{open_}ask/", f"{open_}consensus/", f"{open_}formulation/", f"{open_}scenarios/new/"),
            *(f"{open_}gaps/new/", f"{open_}sections/C/", signed, f"{signed}sections/C/", f"{signed}sections/G/"),
            *(f"{signed}correct/", f"{signed}court/", "/cases/VRP-ELM/assessments/change/"),
            f"/assessments/{first}/compare/{signed.removeprefix('/assessments/')}",
            *("/cases/VRP-ELM/reviews/", "/cases/VRP-ELM/reviews/new/", held),
            *("/cases/VRP-ELM/assessments/external/", "/cases/VRP-BIRCH/assessments/external/"),
        ),
        "senior": (agreeing, f"{agreeing}sections/C/", f"{agreeing}judgement/", f"{agreeing}dissent/", drafted,
                   f"{drafted}edit/", f"{drafted}hold/", f"{drafted}feedback/"),
        "permanent-partner": (
            *(open_, police, f"{police}sections/C/", f"{police}sections/K/", f"{police}hand-in/", f"{police}nothing/"),
            "/cases/VRP-ELM/assessments/change/",
            *("/cases/VRP-ELM/assessments/external/", "/cases/VRP-ELM/assessments/external/new/"),
            _external(served, "VRP-ELM"),
        ),
        "guest": ("/cases/VRP-BIRCH/assessments/", guest, f"{guest}sections/F/"),
        "coordinator": ("/instruments/", instrument),
    }  # fmt: skip
