"""What goes to the court about a breach, and what comes back, for programs."""

from typing import Any

import pytest

from casework.models import Breach, Condition, Decision, PositionTaken, ProposedTerm
from tests.api.caller import OUTSIDE, known
from tests.api.test_breaches import step
from tests.casework.test_breach import all_of, lay_order, one, started, today

CASE = "/cases/VRP-CEDAR/breaches/"


@pytest.fixture
def breach(world: Any, browse: Any) -> Any:
    """A serious failure that was explained and not accepted."""
    breach = started(world, browse, lay_order(world), is_serious="on")
    for kind, more in (
        ("explanation_asked", {"delivery": "by_hand"}),
        ("explanation_given", {"words": "He was ill.", "court_tier": "full"}),
        ("not_accepted", {"words": "He could have called.", "court_tier": "full"}),
    ):
        taken = step(world.supervisor, breach, kind, **more)
        assert taken.status_code == 201, taken.content
    return breach


def send(who: Any, breach: Any, what: str, **more: Any) -> Any:
    version = one(Breach, pk=breach.pk).version
    return known(who).post(f"{CASE}{breach.pk}/{what}/", {"version": version, **more})


def term(breach: Any, **more: Any) -> dict[str, Any]:
    return {
        "category": "reporting", "text": "Reports in the evening.", "function": "relapse_prevention",
        "replaces_id": str(breach.condition_id), **more,
    }  # fmt: skip


def proposal(breach: Any, **more: Any) -> dict[str, Any]:
    return {
        "proposal": "terms_changed", "on": today().isoformat(), "reasons": "He works by day.",
        "sentence": "evening reporting",
        "terms": [term(breach)], **more,
    }  # fmt: skip


def test_a_proposal_keeps_its_terms_and_positions(world: Any, breach: Any) -> None:
    dissent = [{"agency_id": str(world.police.pk), "view": "dissents", "reason": "Too mild."}]
    made = send(world.supervisor, breach, "proposals", **proposal(breach, positions=dissent))
    assert made.status_code == 201, made.content
    decision = one(Decision, pk=made.json()["id"])
    assert made["Location"].endswith(f"/joint-decisions/{decision.pk}/")
    assert decision.chosen.endswith(": evening reporting")
    assert one(ProposedTerm, breach=breach).text == "Reports in the evening."
    assert one(PositionTaken, decision=decision).reason == "Too mild."
    assert one(Breach, pk=breach.pk).proposal == "terms_changed"


def test_a_proposal_that_does_not_fit_is_refused(world: Any, breach: Any) -> None:
    loose = send(world.supervisor, breach, "proposals", **proposal(breach, proposal="no_action"))
    assert (loose.status_code, list(loose.json()["errors"])) == (422, ["terms"])
    empty = send(world.supervisor, breach, "proposals", **proposal(breach, terms=[]))
    assert (empty.status_code, list(empty.json()["errors"])) == (422, ["text"])
    twice = [{"agency_id": str(world.police.pk), "view": "agrees"}] * 2
    assert send(world.supervisor, breach, "proposals", **proposal(breach, positions=twice)).status_code == 422
    silent = [{"agency_id": str(world.police.pk), "view": "dissents"}]
    assert send(world.supervisor, breach, "proposals", **proposal(breach, positions=silent)).status_code == 422
    stale = known(world.supervisor).post(f"{CASE}{breach.pk}/proposals/", {"version": 1, **proposal(breach)})
    assert stale.status_code == 409
    assert all_of(Decision) == []


def test_the_outcome_changes_the_conditions(world: Any, breach: Any) -> None:
    decided = {"outcome": "terms_changed", "decided_on": today().isoformat(), "number": "17/26", "words": "As asked."}
    early = send(world.supervisor, breach, "outcome", **decided, terms=[term(breach)])
    assert early.status_code == 409  # not heard yet
    assert send(world.supervisor, breach, "proposals", **proposal(breach)).status_code == 201
    for kind, more in (
        ("referred_to_court", {}), ("hearing_set", {"hearing_on": today().isoformat()}), ("heard", {}),
    ):  # fmt: skip
        taken = step(world.supervisor, breach, kind, **more)
        assert taken.status_code == 201, taken.content
    assert send(world.supervisor, breach, "outcome", **decided).status_code == 422  # no term
    closed = send(world.supervisor, breach, "outcome", **decided, terms=[term(breach, text="In the evening.")])
    assert (closed.status_code, closed.json()["state"]) == (201, "closed")
    assert one(Breach, pk=breach.pk).outcome == "terms_changed"
    newest = max(all_of(Condition), key=lambda row: row.edition)
    assert (newest.exact_text, newest.edition, newest.state) == ("In the evening.", 2, "in_force")


@pytest.mark.parametrize("what", ["proposals", "outcome"])
def test_others_do_neither(world: Any, breach: Any, what: str) -> None:
    body = {
        "proposals": proposal(breach),
        "outcome": {"outcome": "no_action", "decided_on": today().isoformat()},
    }[what]
    for name in ("manager", "officer", "clinician", "chair"):
        assert send(getattr(world, name), breach, what, **body).status_code == 403, name
    for name in OUTSIDE:
        assert send(getattr(world, name), breach, what, **body).status_code == 404, name
