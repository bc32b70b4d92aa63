"""A form sent twice makes one thing, whatever it makes, and the second answer is that of the first."""

import re
import uuid
from typing import Any

import pytest

from casework import models as m
from tests.casework.doors import page
from tests.casework.planning import action, day, intervention, objective, posted, rows
from tests.casework.test_order_pages import order_form
from tests.casework.test_plan_network import link
from tests.factories import BreachFactory, PlanVersionFactory
from tests.factories.reports import held, supervised

CASE = "/cases/VRP-CEDAR/"
TERM = {"category": "reporting", "text": "Reports by telephone.", "function": "relapse_prevention"}
APART = {"overlap_accepted": "On other days"}
CONDITION = {"category": "reporting", "exact_text": "Reports by telephone.", "function": "relapse_prevention"}
NOTE = {
    "kind": "contact", "occurred_on": day(-2), "nature": "fact", "handling": "team", "secrecy": "none",
    "released_tier": "4", "title": "Seen", "full": "He came.", "court_tier": "0",
}  # fmt: skip


@pytest.fixture
def stage(world: Any) -> Any:
    """An order with a condition, a running breach, and a draft of the plan."""
    world.record = supervised(world)
    world.breach = BreachFactory(condition=world.record.condition)
    PlanVersionFactory(case=world.case, membership=world.manager, number=2, state="draft")
    return world


FORMS: dict[str, tuple[str, Any, Any, type[Any]]] = {
    "breach": ("supervisor", "breaches/new/", lambda w: {
        "condition": str(w.record.condition.pk), "suspected_on": day(-5), "contacts": [str(w.record.contacts[2].pk)],
    }, m.Breach),
    "joint decision": ("manager", "decisions/new/", lambda w: {
        "kind": "case_manager", "decided_on": day(0), "chosen": "The mentor leads", "reasons": "Trusted.",
    }, m.Decision),
    "term": ("officer", lambda w: f"breach/{w.breach.pk}/terms/new/", lambda w: TERM, m.ProposedTerm),
    "order": ("supervisor", "orders/new/", order_form, m.Order),
    "court decision": ("supervisor", lambda w: f"orders/{w.record.order.pk}/decision/", lambda w: {
        "act": "nothing", "decided_on": day(-1), "words": "It stays as it is.",
        f"varied-{w.record.condition.pk}-do": "keep",
    }, m.CourtDecision),
    "proposal": ("officer", lambda w: f"orders/{w.record.order.pk}/propose/", lambda w: CONDITION, m.Condition),
    "custody": ("manager", "custody/new/", lambda w: {"reason": "remand", "began_on": day(-7)}, m.CustodyEpisode),
    "objective": ("manager", "objectives/new/", lambda w: objective(), m.Objective),
    "action": ("manager", "actions/new/", lambda w: action(w.officer), m.Action),
    "intervention": ("manager", "interventions/new/", lambda w: intervention(w.college, **APART), m.Intervention),
    "network": ("officer", "network/new/", lambda w: link(label="Uncle Anton"), m.NetworkLink),
    "ending": ("officer", "ending/new/", lambda w: {
        "support": "Weekly talks", "agency": str(w.charity.pk), "by_on": day(90), "version": "0",
    }, m.EndingStep),
    "achievement": ("officer", "achievements/new/", lambda w: {"text": "Passed the test", "on": day(-1)},
                    m.Achievement),
    "note": ("officer", "notes/new/", lambda w: NOTE, m.Note),
}  # fmt: skip


def address(world: Any, path: Any) -> str:
    """Where the form stands."""
    return CASE + (path if isinstance(path, str) else path(world))


@pytest.mark.parametrize("what", FORMS)
def test_a_form_sent_twice_makes_one(stage: Any, browse: Any, what: str) -> None:
    who, path, typed, model = FORMS[what]
    client, path = browse(getattr(stage, who)), address(stage, path)
    shown = page(client, path)
    (key,) = re.findall(r'name="form_key" value="([0-9a-f-]{36})"', shown)
    before, form = len(rows(model)), {**typed(stage), "form_key": key}
    first = posted(client, path, form)
    made = len(rows(model))
    second = posted(client, path, form)
    assert second["Location"] == first["Location"]
    assert (made - before, len(rows(model))) == (1, made), what
    assert form["form_key"] not in page(client, path), "the next form has a key of its own"


def test_a_form_that_was_refused_keeps_its_key_and_junk_is_none(stage: Any, browse: Any) -> None:
    client, key = browse(stage.manager), str(uuid.uuid4())
    body = posted(client, f"{CASE}actions/new/", {**action(stage.officer), "text": "", "form_key": key}, 422)
    assert f'name="form_key" value="{key}"' in body.content.decode()
    there = len(rows(m.Action))
    for _each in range(2):
        posted(client, f"{CASE}actions/new/", {**action(stage.officer), "form_key": "<junk>"})
    assert len(rows(m.Action)) == there + 2


def test_the_follow_up_of_a_missed_contact_is_kept_once(stage: Any, browse: Any) -> None:
    contact = held(stage.case, stage.supervisor, -3, "Nobody came.", attended="no_good_reason")
    client, path = browse(stage.supervisor), f"/contacts/{contact.pk}/"
    for _each in range(2):
        posted(client, f"{path}letter/", {"sent_on": day(-1), "delivery": "letter"})
    (row,) = rows(m.Contact, pk=contact.pk)
    assert row.version == 2
    there = len(rows(m.Note))
    said = {"came_on": day(0), "words": "His bus broke down.", "court_tier": "0", "accepted": "yes",
            "form_key": str(uuid.uuid4())}  # fmt: skip
    for _each in range(2):
        posted(client, f"{path}explained/", said)
    assert len(rows(m.Note)) == there + 1
    posted(client, f"{path}explained/", {**said, "form_key": str(uuid.uuid4())}, 422)
