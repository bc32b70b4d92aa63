"""Reviews for programs: the same sight and the same rules as on the pages."""

from __future__ import annotations

from typing import Any

from tests.api.caller import caller
from tests.assessments.test_reviews import furnished, newest, objectives
from tests.casework.planning import day, due

LIST = "/cases/VRP-CEDAR/reviews/"


def opened(world: Any) -> dict[str, Any]:
    """The case manager opens a review."""
    furnished(world)
    answer = caller(world.manager).post(LIST, {"period_from": day(-40), "period_to": day(0)})
    assert answer.status_code == 201
    told: dict[str, Any] = answer.json()
    return told


def whole(told: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A review that lacks nothing, as sent."""
    said = [{"id": one["id"], "progress": "some", "words": "Two of three"} for one in told["objectives"]]
    return {
        "period_to": day(0), "next_review_on": day(70), "coherence": "Nothing found.", "next_steps": "Go on.",
        "person_view": "It helps.", "objectives": said, "version": told["version"], **more,
    }  # fmt: skip


def test_a_review_is_opened_written_and_held(world: Any) -> None:
    told, client = opened(world), caller(world.manager)
    assert [one["objective"] for one in told["objectives"]] == ["A room of his own", "Evenings with something to do"]
    assert told["check"]["objectives_without_action"] == ["A room of his own", "Evenings with something to do"]
    assert len(told["lacks"]) == 4
    at = f"/reviews/{newest().pk}/"
    early = client.post(f"{at}hold/", {"held_on": day(0), "version": told["version"]})
    assert early.status_code == 409, "a rule of the whole, not of one field"
    written = client.post(at, whole(told))
    assert (written.status_code, written.json()["lacks"]) == (201, [])
    assert {one.progress for one in objectives(newest())} == {"some"}
    held = client.post(f"{at}hold/", {"held_on": day(0), "version": written.json()["version"]})
    assert (held.status_code, held.json()["review"]["state"], held.json()["check"]) == (201, "held", None)
    assert [row.due_on.isoformat() for row in due("plan_review")] == [day(70)]
    (line,) = caller(world.officer).get(LIST).json()["results"]
    assert (line["id"], line["state"]) == (str(newest().pk), "held")


def test_a_stale_version_and_an_objective_of_another_review_are_refused(world: Any) -> None:
    told, client = opened(world), caller(world.manager)
    at = f"/reviews/{newest().pk}/"
    assert client.post(at, whole(told)).status_code == 201
    assert client.post(at, whole(told, next_steps="Mine")).status_code == 409
    odd = [{"id": "5d1f3bb0-6c0e-4d5e-9c53-6f7d6a0c1a11", "progress": "some"}]
    refused = client.post(at, whole(told, objectives=odd, version=newest().version))
    assert (refused.status_code, "not under review" in str(refused.json())) == (409, True)


def test_only_the_case_manager_writes_and_members_give_feedback(world: Any) -> None:
    told = opened(world)
    at = f"/reviews/{newest().pk}/"
    said = {"speaker": "member", "words": "Tell us on the same day."}
    for member, write, speak in (
        (world.officer, 403, 201), (world.chair, 403, 403), (world.teacher, 404, 404), (world.stranger, 404, 404),
    ):  # fmt: skip
        assert caller(member).post(at, whole(told)).status_code == write
        assert caller(member).post(f"{at}feedback/", said).status_code == speak
    (one,) = caller(world.supervisor).get(at).json()["feedback"]
    assert (one["speaker"], one["words"]) == ("Police Desk", "Tell us on the same day.")
    assert caller(world.teacher).get(LIST).status_code == 403
