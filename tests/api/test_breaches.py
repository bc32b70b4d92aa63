"""Breaches and joint decisions for programs: read as on the page, steps taken by the order supervisor."""

from typing import Any

import pytest

from casework.models import Breach, BreachStep, Note
from tests.api.caller import OUTSIDE, caller
from tests.casework.test_breach import all_of, lay_order, one, open_due, started, today
from tests.factories import DecisionFactory, PositionTakenFactory

CASE = "/cases/VRP-CEDAR/"


@pytest.fixture
def breach(world: Any, browse: Any) -> Any:
    return started(world, browse, lay_order(world))


def step(who: Any, breach: Any, kind: str, **more: Any) -> Any:
    version = one(Breach, pk=breach.pk).version
    body = {"kind": kind, "version": version, "on": today().isoformat(), **more}
    return caller(who).post(f"{CASE}breaches/{breach.pk}/steps/", {k: v for k, v in body.items() if v is not None})


def test_a_breach_is_read_with_its_condition_and_steps(world: Any, breach: Any) -> None:
    told = caller(world.officer).get(f"{CASE}breaches/{breach.pk}/").json()
    assert told["case"] == "VRP-CEDAR"
    assert told["condition_text"] == "The person reports to the office every week."
    assert [row["kind"] for row in told["steps"]] == ["suspected"]
    assert told["next"]["kind"] == "explanation_asked"
    assert told["breach"]["clocks"][0]["day"] == open_due(breach)["breach_action"].isoformat()
    listed = caller(world.chair).get(f"{CASE}breaches/").json()
    assert [row["id"] for row in listed["results"]] == [str(breach.pk)]


def test_steps_are_taken_one_after_the_other(world: Any, breach: Any) -> None:
    asked = step(world.supervisor, breach, "explanation_asked", delivery="letter")
    assert asked.status_code == 201, asked.content
    assert asked.json()["state"] == "explanation_asked"
    said = step(world.supervisor, breach, "explanation_given", words="He was ill.", court_tier="full", handling="core")
    assert said.status_code == 201, said.content
    note = one(Note, pk=one(BreachStep, breach=breach, kind="explanation_given").note_id)
    assert (note.handling, note.court_tier, note.nature) == ("core", 4, "reported")
    told = caller(world.supervisor).get(f"{CASE}breaches/{breach.pk}/").json()
    assert told["steps"][-1]["words"]["text"] == "He was ill."
    assert step(world.supervisor, breach, "not_accepted", words="He could have called.").status_code == 201
    warned = step(
        world.supervisor, breach, "warning", words="Not again.", delivery="by_hand", window_to=today(366).isoformat()
    )
    assert (warned.status_code, list(warned.json()["errors"])) == (422, ["window_to"])
    warned = step(world.supervisor, breach, "warning", words="Not again.", delivery="by_hand")
    assert warned.json()["state"] == "warning"


def test_the_court_follows_for_a_serious_failure(world: Any, browse: Any) -> None:
    breach = started(world, browse, lay_order(world), is_serious="on")
    assert step(world.supervisor, breach, "referred_to_court").status_code == 409
    assert step(world.supervisor, breach, "explanation_asked", delivery="by_hand").status_code == 201
    assert step(world.supervisor, breach, "referred_to_court").status_code == 201
    assert step(world.supervisor, breach, "hearing_set", on=None, hearing_on=today(5).isoformat()).status_code == 201
    assert step(world.supervisor, breach, "heard", words="Sorry.", court_tier="full").json()["state"] == "heard"


def test_an_accepted_explanation_needs_one(world: Any, breach: Any) -> None:
    assert step(world.supervisor, breach, "explanation_asked", delivery="letter").status_code == 201
    early = step(world.supervisor, breach, "accepted", words="Fine.")
    assert early.status_code == 409
    assert "on" in step(world.supervisor, breach, "no_explanation").json()["errors"]  # there is time until next week
    ended = step(world.supervisor, breach, "not_pursued", words="The wrong day.")
    assert (ended.status_code, ended.json()["state"]) == (201, "not_pursued")


@pytest.mark.parametrize(
    ("kind", "more", "status", "field"),
    [
        ("explanation_asked", {"delivery": "pigeon"}, 422, "delivery"),
        ("explanation_asked", {}, 422, "delivery"),
        ("explanation_asked", {"delivery": "letter", "on": "2001-01-01"}, 422, "on"),
        ("warning", {"delivery": "letter"}, 422, "words"),
        ("outcome", {}, 422, "kind"),
        ("explanation_asked", {"delivery": "letter", "odd": 1}, 422, "odd"),
        ("explanation_asked", {"delivery": "letter", "version": 99}, 409, None),
        ("heard", {}, 409, None),
    ],
)
def test_bad_input_is_a_problem(
    world: Any, breach: Any, kind: str, more: dict[str, Any], status: int, field: str | None
) -> None:
    answer = step(world.supervisor, breach, kind, **more)
    assert answer.status_code == status, answer.content
    assert field is None or field in answer.json()["errors"]
    assert len(all_of(BreachStep, breach=breach)) == 1


def test_only_the_supervisor_acts_and_outsiders_learn_nothing(world: Any, breach: Any) -> None:
    for who in ("manager", "officer", "chair"):
        assert step(getattr(world, who), breach, "explanation_asked", delivery="letter").status_code == 403
    for who in (*OUTSIDE, "teacher", "mentor"):
        call = caller(getattr(world, who))
        assert call.get(f"{CASE}breaches/{breach.pk}/").status_code == 404
        assert step(getattr(world, who), breach, "explanation_asked", delivery="letter").status_code == 404


def test_a_dissent_is_told(world: Any) -> None:
    decision = DecisionFactory(case=world.case, membership=world.supervisor, kind="plan", chosen="Version three")
    PositionTakenFactory(decision=decision, membership=world.officer, view="dissents", reason="Too soon.")
    (line,) = caller(world.manager).get(f"{CASE}joint-decisions/").json()["results"]
    one_told = caller(world.manager).get(f"{CASE}joint-decisions/{decision.pk}/").json()["decision"]
    assert line == one_told
    assert [(p["view"], p["reason"], p["agency_code"]) for p in line["positions"]] == [("dissents", "Too soon.", "POL")]
    assert caller(world.teacher).get(f"{CASE}joint-decisions/").status_code == 403
