"""The plan for programs: as each place sees it, and what becomes of an action."""

from typing import Any

import pytest

from casework.models import Action
from tests.api.caller import caller
from tests.casework.planning import due, rows
from tests.factories import (
    ActionFactory,
    ClinicalPartFactory,
    InterventionFactory,
    ObjectiveFactory,
    PlanVersionFactory,
    SessionFactory,
)

CASE = "/cases/VRP-CEDAR"


@pytest.fixture
def planned(world: Any) -> Any:
    """A plan in force with an objective, an action, an intervention and treatment."""
    world.plan = PlanVersionFactory(case=world.case, membership=world.manager, risk_text="Evenings")
    world.objective = ObjectiveFactory(plan=world.plan)
    ObjectiveFactory(plan=world.plan, text="Opened", for_companions=True, for_guests=True)
    world.action = ActionFactory(case=world.case, membership=world.officer, line=world.objective.line)
    InterventionFactory(case=world.case, provider=world.college, title="Welding")
    treatment = InterventionFactory(case=world.case, provider=world.health, type="psychology", title="", goal="")
    ClinicalPartFactory(intervention=treatment, title="Trauma hour")
    SessionFactory(intervention=treatment, membership=world.clinician)
    return world


def results(who: Any, path: str) -> list[dict[str, Any]]:
    """The results of one list."""
    answer = caller(who).get(f"{CASE}{path}")
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def test_the_plan_is_told_by_area(planned: Any) -> None:
    plan = caller(planned.officer).get(f"{CASE}/plan/").json()
    assert (plan["version"]["number"], plan["version"]["state"], plan["is_stale"]) == (1, "in_force", False)
    areas = {area["code"]: area for area in plan["areas"]}
    assert areas["risk_assessment"]["text"] == "Evenings"
    told = {one["text"]: one for one in areas["reintegration"]["objectives"]}
    assert (told[planned.objective.text]["actions_done"], told[planned.objective.text]["actions_total"]) == (0, 1)


def test_guests_and_companions_get_what_is_opened(planned: Any) -> None:
    for who in (planned.teacher, planned.mentor):
        plan = caller(who).get(f"{CASE}/plan/").json()
        assert plan["version"] is None
        assert [one["text"] for one in results(who, "/objectives/")] == ["Opened"]
        assert [one["finding"] for one in results(who, "/objectives/")] == [""]
        assert results(who, "/actions/") == []
    assert [one["title"] for one in results(planned.teacher, "/interventions/")] == ["Welding"]


def test_treatment_is_told_by_attendance(planned: Any) -> None:
    for who, title in ((planned.clinician, "Trauma hour"), (planned.manager, "Psychology sessions")):
        (told,) = [one for one in results(who, "/interventions/") if one["provider_code"] == "HLT"]
        assert (told["title"], told["came"], told["is_withheld"]) == (title, 1, who != planned.clinician)


def test_an_action_moves_and_says_how_it_stands(planned: Any) -> None:
    call, path = caller(planned.officer), f"/actions/{planned.action.pk}"
    assert call.get(f"{path}/").json()["may_change"] is True
    for body in ({"state": "blocked", "reason": "No room"}, {"state": "not_needed"}, {"state": "gone"}):
        assert call.post(f"{path}/moves/", body).status_code == 422, body
    answer = call.post(
        f"{path}/moves/", {"state": "blocked", "reason": "No room", "unblock_by": str(planned.manager.pk)}
    )
    assert (answer.status_code, answer.json()["state"], answer.json()["reason"]) == (201, "blocked", "No room")
    assert [row.responsible_id for row in due("unblock")] == [planned.manager.pk]
    assert call.post(f"{path}/moves/", {"state": "done", "evidence": "Receipt"}).json()["evidence"] is not None
    assert rows(Action)[0].state == "done"


def test_others_may_not_move_it(planned: Any) -> None:
    path = f"/actions/{planned.action.pk}/moves/"
    assert caller(planned.clinician).post(path, {"state": "done"}).status_code == 403
    assert caller(planned.teacher).post(path, {"state": "done"}).status_code == 404
    assert caller(planned.stranger).post(path, {"state": "done"}).status_code == 404
    assert rows(Action)[0].state == "not_started"
