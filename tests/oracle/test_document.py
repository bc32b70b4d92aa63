"""The tables of docs/who-sees-what.md are what the oracle answers. ``UPDATE_DOCS=1`` writes them anew."""

from __future__ import annotations

import os
import pathlib
import random
from collections.abc import Iterator

from tests.oracle.make import SIZES, Maker
from tests.oracle.rule import may, tier
from tests.oracle.world import (
    Agency,
    Agreement,
    Case,
    Code,
    Emergency,
    Membership,
    Note,
    Oversight,
    Person,
    Place,
    Who,
    World,
)

FILE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "who-sees-what.md"
NOW = (-10, 10)
WORDS = {4: "full text", 3: "summary", 2: "gist", 1: "that it exists", 0: "–"}
PLACES = {
    "The author": ("permanent", True, False),
    "Permanent member, agency that wrote it": ("permanent", True, False),
    "Guest, agency that wrote it": ("ad_hoc", True, False),
    "Companion, agency that wrote it": ("companion", True, False),
    "Case manager, another agency": ("permanent", False, True),
    "Case manager with a guest's place, another agency": ("ad_hoc", False, True),
    "Permanent member, another agency": ("permanent", False, False),
    "Guest, another agency": ("ad_hoc", False, False),
    "Companion, another agency": ("companion", False, False),
    "Oversight (chair), another agency": ("oversight", False, False),
    "Emergency access": ("emergency", False, False),
}
HANDLINGS = ("team", "core", "named", "sealed")
VERBS = {
    "view": "see the case", "team": "see the team by name", "work": "deadlines, addresses, relationships",
    "write": "write notes and answers", "edit": "keep the case up to date", "manage": "team, log, moving on",
}  # fmt: skip


class Scene:
    """One case, one note, one reader in one place."""

    def __init__(self, place: str, *, agreement: bool = True) -> None:
        self.kind, ours, manages = PLACES[place]
        self.maker = Maker(random.Random(0), SIZES)
        key = self.maker.key
        lead, other = Agency(key(), 0, True), Agency(key(), 0, True)
        writer, reader = Person(key(), True), Person(key(), True)
        self.by = Membership(key(), writer, lead, NOW, frozenset())
        self.m = Membership(key(), reader, lead if ours else other, NOW, frozenset({"chair"}))
        self.w = World(agencies=[lead, other], people=[writer, reader], memberships=[self.by, self.m])
        self.w.codes = [Code(key(), 0, 1, -9, frozenset({writer, reader}))]
        both = {lead: (True, 20), other: (True, 20)}
        if agreement:
            covered = frozenset({"reintegration"}), frozenset({"supervision"})
            self.w.agreements = [Agreement(key(), NOW, False, False, *covered, both)]
        self.case = Case(key(), 0, "here", lead)
        self.who = Who(writer if place == "The author" else reader, self.by if place == "The author" else self.m)
        self._stand(manages)

    def _stand(self, manages: bool) -> None:
        key, m = self.maker.key, self.who.membership
        if self.kind == "oversight":
            self.w.oversights = [Oversight(key(), m.person, m, 0, "here", NOW, "reintegration")]
        elif self.kind == "emergency":
            self.w.emergencies = [Emergency(key(), m.person, m, self.case, NOW, False)]
        else:
            self.w.places = [Place(key(), self.case, m.person, m, self.kind, NOW, "reintegration", manages)]

    def reads(self, handling: str, *, listed: bool = False, released: int = 4, companions: bool = False,
              withdrawn: bool = False) -> str:  # fmt: skip
        """What the reader gets of a note so labelled, all wordings written."""
        names = frozenset({self.who.person}) if listed else frozenset()
        note = Note(self.maker.key(), self.case, self.by, handling, "supervision", released, companions, withdrawn,
                    True, True, names)  # fmt: skip
        return WORDS[tier(self.w, self.who, note)]


def _table(head: list[str], rows: Iterator[list[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def tables() -> dict[str, str]:
    """Every generated table by its name in the document."""
    named = ["`named`", "`named`, and on its list", "`sealed`", "`sealed`, and on its list"]
    return {
        "tiers": _table(["Place", "`team`", "`core`", *named], (
            [place, s.reads("team"), s.reads("core"), *(s.reads(n.split("`")[1], listed="," in n) for n in named)]
            for place in PLACES for s in (Scene(place),)
        )),
        "released": _table(["Place", *(f"released: {WORDS[t]}" for t in (4, 3, 2, 1, 0)), "withdrawn"], (
            [place, *(s.reads("team", released=t) for t in (4, 3, 2, 1, 0)), s.reads("team", withdrawn=True)]
            for place in PLACES for s in (Scene(place),)
        )),
        "companions": _table(["Handling", "not told to companions", "told to companions", "told, released as gist"], (
            [f"`{h}`", s.reads(h), s.reads(h, companions=True), s.reads(h, companions=True, released=2)]
            for h in HANDLINGS for s in (Scene("Companion, another agency"),)
        )),
        "agreement": _table(["Place", "agreement in force", "no agreement"], (
            [place, *(Scene(place, agreement=agreed).reads("team", companions=True) for agreed in (True, False))]
            for place in PLACES
        )),
        "acts": _table(["Place", *VERBS.values()], (
            [place, *("yes" if may(s.w, s.who, verb, s.case) else "–" for verb in VERBS)]
            for place in PLACES if place != "The author" for s in (Scene(place),)
        )),
    }  # fmt: skip


def filled(text: str) -> str:
    """The document with its tables made anew."""
    for name, table in tables().items():
        start, end = f"<!-- table: {name} -->", f"<!-- end: {name} -->"
        before, rest = text.split(start)
        _old, after = rest.split(end)
        text = f"{before}{start}\n{table}\n{end}{after}"
    return text


def test_the_document_says_what_holds() -> None:
    text = FILE.read_text()
    if os.environ.get("UPDATE_DOCS"):
        FILE.write_text(filled(text))
        text = FILE.read_text()
    assert filled(text) == text
