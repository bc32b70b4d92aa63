"""Hidden numbers of symmetry stay hidden: nobody who knows the totals and the shown cells reckons a small one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.counting import LEAST
from sharing.symmetry import Counted, Pair, hide, shown

AGENCIES, FOUR = ("a", "b", "c"), ("a", "b", "c", "d")
PAIRS = [(one, two) for one in AGENCIES for two in AGENCIES if one != two]
numbers = st.sampled_from([0, 0, 0, 1, 2, 3, 4, 5, 6, 9])
cells = st.fixed_dictionaries(dict.fromkeys(PAIRS, numbers))


def counted(asked: Mapping[Pair, int], answered: Mapping[Pair, int] | None = None) -> Counted:
    told = {pair: (0, 0, 0, number) for pair, number in (answered or {}).items()}
    return Counted(asked, {}, told, {}, {}, {})


def total(table: Mapping[Pair, int], agency: str, end: int) -> int:
    return sum(number for pair, number in table.items() if pair[end] == agency)


def could_be(asked: Mapping[Pair, int], cell: Pair) -> bool:
    """Whether the hidden cell could hold another number, with no number changed that is shown: every way is tried."""
    hidden, untold = hide(counted(asked), AGENCIES)
    small = {pair for pair in PAIRS if asked[pair] < LEAST}
    fixed = [
        (agency, end) for agency in AGENCIES for end in (0, 1)
        if total(asked, agency, end) >= LEAST and agency not in untold
    ]  # fmt: skip
    bounded = [
        (agency, end) for agency in AGENCIES for end in (0, 1)
        if total(asked, agency, end) < LEAST and agency not in untold
    ]  # fmt: skip
    others = [pair for pair in PAIRS if pair in hidden and pair != cell]
    for change in (1, -1):
        for moved in moves(others):
            world = {**asked, cell: asked[cell] + change}
            for pair, by in moved.items():
                world[pair] += by
            if (
                all(number >= 0 for number in world.values())
                and all(world[pair] < LEAST for pair in small)
                and all(total(world, *one) == total(asked, *one) for one in fixed)
                and all(total(world, *one) < LEAST for one in bounded)
            ):
                return True
    return False


def moves(pairs: list[Pair]) -> Iterator[dict[Pair, int]]:
    for signs in itertools.product((0, 1, -1), repeat=len(pairs)):
        yield dict(zip(pairs, signs, strict=True))


@settings(max_examples=150, deadline=None, database=None)
@given(cells)
def test_no_small_number_is_reckoned(asked: dict[Pair, int]) -> None:
    hidden, _untold = hide(counted(asked), AGENCIES)
    for pair in PAIRS:
        assert pair in hidden or asked[pair] >= LEAST
        if pair in hidden and 0 < asked[pair] < LEAST:
            assert could_be(asked, pair), (pair, asked)


@settings(max_examples=200, deadline=None, database=None)
@given(cells, cells)
def test_what_is_shown_is_true_and_large(asked: dict[Pair, int], answered: dict[Pair, int]) -> None:
    found = shown(counted(asked, answered), AGENCIES)
    for line in found.agencies:
        if line.asked is not None:
            assert line.asked == total(asked, line.agency, 0) >= LEAST
        if line.was_asked is not None:
            assert line.was_asked == total(asked, line.agency, 1) >= LEAST
            assert line.answered == total(answered, line.agency, 1)
        else:
            assert (line.answered, line.left_open, line.days) == (None, None, None)
    for pair in found.asked:
        assert pair.number == asked[pair.asker, pair.asked] >= LEAST
        assert pair.answered == answered[pair.asker, pair.asked]


def test_the_sum_of_one_agency_does_not_give_its_only_hidden_partner_away() -> None:
    """Nine in all, eight of them to one agency: the ninth would be known."""
    three = ("a", "b", "c")
    asked = {("a", "b"): 8, ("a", "c"): 1}
    hidden, untold = hide(counted(asked), three)
    assert ("a", "b") in hidden or "a" in untold
    found = shown(counted(asked), three)
    assert [line.asked for line in found.agencies] in ([9, None, None], [None, None, None])


def test_two_that_hold_four_each_are_not_known_to() -> None:
    """Eight in all, two partners, none above four: each would be known to hold four."""
    asked = {("a", "b"): 4, ("a", "c"): 4}
    _hidden, untold = hide(counted(asked), ("a", "b", "c"))
    assert "a" in untold


def test_an_answer_to_an_earlier_request_is_not_known_from_the_sum_of_answers() -> None:
    asked = {("a", "b"): 6, ("c", "b"): 0}
    told = {("a", "b"): 5, ("c", "b"): 1}
    found = shown(counted(asked, told), ("a", "b", "c"))
    assert not found.asked or found.agencies[1].answered is None


def test_small_numbers_of_a_quiet_quarter_hide_nothing_else() -> None:
    found = shown(counted({("a", "b"): 2, ("b", "c"): 4}), AGENCIES)
    assert all(line.asked is None and line.was_asked is None for line in found.agencies)
    assert found.asked == ()


@pytest.mark.parametrize(
    ("parts", "told"),
    [((6, 0, 0, 0), (None,) * 4), ((0, 3, 1, 0), (None,) * 4), ((6, 5, 0, 0), (6, None, None, None))],
)
def test_how_full_answers_were_is_hidden_part_by_part(parts: tuple[int, ...], told: tuple[int | None, ...]) -> None:
    quarter = Counted({("a", "b"): 9}, {}, {("a", "b"): parts}, {("a", "b"): 3}, {"b": 3}, {})
    (pair,) = shown(quarter, ("a", "b")).asked
    assert pair.parts == told
    assert pair.days == (3 if sum(parts) >= LEAST else None)


def test_gifts_under_five_are_not_there_at_all() -> None:
    quarter = Counted({}, {}, {}, {}, {}, {("a", "b"): (4, 0, 0), ("b", "a"): (0, 9, 3)})
    assert [(gift.giver, gift.number, gift.parts) for gift in shown(quarter, ("a", "b")).given] == [
        ("b", 12, (None, None, None))
    ]


def test_what_is_hidden_beside_it_goes_by_place_and_not_by_size() -> None:
    asked = {("a", "b"): 8, ("a", "c"): 1, ("a", "d"): 30}
    other = {("a", "b"): 30, ("a", "c"): 1, ("a", "d"): 8}
    assert hide(counted(asked), FOUR) == hide(counted(other), FOUR)
