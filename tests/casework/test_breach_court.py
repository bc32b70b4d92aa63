"""A breach before the court: terms changed, order revoked, nothing, other; and orders that end meanwhile."""

from typing import Any

import pytest

from casework.models import Breach, BreachStep, Case, Condition, CourtDecision, CustodyEpisode, Order, ProposedTerm
from casework.services.orders import NewDecision, record_decision
from tests.casework.doors import page
from tests.casework.test_breach import CASE, act, all_of, lay_order, one, open_due, started, today
from tests.cast import acting
from tests.factories import ConditionFactory

TERM = {"category": "reporting", "text": "Reports in the evening.", "function": "relapse_prevention"}


@pytest.fixture
def order(world: Any) -> Any:
    return lay_order(world)


def asked(world: Any, browse: Any, order: Any) -> Any:
    """A serious failure of which the person was told, on the day of the failure."""
    breach = started(world, browse, order, is_serious="on")
    assert act(browse(world.supervisor), breach, "ask", delivery="by_hand").status_code == 303
    return breach


def heard(world: Any, browse: Any, order: Any) -> Any:
    breach, client = asked(world, browse, order), browse(world.supervisor)
    assert act(client, breach, "refer").status_code == 303
    assert act(client, breach, "hearing", hearing_on=today().isoformat()).status_code == 303
    typed = {"words": "The defence asks for evenings.", "court_tier": "4"}
    assert act(client, breach, "heard", **typed).status_code == 303
    assert open_due(breach) == {}
    return breach


def decided(client: Any, breach: Any, outcome: str, **typed: Any) -> Any:
    return act(client, breach, "outcome", outcome=outcome, decided_on=today().isoformat(), number="K 7/26", **typed)


def test_changed_terms_become_a_new_edition(world: Any, browse: Any, order: Any) -> None:
    breach, client = asked(world, browse, order), browse(world.supervisor)
    path = f"{CASE}breach/{breach.pk}/"
    term = {**TERM, "replaces": str(order.condition.pk)}
    assert browse(world.officer).post(f"{path}terms/new/", term).status_code == 303
    assert act(client, breach, "refer").status_code == 303
    assert act(client, breach, "heard").status_code == 303
    assert "Reports in the evening." in page(client, f"{path}outcome/")
    words = "The court varies condition 1."
    put = f"put_{one(ProposedTerm, breach=breach).pk}"
    answer = decided(client, breach, "terms_changed", words=words, **{put: "Reports at six in the evening."})
    assert answer.status_code == 303, answer.content.decode()
    old, new = sorted(all_of(Condition, order=order.order), key=lambda row: row.edition)
    assert (old.state, new.state, new.edition, new.replaces_id) == ("varied", "in_force", 2, old.pk)
    assert new.exact_text == "Reports at six in the evening."
    breach = one(Breach, pk=breach.pk)
    decision = one(CourtDecision, pk=breach.outcome_decision_id)
    assert (breach.state, breach.outcome, decision.words, decision.number) == (
        "closed", "terms_changed", words, "K 7/26"
    )  # fmt: skip
    assert one(Order, pk=order.order.pk).state == "varied"
    assert one(BreachStep, breach=breach, kind="outcome").decision_id == decision.pk
    assert words in page(client, path)


def test_terms_changed_needs_a_term(world: Any, browse: Any, order: Any) -> None:
    breach, client = heard(world, browse, order), browse(world.supervisor)
    answer = decided(client, breach, "terms_changed", words="Varied.")
    assert answer.status_code == 422
    assert "Enter at least one term" in answer.content.decode()
    answer = decided(client, breach, "terms_changed", words="Varied.", **{**TERM, "category": ""})
    assert "Choose what the term is about" in answer.content.decode()
    answer = decided(client, breach, "no_action", **TERM)
    assert "change only with the outcome" in answer.content.decode()
    assert one(Breach, pk=breach.pk).state == "heard"
    assert len(all_of(Condition, order=order.order)) == 1


def test_a_new_last_day_alone_changes_the_terms(world: Any, browse: Any, order: Any) -> None:
    breach, client = heard(world, browse, order), browse(world.supervisor)
    assert decided(client, breach, "terms_changed", order_ends_on=today(500).isoformat()).status_code == 303
    assert one(Order, pk=order.order.pk).ends_on == today(500)
    assert one(Condition, pk=order.condition.pk).state == "in_force"


def test_revocation_ends_the_order_opens_custody_and_keeps_the_case(world: Any, browse: Any, order: Any) -> None:
    other = ConditionFactory(order=order.order, source_decision=order.decision, number=2, category="curfew")
    beside = started(world, browse, order, condition=str(other.pk))
    breach, client = heard(world, browse, order), browse(world.supervisor)
    answer = decided(client, breach, "revoked", words="Revoked.", custody_from=today().isoformat())
    assert answer.status_code == 303, answer.content.decode()
    assert one(Order, pk=order.order.pk).state == "revoked"
    assert {row.state for row in all_of(Condition, order=order.order)} == {"ended"}
    episode = one(CustodyEpisode, case=world.case)
    assert (episode.reason, episode.began_on, episode.ended_on) == ("revoked", today(), None)
    assert one(Case, pk=world.case.pk).status == "active"
    assert one(Breach, pk=breach.pk).outcome == "revoked"
    beside = one(Breach, pk=beside.pk)
    assert (beside.state, beside.outcome, open_due(beside)) == ("closed", "other", {})


def test_nothing_frees_the_condition(world: Any, browse: Any, order: Any) -> None:
    breach, client = heard(world, browse, order), browse(world.supervisor)
    assert one(Condition, pk=order.condition.pk).state == "in_question"
    assert decided(client, breach, "no_action").status_code == 303
    assert one(Condition, pk=order.condition.pk).state == "in_force"
    assert one(Breach, pk=breach.pk).outcome_decision_id is not None
    assert decided(client, breach, "no_action").status_code == 422  # once
    assert len(all_of(CourtDecision, act="nothing")) == 1


def test_other_needs_the_courts_words(world: Any, browse: Any, order: Any) -> None:
    breach, client = heard(world, browse, order), browse(world.supervisor)
    assert decided(client, breach, "other").status_code == 422
    assert decided(client, breach, "other", words="Adjourned without a day.").status_code == 303
    assert "The defence asks for evenings." in page(client, f"{CASE}breach/{breach.pk}/")


def test_a_breach_whose_order_is_over_is_closed_by_hand(world: Any, browse: Any, order: Any) -> None:
    breach, client = started(world, browse, order), browse(world.supervisor)
    assert act(client, breach, "end").status_code == 422  # the order still runs
    with acting(world.supervisor) as actor:
        record_decision(actor, "VRP-CEDAR", NewDecision(order.order.pk, "completed", today(), words="Early end."))
    text = page(client, f"{CASE}breach/{breach.pk}/")
    assert "Close it: the order is over" in text
    assert act(client, breach, "end").status_code == 303
    breach = one(Breach, pk=breach.pk)
    assert (breach.state, breach.outcome, open_due(breach)) == ("closed", "other", {})
    assert act(client, breach, "end").status_code == 422


def test_days_that_do_not_fit_are_said(world: Any, browse: Any, order: Any) -> None:
    breach, client = asked(world, browse, order), browse(world.supervisor)
    assert "lies in the future" in act(client, breach, "refer", on=today(2).isoformat()).content.decode()
    assert "before the failure" in act(client, breach, "refer", on=today(-9).isoformat()).content.decode()
    assert act(client, breach, "refer").status_code == 303
    assert act(client, breach, "hearing", hearing_on=today(-30).isoformat()).status_code == 422
    assert act(client, breach, "heard", words="No.", court_tier="").status_code == 422
