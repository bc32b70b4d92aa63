"""One world made by hand: each way in once as it should be, and once with each single flaw."""

from __future__ import annotations

import uuid

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
        for kind in ("ad_hoc", "companion"):
            self._place(self.plain[1], NOW, COVERED, kind=kind)

    def _grants(self) -> None:
        for agency, span, purpose in (
            *((self.b, *way) for way in WAYS),
            (self.a, NOW, COVERED),
            (self.c, NOW, COVERED),
        ):
            self.w.grants.append(Grant(self.key(), self._case(), agency, span, purpose))

    def _oversights(self) -> None:
        rows = [(self.officers[1], span, purpose, 0) for span, purpose in WAYS]
        rows += [(m, NOW, COVERED, 0) for m in (self.officers[0], self.officers[2], self.plain[1])]
        rows.append((self.officers[1], NOW, COVERED, 1))
        for m, span, purpose, partnership in rows:
            area = self._case().area
            self.w.oversights.append(Oversight(self.key(), m.person, m, partnership, area, span, purpose))
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
        self.w.emergencies.append(Emergency(self.key(), self.officers[2].person, self.officers[2], self.managed.case,
                                            NOW, False))  # fmt: skip

    def _notes(self) -> None:
        by = self.officers[0]
        for case in (*self.w.cases[:2], self.managed.case, *(p.case for p in self.w.places[-2:])):
            for handling, category in (("named", "health"), ("team", "supervision")):
                self.w.notes.append(
                    Note(self.key(), case, by, handling, category, 4, True, False, True, True, frozenset({by.person}))
                )  # fmt: skip
        own = next(p for p in self.w.places if p.membership is self.plain[0])
        self.w.notes.append(
            Note(self.key(), own.case, self.plain[0], "team", "supervision", 4, False, False, False, False, frozenset())
        )  # fmt: skip
        for case_or_none in (*self.w.cases[::3], None):
            for m in (self.plain[1], self.plain[0]):
                self.w.dues.append(Due(self.key(), case_or_none, m, m.agency))


def by_hand() -> World:
    """The world made by hand."""
    return Hand().build()
