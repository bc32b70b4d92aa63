"""Timing: cells that are compared run in turn, round after round, in one process; the median of each is kept."""

from __future__ import annotations

import contextlib
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db import connection
from django.test.utils import CaptureQueriesContext

Cell = Callable[[], object]
Around = Callable[[], contextlib.AbstractContextManager[None]]
NOTHING: Mapping[str, Around] = {}
INNER = 5


@dataclass
class Times:
    """Seconds of every round of each cell, and how many statements one round of it sends."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    statements: dict[str, int] = field(default_factory=dict)

    def median(self, name: str) -> float:
        """Return the median seconds of the cell called ``name``."""
        return statistics.median(self.seconds[name])

    def ratio(self, name: str, to: str) -> float:
        """Return how many times slower ``name`` is than ``to``: the median of the rounds' own ratios.

        Each round measured both within milliseconds of each other, so that a busy machine touches both.
        """
        return statistics.median(a / b for a, b in zip(self.seconds[name], self.seconds[to], strict=True))


def run(times: Times, cells: Mapping[str, Cell], *, inner: int = INNER, around: Mapping[str, Around] = NOTHING) -> None:
    """Run one round: every cell once to warm it, then ``inner`` times in turn; the best of them is the round's time.

    The best and not the mean, because a neighbour on the same two cores only ever adds; every other turn backwards,
    because what ran before leaves its traces. ``around`` is entered before a cell of that name, and not timed.
    """
    for name, cell in cells.items():
        with around.get(name, contextlib.nullcontext)():
            if name not in times.statements:
                with CaptureQueriesContext(connection) as captured:
                    cell()
                times.statements[name] = len(captured)
            else:
                cell()
    best = dict.fromkeys(cells, float("inf"))
    forwards = list(cells.items())
    for turn in range(inner):
        for name, cell in forwards if turn % 2 == 0 else forwards[::-1]:
            with around.get(name, contextlib.nullcontext)():
                started = time.perf_counter()
                cell()
                best[name] = min(best[name], time.perf_counter() - started)
    for name, seconds in best.items():
        times.seconds.setdefault(name, []).append(seconds)
