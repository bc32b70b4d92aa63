"""The first assessment falls due with the case, another with an event: once, and with whoever manages the case."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from assessments.services.sweeps import raise_assessments
from casework.models import Deadline
from devstack.testing import as_worker, backstage
from tests.factories import (
    AssessmentFactory,
    BreachFactory,
    ConditionFactory,
    CourtDecisionFactory,
    CustodyFactory,
    ExposureFactory,
    InstrumentFactory,
    NoteFactory,
    OrderFactory,
)


def due() -> list[tuple[Any, ...]]:
    """What is open about assessments: day, who answers for it, about what."""
    with backstage():
        rows = Deadline.objects.unguarded(because="test").filter(kind="assessment", state="open")
        return list(rows.order_by("due_on").values_list("due_on", "responsible_id", "subject_kind"))


def sweep(day: dt.date | None = None) -> int:
    """The sweep as the worker runs it."""
    with as_worker():
        return raise_assessments(None, day)


def judged(world: Any, days: int, **more: Any) -> Any:
    """A signed assessment, so many days ago."""
    used = InstrumentFactory(partnership=world.partnership)
    return AssessmentFactory(
        case=world.case, assessor=world.manager, instrument=used, state="countersigned",
        as_of=timezone.localdate() - dt.timedelta(days=days), **more,
    )  # fmt: skip


def test_a_case_without_one_owes_its_first_once(world: Any) -> None:
    assert sweep() == 1
    assert sweep() == 0
    assert due() == [(world.case.opened_on + dt.timedelta(days=30), world.manager.pk, "case")]


def test_the_partnership_says_how_many_days(world: Any) -> None:
    with backstage():
        world.partnership.settings = {"cadences": {"first_assessment": 7}}
        world.partnership.version += 1
        world.partnership.save()
    sweep()
    assert due()[0][0] == world.case.opened_on + dt.timedelta(days=7)


def test_a_case_that_is_not_active_owes_none(world: Any) -> None:
    with backstage():
        world.case.status, world.case.version = "closed", world.case.version + 1
        world.case.save()
    assert sweep() == 0


@pytest.mark.parametrize("what", ["exposure", "breach", "release"])
def test_an_event_after_the_last_one_asks_for_another(world: Any, what: str) -> None:
    judged(world, 30)
    assert sweep() == 0
    day = timezone.localdate() - dt.timedelta(days=3)
    happened(world, what, day)
    assert sweep() == 1
    assert sweep() == 0
    assert due() == [(day + dt.timedelta(days=10), world.manager.pk, f"trigger_{what}")]


def happened(world: Any, what: str, day: dt.date) -> None:
    """Something that asks for another assessment."""
    if what == "exposure":
        ExposureFactory(note=NoteFactory(case=world.case, by=world.officer, summary="S", occurred_on=day))
    elif what == "release":
        CustodyFactory(case=world.case, began_on=day - dt.timedelta(days=90), ended_on=day)
    else:
        order = OrderFactory(case=world.case)
        decided = CourtDecisionFactory(order=order, membership=world.supervisor)
        BreachFactory(condition=ConditionFactory(order=order, source_decision=decided, number=1), suspected_on=day)


def test_an_event_before_the_last_one_asks_for_nothing(world: Any) -> None:
    judged(world, 2)
    happened(world, "exposure", timezone.localdate() - dt.timedelta(days=9))
    assert sweep() == 0


@pytest.mark.parametrize("labels", [{"handling": "named"}, {"secrecy": "health"}, {"released_tier": 2}])
def test_what_not_everybody_at_work_may_know_raises_nothing(world: Any, labels: dict[str, Any]) -> None:
    judged(world, 30)
    ExposureFactory(note=NoteFactory(case=world.case, by=world.officer, summary="S", **labels))
    assert sweep() == 0


def test_several_events_ask_once_until_it_is_done(world: Any) -> None:
    judged(world, 30)
    for days in (5, 4, 3):
        happened(world, "exposure", timezone.localdate() - dt.timedelta(days=days))
    assert sweep() == 1
    assert sweep() == 0
    assert len(due()) == 1


def test_an_event_is_not_forgotten_behind_one_that_was_met_by_an_assessment_of_an_earlier_day(world: Any) -> None:
    """Judged as of a day, signed later: what happened between was asked about, and what comes after asks anew."""
    first = judged(world, 30)
    happened(world, "exposure", timezone.localdate() - dt.timedelta(days=8))
    assert sweep() == 1
    AssessmentFactory(
        case=world.case, assessor=world.manager, instrument=first.instrument, state="countersigned",
        as_of=timezone.localdate() - dt.timedelta(days=9),
    )  # fmt: skip
    with backstage():
        for row in Deadline.objects.unguarded(because="test").filter(kind="assessment", state="open"):
            row.state, row.done_at, row.version = "done", timezone.now(), row.version + 1
            row.save()
    assert sweep() == 0
    happened(world, "release", timezone.localdate() - dt.timedelta(days=2))
    assert sweep() == 1
    assert [kind for _day, _who, kind in due()] == ["trigger_release"]
