"""Figures of the partnership: for chair and coordinators, by agreement, small ones hidden, taken out with a reason."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from access.models import Event
from agencies.models import Agreement
from casework.queries.evaluation import RESULTS
from devstack.testing import backstage
from tests.cast import acting
from tests.factories import CaseFactory, FollowUpFactory, OutcomeFactory

PAGE, FILE = "/lessons/outcomes/", "/lessons/outcomes/file/"
YEAR = timezone.localdate().year
BEFORE = (("achieved", "achieved"),) * 6 + (("partial", "achieved"),) * 5 + (("worse", "not_known"),)


def end(world: Any, year: int, one: str, two: str, n: int, lead: Any = None) -> Any:
    case = CaseFactory(
        reference=f"VRP-Q{year}{n}", partnership=world.partnership, lead_agency=lead or world.probation,
        neutral_title=f"Quince {year} {n}",
    )  # fmt: skip
    by = {"case": case, "membership": world.manager}
    OutcomeFactory(disengagement=one, reintegration=two, recorded_on=dt.date(year, 6, 1), level=1, **by)
    FollowUpFactory(
        case=case, due_on=dt.date(year, 12, 1), held_on=dt.date(year, 12, 2), membership=world.manager, method="phone",
        found="Quince works.", disengagement=one, reintegration=two,
    )  # fmt: skip
    return case


@pytest.fixture
def closed(world: Any) -> Any:
    for n, (one, two) in enumerate(BEFORE):
        end(world, YEAR - 1, one, two, n)
    return world


def table(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))


def test_both_strands_are_counted_and_small_groups_hidden(closed: Any, browse: Any) -> None:
    end(closed, YEAR, "worse", "worse", 99)  # of the running year: it waits
    for who in (closed.chair, closed.coordinator):
        answer = browse(who).post(FILE, {"reason": "Yearly report"})
        assert answer.status_code == 200
        mark, note, header, *rows = table(answer.content)
        assert who.user.full_name in mark[0]
        assert "hidden" in note[0]
        assert header[4:] == ["Achieved", "In part", "No change", "Worse than at the start", "Not known"]
        kept = [row for row in rows if row[0] == "How it ended"]
        assert kept == [
            ["How it ended", str(YEAR - 1), "12", "Disengagement", "6", *["hidden"] * 4],
            ["How it ended", str(YEAR - 1), "12", "Reintegration", *["hidden"] * 5],
        ]
        assert "Quince" not in answer.content.decode()
    page = browse(closed.chair).get(PAGE).content.decode()
    assert "They predict nothing about anybody" in page
    assert page.count('<td class="num">12</td>') == 4
    assert "Quince" not in page


def test_taking_figures_out_stands_in_the_trail_with_its_reason(closed: Any, browse: Any) -> None:
    assert browse(closed.coordinator).post(FILE, {"reason": " "}).status_code == 422
    browse(closed.coordinator).get(PAGE)
    browse(closed.coordinator).post(FILE, {"reason": "Yearly report"})
    with backstage():
        lines = {line.verb: line for line in Event.objects.unguarded(because="test").filter(kind="evaluation")}
    assert set(lines) == {"evaluation.read", "evaluation.exported"}
    taken = lines["evaluation.exported"]
    assert (taken.operation, taken.reason, taken.case_id) == ("disclose", "Yearly report", None)
    assert taken.recipients == [closed.coordinator.pk]


def test_without_an_agreement_for_evaluation_nothing_is_told(closed: Any, browse: Any) -> None:
    with backstage():
        Agreement.objects.filter(pk=closed.agreement.pk).update(purposes=["reintegration"], version=2)
    answer = browse(closed.chair).post(FILE, {"reason": "Yearly report"})
    assert answer.status_code == 422
    assert "No agreement in force" in answer.content.decode()
    page = browse(closed.chair).get(PAGE).content.decode()
    assert "No agreement lets these cases be evaluated" in page
    assert '<td class="num">' not in page


def test_one_agency_outside_the_agreement_closes_the_figures_for_all(closed: Any, browse: Any) -> None:
    """Figures with and without one agency would tell its cases by subtracting."""
    end(closed, YEAR - 1, "achieved", "achieved", 50, lead=closed.port)
    assert browse(closed.chair).post(FILE, {"reason": "Yearly report"}).status_code == 422


def test_too_few_show_nothing(world: Any, browse: Any) -> None:
    for n in range(4):
        end(world, YEAR - 1, "achieved", "achieved", n)
    assert "Too few cases" in browse(world.chair).get(PAGE).content.decode()
    assert len(table(browse(world.chair).post(FILE, {"reason": "R"}).content)) == 3


def test_a_correction_of_a_later_year_changes_no_figure(closed: Any, browse: Any) -> None:
    case = end(closed, YEAR - 2, "achieved", "achieved", 70)
    before = browse(closed.chair).post(FILE, {"reason": "R"}).content.partition(b"\n")[2]
    OutcomeFactory(
        case=case, membership=closed.manager, number=2, disengagement="worse", reason="Put right",
        recorded_on=dt.date(YEAR - 1, 3, 3),
    )  # fmt: skip
    assert browse(closed.chair).post(FILE, {"reason": "R"}).content.partition(b"\n")[2] == before


@pytest.mark.parametrize("who", ["manager", "supervisor", "legal", "mentor", "stranger", "analyst"])
def test_nobody_else_counts_behind_the_wall(closed: Any, browse: Any, who: str) -> None:
    member = getattr(closed, who)
    assert browse(member).get(PAGE).status_code == 403
    with acting(member), connection.cursor() as cursor:
        for function in ("casework_count_closings", "casework_count_follow_ups"):
            cursor.execute(f"SELECT * FROM {function}({YEAR})")
            assert cursor.fetchall() == []


def test_the_wall_counts_no_running_year_whoever_asks(closed: Any) -> None:
    end(closed, YEAR, "worse", "worse", 99)
    with acting(closed.chair), connection.cursor() as cursor:
        cursor.execute(f"SELECT sum(number) FROM casework_count_closings({YEAR + 5})")
        assert cursor.fetchone() == (len(BEFORE),)
    assert len(RESULTS) == 5
