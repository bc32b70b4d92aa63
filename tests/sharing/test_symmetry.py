"""Symmetry between agencies: by quarter, alike for every member, counts alone; nobody counts what is not over."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from access.models import Event
from casework.models import NoteAudience
from devstack.testing import backstage
from sharing.demo.quarter import quarter_before
from tests.cast import acting
from tests.factories import AgencyFactory, MembershipFactory, NoteFactory, PlaceFactory, answered, asked

PAGE = "/agencies/symmetry/"
FIRST, RUNNING = quarter_before(timezone.now().astimezone(dt.UTC).date())
COUNTS = ("asked", "answered", "given")


def at(day: int) -> dt.datetime:
    """Noon of a day of the last quarter that is over; days from its end are negative."""
    return dt.datetime.combine(FIRST if day >= 0 else RUNNING, dt.time(12), dt.UTC) + dt.timedelta(days=day)


def exchange(world: Any, by: Any, of: Any, answerer: Any, days: list[int], code: str = "", took: int = 2) -> None:
    for day in days:
        row = asked(world.case, by, of, asked_at=at(day))
        if code:
            why = "No." if code == "refused" else ""
            answered(row, answerer, code, answered_at=at(day) + dt.timedelta(days=took), reason=why)


def give(world: Any, by: Any, readers: dict[Any, int], day: int, **more: Any) -> Any:
    """A note of that quarter, saved with these readers at their tiers."""
    case = more.get("case", world.case)
    note = more.get("note") or NoteFactory(
        case=case, by=by, summary="S", recorded_at=at(0) + dt.timedelta(days=10 + day)
    )  # fmt: skip
    entries = [{"membership": str(w.pk), "agency": "-", "place": "", "tier": tier} for w, tier in readers.items()]
    with backstage():
        NoteAudience(note=note, entries=entries, taken_at=at(10)).save(force_insert=True)
    return note


@pytest.fixture
def quarter(world: Any) -> Any:
    """The police asked nine and answered four of the six that it was asked."""
    exchange(world, world.officer, world.probation, world.supervisor, [1, 5, 9, 20, 30, 40, 50, 60, 70], "nothing_held")
    exchange(world, world.supervisor, world.police, world.officer, [3, 8], "cannot_say", 4)
    exchange(world, world.supervisor, world.police, world.officer, [13, 33], "nothing_held", 4)
    exchange(world, world.supervisor, world.police, world.officer, [-2], "refused", 6)
    exchange(world, world.supervisor, world.police, world.officer, [-1])
    return world


def told(browse: Any, who: Any, **query: str) -> str:
    """What the page tells: without what differs from one look to the next."""
    page = browse(who).get(PAGE, query).content.decode()
    return str(page.partition("<main")[2].partition("</main>")[0])


def number(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_every_member_reads_that_the_police_asked_nine_and_answered_four(quarter: Any, browse: Any) -> None:
    pages = set()
    for who in (quarter.officer, quarter.teacher, quarter.border, quarter.chair, quarter.legal, quarter.colleague):
        page = told(browse, who)
        assert f"{quarter.police.name} asked 9 and answered 4." in page
        assert quarter.case.reference not in page
        pages.add(page[page.index('<table class="govuk-table app-table">') : page.rindex("</table>")])
    assert len(pages) == 1


def test_no_page_tells_the_two_silences_apart(quarter: Any, browse: Any) -> None:
    page = browse(quarter.teacher).get(PAGE).content.decode()
    with acting(quarter.teacher):
        rows = number(f"SELECT given, sum(number) FROM sharing_count_answered('{FIRST}') GROUP BY 1")
    assert rows == [("none", 13)]
    assert "cannot" not in page.partition("<main")[2]


def test_an_answer_after_the_end_of_the_quarter_changes_nothing_of_it(quarter: Any, browse: Any) -> None:
    before = told(browse, quarter.chair)
    row = asked(quarter.case, quarter.supervisor, quarter.police, asked_at=at(0) - dt.timedelta(days=3))
    answered(row, quarter.officer, "refused", answered_at=timezone.now(), reason="No.")
    asked(quarter.case, quarter.supervisor, quarter.police)
    assert told(browse, quarter.chair) == before


def test_small_numbers_are_hidden(world: Any, browse: Any) -> None:
    exchange(world, world.officer, world.probation, world.supervisor, [1, 2, 3, 4], "nothing_held")
    page = browse(world.chair).get(PAGE).content.decode()
    assert '<td class="num">4</td>' not in page
    assert "No two agencies exchanged enough requests" in page


def test_what_was_given_to_read_counts_once_for_each_agency(world: Any, browse: Any) -> None:
    for n in range(6):
        give(world, world.supervisor, {world.officer: 3, world.teacher: 2 if n else 1, world.supervisor: 4}, n)
    with acting(world.teacher):
        rows = number(f"SELECT giver, taker, tier, number FROM sharing_count_given('{FIRST}') ORDER BY tier")
    assert rows == [
        (world.probation.pk, world.college.pk, 2, 5), (world.probation.pk, world.police.pk, 3, 6),
    ]  # fmt: skip
    page = browse(world.chair).get(PAGE).content.decode()
    assert f"{world.probation.name} gave {world.police.name} most to read: 6 notes." in page
    assert "gave far more" not in page


@pytest.mark.parametrize("day", [RUNNING, FIRST + dt.timedelta(days=1), RUNNING + dt.timedelta(days=92)])
def test_nobody_counts_what_is_no_quarter_that_is_over(quarter: Any, day: dt.date) -> None:
    asked(quarter.case, quarter.supervisor, quarter.police)
    with acting(quarter.chair):
        for count in COUNTS:
            assert number(f"SELECT * FROM sharing_count_{count}('{day}')") == []
        assert number(f"SELECT * FROM sharing_answer_days('{day}')") == []


def test_companions_and_other_partnerships_count_nothing(quarter: Any, browse: Any) -> None:
    elsewhere = AgencyFactory(name="Elsewhere", code="ELS")
    foreign = MembershipFactory(agency=elsewhere)
    for who in (quarter.mentor, foreign):
        with acting(who):
            assert number(f"SELECT * FROM sharing_count_asked('{FIRST}')") == []
            assert number(f"SELECT * FROM sharing_count_answered('{FIRST}')") == []
            assert number(f"SELECT * FROM sharing_answer_days('{FIRST}')") == []
    assert number(f"SELECT * FROM sharing_count_asked('{FIRST}')") == []
    assert browse(quarter.mentor).get(PAGE).status_code == 403


def test_one_sidedness_is_said_in_words(world: Any, browse: Any) -> None:
    exchange(world, world.officer, world.probation, world.supervisor, list(range(12)))
    exchange(world, world.supervisor, world.police, world.officer, list(range(5)), "refused")
    for n in range(12):
        give(world, world.officer, {world.supervisor: 3}, n)
    page = browse(world.teacher).get(PAGE).content.decode()
    assert f"{world.probation.name} asked 5 and answered 0: it asks far more than it answers." in page
    gave = f"{world.police.name} gave far more notes to read than it was given: {world.probation.name} (12 to fewer"
    assert gave in page


def test_half_of_the_answers_took_no_longer(quarter: Any) -> None:
    with acting(quarter.teacher):
        rows = number(f"SELECT asker, days FROM sharing_answer_days('{FIRST}') WHERE asked = '{quarter.police.pk}'")
    assert set(rows) == {(None, 4), (quarter.probation.pk, 4)}


@pytest.mark.parametrize("asked_for", ["", "2026-5", "x", "1800-1", f"{RUNNING.year}-{(RUNNING.month - 1) // 3 + 1}"])
def test_anything_odd_shows_the_last_quarter(quarter: Any, browse: Any, asked_for: str) -> None:
    page = browse(quarter.chair).get(PAGE, {"quarter": asked_for}).content.decode()
    assert "asked 9 and answered 4" in page


def test_an_earlier_quarter_is_empty_and_leads_back(quarter: Any, browse: Any) -> None:
    earlier = quarter_before(FIRST)[0]
    page = browse(quarter.chair).get(PAGE, {"quarter": f"{earlier.year}-{(earlier.month - 1) // 3 + 1}"})
    assert "asked 9" not in page.content.decode()
    assert f"?quarter={FIRST.year}-{(FIRST.month - 1) // 3 + 1}" in page.content.decode()


def test_looking_stands_in_the_trail_without_a_case(quarter: Any, browse: Any) -> None:
    browse(quarter.teacher).get(PAGE)
    with backstage():
        line = Event.objects.unguarded(because="test").get(verb="symmetry.read")
    assert (line.operation, line.kind, line.case_id, line.user_id) == (
        "consult", "symmetry", None, quarter.teacher.user_id,
    )  # fmt: skip


def test_a_place_that_ended_changes_nothing(quarter: Any, browse: Any) -> None:
    before = told(browse, quarter.chair)
    PlaceFactory(case=quarter.case, membership=MembershipFactory(agency=quarter.police))
    assert told(browse, quarter.chair) == before
