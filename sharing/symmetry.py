"""Which counts between agencies are shown: from five on, and only where those that are hidden cannot be reckoned.

Pure: numbers in, numbers out. The attacker of the rules knows them, and every number that is shown. Three of them:

1. A number of requests under five is hidden, of an agency in a quarter as of one agency to another. How many of them
   were answered is shown beside a number that is: everybody who knows of a request knows whether it was answered.
2. Totals of agencies would give hidden numbers away by subtracting. So more is hidden, in a fixed order, until each of
   the hidden ones could be another number too: found by walking round the table (a cell goes up by one, another of its
   column goes down, and so on until the round is closed), with no hidden number above four.
3. How full answers were is known to the two agencies alone: hidden part by part (``casework.counting.covered``), so
   that nothing is told of five answers that were all alike either.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from casework.counting import LEAST, covered

Pair = tuple[str, str]
"""Keys of two agencies: from one to the other."""
_OUTSIDE = ("outside", "")
_Node = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in a quarter, by pair: (who asked, who was asked), (who gave, who took).

    ``left_open`` and ``middle`` (days) are by the agency that was asked; ``days`` by pair.
    """

    asked: Mapping[Pair, int]
    left_open: Mapping[str, int]
    answered: Mapping[Pair, Sequence[int]]
    days: Mapping[Pair, int]
    middle: Mapping[str, int]
    given: Mapping[Pair, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Standing:
    """One agency in a quarter; None is hidden."""

    agency: str
    asked: int | None
    was_asked: int | None
    answered: int | None
    left_open: int | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What one agency asked another; ``parts``: answers in full, summaries, gists, without words. None is hidden."""

    asker: str
    asked: str
    number: int
    answered: int
    parts: tuple[int | None, ...]
    days: int | None


@dataclass(frozen=True, slots=True)
class Given:
    """Notes that one agency gave another to read; ``parts``: full texts, summaries, gists. None is hidden."""

    giver: str
    taker: str
    number: int
    parts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a quarter: every agency, and the pairs that are large enough."""

    agencies: tuple[Standing, ...]
    asked: tuple[Asked, ...]
    given: tuple[Given, ...]


def shown(counted: Counted, agencies: Sequence[str]) -> Shown:
    """Return what may be shown of a quarter, agencies and pairs in the order of ``agencies``."""
    asks, answers = _sums(counted.asked, 0), _sums(counted.asked, 1)
    told = _sums({pair: sum(parts) for pair, parts in counted.answered.items()}, 1)
    hidden, untold = hide(counted, agencies)

    def standing(one: str) -> Standing:
        asked = None if asks[one] < LEAST or one in untold else asks[one]
        if answers[one] < LEAST or one in untold:
            return Standing(one, asked, None, None, None, None)
        days = counted.middle.get(one) if told[one] >= LEAST else None
        return Standing(one, asked, answers[one], told[one], counted.left_open.get(one, 0), days)

    pairs = [(one, two) for one in agencies for two in agencies if one != two]
    return Shown(
        tuple(standing(one) for one in agencies),
        tuple(_asked(counted, pair) for pair in pairs if pair not in hidden),
        tuple(_given(counted, pair) for pair in pairs if sum(counted.given.get(pair, ())) >= LEAST),
    )


def _asked(counted: Counted, pair: Pair) -> Asked:
    parts = tuple(counted.answered.get(pair, (0, 0, 0, 0)))
    answered = sum(parts)
    enough = answered >= LEAST
    return Asked(
        *pair, counted.asked[pair], answered, covered(parts) if enough else (None,) * len(parts),
        counted.days.get(pair) if enough else None,
    )  # fmt: skip


def _given(counted: Counted, pair: Pair) -> Given:
    parts = counted.given[pair]
    return Given(*pair, sum(parts), covered(parts))


def hide(counted: Counted, agencies: Sequence[str]) -> tuple[set[Pair], set[str]]:
    """Return the pairs whose requests are hidden, and the agencies whose totals are hidden though they are large."""
    pairs = [(one, two) for one in agencies for two in agencies if one != two]
    small = {pair for pair in pairs if counted.asked.get(pair, 0) < LEAST}
    hidden, untold = set(small), set[str]()
    told = {pair: sum(parts) for pair, parts in counted.answered.items()}
    while True:
        asked = Table(counted.asked, pairs, hidden, small, untold, rows=True)
        bad = asked.exposed() or Table(told, pairs, hidden, set(), untold, rows=False, large=counted.asked).exposed()
        if not bad:
            return hidden, untold
        beside = {agency for pair in bad for agency in pair}
        left = [pair for pair in pairs if pair not in hidden]
        near = [pair for pair in left if beside & set(pair)] or left
        if near:  # by place, not by size: which one is hidden must not tell how large it is
            hidden.add(near[0])
        else:
            untold.add(next(agency for agency in agencies if agency in beside and agency not in untold))


@dataclass(frozen=True, slots=True)
class Table:
    """Cells by pair with their totals: what somebody can reckon who knows the totals and the cells that are shown.

    ``small``: hidden cells of which it is known that they are under five. ``rows``: whether totals of rows are shown,
    besides those of columns. ``large`` says by which counts it is decided whether a total is shown.
    """

    cells: Mapping[Pair, int]
    pairs: Sequence[Pair]
    hidden: Collection[Pair]
    small: Collection[Pair]
    untold: Collection[str]
    rows: bool
    large: Mapping[Pair, int] | None = None

    def exposed(self) -> list[Pair]:
        """Return the hidden cells of one to four that can be no other number."""
        ways, found = self._ways(), []
        for one, two in self.pairs:
            row, column = ("row", one), ("column", two)
            if (one, two) in self.hidden and 0 < self.cells.get((one, two), 0) < LEAST:
                more = column in ways[row] and _leads(ways, column, row)
                if not more and not _leads(ways, row, column):
                    found.append((one, two))
        return found

    def _ways(self) -> dict[_Node, set[_Node]]:
        """From each row and column, where one more can go: on by a cell that may grow, back by one that may shrink."""
        ways: dict[_Node, set[_Node]] = defaultdict(set)
        for one, two in self.pairs:
            if (one, two) not in self.hidden:
                continue
            value = self.cells.get((one, two), 0)
            if (one, two) not in self.small or value < LEAST - 1:
                ways["row", one].add(("column", two))
            if value:
                ways["column", two].add(("row", one))
        self._totals(ways, 0, "row", shown=self.rows)
        self._totals(ways, 1, "column", shown=True)
        return ways

    def _totals(self, ways: dict[_Node, set[_Node]], end: int, name: str, *, shown: bool) -> None:
        """Totals that are not shown may change too, by a way round outside the table."""
        sums, deciding = _sums(self.cells, end), _sums(self.large or self.cells, end)
        for agency in {pair[end] for pair in self.pairs}:
            if shown and deciding[agency] >= LEAST and agency not in self.untold:
                continue
            node, small = (name, agency), shown and self.large is None and agency not in self.untold
            start, goal = (_OUTSIDE, node) if end == 0 else (node, _OUTSIDE)
            if not small or sums[agency] < LEAST - 1:
                ways[start].add(goal)
            if sums[agency]:
                ways[goal].add(start)


def _leads(ways: Mapping[_Node, Collection[_Node]], start: _Node, goal: _Node) -> bool:
    """Whether one comes from ``start`` to ``goal`` otherwise than straight."""
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for there in ways.get(here, ()):
            if there in seen or (here == start and there == goal):
                continue
            if there == goal:
                return True
            seen.add(there)
            waiting.append(there)
    return False


def _sums(cells: Mapping[Pair, int], end: int) -> Counter[str]:
    found = Counter[str]()
    for pair, number in cells.items():
        found[pair[end]] += number
    return found
