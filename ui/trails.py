"""Geometry of judgements over time: trails of items, strips of counts, bars of what is not known.

As in ``ui/charts.py``: numbers in, strings with a dot out; texts stay in templates. A mark is filled by the place of
its answer in the order of the answers: empty for the first, full for the last. No place is written as a number.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ui.charts import number

WIDE: Final = 560
LABEL: Final = 206  # room for the name of an item beside its trail
ENDING: Final = 106  # room for the words of the newest answer
GAP: Final = 36  # the least distance between two looks
RADIUS: Final = 7
PER_ROW: Final = 7  # squares beside each other in a strip


@dataclass(frozen=True, slots=True)
class Point:
    """One answer. ``share`` 0 to 1; None is not known. ``square``: in custody. ``raters``: how many agencies."""

    share: float | None
    square: bool = False
    raters: int = 0
    move: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A drawn answer: a ring (or a square) with the part that is filled, and a stroke below for each agency."""

    x: str
    y: str
    left: str
    top: str
    square: bool
    unknown: bool
    fill: str
    text_y: str
    strokes: str


@dataclass(frozen=True, slots=True)
class Link:
    """The line between two looks; ``move`` says whether the answer changed, is a new view, or stayed."""

    x1: str
    x2: str
    y: str
    move: str


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One item over time."""

    label: str
    ending: str
    css: str
    label_y: str
    marks: list[Mark]
    links: list[Link]


@dataclass(frozen=True, slots=True)
class Heading:
    """A word over a group of rows."""

    label: str
    y: str


@dataclass(frozen=True, slots=True)
class LookLine:
    """One assessment: its day over an upright line."""

    label: str
    x: str
    label_y: str
    top: str
    end: str


@dataclass(frozen=True, slots=True)
class Flag:
    """An event laid over the line: a number in a ring, which the list beside the picture explains."""

    label: str
    x: str
    y: str
    text_y: str
    line_y: str
    end_y: str


@dataclass(frozen=True, slots=True)
class Trails:
    """Trails of items under one line of time, with events laid over them."""

    width: int
    height: int
    ending_x: str
    looks: list[LookLine]
    flags: list[Flag]
    headings: list[Heading]
    rows: list[TrailRow]


def spread(days: Sequence[int], left: float, right: float, gap: float = GAP) -> list[float]:
    """Places for ``days`` (in order) from left to right, true to time but for a least distance between two."""
    if len(days) < 2:
        return [(left + right) / 2 for _day in days]
    gap = min(gap, (right - left) / (len(days) - 1))
    free, span = (right - left) - gap * (len(days) - 1), max(days[-1] - days[0], 1)
    return [left + gap * i + free * (day - days[0]) / span for i, day in enumerate(days)]


def place(day: int, days: Sequence[int], places: Sequence[float], margin: float) -> float:
    """Where a day between, before or after the looks stands; outside them at most ``margin`` away."""
    if day <= days[0]:
        return places[0] - min(margin, margin * (days[0] - day) / 60)
    if day >= days[-1]:
        return places[-1] + min(margin, margin * (day - days[-1]) / 60)
    i = next(i for i in range(len(days) - 1) if days[i] <= day <= days[i + 1])
    return places[i] + (places[i + 1] - places[i]) * (day - days[i]) / max(days[i + 1] - days[i], 1)


Group = tuple[str, str, Sequence[tuple[str, str, Sequence["Point | None"]]]]
"""A heading, a css class, and its rows: name, words of the newest answer, one point (or nothing) for each look."""


def trails(
    looks: Sequence[tuple[str, int]], groups: Sequence[Group], events: Sequence[tuple[str, int]] = (), width: int = WIDE
) -> Trails:
    """Trails of items over ``looks`` (label, day as a number). Below 500 a name stands above its trail."""
    wide = width >= 500
    margin = 20 if wide else 12
    left, right = (LABEL + 14, width - ENDING - 30) if wide else (22, width - 24)
    days = [day for _label, day in looks]
    places = spread(days, left, right)
    flags, y = _flags(events, days, places, margin)
    height = 24 if wide else 46
    headings, rows = [], []
    for label, css, found in groups:
        headings.append(Heading(label, number(y + 20)))
        y += 30
        for name, ending, points in found:
            middle = y + height / 2 if wide else y + 30
            rows.append(_row(name, ending, css, points, places, middle, (middle if wide else y + 10) + 4.5))
            y += height
        y += 6
    lines = [
        LookLine(label, number(x), number(14 + 16 * (i % 2)), number(20 + 16 * (i % 2)), number(y - 6))
        for i, ((label, _day), x) in enumerate(zip(looks, places, strict=True))
    ]
    ended = [Flag(f.label, f.x, f.y, f.text_y, f.line_y, number(y - 6)) for f in flags]
    return Trails(width, math.ceil(y), number(width), lines, ended, headings, rows)


def _flags(
    events: Sequence[tuple[str, int]], days: Sequence[int], places: Sequence[float], margin: float
) -> tuple[list[Flag], float]:
    """Flags in up to three lanes below the dates, and where the rows begin."""
    lanes: list[float] = []
    flags = []
    for label, day in events:
        x = place(day, days, places, margin)
        free = [i for i, reached in enumerate(lanes) if x - reached >= 21]
        lane = free[0] if free else len(lanes) if len(lanes) < 3 else min(range(3), key=lambda i: lanes[i])
        lanes[lane : lane + 1] = [x]
        y = 50 + 21 * lane
        flags.append(Flag(label, number(x), number(y), number(y + 4.5), number(y + 9), ""))
    return flags, 38 + (21 * len(lanes) + 4 if lanes else 0)


def _row(
    name: str, ending: str, css: str, points: Sequence[Point | None], places: Sequence[float], y: float, label_y: float
) -> TrailRow:
    there = [(x, point) for x, point in zip(places, points, strict=True) if point]
    links = [
        Link(number(x1 + RADIUS + 1), number(x2 - RADIUS - 1), number(y), point.move)
        for (x1, _before), (x2, point) in itertools.pairwise(there)
    ]
    return TrailRow(name, ending, css, number(label_y), [_mark(point, x, y) for x, point in there], links)


def _mark(point: Point, x: float, y: float) -> Mark:
    strokes = "".join(
        f"M{number(x + 4 * i - 2 * (min(point.raters, 5) - 1))} {number(y + RADIUS + 2)}v3"
        for i in range(min(point.raters, 5))
    )
    share = point.share
    fill = "" if not share else _box(share, x, y) if point.square else _pie(share, x, y)
    corner = number(x - RADIUS), number(y - RADIUS)
    return Mark(number(x), number(y), *corner, point.square, share is None, fill, number(y + 5), strokes)


def _pie(share: float, x: float, y: float, radius: float = RADIUS) -> str:
    """The right part of a disc, from the top; the whole of it for 1."""
    if share >= 1:
        half = f"a{number(radius)} {number(radius)} 0 1 1 0 "
        return f"M{number(x)} {number(y - radius)}{half}{number(2 * radius)}{half}{number(-2 * radius)}z"
    angle = 2 * math.pi * share
    end = f"{number(x + radius * math.sin(angle))} {number(y - radius * math.cos(angle))}"
    return (
        f"M{number(x)} {number(y)}V{number(y - radius)}A{number(radius)} {number(radius)} 0 {int(share > 0.5)} 1 {end}z"
    )


def _box(share: float, x: float, y: float) -> str:
    """The lower part of a square."""
    height = 2 * RADIUS * share
    return f"M{number(x - RADIUS)} {number(y + RADIUS - height)}h{2 * RADIUS}v{number(height)}h{-2 * RADIUS}z"


@dataclass(frozen=True, slots=True)
class Square:
    """One item of a strip. ``fill``: the part that is filled; ``unknown``: nobody knows."""

    x: str
    y: str
    unknown: bool
    fill_y: str
    fill: str


@dataclass(frozen=True, slots=True)
class StripRow:
    """One section: its squares for each look."""

    label: str
    css: str
    label_y: str
    squares: list[Square]


@dataclass(frozen=True, slots=True)
class Strips:
    """Counts of answers by section, a square for each item, the looks side by side."""

    width: int
    height: int
    side: str
    looks: list[tuple[str, str]]
    rows: list[StripRow]


Counts = Sequence[tuple[float | None, int]]
"""How many items have each answer: share of its mark (None: not known), and the count."""


def strips(
    looks: Sequence[str], rows: Sequence[tuple[str, str, Sequence[Counts]]], width: int = WIDE
) -> Strips:  # fmt: skip
    """Squares for the answers of each section (name, css class, counts for each look), the fullest first."""
    wide = width >= 500
    left = LABEL if wide else 2
    column = (width - left) / max(len(looks), 1)
    side = min(9.0, (column - 10) / PER_ROW - 2)
    y, drawn = 26.0, []
    for label, css, counts in rows:
        top = y + (2 if wide else 20)
        squares = [
            one for i, of in enumerate(counts) for one in _squares(of, left + column * i + 2, top, side)
        ]  # fmt: skip
        lines = max((math.ceil(sum(n for _share, n in of) / PER_ROW) for of in counts), default=1) or 1
        drawn.append(StripRow(label, css, number(y + 13), squares))
        y = top + max(lines * (side + 2), 16) + 8
    heads = [(label, number(left + column * i + 2)) for i, label in enumerate(looks)]
    return Strips(width, math.ceil(y), number(side), heads, drawn)


def _squares(counts: Counts, left: float, top: float, side: float) -> list[Square]:
    found: list[Square] = []
    for share, count in sorted(counts, key=lambda one: -1 if one[0] is None else one[0], reverse=True):
        for _one in range(count):
            x = left + (len(found) % PER_ROW) * (side + 2)
            y = top + (len(found) // PER_ROW) * (side + 2)
            full = side * (share or 0)
            found.append(Square(number(x), number(y), share is None, number(y + side - full), number(full)))
    return found


@dataclass(frozen=True, slots=True)
class Bar:
    """What is not known at one look, as a part of what was asked."""

    label: str
    words: str
    y: str
    label_y: str
    words_y: str
    width: str
    known_x: str
    unknown: str
    silent_x: str
    silent: str


@dataclass(frozen=True, slots=True)
class Bars:
    """The share of what is not known, look by look."""

    width: int
    height: int
    left: str
    words_x: str
    rows: list[Bar]


def gap_bars(rows: Sequence[tuple[str, str, int, int, int]], width: int = WIDE) -> Bars:
    """Bars of (label, words, not known, not answered, asked); the most that was asked has the full width."""
    wide = width >= 500
    left, room = (92, 214) if wide else (2, width - 4)
    most = max((asked for *_rest, asked in rows), default=0) or 1
    height, drawn = (30 if wide else 58), []
    for i, (label, words, unknown, silent, asked) in enumerate(rows):
        top = i * height + (6 if wide else 22)
        whole, part, rest = (room * n / most for n in (asked, unknown, silent))
        words_y = top + 13 if wide else top + 30
        drawn.append(
            Bar(
                label, words, number(top), number(top + 13 if wide else top - 7), number(words_y), number(whole),
                number(left), number(part), number(left + part), number(rest),
            )
        )  # fmt: skip
    return Bars(width, height * len(rows) + 4, number(left), number(left + room + 12 if wide else left), drawn)
