"""Exposure over time: twelve months, counted from what the reader may read, and the plan's answer beside it."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from casework.models import Note
from devstack.testing import backstage
from tests.api.caller import known
from tests.casework.doors import OUTSIDE, lines, must_look_absent, page
from tests.cast import browser_of
from tests.factories import ExposureFactory, NoteFactory, PlanVersionFactory

TREND = "/cases/VRP-CEDAR/events/trend/"
THIS = timezone.localdate().replace(day=1)


def month(back: int) -> dt.date:
    years, left = divmod(THIS.year * 12 + THIS.month - 1 - back, 12)
    return dt.date(years, left + 1, 1)


def seen(world: Any, back: int = 0, note: Any = None, **more: Any) -> Any:
    """An exposure on the first day of a month so many months ago."""
    words = {"full": "F", "summary": "S", "by": world.supervisor, **(note or {})}
    return ExposureFactory(note=NoteFactory(case=world.case, occurred_on=month(back), **words), **more)


def told(who: Any) -> Any:
    return known(who).get("/cases/VRP-CEDAR/exposures/trend/").json()


def test_it_counts_by_month_with_settings_and_offers(world: Any) -> None:
    seen(world, 1, offer="home")
    seen(world, 1, offer="money_work", setting="custody", counter_offer="The trial week is paid")
    seen(world, 1, offer="money_work", response="refused")
    seen(world, 11)
    seen(world, 12)
    answer = told(world.officer)
    assert (answer["total"], answer["earlier"], len(answer["results"])) == (4, 1, 12)
    line = next(one for one in answer["results"] if one["begins_on"] == month(1).isoformat())
    assert line["total"] == 3
    assert line["offers"] == "Money or work (2); A place to live"
    assert line["settings"] == "In the community (2); In custody"
    assert line["responses"] == "Refused and told us (2); Refused"
    body = page(browser_of(world.officer), TREND)
    assert "4 times in twelve months; 3 in the last three months, 0 in the three before." in body
    assert "The trial week is paid" in body
    assert "1 more lies further back." in body
    assert body.count("trend-") == 4
    assert "Exposure by month" in body


def test_who_reads_less_counts_less(world: Any) -> None:
    seen(world, note={"handling": "named", "listed": [world.clinician.user]}, counter_offer="Only for the named")
    seen(world, note={"handling": "team", "summary": "", "gist": "G"})
    seen(world)
    assert told(world.clinician)["total"] == 3
    assert told(world.officer)["total"] == 2
    assert told(world.teacher)["total"] == 1  # summaries alone
    assert told(world.mentor)["total"] == 0
    assert "Only for the named" in page(browser_of(world.clinician), TREND)
    assert "Only for the named" not in page(browser_of(world.officer), TREND)
    assert "that you may read" in page(browser_of(world.mentor), TREND)


def test_what_was_withdrawn_does_not_count_and_a_correction_counts_once(world: Any) -> None:
    gone, wrong = seen(world), seen(world, 2)
    with backstage():
        rows = Note.objects.unguarded(because="test")
        rows.filter(pk=gone.note_id).update(status="withdrawn")
        rows.filter(pk=wrong.note_id).update(status="corrected")
    NoteFactory(case=world.case, by=world.supervisor, occurred_on=month(3), supersedes=wrong.note, summary="S")
    answer = told(world.officer)
    assert answer["total"] == 1
    assert [one["begins_on"] for one in answer["results"] if one["total"]] == [month(3).isoformat()]


def test_the_plan_in_force_is_named_to_those_who_read_it(world: Any) -> None:
    seen(world)
    PlanVersionFactory(case=world.case, membership=world.manager, counter_offer="A paid trial week")
    assert "A paid trial week" in page(browser_of(world.officer), TREND)
    assert "A paid trial week" not in page(browser_of(world.mentor), TREND)
    assert told(world.teacher)["counter_offer"] == ""
    assert len(lines("event.trend_read")) == 3


@pytest.mark.parametrize("who", OUTSIDE)
def test_outsiders_get_what_a_case_that_never_existed_gets(world: Any, browse: Any, who: str) -> None:
    must_look_absent(browse(getattr(world, who)), "/cases/{}/events/trend/")
