"""How many statements a page may cost, and that no page asks once per row.

``UPDATE_BUDGETS=1`` writes what is measured into budgets.json: the change is then reviewed like any other.
"""

from __future__ import annotations

import json
import os
import pathlib
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.models import NoteSeen
from devstack.testing import backstage
from tests.doors.knock import address, client_of, knock
from tests.doors.matrix import DOORS
from tests.doors.stage import Stage, build
from tests.doors.stage_advice import more_advice
from tests.doors.stage_assessments import more_assessments
from tests.doors.stage_breaches import more_breaches
from tests.doors.stage_contested import more_contested
from tests.doors.stage_erasing import more_erasing
from tests.doors.stage_leaks import more_leaks
from tests.doors.stage_proposals import more_proposals
from tests.doors.stage_publications import more_publications
from tests.doors.stage_requests import more_requests
from tests.doors.stage_restrictions import more_restrictions
from tests.doors.stage_reviews import more_reviews
from tests.doors.stage_rights import more_rights
from tests.factories import CaseFactory, DeadlineFactory, NoteFactory, PlaceFactory

FILE = pathlib.Path(__file__).parent / "budgets.json"
COORDINATOR = (
    "instrument", "agenc", "agreement", "member", "code_", "court_", "order_type", "timing_", "reminder_desk",
)  # fmt: skip
FREE = ("healthz", "readyz", "account_", "about", "accessibility", "session_state", "usersessions", "first_password")
FEW, MANY = 2, 12


def pages() -> list[str]:
    """Doors that show something to somebody signed in."""
    return [name for name, door in DOORS.items() if door.get and not name.startswith(FREE)]


def who_asks(name: str) -> str:
    """Somebody whom the page shows the most."""
    if name == "emergency_new":
        return "rescuer"
    if name in ("advice_desk", "advice_detail", "advice_answer", "api_advice_desk", "rights_desk", "api_rights_desk"):
        return "legal"
    if "leak" in name and name not in ("leak_new",):
        return "legal" if "desk" in name else "manager"
    if name.removeprefix("api_").startswith(("hold", "erasure")):
        return "manager" if name == "erasure_new" else "legal"
    if name == "request_review":
        return "chair"
    if name.startswith("agency_ledger"):
        return "supervisor"
    if name.startswith((
        "assessment_", "formulation", "judgement", "scenario", "gap_", "outcome", "review", "feedback", "retention_",
    )):  # fmt: skip
        return "manager"
    if name == "note_contest" or name.startswith("contribution"):
        return "officer"  # of another agency than the note's
    return "coordinator" if name.startswith(COORDINATOR) and not name.startswith("api") else "supervisor"


def fill(stage: Stage, rows: int) -> None:
    """More of everything that lists can show."""
    for _row in range(rows):
        NoteFactory(case=stage.case, by=stage.officer, summary="S", gist="G")
        DeadlineFactory(case=stage.case, agency=stage.probation, responsible=stage.supervisor, kind="court_report")
        case = CaseFactory(partnership=stage.partnership, lead_agency=stage.probation)
        PlaceFactory(case=case, membership=stage.supervisor, is_case_manager=True)
        PlaceFactory(case=case, membership=stage.officer)
        NoteFactory(case=case, by=stage.officer, summary="S", gist="G")
        more_breaches(stage)
        more_assessments(stage)
        more_reviews(stage)
        more_advice(stage)
        more_leaks(stage)
        more_proposals(stage)
        more_requests(stage)
        more_rights(stage)
        more_publications(stage)
        more_contested(stage)
        more_restrictions(stage)
        more_erasing(stage)


def cost(stage: Stage) -> dict[str, int]:
    """Statements of every page."""
    clients = {
        who: client_of(stage, who)
        for who in ("supervisor", "manager", "officer", "coordinator", "rescuer", "legal", "chair")
    }
    found = {}
    for name in pages():
        client, path = clients[who_asks(name)], address(name, stage)
        knock(client, DOORS[name], "GET", path, {})  # whatever is cached once per process is cached now
        with CaptureQueriesContext(
            connection,
        ) as queries:
            knock(client, DOORS[name], "GET", path, {})
        found[name] = sum(
            not q["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")) for q in queries.captured_queries
        )
    return found


@pytest.fixture
def stage(world: Any) -> Stage:
    made = build(world)
    with backstage():  # read before, by whoever asks: marking a note as seen happens once
        NoteSeen(
            note=made.notes["team"], user=made.officer.user, membership=made.officer, at=timezone.now()
        ).save(force_insert=True)  # fmt: skip
    return made


def test_no_page_costs_more_than_its_budget_however_much_there_is(stage: Stage) -> None:
    fill(stage, FEW)
    few = cost(stage)
    fill(stage, MANY)
    many = cost(stage)
    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}, "one statement per row"
    if os.environ.get("UPDATE_BUDGETS"):
        FILE.write_text(json.dumps(many, indent=2, sort_keys=True) + "\n")
    budgets = json.loads(FILE.read_text())
    assert {name: (many[name], budgets.get(name, 0)) for name in many if many[name] > budgets.get(name, 0)} == {}
    assert set(budgets) == set(many), "stale budgets"
