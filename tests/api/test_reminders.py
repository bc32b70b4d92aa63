"""Reminders for programs: one's own alone, ticked off or put off by the rules of the pages."""

import datetime as dt
from typing import Any

from django.utils import timezone

from casework.models import Deadline
from devstack.testing import backstage
from tests.api.caller import caller
from tests.casework.doors import lines
from tests.reminders.kit import at, due, reminders, swept

TODAY = timezone.localdate


def _due(world: Any, **more: Any) -> Deadline:
    row = due(world, on=TODAY(), **more)
    swept(at(TODAY()))
    return row


def _key(row: Deadline, **where: Any) -> str:
    return str(next(one.pk for one in reminders(deadline_id=row.pk, **where)))


def test_a_program_reads_what_needs_its_owner_and_nobody_elses(world: Any) -> None:
    row = _due(world, kind="order_ends")
    told = caller(world.supervisor).get("/reminders/").json()
    (line,) = told["now"]
    assert told["later"] == []
    assert line == {
        "id": _key(row),
        "what": "An order ends",
        "kind": "",
        "case": "VRP-CEDAR",
        "due_on": TODAY().isoformat(),
        "step": "due",
        "can_be_ticked": True,
        "later_until": None,
        "later_because": "",
    }
    assert lines("reminder.list_read")[-1].subjects == [row.pk]
    for who in (world.manager, world.chair, world.analyst, world.stranger):
        assert caller(who).get("/reminders/").json() == {"now": [], "later": []}
        for path in (f"/reminders/{line['id']}/done/", f"/reminders/{line['id']}/later/"):
            sent = {"until": (TODAY() + dt.timedelta(days=2)).isoformat(), "reason": "planned"}
            assert caller(who).post(path, sent).status_code == 404
    assert {one.state for one in reminders()} == {"open"}


def test_done_meets_what_is_met_by_hand_and_nothing_else(world: Any) -> None:
    by_hand, by_act, mine = _due(world, kind="order_ends"), _due(world), caller(world.supervisor)
    done = mine.post(f"/reminders/{_key(by_hand)}/done/", {})
    assert done.status_code == 201
    assert [(line["id"], line["can_be_ticked"]) for line in done.json()["now"]] == [(_key(by_act), False)]
    refused = mine.post(f"/reminders/{_key(by_act)}/done/", {})
    assert refused.status_code == 409
    assert "open it and answer there" in refused.content.decode()
    assert mine.post(f"/reminders/{_key(by_hand)}/done/", {}).status_code == 404  # it stands no longer
    with backstage():
        states = dict(Deadline.objects.unguarded(because="test").values_list("kind", "state"))
    assert len(lines("deadline.met")) == 1
    assert (states["order_ends"], states["court_report"]) == ("done", "open")


def test_what_was_passed_on_is_taken_up_and_the_deadline_stays(world: Any) -> None:
    row = due(world, on=TODAY())
    swept(at(TODAY() + dt.timedelta(days=9)))
    chair = caller(world.chair)
    (line,) = chair.get("/reminders/").json()["now"]
    assert (line["step"], line["can_be_ticked"]) == ("escalation", True)
    assert chair.post(f"/reminders/{line['id']}/done/", {}).json() == {"now": [], "later": []}
    with backstage():
        assert Deadline.objects.unguarded(because="test").get(pk=row.pk).state == "open"


def test_later_needs_a_day_within_two_weeks_and_a_reason(world: Any) -> None:
    row, mine = _due(world), caller(world.supervisor)
    path, day = f"/reminders/{_key(row)}/later/", TODAY() + dt.timedelta(days=2)
    for wrong in (
        {"until": day.isoformat()}, {"until": "soon", "reason": "planned"},
        {"until": day.isoformat(), "reason": "I am tired"},
        {"until": TODAY().isoformat(), "reason": "planned"},
        {"until": (TODAY() + dt.timedelta(days=15)).isoformat(), "reason": "planned"},
    ):  # fmt: skip
        assert mine.post(path, wrong).status_code == 422, wrong
    told = mine.post(path, {"until": day.isoformat(), "reason": "planned"})
    assert told.status_code == 201
    assert told.json()["now"] == []
    (line,) = told.json()["later"]
    assert (line["later_until"], line["later_because"]) == (day.isoformat(), "It is planned for a later day")
    assert lines("reminder.snoozed")[-1].detail == {"until": day.isoformat(), "why": "planned"}
    with backstage():
        assert Deadline.objects.unguarded(because="test").get(pk=row.pk).due_on == TODAY()
