"""The geometry of judgements over time: true to the order, never overlapping, never a number of its own."""

import dataclasses
import itertools
import re

import pytest
from django.utils import translation

from ui.trails import Counts, Point, gap_bars, place, spread, strips, trails

LOOKS = [("Oct 2025", 100), ("Feb 2026", 228), ("Jul 2026", 383), ("Oct 2026", 458)]
POINTS = [Point(1.0, raters=2), Point(0.5, raters=3, move="change"), None, Point(None, square=True, move="new_view")]
COORDINATE = re.compile(r"^-?\d+(\.\d)?$")


def test_looks_stand_in_order_and_apart() -> None:
    places = spread([0, 1, 2, 300], 20, 300, 36)
    assert places[0] == 20
    assert places[-1] == 300
    assert all(after - before >= 36 for before, after in itertools.pairwise(places))
    assert places[3] - places[2] > places[1] - places[0]  # true to time beyond the least distance
    assert spread([5], 20, 300) == [160]
    assert spread(list(range(20)), 0, 100)[-1] == pytest.approx(100)  # too many for the distance: still inside


def test_an_event_stands_between_the_looks_it_lies_between() -> None:
    days, places = [0, 100, 200], [20.0, 80.0, 200.0]
    assert place(50, days, places, 12) == 50
    assert place(150, days, places, 12) == 140
    assert place(-400, days, places, 12) == 8
    assert place(900, days, places, 12) == 212
    assert place(100, days, places, 12) == 80


@pytest.mark.parametrize("width", [560, 316])
def test_trails_stay_in_the_picture(width: int) -> None:
    groups = [("Strengths", "in", [("J6 Place to belong", "Established", POINTS)]),
              ("Concerns", "out", [("C1 Current ties", "No sign", [*POINTS[:2], None, None])])]  # fmt: skip
    chart = trails(LOOKS, groups, [("1", 90), ("2", 92), ("3", 94), ("4", 95), ("5", 460)], width)
    assert [row.css for row in chart.rows] == ["in", "out"]
    assert float(chart.headings[0].y) < float(chart.rows[0].label_y) < float(chart.headings[1].y)
    for row in chart.rows:
        for mark in row.marks:
            assert 0 <= float(mark.left) <= width - 14
            assert float(mark.y) < chart.height
    assert len({flag.y for flag in chart.flags}) == 3  # never more than three lanes
    assert all(9 <= float(flag.x) <= width - 9 for flag in chart.flags)
    assert all(float(flag.end_y) > float(flag.line_y) for flag in chart.flags)
    if width == 316:
        assert float(chart.rows[0].label_y) < float(chart.rows[0].marks[0].top)  # the name stands above its trail


def test_a_mark_is_filled_by_the_order_of_answers_and_says_what_is_not_known() -> None:
    (row,) = trails(LOOKS, [("", "in", [("J6", "", POINTS)])]).rows
    full, half, unknown = row.marks
    assert full.fill.endswith("z")
    assert full.fill != half.fill
    assert (unknown.unknown, unknown.square, unknown.fill) == (True, True, "")
    assert (full.strokes.count("M"), half.strokes.count("M"), unknown.strokes) == (2, 3, "")
    assert [link.move for link in row.links] == ["change", "new_view"]
    (empty,) = trails(LOOKS[:1], [("", "in", [("J6", "", [Point(0.0)])])]).rows
    assert empty.marks[0].fill == ""
    (box,) = trails(LOOKS[:1], [("", "in", [("D2", "", [Point(0.5, square=True)])])]).rows
    assert "h14v7h-14z" in box.marks[0].fill


@pytest.mark.parametrize("width", [560, 316])
def test_a_strip_has_a_square_for_each_item(width: int) -> None:
    rows: list[tuple[str, str, list[Counts]]] = [
        ("J Strengths", "in", [[(0.0, 5), (1.0, 8), (None, 1)], [(1.0, 14)]]),
        ("C Contact", "out", [[(0.5, 5)], []]),
    ]
    chart = strips(["Oct", "Feb"], rows, width)
    assert [len(row.squares) for row in chart.rows] == [28, 5]
    first = chart.rows[0].squares[:14]
    assert [square.unknown for square in first] == [False] * 13 + [True]
    assert [square.fill for square in first[8:13]] == ["0"] * 5  # the fullest first
    assert float(chart.rows[1].squares[0].fill) == pytest.approx(float(chart.side) / 2, abs=0.1)
    assert all(0 <= float(square.x) <= width - float(chart.side) for row in chart.rows for square in row.squares)
    places = [(square.x, square.y) for square in chart.rows[0].squares]
    assert len(set(places)) == len(places)
    assert chart.height > float(chart.rows[1].squares[0].y)


def test_bars_of_what_is_not_known_share_one_scale() -> None:
    chart = gap_bars([("Oct", "2 not known", 2, 8, 60), ("Feb", "none", 0, 0, 30)])
    first, second = chart.rows
    assert float(first.width) == 2 * float(second.width)
    assert float(first.silent_x) == pytest.approx(float(first.known_x) + float(first.unknown), abs=0.1)
    assert float(first.silent) == pytest.approx(4 * float(first.unknown), abs=0.3)
    assert gap_bars([], 316).rows == []


def test_no_comma_in_any_language() -> None:
    with translation.override("de"):
        chart = trails(LOOKS, [("S", "in", [("J6", "", POINTS)])], [("1", 150)])
        bars = gap_bars([("Oct", "", 1, 2, 7)])
    for row in chart.rows:
        for mark in row.marks:
            texts = (mark.x, mark.y, mark.left, mark.top, mark.text_y)
            assert all(COORDINATE.match(text) for text in texts), texts
            assert "," not in mark.fill + mark.strokes
    assert all(COORDINATE.match(text) for text in dataclasses.astuple(chart.flags[0])[1:])
    assert all(COORDINATE.match(text) for text in dataclasses.astuple(bars.rows[0])[2:])
