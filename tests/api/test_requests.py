"""Requests between agencies for programs: ask once, see, answer, by the same rules as on the pages."""

import uuid
from typing import Any

import pytest

from devstack.testing import backstage
from sharing.models import SharingRequest
from tests.api.caller import caller
from tests.factories import answered, asked

OF_CASE = "/cases/VRP-CEDAR/requests/"


def _ask(world: Any) -> dict[str, Any]:
    return {
        "asked": str(world.police.pk), "purpose": "reintegration", "tier": "gist", "question": "Was he seen?",
        "reason": "He asks to train there.",
    }  # fmt: skip


def _words() -> dict[str, Any]:
    return {
        "kind": "progress", "occurred_on": "2026-05-03", "nature": "fact", "handling": "core", "title": "Answer",
        "full": "Seen twice.", "summary": "Seen.", "gist": "Ask him.", "action": "Ask where he trains.",
    }  # fmt: skip


@pytest.mark.parametrize(("code", "answer"), [("gist", "Answered with a gist"), ("summary", "Answered with a summary")])
def test_a_program_asks_once_and_the_other_answers(world: Any, code: str, answer: str) -> None:
    mine, theirs = caller(world.supervisor), caller(world.officer)
    once = {"Idempotency-Key": str(uuid.uuid4())}
    first, again = (mine.post(OF_CASE, _ask(world), once) for _n in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    row = first.json()["request"]["id"]
    assert again.json()["request"]["id"] == row
    assert theirs.post(f"/requests/{row}/seen/", {}).json()["request"]["state"] == "seen"
    said = theirs.post(f"/requests/{row}/answer/", {"code": code, "words": _words()})
    assert said.status_code == 201, said.content
    told = mine.get(f"/requests/{row}/").json()
    assert (told["request"]["answer"], told["request"]["state"]) == (answer, "answered")
    assert told["note"]
    assert [one["id"] for one in mine.get("/requests/?way=by_us&state=answered").json()["results"]] == [row]
    assert mine.get("/requests/?state=open").json()["results"] == []
    with backstage():
        assert SharingRequest.objects.unguarded(because="test").count() == 1


def test_a_refusal_and_its_effect(world: Any) -> None:
    row = asked(world.case, world.supervisor, world.police)
    answered(row, world.officer, "refused", reason="An inquiry runs.")
    done = caller(world.supervisor).post(f"/requests/{row.pk}/effect/", {"text": "Visits wait."})
    assert done.status_code == 201
    assert (done.json()["effect"], done.json()["refusal"]) == ("Visits wait.", "An inquiry runs.")
    assert caller(world.officer).post(f"/requests/{row.pk}/answer/", {"code": "nothing_held"}).status_code == 409
    third = caller(world.clinician).get(f"/requests/{row.pk}/").json()
    assert (third["question"], third["refusal"], third["effect"], third["request"]["answer"]) == ("", "", "", "")
