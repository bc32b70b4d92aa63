"""`make bench` judges a bar by what it measured: held, missed, or beyond what the very same rows by key reach."""

from __future__ import annotations

import pytest

from benchmarks.bars import Bar, verdicts

AT_MOST = Bar("a", 2.4, 2.5)
TOO_SLOW = Bar("b", 2.6, 2.5)
FASTER = Bar("c", 8.1, 8, True, by_key=20)
REACHABLE = Bar("d", 7, 8, True, by_key=8.2)
BEYOND = Bar("e", 1.2, 5, True, by_key=2.75)


@pytest.mark.parametrize(
    ("bar", "held", "beyond", "words"),
    [
        (AT_MOST, True, False, "held"),
        (TOO_SLOW, False, False, "MISSED"),
        (FASTER, True, False, "held"),
        (REACHABLE, False, False, "MISSED"),
        (BEYOND, False, True, "beyond the physical limit: 2.8x"),
        (Bar("f", 7, 8, True), False, False, "MISSED"),  # nothing was measured that would excuse it
        (Bar("g", 9, 8, True, by_key=7), True, False, "held"),  # held is held, whatever stands beside it
        (Bar("h", 3, 2.5, by_key=1), False, False, "MISSED"),  # only how much faster has such a limit
    ],
)
def test_verdicts(bar: Bar, held: bool, beyond: bool, words: str) -> None:
    assert (bar.held, bar.beyond, bar.missed) == (held, beyond, not held and not beyond)
    assert bar.verdict == words
    assert words in bar.line()


def test_a_bar_beyond_reach_counts_neither_as_held_nor_as_missed(capsys: pytest.CaptureFixture[str]) -> None:
    assert verdicts([AT_MOST, FASTER, BEYOND]) == 0
    said = capsys.readouterr().out
    assert "2 of 3 bars held, 0 missed, 1 beyond the physical limit" in said
    assert "beyond reach: e" in said
    assert verdicts([AT_MOST, BEYOND, REACHABLE]) == 1
    assert "1 of 3 bars held, 1 missed, 1 beyond the physical limit" in capsys.readouterr().out
