"""One world made by hand: each way in once as it should be, and once with each single flaw."""

from __future__ import annotations

import uuid
from typing import Any

from tests.oracle.world import (
    Agency,
    Agreement,
    Case,
    Code,
    Due,
    Emergency,
    Grant,
    Membership,
    Note,
    Oversight,
    Person,
    Place,
    Response,
    Span,
    Who,
    World,
)

NOW, PAST, LATER, NEVER = (-10, 10), (-10, -1), (1, 10), (-5, -5)
COVERED, UNCOVERED = "reintegration", "safeguarding"
EVERY_DUTY = frozenset(("supervisor", "chair", "legal", "coordinator", "emergency"))
WAYS = ((NOW, COVERED), (PAST, COVERED), (LATER, COVERED), (NOW, UNCOVERED))


class Hand:
    """Lays out the world: agency A leads every case, B has an agreement with A, C has none."""

    def __init__(self) -> None:
        self.w, self.last = World(), 0

    def key(self) -> uuid.UUID:
        """The next key."""
        self.last += 1
        return uuid.UUID(int=(0xF17ED << 104) + self.last, version=4)

    def build(self) -> World:
        """The world."""
        w = self.w
        self.a, self.b, self.c = (Agency(self.key(), 0, True) for _ in range(3))
        w.agencies = [self.a, self.b, self.c]
        self.officers = [self._member(agency, EVERY_DUTY) for agency in w.agencies]
        self.plain = [self._member(agency) for agency in w.agencies]
        self.second = self._member(self.b, EVERY_DUTY)  # supervises beside the first
        self.twin = self._member(self.a, person=self.plain[1].person)
        for partnership in (0, 1):
            w.codes.append(Code(self.key(), partnership, 1, -9, frozenset(w.people)))
        both = {self.a: (True, 20), self.b: (True, 20)}
        w.agreements = [
            Agreement(self.key(), NOW, False, False, frozenset({COVERED}), frozenset({"supervision"}), both)
        ]  # fmt: skip
        w.impostors = [Who(self.plain[2].person, self.officers[0])]
        self._teams()
        self._grants()
        self._oversights()
        self._emergencies()
        self._notes()
        return w

    def _member(self, agency: Agency, duties: frozenset[str] = frozenset(), person: Person | None = None) -> Membership:
        if person is None:
            person = Person(self.key(), True)
            self.w.people.append(person)
        made = Membership(self.key(), person, agency, NOW, duties)
        self.w.memberships.append(made)
        return made

    def _case(self, area: str = "") -> Case:
        case = Case(self.key(), 0, area or f"area {self.last}", self.a)
        self.w.cases.append(case)
        return case

    def _place(
        self, m: Membership, span: Span, purpose: str, case: Case | None = None, kind: str = "permanent"
    ) -> Place:
        place = Place(self.key(), case or self._case(), m.person, m, kind, span, purpose)
        self.w.places.append(place)
        return place

    def _teams(self) -> None:
        for span, purpose in WAYS:
            self._place(self.plain[1], span, purpose)
        for m in (self.plain[0], self.plain[2], self.twin):
            self._place(m, NOW, COVERED)
        self._place(self.plain[0], NEVER, COVERED)  # a founder whose place is not filled in yet
        self.managed = self._place(self.plain[1], NOW, COVERED)
        self.managed.manages = True
        self._place(self.plain[1], NOW, COVERED).supervises = True
        for kind in ("ad_hoc", "companion"):
            self._place(self.plain[1], NOW, COVERED, kind=kind)

    def _grants(self) -> None:
        for agency, span, purpose in (
            *((self.b, *way) for way in WAYS),
            (self.a, NOW, COVERED),
            (self.c, NOW, COVERED),
        ):
            self.w.grants.append(Grant(self.key(), self._case(), agency, span, purpose))
        self.w.grants.append(Grant(self.key(), self.managed.case, self.c, NOW, COVERED))
        self.w.notes.append(
            Note(self.key(), self.w.grants[0].case, self.second, "sealed", "supervision", 4, False, False, False, False,
                 frozenset())
        )  # fmt: skip

    def _oversights(self) -> None:
        rows = [(self.officers[1], span, purpose, 0) for span, purpose in WAYS]
        rows += [(m, NOW, COVERED, 0) for m in (self.officers[0], self.officers[2], self.plain[1])]
        rows.append((self.officers[1], NOW, COVERED, 1))
        for m, span, purpose, partnership in rows:
            area = self._case().area
            self.w.oversights.append(Oversight(self.key(), m.person, m, partnership, area, span, purpose))
        self.w.cases.append(Case(self.key(), 1, self.w.oversights[0].area, self.a))  # the same name, elsewhere
        alone = Case(self.key(), 0, "alone", self.c)  # an agency without any agreement leads this one
        self.w.cases.append(alone)
        self.w.oversights.append(
            Oversight(self.key(), self.officers[2].person, self.officers[2], 0, "alone", NOW, COVERED)
        )
        given = Case(self.key(), 0, "given", self.c)
        self.w.cases.append(given)
        self.w.grants.append(Grant(self.key(), given, self.c, NOW, COVERED))
        for holder in (self.plain[0].person, self.officers[0].person):  # broken rows open nothing, to neither side
            area = self._case().area
            self.w.oversights.append(
                Oversight(self.key(), holder, self.officers[1], 0, area, NOW, COVERED)
            )  # fmt: skip

    def _emergencies(self) -> None:
        m = self.plain[2]
        for span, ended in ((NOW, False), (PAST, False), (LATER, False), (NOW, True)):
            self.w.emergencies.append(Emergency(self.key(), m.person, m, self._case(), span, ended))
        self.w.emergencies.append(Emergency(self.key(), self.plain[0].person, m, self._case(), NOW, False))
        self.w.emergencies.append(Emergency(self.key(), self.plain[0].person, self.plain[0], self._case(), NOW, False))
        watched = (self.managed.case, self.w.places[0].case)
        for case in watched:
            self.w.emergencies.append(
                Emergency(self.key(), self.officers[2].person, self.officers[2], case, NOW, False)
            )  # fmt: skip

    def _notes(self) -> None:
        by = self.officers[0]
        for case in (*self.w.cases[:2], self.managed.case, *(p.case for p in self.w.places[-2:])):
            for handling, category in (("named", "health"), ("team", "supervision")):
                self.w.notes.append(
                    Note(self.key(), case, by, handling, category, 4, True, False, True, True, frozenset({by.person}))
                )  # fmt: skip
        shared = next(n for n in self.w.notes if n.handling == "team" and n.case is self.w.places[0].case)
        for speaker, agency in ((self.plain[1], self.b), (by, self.c)):
            self.w.responses.append(Response(self.key(), shared, speaker, agency))
        own = next(p for p in self.w.places if p.membership is self.plain[0])
        self.w.notes.append(
            Note(self.key(), own.case, self.plain[0], "team", "supervision", 4, False, False, False, False, frozenset())
        )  # fmt: skip
        for case, by in ((self.w.emergencies[5].case, self.plain[0]), (self.w.places[-2].case, self.plain[1])):
            self.w.notes.append(
                Note(self.key(), case, by, "team", "supervision", 4, False, False, False, False, frozenset())
            )  # fmt: skip
        self.w.dues.append(Due(self.key(), None, self.plain[1], self.a))
        self.w.dues.append(Due(self.key(), None, None, self.a))  # nobody answers for it yet
        self.w.dues.append(Due(self.key(), self.w.places[-2].case, self.plain[1], self.a))  # a guest answers for it
        for case_or_none in (*self.w.cases[::3], self.w.emergencies[5].case, self.w.emergencies[0].case, None):
            for m in (self.plain[1], self.plain[0]):
                self.w.dues.append(Due(self.key(), case_or_none, m, m.agency))


FLAWS = (
    "",
    "past",
    "later",
    "suspended",
    "ended",
    "unsigned",
    "unsigned by A",
    "left",
    "left by A",
    "purpose",
    "category",
)


def by_agreements() -> World:
    """One agency per flaw of an agreement with A: a reader of A's case, and a reader of A's note on their own."""
    hand = Hand()
    w, a = hand.w, Agency(hand.key(), 0, True)
    w.agencies.append(a)
    hand.a = a
    author = hand._member(a)
    for flaw in FLAWS:
        agency = Agency(hand.key(), 0, True)
        w.agencies.append(agency)
        reader = hand._member(agency)
        parties = {
            agency: (flaw != "unsigned", -1 if flaw == "left" else 20),
            a: (flaw != "unsigned by A", -1 if flaw == "left by A" else 20),
        }
        span = {"past": PAST, "later": LATER}.get(flaw, NOW)
        w.agreements.append(
            Agreement(
                hand.key(), span, flaw == "suspended", flaw == "ended",
                frozenset({UNCOVERED} if flaw == "purpose" else {COVERED, UNCOVERED}),
                frozenset({"health"} if flaw == "category" else {"supervision", "health"}), parties,
            )
        )  # fmt: skip
        hand._place(reader, NOW, COVERED)
        own = Case(hand.key(), 0, "own", agency)
        w.cases.append(own)
        hand._place(reader, NOW, COVERED, own)
        w.notes.append(Note(hand.key(), own, author, "team", "supervision", 4, False, False, True, True, frozenset()))
        colleague = hand._member(agency)
        hand._place(colleague, NOW, COVERED, own)
        w.notes.append(Note(hand.key(), own, colleague, "core", "health", 1, False, False, True, True, frozenset()))
    w.codes = [Code(hand.key(), 0, 1, -9, frozenset(w.people))]
    w.dues, w.responses = [], []
    return w


LABELS: tuple[tuple[Any, ...], ...] = (
    # handling, released, companions, withdrawn, summary, gist, listed
    *((handling, 4, False, False, True, True, listed) for handling in ("team", "core", "named", "sealed")
      for listed in (False, True)),
    *(("team", released, False, False, True, True, False) for released in (3, 2, 1, 0)),
    ("team", 3, False, False, False, True, False), ("team", 3, False, False, True, False, False),
    ("team", 3, False, False, False, False, False),
    ("core", 4, False, False, False, False, False), ("named", 4, False, False, True, False, False),
    ("team", 4, False, True, True, True, False), ("named", 4, False, True, True, True, True),
    ("team", 0, False, True, True, True, False), ("team", 1, False, True, True, True, False),
    ("team", 4, True, False, True, True, False), ("team", 2, True, False, True, True, False),
    ("core", 4, True, False, True, True, False), ("team", 4, True, False, False, False, False),
)  # fmt: skip


def by_tiers() -> World:
    """One case per kind of place, of the originator's agency and of another, with a note for every label."""
    hand = Hand()
    w = hand.w
    hand.a, other = Agency(hand.key(), 0, True), Agency(hand.key(), 0, True)
    w.agencies = [hand.a, other]
    both = {hand.a: (True, 20), other: (True, 20)}
    covered = frozenset({COVERED, "staff_or_person_safety"}), frozenset({"supervision"})
    w.agreements = [Agreement(hand.key(), NOW, False, False, *covered, both)]
    author = hand._member(hand.a)
    for agency in w.agencies:
        for kind in ("permanent", "ad_hoc", "companion", "oversight", "emergency"):
            for manages in (False, True) if kind not in ("oversight", "emergency") else (False,):
                _one_place(hand, hand._member(agency, frozenset({"chair"})), author, kind, manages)
    w.codes = [Code(hand.key(), 0, 1, -9, frozenset(w.people))]
    return w


def _one_place(hand: Hand, reader: Membership, author: Membership, kind: str, manages: bool) -> None:
    w, case = hand.w, hand._case()
    if kind == "oversight":
        w.oversights.append(Oversight(hand.key(), reader.person, reader, 0, case.area, NOW, COVERED))
    elif kind == "emergency":
        w.emergencies.append(Emergency(hand.key(), reader.person, reader, case, NOW, False))
    else:
        hand._place(reader, NOW, COVERED, case, kind).manages = manages
    for handling, released, companions, withdrawn, summary, gist, listed in LABELS:
        names = frozenset({reader.person}) if listed else frozenset()
        labels = (released, companions, withdrawn, summary, gist)
        w.notes.append(Note(hand.key(), case, author, handling, "supervision", *labels, names))
    own = Note(hand.key(), case, reader, "sealed", "supervision", 0, False, True, False, False, frozenset())
    w.notes.append(own)
    w.responses.append(Response(hand.key(), own, author, author.agency))


def by_standing() -> World:
    """One person per flaw of good standing, each with a place that would otherwise open a case of their agency."""
    hand = Hand()
    w = hand.w
    healthy, suspended = Agency(hand.key(), 0, True), Agency(hand.key(), 0, False)
    w.agencies, accepted, lapsed = [healthy, suspended], {}, set()
    for flaw in ("", "old", "none", "other", "future", "lapsed", "inactive", "past", "later", "suspended"):
        hand.a = suspended if flaw == "suspended" else healthy
        reader = hand._member(hand.a, frozenset({"supervisor", "chair"}))
        reader.person.active = flaw != "inactive"
        reader.span = {"past": PAST, "later": LATER}.get(flaw, NOW)
        accepted[reader.person] = {"old": 1, "none": 0, "other": 5, "future": 3}.get(flaw, 2)
        if flaw == "lapsed":
            lapsed.add(reader.person)
        hand._place(reader, NOW, COVERED)
        w.oversights.append(Oversight(hand.key(), reader.person, reader, 0, hand._case().area, NOW, COVERED))
    w.grants = [Grant(hand.key(), hand._case(), agency, NOW, COVERED) for agency in (suspended, healthy)]
    w.impostors = [Who(w.memberships[0].person, m) for m in w.memberships[1:2]]
    for number, since, partnership in ((1, -9, 0), (2, -2, 0), (3, 3, 0), (5, -9, 1)):
        said = frozenset(person for person, code in accepted.items() if code == number)
        late = frozenset(person for person in said if person in lapsed)
        w.codes.append(Code(hand.key(), partnership, number, since, said, late))
    return w


def by_hand() -> World:
    """The world made by hand."""
    return Hand().build()
