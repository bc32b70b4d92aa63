"""Hidden counts stay hidden: nobody who knows the rule, every total and every file reckons a small one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.counting import LEAST, Ended, covered, rows_of, together

RESULTS = ("achieved", "partial", "worse")
counts = st.lists(st.integers(0, 7), min_size=2, max_size=4).filter(lambda row: sum(row) >= LEAST)
ended = st.lists(
    st.builds(
        Ended, year=st.integers(2019, 2024), level=st.integers(0, 3), disengagement=st.sampled_from(RESULTS),
        reintegration=st.sampled_from(RESULTS), number=st.integers(1, 6),
    ),
    max_size=14,
)  # fmt: skip


def fillings(row: Sequence[int | None], rest: int) -> Iterator[tuple[int, ...]]:
    """Every way to fill the hidden cells of a row with ``rest``."""
    if not row:
        if rest == 0:
            yield ()
        return
    for value in range(rest + 1) if row[0] is None else (row[0],):
        left = rest - value if row[0] is None else rest
        for more in fillings(row[1:], left):
            yield (value, *more)


def worlds(row: Sequence[int | None], total: int) -> list[tuple[int, ...]]:
    """Every row that the published one could stand for: it fits the total, and the rule would hide the same of it."""
    rest = total - sum(count for count in row if count is not None)
    return [world for world in fillings(row, rest) if covered(world) == tuple(row)]


@settings(max_examples=300, deadline=None, database=None)
@given(counts)
def test_no_hidden_count_is_reckoned_from_its_row_and_the_rule(row: list[int]) -> None:
    told = covered(row)
    assert all(count is None or count == true for count, true in zip(told, row, strict=True))
    assert all(told[at] is None for at, true in enumerate(row) if true < LEAST)
    hidden = [at for at, count in enumerate(told) if count is None]
    if not hidden:
        return
    assert len(hidden) > 1
    assert sum(row[at] for at in hidden) >= LEAST
    possible = worlds(told, sum(row))
    for at in hidden:
        if row[at] < LEAST:
            assert len({world[at] for world in possible}) > 1, (row, told)


@settings(max_examples=300, deadline=None, database=None)
@given(ended, st.integers(2019, 2024))
def test_two_files_tell_no_more_than_one(known: list[Ended], year: int) -> None:
    """A year later the same rows stand there, cell by cell, and none of the new ones overlaps them."""
    earlier = rows_of([one for one in known if one.year <= year], RESULTS)
    later = rows_of(known, RESULTS)
    assert later[: len(earlier)] == earlier
    new = later[len(earlier) :]
    assert all(row.years[0] > max((old.years[1] for old in earlier), default=0) for row in new)


@settings(max_examples=300, deadline=None, database=None)
@given(ended)
def test_every_case_is_counted_in_one_row_at_most(known: list[Ended]) -> None:
    """So no file by another dimension holds a sum from which rows could be taken away."""
    rows = rows_of(known, RESULTS)
    for row in rows:
        group = [
            one for one in known
            if row.years[0] <= one.year <= row.years[1] and (len([r for r in rows if r.years == row.years]) == 1
                                                             or one.level == row.level)
        ]  # fmt: skip
        assert row.total == sum(one.number for one in group) >= LEAST
        for strand in ("disengagement", "reintegration"):
            true = [sum(o.number for o in group if getattr(o, strand) == result) for result in RESULTS]
            assert getattr(row, strand) == covered(true)
    keys = [(row.years, row.level) for row in rows]
    assert len(keys) == len(set(keys))
    assert sum(row.total for row in rows) <= sum(one.number for one in known)


def test_years_are_put_together_and_a_rest_waits() -> None:
    assert together({2020: 5, 2021: 2, 2022: 4, 2023: 4}) == [(2020, 2020), (2021, 2022)]
    assert together({2020: 4}) == []


def test_a_small_cell_takes_another_with_it() -> None:
    assert covered([9, 6, 2, 0, 0]) == (9, None, None, None, None)
    assert covered([5, 5, 4]) == (5, None, None)
    assert covered([9, 6, 3, 2, 0]) == (9, 6, None, None, None)
    assert covered([5, 5, 5]) == (5, 5, 5)
    assert covered([5, 0]) == (None, None)


def test_of_every_small_row_no_small_count_is_known() -> None:
    """All of them: whoever knows the rule is left with more than one value for each small count."""
    told: dict[tuple[int, tuple[int | None, ...]], list[tuple[int, ...]]] = {}
    for row in itertools.product(range(17), repeat=3):
        if LEAST <= sum(row) <= 16:
            told.setdefault((sum(row), covered(row)), []).append(row)
    for (_total, shown), rows in told.items():
        for at, count in enumerate(shown):
            values = {row[at] for row in rows}
            assert count is not None or len(values) > 1 or min(values) >= LEAST
