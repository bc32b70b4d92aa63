"""Counts in which nobody can be recognised: groups of at least five, small cells hidden, none to be reckoned.

Three rules, which the tests try to break:

1. Every case is counted in one row only, and no sums over rows are given: subtracting finds nothing.
2. Rows are made once. Years are put together until five are counted; what is not yet five waits for the next year, so
   that the figures of two years never differ by a few.
3. In a row whose total is known, whatever is under five is hidden, and more, until at least two cells are hidden and
   hold at least five together; nor may they hold the most that small ones can, for then each is known to hold it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST = 5
"""Groups under this are hidden (domain section 4.10)."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How many ended in one way: year, level (0: every level, or not recorded), and result on each strand."""

    year: int
    level: int
    disengagement: str
    reintegration: str
    number: int


@dataclass(frozen=True, slots=True)
class Row:
    """One group: its years, its level (0: all together), how many, and for each strand the counts; None is hidden."""

    years: tuple[int, int]
    level: int
    total: int
    disengagement: tuple[int | None, ...]
    reintegration: tuple[int | None, ...]


def covered(counts: Sequence[int], least: int = LEAST) -> tuple[int | None, ...]:
    """Return the counts of a row with what must be hidden as None. Their sum must be at least ``least``."""
    shown = {at for at, count in enumerate(counts) if count >= least}
    while shown and len(shown) < len(counts):
        left = [count for at, count in enumerate(counts) if at not in shown]
        if len(left) > 1 and sum(left) >= least and sum(left) != len(left) * (least - 1):
            break
        shown.remove(max(shown))  # by place, not by size: which one is hidden must not tell how large it is
    return tuple(count if at in shown else None for at, count in enumerate(counts))


def together(by_year: Mapping[int, int], least: int = LEAST) -> list[tuple[int, int]]:
    """Return spans of years that hold at least ``least`` each, in order; later years never change earlier ones."""
    spans: list[tuple[int, int]] = []
    first, held = 0, 0
    for year in sorted(by_year):
        first = first if held else year
        held += by_year[year]
        if held >= least:
            spans.append((first, year))
            held = 0
    return spans


def rows_of(ended: Iterable[Ended], results: Sequence[str], least: int = LEAST) -> list[Row]:
    """Return the rows of everything that ended, by years, and by level where each level of a row is large enough."""
    known = list(ended)
    by_year: Counter[int] = Counter()
    for one in known:
        by_year[one.year] += one.number
    rows = []
    for first, last in together(by_year, least):
        inside = [one for one in known if first <= one.year <= last]
        levels: Counter[int] = Counter()
        for one in inside:
            levels[one.level] += one.number
        apart = len(levels) > 1 and min(levels.values()) >= least
        for level in sorted(levels) if apart else [0]:
            group = [one for one in inside if not apart or one.level == level]
            rows.append(_row((first, last), level, group, results, least))
    return rows


def _row(years: tuple[int, int], level: int, group: Sequence[Ended], results: Sequence[str], least: int) -> Row:
    first, second = Counter[str](), Counter[str]()
    for one in group:
        first[one.disengagement] += one.number
        second[one.reintegration] += one.number
    return Row(
        years, level, first.total(), covered([first[result] for result in results], least),
        covered([second[result] for result in results], least),
    )  # fmt: skip
