"""Versions of the plan for programs: begun, written, shown, answered, agreed and in force, as on the pages."""

from typing import Any

import pytest

from casework.models import PlanVersion, SafetyPart
from tests.api.caller import known
from tests.casework.planning import day, rows
from tests.factories import ObjectiveFactory

VERSIONS = "/cases/VRP-CEDAR/plan/versions/"


@pytest.fixture
def draft(world: Any) -> Any:
    """A first version begun by a program, with an objective and its words."""
    call = known(world.manager)
    made = call.post(VERSIONS, {})
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["number"], told["state"]) == (1, "draft")
    ObjectiveFactory(plan=rows(PlanVersion, pk=told["id"])[0], case=world.case)
    return told


def step(who: Any, name: str, **more: Any) -> Any:
    return known(who).post(f"{VERSIONS}1/steps/", {"step": name, **more})


def test_a_version_is_begun_by_the_case_manager_and_once(world: Any, draft: Any) -> None:
    assert known(world.supervisor).post(VERSIONS, {}).status_code == 403
    assert known(world.stranger).post(VERSIONS, {}).status_code == 404
    again = known(world.manager).post(VERSIONS, {})
    assert (again.status_code, again["Content-Type"]) == (409, "application/problem+json")


def test_words_of_a_draft_are_written_from_the_version_that_was_read(world: Any, draft: Any) -> None:
    body = {"version": draft["version"], "risk_text": "Evenings.", "counter_offer": "A paid place."}
    saved = known(world.manager).post(f"{VERSIONS}1/texts/", body)
    assert saved.status_code == 201
    (plan,) = rows(PlanVersion, pk=draft["id"])
    assert (plan.risk_text, plan.counter_offer, plan.version) == ("Evenings.", "A paid place.", saved.json()["version"])
    assert known(world.manager).post(f"{VERSIONS}1/texts/", body).status_code == 409
    long = known(world.manager).post(f"{VERSIONS}1/texts/", {"version": plan.version, "counter_offer": "x" * 301})
    assert (long.status_code, list(long.json()["errors"])) == (422, ["counter_offer"])
    assert known(world.officer).post(f"{VERSIONS}1/texts/", body).status_code == 403


def test_the_safety_plan_needs_its_line_about_victims(world: Any, draft: Any) -> None:
    path = f"{VERSIONS}1/safety/"
    assert list(known(world.manager).post(path, {"supervision": "Weekly"}).json()["errors"]) == ["victim_safety"]
    body = {"victim_safety": "No identified victim", "contingency": "Call the office."}
    assert known(world.manager).post(path, body).status_code == 201
    parts = {part.heading: part.text for part in rows(SafetyPart, plan=draft["id"])}
    assert (parts["victim_safety"], parts["contingency"]) == ("No identified victim", "Call the office.")


def test_a_version_moves_on_until_it_is_in_force(world: Any, draft: Any) -> None:
    assert step(world.manager, "show", on=day(0)).status_code == 409  # no line about victims
    known(world.manager).post(f"{VERSIONS}1/safety/", {"victim_safety": "No identified victim"})
    assert list(step(world.manager, "show").json()["errors"]) == ["on"]
    assert step(world.manager, "show", on=day(0)).json()["state"] == "shown_to_person"
    silent = step(world.manager, "answer", answer="not_agreed", on=day(0))
    assert (silent.status_code, list(silent.json()["errors"])) == (422, ["words"])
    assert step(world.manager, "force").status_code == 409
    said = step(world.manager, "answer", answer="not_agreed", on=day(0), words="Not the mentor.")
    assert said.json()["state"] == "not_agreed"
    assert step(world.manager, "agree").status_code == 403
    assert step(world.supervisor, "agree").status_code == 201
    assert step(world.manager, "send").status_code == 409
    lost = step(world.manager, "approve", decision_id=draft["id"])
    assert (lost.status_code, list(lost.json()["errors"])) == (422, ["decision"])
    assert step(world.manager, "force", on=day(60)).json()["state"] == "in_force"
    assert step(world.manager, "review", on=day(90)).status_code == 201
    (plan,) = rows(PlanVersion, pk=draft["id"])
    assert (plan.person_words, plan.next_review_on.isoformat()) == ("Not the mentor.", day(90))


def test_a_shown_version_is_taken_back_and_read(world: Any, draft: Any) -> None:
    known(world.manager).post(f"{VERSIONS}1/safety/", {"victim_safety": "No identified victim"})
    assert step(world.manager, "show", on=day(0)).status_code == 201
    assert step(world.manager, "take_back").json()["state"] == "draft"
    told = known(world.officer).get(f"{VERSIONS}1/").json()
    assert (told["version"]["number"], told["version"]["state"]) == (1, "draft")
    assert known(world.teacher).get(f"{VERSIONS}1/").status_code == 404
    assert known(world.manager).get(f"{VERSIONS}9999999999/").status_code == 404
