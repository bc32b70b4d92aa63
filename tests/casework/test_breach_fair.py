"""A breach is fair to the person: heard first, warned before, excused late, not pursued for a reason."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from agencies.errors import RuleBroken
from casework.breaching import NewBreach, Proof
from casework.models import Breach, BreachStep, Condition, Contact, Deadline
from casework.services.breaches import start_breach
from devstack.testing import backstage
from tests.casework.doors import lines, page
from tests.casework.test_breach import (
    CASE,
    SPOKEN,
    act,
    all_of,
    explained,
    lay_order,
    one,
    open_due,
    started,
    today,
)
from tests.cast import acting
from tests.factories import (
    BreachFactory,
    BreachProofFactory,
    BreachStepFactory,
    ContactFactory,
    DeadlineFactory,
    NoteFactory,
)


@pytest.fixture
def order(world: Any) -> Any:
    return lay_order(world)


def test_the_person_has_the_days_they_were_given(world: Any, browse: Any, order: Any) -> None:
    breach, client = started(world, browse, order), browse(world.supervisor)
    assert "six working days" not in page(client, f"{CASE}breach/{breach.pk}/ask/")
    assert "The person has 6 working days." in page(client, f"{CASE}breach/{breach.pk}/ask/")
    assert act(client, breach, "ask", delivery="letter").status_code == 303
    early = act(client, breach, "explanation", came="no")
    assert early.status_code == 422
    assert "The person has until" in early.content.decode()
    with backstage():
        row = one(Breach, pk=breach.pk)
        row.explanation_due_on, row.version = today(-1), row.version + 1
        row.save()
    assert act(client, breach, "explanation", came="no").status_code == 303
    assert all_of(BreachStep, breach=breach, kind="no_explanation") != []


def test_nothing_is_proposed_before_the_failure(world: Any, browse: Any, order: Any) -> None:
    breach = explained(world, browse, order)
    proposal = {"proposal": "no_action", "reasons": "Care at home.", "on": today(-9).isoformat()}
    answer = act(browse(world.supervisor), breach, "propose", **proposal)
    assert answer.status_code == 422
    assert "before the failure" in answer.content.decode()


def warned(world: Any, order: Any) -> Any:
    """A warning given twenty days ago, for a failure of thirty days ago."""
    first = BreachFactory(condition=order.condition, suspected_on=today(-30), state="warning", outcome="warning",
                          window_to=today(345))  # fmt: skip
    BreachStepFactory(breach=first, membership=world.supervisor, kind="explanation_given", on=today(-25))
    BreachStepFactory(breach=first, membership=world.supervisor, kind="warning", on=today(-20), delivery="letter")
    return first


def test_a_warning_does_not_count_against_its_own_failure(world: Any, browse: Any, order: Any) -> None:
    first, client = warned(world, order), browse(world.supervisor)
    proposal = {"proposal": "revocation", "reasons": "He was warned."}
    assert act(client, first, "propose", **proposal).status_code == 303
    answer = act(client, first, "refer")
    assert answer.status_code == 422
    assert "counts against a later one" in answer.content.decode()
    assert act(client, first, "propose", proposal="no_action", reasons="Enough.").status_code == 303
    again = BreachFactory(condition=order.condition, suspected_on=today(-5))
    assert act(client, first, "propose", **proposal).status_code == 303
    assert act(client, first, "refer").status_code == 303
    assert one(Breach, pk=again.pk).state == "suspected"


def test_other_terms_for_a_warned_failure_go_to_the_court_and_nothing_worse(
    world: Any, browse: Any, order: Any
) -> None:  # fmt: skip
    first, client = warned(world, order), browse(world.supervisor)
    assert act(client, first, "propose", proposal="no_action", reasons="Enough.").status_code == 303
    assert act(client, first, "refer").status_code == 303
    assert act(client, first, "propose", proposal="revocation", reasons="After all.").status_code == 422
    assert one(Breach, pk=first.pk).proposal == "no_action"


def test_a_breach_begun_by_mistake_ends_without_a_warning(world: Any, browse: Any, order: Any) -> None:
    breach, client = started(world, browse, order), browse(world.supervisor)
    path = f"{CASE}breach/{breach.pk}/"
    assert "Do not pursue it" in page(client, path)
    assert page(client, f"{path}drop/")
    assert act(client, breach, "drop", **{**SPOKEN, "words": ""}).status_code == 422
    assert act(client, breach, "drop", **{**SPOKEN, "words": "The wrong Tuesday."}).status_code == 303
    breach = one(Breach, pk=breach.pk)
    assert (breach.state, breach.outcome, breach.window_to, open_due(breach)) == (
        "not_pursued", "not_pursued", None, {}
    )  # fmt: skip
    assert one(Condition, pk=order.condition.pk).state == "in_force"
    assert "The wrong Tuesday." in page(client, path)
    assert [line.subjects for line in lines("breach.not_pursued")] == [[breach.pk]]
    assert act(client, breach, "ask", delivery="letter").status_code == 422


def test_what_is_before_the_court_cannot_be_dropped(world: Any, browse: Any, order: Any) -> None:
    breach, client = started(world, browse, order, is_serious="on"), browse(world.supervisor)
    assert act(client, breach, "ask", delivery="by_hand").status_code == 303
    assert act(client, breach, "refer").status_code == 303
    assert act(client, breach, "drop", **SPOKEN).status_code == 422


def test_an_explanation_is_accepted_late_and_excuses_the_contact(world: Any, browse: Any, order: Any) -> None:
    letter = DeadlineFactory(
        case=world.case, kind="contact_letter", responsible=world.supervisor, agency=world.probation,
        subject_kind="contact", subject_id=order.missed.pk,
    )  # fmt: skip
    theirs = ContactFactory(
        case=world.case, membership=world.officer, attended="no_good_reason",
        note=NoteFactory(case=world.case, by=world.officer, full="Not at the station."),
        planned_for=timezone.now() - dt.timedelta(days=2),
    )  # fmt: skip
    first = warned(world, order)
    for contact in (order.missed, theirs):
        BreachProofFactory(breach=first, membership=world.supervisor, contact=contact)
    client = browse(world.supervisor)
    assert "Not accepted" not in page(client, f"{CASE}breach/{first.pk}/weigh/")
    assert act(client, first, "weigh", accepted="no", **SPOKEN).status_code == 422
    assert act(client, first, "weigh", accepted="yes", **{**SPOKEN, "words": "Papers came."}).status_code == 303
    first = one(Breach, pk=first.pk)
    assert (first.state, first.outcome, first.window_to) == ("accepted", "accepted", None)
    assert {one(Contact, pk=row.pk).attended for row in (order.missed, theirs)} == {"no_excused"}
    assert one(Deadline, pk=letter.pk).state == "dropped"
    assert len(lines("contact.excused")) == 2
    second = started(world, browse, order, suspected_on=today(-1).isoformat(), contacts=[], words="He was not there.",
                     court_tier="4")  # fmt: skip
    assert f"/breach/{first.pk}/" not in page(client, f"{CASE}breach/{second.pk}/")


@pytest.mark.parametrize("whose", ["condition", "order"])
def test_nothing_is_held_against_anybody_after_the_last_day(world: Any, browse: Any, order: Any, whose: str) -> None:
    row = order.condition if whose == "condition" else order.order
    with backstage():
        row.ends_on, row.version = today(-4), row.version + 1
        row.save()
    typed = {"condition": str(order.condition.pk), "suspected_on": today(-3).isoformat(), "words": ""}
    new = NewBreach(order.condition.pk, today(-3), False, Proof((order.missed.pk,)))
    with acting(world.supervisor) as actor, pytest.raises(RuleBroken, match="did not bind on that day"):
        start_breach(actor, "VRP-CEDAR", new)
    assert browse(world.supervisor).post(f"{CASE}breaches/new/", typed).status_code == 422
    assert all_of(Breach) == []


def test_an_explanation_of_the_contact_is_taken_over(world: Any, browse: Any, order: Any) -> None:
    breach, client = started(world, browse, order), browse(world.supervisor)
    assert act(client, breach, "ask", delivery="letter").status_code == 303
    assert "take it over" not in page(client, f"{CASE}breach/{breach.pk}/explanation/")
    assert act(client, breach, "explanation", came="there").status_code == 422
    said = NoteFactory(case=world.case, by=world.supervisor, full="My father was in hospital.")
    with backstage():
        order.missed.explanation, order.missed.explained_on = said, today()
        order.missed.version += 1
        order.missed.save()
    assert "take it over" in page(client, f"{CASE}breach/{breach.pk}/explanation/")
    assert act(client, breach, "explanation", came="there").status_code == 303
    assert one(BreachStep, breach=breach, kind="explanation_given").note_id == said.pk
    assert "My father was in hospital." in page(client, f"{CASE}breach/{breach.pk}/")
    assert "explanation" not in open_due(breach)
