"""Geometry of charts: numbers in, strings with a dot out. The drawing itself is an SVG template in templates/charts/.

Texts stay in templates, so they are escaped and translated; no style is ever written (strict content policy).
Lengths are in SVG units, which are CSS pixels at the stated width.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

ONE_SIDED: Final = 3.0  # one side is at least three times the other
SEGMENT_LABEL: Final = 17  # the least height of a segment that can carry its number


def number(value: float) -> str:
    """A coordinate for SVG: one decimal, a dot in every language, no trailing zeros."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def nice_max(value: float, steps: int = 4) -> tuple[float, float]:
    """The top of an axis that holds `value` in about `steps` round steps, and the size of a step."""
    if value <= 0:
        return float(steps), 1.0
    raw = value / steps
    magnitude = 10.0 ** math.floor(math.log10(raw))
    step = next(size * magnitude for size in (1, 2, 2.5, 5, 10) if size * magnitude >= raw)
    return step * math.ceil(value / step), step


def is_one_sided(one: int, other: int) -> bool:
    """Whether one of two counts is at least three times the other. Two zeros are not one-sided."""
    low, high = sorted((one, other))
    return high > 0 and (low == 0 or high / low >= ONE_SIDED)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with its number or name."""

    label: str
    y: str
    text_y: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a stacked column."""

    css: str
    name: str
    value: int
    x: str
    y: str
    width: str
    height: str
    text_x: str
    text_y: str
    labelled: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One stacked column with its total."""

    label: str
    total: int
    x: str
    total_y: str
    segments: list[Segment]


@dataclass(frozen=True, slots=True)
class Columns:
    """A chart of stacked columns."""

    width: int
    height: int
    left: str
    right: str
    base: str
    tick_x: str
    label_y: str
    ticks: list[Tick]
    columns: list[Column]


def stacked_columns(
    labels: Sequence[str], series: Sequence[tuple[str, str, Sequence[int]]], width: int = 560, height: int = 280
) -> Columns:
    """Columns of several series on top of each other; a series is (css class, name, values), the lowest first."""
    left, right, top, bottom = 34, 8, 18, 24
    totals = [sum(values[i] for _css, _name, values in series) for i in range(len(labels))]
    axis, step = nice_max(max(totals, default=0))
    if step < 1:  # things are counted whole
        axis, step = math.ceil(axis), 1
    band = (width - left - right) / max(len(labels), 1)

    def y(value: float) -> float:
        return top + (height - top - bottom) * (1 - value / axis)

    columns = []
    for i, label in enumerate(labels):
        parts, reached, x = [], 0, left + band * i + band * 0.16
        for css, name, values in series:
            if values[i]:
                parts.append(_segment(css, name, values[i], x, band * 0.68, y(reached + values[i]), y(reached)))
            reached += values[i]
        columns.append(Column(label, totals[i], number(x + band * 0.34), number(y(reached) - 6), parts))
    marks = [k * step for k in range(round(axis / step) + 1)]
    ticks = [Tick(number(mark), number(y(mark)), number(y(mark) + 4)) for mark in marks]
    ends = number(left), number(width - right), number(y(0))
    return Columns(width, height, *ends, number(left - 6), number(height - 6), ticks, columns)


def _segment(css: str, name: str, value: int, x: float, width: float, upper: float, lower: float) -> Segment:
    middle = number(x + width / 2), number((upper + lower) / 2 + 4.5)
    box = number(x), number(upper), number(width), number(lower - upper)
    return Segment(css, name, value, *box, *middle, labelled=lower - upper > SEGMENT_LABEL)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bars back to back: what was received and what was sent."""

    label: str
    sent: int
    received: int
    ratio: str
    one_sided: bool
    bar_y: str
    number_y: str
    label_y: str
    received_x: str
    received_width: str
    received_text_x: str
    sent_width: str
    sent_text_x: str


@dataclass(frozen=True, slots=True)
class Butterfly:
    """Pairs of bars on one scale, received to the left and sent to the right."""

    width: int
    height: int
    middle: str
    sent_x: str
    bar: str
    rows: list[Pair]


def butterfly(
    rows: Sequence[tuple[str, int, int]], width: int = 560, row_height: int = 38, gap: int = 190
) -> Butterfly:
    """Paired bars of (label, sent, received). With `gap` 0 the label stands above its bars, for a narrow screen."""
    head, space, margin = (0 if gap else 22), gap or 2, 36
    side = (width - space) / 2 - margin
    largest = max((max(sent, received) for _label, sent, received in rows), default=0) or 1
    out = []
    for i, (label, sent, received) in enumerate(rows):
        top, to_sent, to_received = i * row_height, side * sent / largest, side * received / largest
        low, high = sorted((sent, received))
        out.append(
            Pair(
                label,
                sent,
                received,
                ratio=number(high / low) if low else "",
                one_sided=is_one_sided(sent, received),
                bar_y=number(top + 6 + head),
                number_y=number(top + head + (row_height - head) / 2 + 5),
                label_y=number(top + (19 if head else row_height / 2 + 5)),
                received_x=number(margin + side - to_received),
                received_width=number(to_received),
                received_text_x=number(margin + side - to_received - 6),
                sent_width=number(to_sent),
                sent_text_x=number(margin + side + space + to_sent + 6),
            )
        )
    bar = number(row_height - head - 12)
    return Butterfly(width, row_height * len(rows) + 4, number(width / 2), number(margin + side + space), bar, out)


@dataclass(frozen=True, slots=True)
class Dot:
    """One judgement on a stepped line; `level` counts from 1."""

    label: str
    level: int
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Steps:
    """A stepped line of judgements on an ordered scale."""

    width: int
    height: int
    left: str
    right: str
    tick_x: str
    label_y: str
    path: str
    ticks: list[Tick]
    dots: list[Dot]


def step_line(points: Sequence[tuple[str, int]], levels: Sequence[str], width: int = 292, height: int = 128) -> Steps:
    """A line of (label, level from 1) in order of time over the named levels. Raises ValueError without points."""
    if not points:
        raise ValueError("a line needs at least one point")
    left, right, top, bottom = 66, 10, 10, 22
    across = (width - left - right) / max(len(points) - 1, 1)
    down = (height - top - bottom) / max(len(levels) - 1, 1)

    def y(level: int) -> float:
        return height - bottom - down * (level - 1)

    dots = [Dot(label, level, number(left + across * i), number(y(level))) for i, (label, level) in enumerate(points)]
    path = f"M{dots[0].x} {dots[0].y}" + "".join(f"H{dot.x}V{dot.y}" for dot in dots[1:])
    ticks = [Tick(name, number(y(i)), number(y(i) + 4)) for i, name in enumerate(levels, start=1)]
    ends = number(left), number(width - right), number(left - 8), number(height - 5)
    return Steps(width, height, *ends, path, ticks, dots)


@dataclass(frozen=True, slots=True)
class Node:
    """One agency on the ring; `anchor` is the class that aligns its name."""

    code: str
    name: str
    x: str
    y: str
    code_y: str
    name_x: str
    name_y: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Edge:
    """What passes between two agencies."""

    path: str
    width: str
    one_sided: bool


@dataclass(frozen=True, slots=True)
class Ring:
    """Agencies in a ring and what passes between them."""

    width: int
    height: int
    radius: int
    named: bool
    nodes: list[Node]
    edges: list[Edge]


def ring(
    nodes: Sequence[tuple[str, str]],
    edges: Sequence[tuple[str, str, int, int]],
    width: int = 560,
    height: int = 360,
    named: bool = True,
) -> Ring:
    """Agencies (code, name) on an ellipse; edges (code, code, there, back), wide for much and dashed if one-sided."""
    radius = 22
    reach_x, reach_y = width / 2 - (150 if named else radius + 2), height / 2 - (46 if named else radius + 2)
    angles = {code: 2 * math.pi * i / len(nodes) - math.pi / 2 for i, (code, _name) in enumerate(nodes)}
    places = {
        code: (width / 2 + reach_x * math.cos(a), height / 2 + reach_y * math.sin(a)) for code, a in angles.items()
    }
    largest = max((there + back for _a, _b, there, back in edges), default=0) or 1
    lines = [
        Edge(
            _curve(places[a], places[b], (width / 2, height / 2)),
            number(1 + 8 * (there + back) / largest),
            is_one_sided(there, back),
        )
        for a, b, there, back in edges
    ]
    return Ring(width, height, radius, named, [_node(c, n, *places[c], angles[c]) for c, n in nodes], lines)


def _curve(start: tuple[float, float], end: tuple[float, float], centre: tuple[float, float]) -> str:
    bend_x, bend_y = ((a + b) / 2 * 0.82 + c * 0.18 for a, b, c in zip(start, end, centre, strict=True))
    return f"M{number(start[0])} {number(start[1])}Q{number(bend_x)} {number(bend_y)} {number(end[0])} {number(end[1])}"


def _node(code: str, name: str, x: float, y: float, angle: float) -> Node:
    sideways = math.cos(angle)
    side = 1 if sideways > 0.3 else -1 if sideways < -0.3 else 0
    beside = y + 4.5 if side else y + (38 if math.sin(angle) > 0 else -30)
    anchor = {1: "t-start", -1: "t-end", 0: "t-mid"}[side]
    return Node(code, name, number(x), number(y), number(y + 4.5), number(x + 30 * side), number(beside), anchor)
