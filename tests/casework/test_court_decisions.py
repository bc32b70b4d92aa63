"""Orders and court decisions: conditions begin, change and end by a recorded decision alone (rule 3 of 3.8)."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from access.errors import NotAllowed
from agencies.errors import RuleBroken
from casework.courtwork import NewCondition, NewDecision, NewOrder, NewProposal, Variation
from casework.due import due_in_working_days
from casework.models import Condition, CourtDecision, CustodyEpisode, Deadline, Order
from casework.services.cases import meet_deadline
from casework.services.conditions import propose_condition, set_aside
from casework.services.orders import record_decision, record_order
from devstack.testing import backstage
from tests.casework.doors import lines
from tests.factories import (
    ConditionFactory,
    CourtDecisionFactory,
    CourtFactory,
    OrderFactory,
    OrderTypeFactory,
)

REPORT = NewCondition("reporting", "The person reports every Monday.", "relapse_prevention", "Attendance on Mondays")
CURFEW = NewCondition("curfew", "The person stays at home from 22 to 6.", "protection")


def today(offset: int = 0) -> dt.date:
    """A day from today."""
    return timezone.localdate() + dt.timedelta(days=offset)


@pytest.fixture
def order(world: Any) -> Any:
    """An order with one binding condition."""
    made = OrderFactory(case=world.case)
    made.decision = CourtDecisionFactory(order=made, membership=world.supervisor)
    made.condition = ConditionFactory(order=made, source_decision=made.decision, number=1)
    return made


def new_order(world: Any, **more: Any) -> NewOrder:
    """An order to record."""
    values = {
        "court_id": CourtFactory(partnership=world.partnership).pk,
        "type_id": OrderTypeFactory(partnership=world.partnership).pk, "number": "K 14/26", "made_on": today(-3),
        "starts_on": today(-1), "ends_on": today(364), "supervising_agency_id": world.probation.pk,
        "report_every_days": 90, "words": "Two years of supervision.", "conditions": (REPORT, CURFEW),
    }  # fmt: skip
    return NewOrder(**{**values, **more})


def states(order: Any) -> list[tuple[int, int, str]]:
    """Number, edition and state of every condition."""
    with backstage():
        rows = Condition.objects.unguarded(because="test").filter(order_id=order.pk)
        return list(rows.order_by("number", "edition", "state").values_list("number", "edition", "state"))


def due(subject: Any) -> dict[str, tuple[dt.date, str, Any]]:
    """What is due about a row: day, state and who answers for it, by kind."""
    with backstage():
        rows = Deadline.objects.unguarded(because="test").filter(subject_id=subject)
        return {row.kind: (row.due_on, row.state, row.responsible_id) for row in rows}


def test_an_order_is_recorded_with_its_decision_conditions_and_what_falls_due(world: Any, act: Any) -> None:
    with act(world.supervisor) as actor:
        made = record_order(actor, "vrp-cedar", new_order(world))
    assert (made.state, made.days_left(today())) == ("in_force", 364)
    assert states(made) == [(1, 1, "in_force"), (2, 1, "in_force")]
    with backstage():
        decision = CourtDecision.objects.unguarded(because="test").get(order_id=made.pk)
        first = Condition.objects.unguarded(because="test").get(order_id=made.pk, number=1)
    assert (decision.act, decision.words, decision.number) == ("imposed", "Two years of supervision.", "K 14/26")
    assert (first.source_decision_id, first.exact_text, first.starts_on) == (
        decision.pk, "The person reports every Monday.", today(-1)
    )  # fmt: skip
    assert due(made.pk) == {
        "order_ends": (today(304), "open", world.supervisor.pk),
        "sign_conditions": (today(7), "open", world.supervisor.pk),
    }
    assert [line.subjects for line in lines("order.recorded")] == [[made.pk, decision.pk]]


def test_the_first_plan_is_asked_for_when_an_order_begins(world: Any, act: Any) -> None:
    with backstage():
        world.partnership.settings = {"cadences": {"first_plan": 10}}
        world.partnership.version += 1
        world.partnership.save()
    with act(world.supervisor) as actor:
        record_order(actor, "VRP-CEDAR", new_order(world, starts_on=today(7)))
        record_order(actor, "VRP-CEDAR", new_order(world, number="K 15/26", starts_on=today(40)))
        (asked,) = Deadline.objects.visible_to(actor).open().filter(kind="first_plan")
    assert (asked.due_on, asked.responsible_id) == (due_in_working_days(10, today(7)), world.manager.pk)


def test_an_order_that_begins_later_waits_and_begins_by_itself(world: Any, act: Any) -> None:
    with act(world.supervisor) as actor:
        made = record_order(actor, "VRP-CEDAR", new_order(world, starts_on=today(5)))
        assert (made.state, made.is_running) == ("pending", False)
        assert not Order.objects.visible_to(actor).running().exists()
        assert made.state_on(today(5)) == "in_force"
        assert made.state_on(today(365)) == "expired"
        assert not Condition.objects.visible_to(actor).binding().exists()


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("number", {"number": " "}),
        ("made_on", {"made_on": today(1), "starts_on": today(2)}),
        ("made_on", {"made_on": dt.date(1, 1, 1)}),
        ("starts_on", {"starts_on": today(-4)}),
        ("ends_on", {"ends_on": today(-2)}),
        ("report_every_days", {"report_every_days": 0}),
        ("imposed-1-exact_text", {"conditions": (REPORT, NewCondition("curfew", " ", "protection"))}),
        ("imposed-0-category", {"conditions": (NewCondition("", "Words", "protection"),)}),
        ("imposed-0-function", {"conditions": (NewCondition("curfew", "Words", "fun"),)}),
        ("imposed-0-ends_on", {"conditions": (
            NewCondition("curfew", "Words", "protection", starts_on=today(), ends_on=today(-1)),)}),
    ],
)  # fmt: skip
def test_a_mistake_in_an_order_is_named_at_its_field(world: Any, act: Any, field: Any, more: Any) -> None:
    with act(world.supervisor) as actor:
        with pytest.raises(RuleBroken) as told:
            record_order(actor, "VRP-CEDAR", new_order(world, **more))
        assert told.value.field == field
        assert not Order.objects.visible_to(actor).exists()


def test_court_type_and_agency_are_of_this_partnership(world: Any, act: Any) -> None:
    court = CourtFactory(partnership=world.elsewhere.partnership)
    kind = OrderTypeFactory(partnership=world.elsewhere.partnership)
    with act(world.supervisor) as actor:
        for field, more in (
            ("court", {"court_id": court.pk}), ("type", {"type_id": kind.pk}),
            ("supervising_agency", {"supervising_agency_id": world.elsewhere.pk}),
            ("supervising_agency", {"supervising_agency_id": world.police.pk}),  # the supervisor's writes the reports
        ):  # fmt: skip
            with pytest.raises(RuleBroken) as told:
                record_order(actor, "VRP-CEDAR", new_order(world, **more))
            assert told.value.field == field


@pytest.mark.parametrize("who", ["manager", "officer", "clinician", "teacher", "mentor", "chair"])
def test_only_the_order_supervisor_records(world: Any, act: Any, order: Any, who: Any) -> None:
    ended = NewDecision(order.pk, "ended", today(), ended=(order.condition.pk,))
    with act(getattr(world, who)) as actor:
        with pytest.raises(NotAllowed):
            record_order(actor, "VRP-CEDAR", new_order(world))
        with pytest.raises(NotAllowed):
            record_decision(actor, "VRP-CEDAR", ended)
    assert states(order) == [(1, 1, "in_force")]


@pytest.mark.parametrize("who", ["analyst", "past_guest", "colleague", "border", "stranger", "legal", "coordinator"])
def test_outsiders_learn_nothing(world: Any, act: Any, order: Any, who: Any) -> None:
    with act(getattr(world, who)) as actor:
        with pytest.raises(Http404):
            record_order(actor, "VRP-CEDAR", new_order(world))
        with pytest.raises(Http404):
            record_decision(actor, "VRP-CEDAR", NewDecision(order.pk, "nothing", today()))
        with pytest.raises(Http404):
            propose_condition(actor, "VRP-CEDAR", NewProposal(order.pk, CURFEW))
        with pytest.raises(Http404):
            set_aside(actor, "VRP-CEDAR", order.condition.pk, "No")


def test_a_decision_varies_imposes_and_ends(world: Any, act: Any, order: Any) -> None:
    second = ConditionFactory(order=order, source_decision=order.decision, number=2)
    changed = NewCondition("reporting", "Reports on Monday evening.", "relapse_prevention")
    with act(world.supervisor) as actor:
        decision = record_decision(
            actor, "VRP-CEDAR",
            NewDecision(
                order.pk, "varied", today(-1), "K 14/26-2", "The terms are changed.", imposed=(CURFEW,),
                varied=(Variation(order.condition.pk, changed),), ended=(second.pk,), order_ends_on=today(400),
            ),
        )  # fmt: skip
        fresh = Order.objects.get_for(actor, pk=order.pk)
        newest = Condition.objects.visible_to(actor).get(number=1, edition=2)
        before = Condition.objects.visible_to(actor).get(pk=order.condition.pk)
    assert states(order) == [(1, 1, "varied"), (1, 2, "in_force"), (2, 1, "ended"), (3, 1, "in_force")]
    assert (fresh.state, fresh.ends_on, fresh.version) == ("varied", today(400), 2)
    assert (newest.replaces_id, newest.source_decision_id, newest.exact_text) == (
        before.pk, decision.pk, "Reports on Monday evening."
    )  # fmt: skip
    assert (before.ending_decision_id, before.ends_on) == (decision.pk, today(-1))
    assert due(order.pk)["order_ends"] == (today(340), "open", world.supervisor.pk)
    assert lines("decision.recorded")[0].detail == {"act": "varied", "imposed": 1, "varied": 1, "ended": 1}


def test_a_revoked_order_ends_what_bound_and_opens_custody(world: Any, act: Any, order: Any) -> None:
    with act(world.supervisor) as actor:
        record_decision(
            actor, "VRP-CEDAR", NewDecision(order.pk, "varied", today(-2), order_ends_on=today(30))
        )  # fmt: skip
        decision = record_decision(
            actor, "VRP-CEDAR", NewDecision(order.pk, "revoked", today(-1), custody_from=today())
        )  # fmt: skip
        stay = CustodyEpisode.objects.visible_to(actor).get()
        fresh = Order.objects.get_for(actor, pk=order.pk)
    assert states(order) == [(1, 1, "ended")]
    assert (fresh.state, fresh.ended_on, fresh.is_running) == ("revoked", today(-1), False)
    assert (stay.reason, stay.began_on, stay.decision_id) == ("revoked", today(), decision.pk)
    assert due(order.pk)["order_ends"][1] == "done"
    with act(world.supervisor) as actor, pytest.raises(RuleBroken):
        record_decision(actor, "VRP-CEDAR", NewDecision(order.pk, "varied", today(), order_ends_on=today(9)))


def test_an_order_ended_early_is_met_and_a_suspended_one_resumes(world: Any, act: Any, order: Any) -> None:
    with act(world.supervisor) as actor:
        record_decision(actor, "VRP-CEDAR", NewDecision(order.pk, "suspended", today(-3)))
        assert not Order.objects.visible_to(actor).running().exists()
        assert not Condition.objects.visible_to(actor).binding().exists()
        record_decision(actor, "VRP-CEDAR", NewDecision(order.pk, "resumed", today(-2)))
        assert Condition.objects.visible_to(actor).binding().exists()
        record_decision(actor, "VRP-CEDAR", NewDecision(order.pk, "completed", today()))
        assert Order.objects.get_for(actor, pk=order.pk).state == "completed"
    assert states(order) == [(1, 1, "met")]


def test_a_condition_binds_from_its_first_day(world: Any, act: Any, order: Any) -> None:
    later = NewCondition("curfew", "From next week.", "protection", starts_on=today(7))
    with act(world.supervisor) as actor:
        record_decision(actor, "VRP-CEDAR", NewDecision(order.pk, "imposed", today(), imposed=(later,)))
        assert list(Condition.objects.visible_to(actor).binding()) == [order.condition]


def test_a_condition_that_the_court_limited_keeps_its_own_last_day(world: Any, act: Any, order: Any) -> None:
    limited = ConditionFactory(order=order, source_decision=order.decision, number=2, ends_on=today(-40))
    with backstage():
        order.ends_on, order.version = today(-20), order.version + 1
        order.save()
    with act(world.supervisor) as actor:
        record_decision(actor, "VRP-CEDAR", NewDecision(order.pk, "completed", today(-2)))
        rows = Condition.objects.visible_to(actor).filter(order_id=order.pk)
        assert {row.pk: (row.state, row.ends_on) for row in rows} == {
            limited.pk: ("met", today(-40)), order.condition.pk: ("met", today(-20)),
        }  # fmt: skip


def test_an_order_recorded_before_it_began_is_varied_after(world: Any, act: Any, order: Any) -> None:
    with backstage():
        order.state, order.version = "pending", order.version + 1
        order.save()
    with act(world.supervisor) as actor:
        assert Order.objects.visible_to(actor).running().exists()
        assert Condition.objects.visible_to(actor).binding().exists()
        record_decision(
            actor, "VRP-CEDAR", NewDecision(order.pk, "ended", today(), ended=(order.condition.pk,))
        )  # fmt: skip
        assert Order.objects.get_for(actor, pk=order.pk).state == "varied"


def test_an_end_that_was_ticked_off_is_not_asked_for_again(world: Any, act: Any) -> None:
    with act(world.supervisor) as actor:
        made = record_order(actor, "VRP-CEDAR", new_order(world))
        row = Deadline.objects.visible_to(actor).get(subject_id=made.pk, kind="order_ends")
        meet_deadline(actor, row.pk)
        record_decision(actor, "VRP-CEDAR", NewDecision(made.pk, "nothing", today()))
        assert not Deadline.objects.visible_to(actor).open().filter(kind="order_ends").exists()
        record_decision(actor, "VRP-CEDAR", NewDecision(made.pk, "varied", today(), order_ends_on=today(500)))
        assert Deadline.objects.visible_to(actor).open().get(kind="order_ends").due_on == today(440)


@pytest.mark.parametrize(
    ("field", "made"),
    [
        ("act", {"act": "other"}),
        ("act", {"act": "resumed"}),
        ("act", {"act": "nothing", "imposed": (CURFEW,)}),
        ("decided_on", {"act": "nothing", "decided_on": today(1)}),
        ("decided_on", {"act": "nothing", "decided_on": today(-101)}),
        ("imposed-0-exact_text", {"act": "imposed"}),
        ("ended", {"act": "ended"}),
        ("varied", {"act": "varied"}),
        ("order_ends_on", {"act": "nothing", "order_ends_on": today(5)}),
        ("order_ends_on", {"act": "varied", "order_ends_on": today(-5)}),
        ("custody_from", {"act": "nothing", "custody_from": today()}),
        (
            "imposed-0-starts_on",
            {"act": "imposed", "imposed": (NewCondition("curfew", "Words", "protection", starts_on=today(-1)),)},
        ),
        (
            "imposed-0-measure",
            {"act": "imposed", "imposed": (NewCondition("curfew", "Words", "protection", measure="x" * 301),)},
        ),
        ("number", {"act": "nothing", "number": "x" * 61}),
        ("court", {"act": "nothing", "court_id": uuid.uuid4()}),
    ],
)
def test_a_mistake_in_a_decision_is_named_at_its_field(world: Any, act: Any, order: Any, field: Any, made: Any) -> None:
    with act(world.supervisor) as actor:
        with pytest.raises(RuleBroken) as told:
            record_decision(actor, "VRP-CEDAR", NewDecision(**{"order_id": order.pk, "decided_on": today(), **made}))
        assert told.value.field == field
        assert CourtDecision.objects.visible_to(actor).count() == 1


def test_a_condition_is_not_changed_and_ended_at_once_nor_after_it_ended(world: Any, act: Any, order: Any) -> None:
    change, key = Variation(order.condition.pk, CURFEW), order.condition.pk
    with act(world.supervisor) as actor:
        with pytest.raises(RuleBroken, match="at once"):
            record_decision(
                actor, "VRP-CEDAR", NewDecision(order.pk, "varied", today(), varied=(change,), ended=(key,))
            )
        record_decision(actor, "VRP-CEDAR", NewDecision(order.pk, "ended", today(), ended=(key,)))
        with pytest.raises(RuleBroken, match="does not bind any more"):
            record_decision(actor, "VRP-CEDAR", NewDecision(order.pk, "varied", today(), varied=(change,)))
    assert states(order) == [(1, 1, "ended")]


def test_staff_propose_and_the_court_takes_up_or_not(world: Any, act: Any, order: Any) -> None:
    with act(world.officer) as actor:
        new = propose_condition(actor, "VRP-CEDAR", NewProposal(order.pk, CURFEW))
        words = NewCondition("reporting", "Reports in the evening.", "relapse_prevention")
        other = propose_condition(actor, "VRP-CEDAR", NewProposal(order.pk, words, changes=order.condition.pk))
        assert (new.number, other.number, other.edition) == (0, 1, 2)
        assert Condition.objects.visible_to(actor).binding().count() == 1
        with pytest.raises(NotAllowed):
            set_aside(actor, "VRP-CEDAR", new.pk, "Not needed")
    with act(world.supervisor) as actor:
        court = NewCondition("reporting", "He reports at 18.", "relapse_prevention", proposal_id=other.pk)
        record_decision(
            actor, "VRP-CEDAR",
            NewDecision(order.pk, "varied", today(), varied=(Variation(order.condition.pk, court),)),
        )  # fmt: skip
        with pytest.raises(RuleBroken, match="Say why"):
            set_aside(actor, "VRP-CEDAR", new.pk, " ")
        set_aside(actor, "VRP-CEDAR", new.pk, "The court saw no need")
        for row in (new, order.condition):
            with pytest.raises(RuleBroken, match="Only a proposal"):
                set_aside(actor, "VRP-CEDAR", row.pk, "Again")
        with pytest.raises(RuleBroken, match="answered meanwhile"):
            record_decision(
                actor, "VRP-CEDAR",
                NewDecision(order.pk, "imposed", today(), imposed=(
                    NewCondition("curfew", "Words", "protection", proposal_id=new.pk),)),
            )  # fmt: skip
    assert states(order) == [(0, 1, "not_taken_up"), (1, 1, "varied"), (1, 2, "in_force"), (1, 2, "taken_up")]
    assert [line.reason for line in lines("condition.set_aside")] == ["The court saw no need"]


@pytest.mark.parametrize("who", ["teacher", "mentor", "chair"])
def test_guests_companions_and_the_chair_propose_nothing(world: Any, act: Any, order: Any, who: Any) -> None:
    with act(getattr(world, who)) as actor, pytest.raises(NotAllowed):
        propose_condition(actor, "VRP-CEDAR", NewProposal(order.pk, CURFEW))
