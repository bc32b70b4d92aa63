"""Assessments for programs: the same sight and the same rules as on the pages."""

from __future__ import annotations

from typing import Any

from tests.api.caller import caller
from tests.assessments.scene import (
    ask,
    contributed,
    fresh,
    hand_in,
    judgement,
    of_agency,
    opened,
    signed,
    step,
)


def test_a_contribution_is_rated_by_its_agency_alone(world: Any, browse: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.officer)
    given = of_agency(row, world.officer)
    path = f"/contributions/{given.pk}/sections/C/"
    body = {"ratings": [{"item": "C1", "answer": "some", "grounds": "Seen twice"}]}
    assert caller(world.manager).post(path, body).status_code == 403
    assert caller(world.stranger).post(path, body).status_code == 404
    assert caller(world.officer).post(path, body).status_code == 201
    strong = {"ratings": [{"item": "C1", "answer": "marked", "grounds": "Seen twice"}]}
    refused = caller(world.officer).post(path, strong)
    assert refused.status_code in (409, 422)
    assert "needs at least one record" in str(refused.json())
    odd = {"ratings": [{"item": "J1", "answer": "emerging", "grounds": "x"}]}
    assert "no such item" in str(caller(world.officer).post(path, odd).json())


def test_nobody_elses_answers_are_told_before_consensus(world: Any, browse: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.officer)
    given = of_agency(row, world.officer)
    body = {"ratings": [{"item": "C1", "answer": "some", "grounds": "Zqseen twice"}]}
    caller(world.officer).post(f"/contributions/{given.pk}/sections/C/", body)
    hand_in(browse, world.officer, given)
    section = f"/assessments/{row.pk}/sections/C/"
    assert "Zqseen" not in caller(world.manager).get(section).content.decode()
    step(world, browse, row, "consensus")
    (item,) = [one for one in caller(world.manager).get(section).json()["items"] if one["item"] == "C1"]
    assert [one["grounds"] for one in item["said"]] == ["Zqseen twice"]
    assert caller(world.teacher).get(section).status_code == 404


def test_consensus_and_judgement_hold_the_same_rules(world: Any, browse: Any) -> None:
    row = contributed(world, browse)
    section = f"/assessments/{row.pk}/sections/B/"
    agreed = {"agreed": [{"item": "B1", "answer": "some", "reason": "He tells it himself"}]}
    assert caller(world.officer).post(section, agreed).status_code == 403
    assert caller(world.manager).post(section, agreed).status_code == 201
    belief = {**judgement(rests_on=["B1"])}
    refused = caller(world.manager).post(f"/assessments/{row.pk}/judgement/", belief)
    assert refused.status_code in (409, 422)
    assert "Belief alone is not enough" in str(refused.json())
    more = {"agreed": [{"item": "C1", "answer": "some", "reason": "Seen twice"}]}
    caller(world.manager).post(f"/assessments/{row.pk}/sections/C/", more)
    answer = caller(world.manager).post(f"/assessments/{row.pk}/judgement/", judgement(rests_on=["B1", "C1"]))
    assert answer.status_code == 201
    assert answer.json()["judgement"]["priority"] == "Raised"


def test_an_assessment_is_read_whole_from_inside_the_case(world: Any, browse: Any) -> None:
    row = signed(world, browse)
    found = caller(world.supervisor).get("/cases/VRP-CEDAR/assessments/").json()
    assert [(one["id"], one["state"]) for one in found["results"]] == [(str(row.pk), "signed")]
    whole = caller(world.supervisor).get(f"/assessments/{row.pk}/").json()
    assert whole["judgement"]["words"] == "The pull is real."
    assert {one["agency"] for one in whole["contributions"]} == {"Police Desk", "Second Door"}
    assert len(whole["scenarios"]) == 3
    assert whole["lacks"] == []
    assert caller(world.mentor).get(f"/assessments/{row.pk}/").status_code == 404
    assert fresh(row).version == whole["version"]


def test_instruments_are_told_with_their_answers_and_no_number(world: Any, browse: Any) -> None:
    used = opened(world, browse).instrument_id
    (line,) = caller(world.officer).get("/instruments/").json()["results"]
    assert (line["id"], line["items"], line["in_use"]) == (str(used), 76, True)
    whole = caller(world.officer).get(f"/instruments/{used}/").json()
    assert whole["sections"][0]["code"] == "J"
    assert whole["sections"][1]["items"][0]["answers"][0] == {
        "code": "no_sign", "label": "No sign", "needs_record": False,
    }  # fmt: skip
    assert caller(world.stranger).get(f"/instruments/{used}/").status_code == 404
