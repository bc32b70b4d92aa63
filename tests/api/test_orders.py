"""Orders, court decisions, conditions and custody for programs: the same rules as on the pages."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from casework.models import Condition
from devstack.testing import backstage
from tests.api.caller import OUTSIDE, caller
from tests.factories import ConditionFactory, CourtDecisionFactory, CourtFactory, CustodyFactory, OrderFactory
from tests.factories import OrderTypeFactory as TypeFactory

CASE = "/cases/VRP-CEDAR/"


def day(offset: int) -> str:
    """A day from today, as sent."""
    return (timezone.localdate() + dt.timedelta(days=offset)).isoformat()


@pytest.fixture
def order(world: Any) -> Any:
    """An order with a condition."""
    made = OrderFactory(case=world.case, number="K 5/26")
    made.decision = CourtDecisionFactory(order=made, membership=world.supervisor)
    made.condition = ConditionFactory(order=made, source_decision=made.decision, number=1, exact_text="Report weekly.")
    return made


def condition(**more: Any) -> dict[str, Any]:
    """A condition as sent."""
    return {"category": "travel", "exact_text": "Stay in the province.", "function": "protection", **more}


def test_everything_is_read_from_inside(world: Any, order: Any) -> None:
    CustodyFactory(case=world.case, release_on=timezone.localdate())
    program = caller(world.officer)
    (told,) = program.get(f"{CASE}orders/").json()["results"]
    assert (told["number"], told["days_left"], told["state"]) == ("K 5/26", 265, "in_force")
    (told,) = program.get(f"{CASE}conditions/").json()["results"]
    assert (told["exact_text"], told["binds"], told["source_decision"]) == (
        "Report weekly.", True, str(order.decision.pk)
    )  # fmt: skip
    assert program.get(f"{CASE}court-decisions/").json()["results"][0]["act"] == "imposed"
    assert program.get(f"{CASE}custody/").json()["results"][0]["release_on"] == day(0)
    assert program.get("/courts/").json()["results"][0]["id"] == str(order.court_id)
    assert program.get("/order-types/").json()["results"][0]["id"] == str(order.type_id)


@pytest.mark.parametrize("part", ["orders", "conditions", "court-decisions", "custody"])
def test_guests_are_refused_and_outsiders_find_nothing(world: Any, order: Any, part: str) -> None:
    for who in ("teacher", "mentor"):
        assert caller(getattr(world, who)).get(f"{CASE}{part}/").status_code == 403
    for who in OUTSIDE:
        program = caller(getattr(world, who))
        assert program.get(f"{CASE}{part}/").content == program.get(f"/cases/VRP-NEVER/{part}/").content


def test_a_program_of_the_supervisor_records(world: Any) -> None:
    program = caller(world.supervisor)
    court, kind = CourtFactory(partnership=world.partnership), TypeFactory(partnership=world.partnership)
    body = {
        "court_id": str(court.pk), "type_id": str(kind.pk), "number": "K 8/26", "made_on": day(-5),
        "starts_on": day(-5), "supervising_agency_id": str(world.probation.pk), "conditions": [condition()],
    }  # fmt: skip
    made = program.post(f"{CASE}orders/", body)
    assert made.status_code == 201
    order = made.json()["id"]
    with backstage():
        bound = Condition.objects.unguarded(because="test").get()
    varied = {"condition_id": str(bound.pk), "condition": condition(exact_text="Stay in the city.")}
    decision = {"order_id": order, "act": "varied", "decided_on": day(-1), "varied": [varied]}
    assert program.post(f"{CASE}court-decisions/", decision).status_code == 201
    told = program.get(f"{CASE}conditions/").json()["results"]
    assert [(one["edition"], one["state"], one["exact_text"]) for one in told] == [
        (1, "varied", "Stay in the province."), (2, "in_force", "Stay in the city.")
    ]  # fmt: skip
    again = program.post(f"{CASE}court-decisions/", decision)
    assert (again.status_code, list(again.json()["errors"])) == (422, ["varied"])
    wrong = program.post(f"{CASE}orders/", {**body, "report_every_days": "90"})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["report_every_days"])


def test_others_only_propose(world: Any, order: Any) -> None:
    program = caller(world.manager)
    assert program.post(f"{CASE}court-decisions/", {
        "order_id": str(order.pk), "act": "nothing", "decided_on": day(0)}).status_code == 403  # fmt: skip
    body = {"order_id": str(order.pk), "condition": condition(), "changes": str(order.condition.pk)}
    assert program.post(f"{CASE}conditions/", body).status_code == 201
    states = [one["state"] for one in program.get(f"{CASE}conditions/").json()["results"]]
    assert states == ["in_force", "proposed"]
