"""Symmetry: who asks, answers and gives between agencies, how fast and how full, by quarter; alike for all members."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation, Tier
from agencies.choices import AgencyStatus
from agencies.errors import NotAllowed
from agencies.models import Agency
from casework.counting import LEAST
from casework.due import day_words, months_after
from sharing.symmetry import Counted, Pair, Shown, Standing, shown
from ui.charts import Butterfly, Ring, butterfly, is_one_sided, ring

YEARS = 5
"""How far back quarters are shown."""
PARTS = {"full": 0, "summary": 1, "gist": 2, "none": 3}
TIERS = {Tier.FULL: 0, Tier.SUMMARY: 1, Tier.GIST: 2}
NARROW, ROW = 316, 56
"""Sizes of pictures: names of agencies are long, so they stand above their bars, and codes alone on the ring."""


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency in a quarter. A count that is hidden is None; ``words`` says it in a sentence where it is shown."""

    code: str
    name: str
    asked: int | None
    was_asked: int | None
    answered: int | None
    left_open: int | None
    days: int | None
    words: str


@dataclass(frozen=True, slots=True)
class AskedLine:
    """What one agency asked another: answers in full, summaries, gists and without words as ``parts``."""

    asker: str
    asked: str
    number: int
    answered: int
    parts: tuple[int | None, ...]
    days: int | None


@dataclass(frozen=True, slots=True)
class GivenLine:
    """Notes that one agency gave another to read: full texts, summaries and gists as ``parts``."""

    giver: str
    taker: str
    number: int
    parts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class SymmetryPage:
    """A quarter that is over, written ``2026-3``; ``before`` and ``after`` are its neighbours or empty."""

    quarter: str
    first: str
    last: str
    before: str
    after: str
    least: int
    agencies: tuple[AgencyLine, ...]
    asked: tuple[AskedLine, ...]
    given: tuple[GivenLine, ...]
    one_sided: tuple[str, ...]

    @property
    def told(self) -> tuple[AgencyLine, ...]:
        """Agencies of which both numbers are shown."""
        return tuple(line for line in self.agencies if line.words)

    @property
    def summary(self) -> str:
        """What the picture of asking and answering shows."""
        return " ".join(line.words for line in self.told)

    @property
    def bars(self) -> Butterfly:
        """Asked and answered, agency by agency."""
        return butterfly(self._rows, row_height=ROW, gap=0)

    @property
    def bars_narrow(self) -> Butterfly:
        """The same for a narrow screen."""
        return butterfly(self._rows, NARROW, ROW, 0)

    @property
    def _rows(self) -> list[tuple[str, int, int]]:
        return [(line.name, line.asked or 0, line.answered or 0) for line in self.told]

    @property
    def network(self) -> Ring:
        """Who gives whom to read."""
        return ring(self._nodes, self._edges, named=False)

    @property
    def network_narrow(self) -> Ring:
        """The same for a narrow screen."""
        return ring(self._nodes, self._edges, NARROW, NARROW, named=False)

    @property
    def network_words(self) -> str:
        """What the picture of giving shows."""
        much = max(self.given, key=lambda line: line.number, default=None)
        if much is None:
            return ""
        return _("%(giver)s gave %(taker)s most to read: %(n)s notes.") % {
            "giver": much.giver, "taker": much.taker, "n": much.number,
        }  # fmt: skip

    @property
    def _nodes(self) -> list[tuple[str, str]]:
        there = {name for line in self.given for name in (line.giver, line.taker)}
        return [(line.code, line.name) for line in self.agencies if line.name in there]

    @property
    def _edges(self) -> list[tuple[str, str, int, int]]:
        codes = {name: code for code, name in self._nodes}
        ways = {(codes[line.giver], codes[line.taker]): line.number for line in self.given}
        pairs = sorted({(min(pair), max(pair)) for pair in ways})
        return [(one, two, ways.get((one, two), LEAST - 1), ways.get((two, one), LEAST - 1)) for one, two in pairs]


def symmetry_page(actor: Actor, quarter: str = "") -> SymmetryPage:
    """Return the quarter written ``2026-3``, the last that is over for anything else; the reading is logged.

    Every professional of the partnership is shown the same: counts of agencies, no case, small ones hidden.

    Raises:
        NotAllowed: the actor is a companion.
    """
    if actor.is_companion:
        raise NotAllowed(_("What agencies ask each other is not shown from your place. Ask the case manager."))
    today = timezone.now().astimezone(dt.UTC).date()  # as the database counts quarters
    last = months_after(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), -3)
    first = _first(quarter, last)
    rows = Agency.objects.filter(partnership=actor.partnership_id).order_by("name", "pk")
    agencies = {str(row.pk): row for row in rows}
    found = shown(_counted(first), list(agencies))
    trail.record(actor, "symmetry.read", operation=Operation.CONSULT, kind="symmetry", ground="member")
    return SymmetryPage(
        _name(first), day_words(first), day_words(months_after(first, 3) - dt.timedelta(days=1)),
        _name(months_after(first, -3)) if first.year > last.year - YEARS else "",
        _name(months_after(first, 3)) if first < last else "", LEAST,
        tuple(
            _agency(agencies[one.agency], one) for one in found.agencies
            if agencies[one.agency].status == AgencyStatus.MEMBER or one.asked or one.was_asked
        ),
        tuple(
            AskedLine(agencies[one.asker].name, agencies[one.asked].name, one.number, one.answered, one.parts, one.days)
            for one in found.asked
        ),
        tuple(
            GivenLine(agencies[one.giver].name, agencies[one.taker].name, one.number, one.parts)
            for one in found.given
        ),
        tuple(_one_sided(found, {key: row.name for key, row in agencies.items()})),
    )  # fmt: skip


def _name(first: dt.date) -> str:
    return f"{first.year}-{(first.month - 1) // 3 + 1}"


def _first(quarter: str, last: dt.date) -> dt.date:
    """The first day of the quarter that is written so, the last one for anything odd, running or too far back."""
    year, _dash, number = quarter.partition("-")
    if not (year.isascii() and year.isdecimal() and number in ("1", "2", "3", "4")):
        return last
    if not last.year - YEARS <= int(year) <= last.year:
        return last
    return min(dt.date(int(year), int(number) * 3 - 2, 1), last)


def _agency(row: Agency, found: Standing) -> AgencyLine:
    words = ""
    if found.asked is not None and found.answered is not None:
        words = _("%(name)s asked %(asked)s and answered %(answered)s.") % {
            "name": row.name, "asked": found.asked, "answered": found.answered,
        }  # fmt: skip
    return AgencyLine(
        row.code, row.name, found.asked, found.was_asked, found.answered, found.left_open, found.days, words
    )  # fmt: skip


def _counted(first: dt.date) -> Counted:
    """Ask the database for the counts of the quarter."""
    answered, given = defaultdict[Pair, list[int]](lambda: [0] * 4), defaultdict[Pair, list[int]](lambda: [0] * 3)
    asked, left_open = dict[Pair, int](), defaultdict[str, int](int)
    days, middle = dict[Pair, int](), dict[str, int]()
    for asker, one, number, still in _rows("SELECT * FROM sharing_count_asked(%s)", first):
        asked[str(asker), str(one)] = number
        left_open[str(one)] += still
    for asker, one, how, number in _rows("SELECT * FROM sharing_count_answered(%s)", first):
        answered[str(asker), str(one)][PARTS[how]] = number
    for asker, one, many in _rows("SELECT * FROM sharing_answer_days(%s)", first):
        if asker is None:
            middle[str(one)] = many
        else:
            days[str(asker), str(one)] = many
    for giver, taker, tier, number in _rows("SELECT * FROM sharing_count_given(%s)", first):
        given[str(giver), str(taker)][TIERS[Tier(tier)]] = number
    return Counted(asked, left_open, answered, days, middle, given)


def _rows(sql: str, first: dt.date) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [first])
        return list(cursor.fetchall())


def _one_sided(found: Shown, names: dict[str, str]) -> list[str]:
    """Say where one side has at least three times the other; a hidden side counts as four, the most it can be."""
    words = []
    for line in found.agencies:
        if line.asked is None or line.answered is None or not is_one_sided(line.asked, line.answered):
            continue
        says = (
            _("%(name)s asked %(asked)s and answered %(answered)s: it asks far more than it answers.")
            if line.asked > line.answered
            else _("%(name)s asked %(asked)s and answered %(answered)s: it answers far more than it asks.")
        )
        words.append(says % {"name": names[line.agency], "asked": line.asked, "answered": line.answered})
    asks = {(line.asker, line.asked): line.number for line in found.asked}
    for (one, two), much in asks.items():
        if little := _little(asks, one, two):
            words.append(
                _("%(one)s asked %(two)s %(much)s times, the other way round it was %(little)s.")
                % {"one": names[one], "two": names[two], "much": much, "little": little}
            )
    return words + _given_one_sided(found, names)


def _little(ways: dict[Pair, int], one: str, two: str) -> str:
    """How little came back, in words; empty where it is not one-sided."""
    much, back = ways[one, two], ways.get((two, one), LEAST - 1)
    if much <= back or not is_one_sided(much, back):
        return ""
    return str(back) if (two, one) in ways else _("fewer than %(n)s") % {"n": LEAST}


def _given_one_sided(found: Shown, names: dict[str, str]) -> list[str]:
    """One sentence for each agency that gives far more notes to read than it gets, with all to whom it does."""
    gives, to = {(line.giver, line.taker): line.number for line in found.given}, defaultdict[str, list[str]](list)
    for (one, two), much in gives.items():
        if little := _little(gives, one, two):
            to[one].append(
                _("%(name)s (%(much)s to %(little)s)") % {"name": names[two], "much": much, "little": little}
            )
    says = _("%(name)s gave far more notes to read than it was given: %(others)s.")
    return [says % {"name": names[one], "others": "; ".join(others)} for one, others in to.items()]
