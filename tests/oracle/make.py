"""Worlds made by a source of chance: Hypothesis' own for searching, a seeded one for the fixed worlds."""

from __future__ import annotations

import random
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
    Response,
    Span,
    Who,
    World,
)

PURPOSES = ("reintegration", "safeguarding", "staff_or_person_safety")
CATEGORIES = ("supervision", "health")
HANDLINGS = ("team", "core", "named", "sealed")
DUTIES = ("supervisor", "chair", "legal", "coordinator", "emergency")
KINDS = ("permanent", "permanent", "ad_hoc", "companion")
NOW, PAST, LATER = (-10, 10), (-10, -1), (1, 10)
NEVER = (-5, -5)  # a grant that nobody filled in
SIZES = {"agencies": 4, "members": 7, "cases": 2, "notes": 8}
LARGE = {"agencies": 5, "members": 12, "cases": 3, "notes": 24}


class Maker:
    """Draws one world. ``rng`` decides; most draws are lively, so that much is seen and each flaw stands alone."""

    def __init__(self, rng: random.Random, sizes: dict[str, int]) -> None:
        self.rng, self.sizes, self.world, self.last = rng, sizes, World(), 0

    def key(self) -> uuid.UUID:
        """The next key: small, so that a counter-example reads well."""
        self.last += 1
        return uuid.UUID(int=(0xC0FFEE << 104) + self.last, version=4)

    def rarely(self, one_in: int = 8) -> bool:
        """True once in so many draws."""
        return self.rng.randrange(one_in) == one_in - 1

    def span(self, one_in: int = 6) -> Span:
        """Mostly running, sometimes over or not begun."""
        return self.rng.choice((PAST, LATER)) if self.rarely(one_in) else NOW

    def build(self) -> World:
        """The world."""
        self._agencies()
        self._agreements()
        self._cases()
        self._notes()
        return self.world

    def _agencies(self) -> None:
        w, rng = self.world, self.rng
        w.agencies = [
            Agency(self.key(), int(self.rarely(6)), not self.rarely(12)) for _ in range(self.sizes["agencies"])
        ]
        for _ in range(self.sizes["members"]):
            again = w.people and self.rarely(5)
            person = rng.choice(w.people) if again else Person(self.key(), not self.rarely(15))
            if not again:
                w.people.append(person)
            duties = frozenset(
                d for d in ("supervisor", "chair", "legal", "coordinator", "emergency") if self.rarely(3)
            )
            w.memberships.append(Membership(self.key(), person, rng.choice(w.agencies), self.span(9), duties))
        for partnership in (0, 1):
            for number, since in enumerate(rng.choice(((-9,), (-9, -2), (-9, 3))), start=1):
                accepted = frozenset(p for p in w.people if not self.rarely(12))
                late = frozenset(p for p in w.people if p in accepted and self.rarely(15))
                w.codes.append(Code(self.key(), partnership, number, since, accepted, late))
        one, two = rng.choice(w.memberships), rng.choice(w.memberships)
        w.impostors = [Who(one.person, two)] if one.person is not two.person else []

    def _agreements(self) -> None:
        """Each agreement has one flaw at the most, so that no flaw hides behind another."""
        agencies = self.world.agencies
        for _ in range(len(agencies) - 1):
            flaw = self.rng.choice(("", "", "", "span", "suspended", "ended", "purpose", "category", "party"))
            parties = {agency: (True, 20) for agency in agencies if not self.rarely(3)}
            if flaw == "party" and parties:
                parties[self.rng.choice(list(parties))] = self.rng.choice(((False, 20), (True, -1)))
            less = {"purpose": self.rng.choice(PURPOSES), "category": self.rng.choice(CATEGORIES)}.get(flaw)
            self.world.agreements.append(
                Agreement(self.key(), self.span(1) if flaw == "span" else NOW, flaw == "suspended", flaw == "ended",
                          frozenset(PURPOSES) - {less}, frozenset(CATEGORIES) - {less}, parties)
            )  # fmt: skip

    def _cases(self) -> None:
        w, rng = self.world, self.rng
        for _ in range(self.sizes["cases"]):
            lead = rng.choice(w.agencies)
            case = Case(self.key(), lead.partnership, rng.choice(("north", "north", "south")), lead)
            w.cases.append(case)
            self._team(case)
            w.grants += [
                Grant(self.key(), case, agency, self.span(), rng.choice(PURPOSES))
                for agency in w.agencies if self.rarely(3)
            ]  # fmt: skip
            for m in w.memberships:
                if self.rarely(7):
                    w.emergencies.append(Emergency(self.key(), self._holder(m), m, case, self.span(), self.rarely(3)))
        for m in w.memberships:
            if self.rarely(3):
                partnership = 1 - m.agency.partnership if self.rarely() else m.agency.partnership
                area = rng.choice(("north", "south"))
                w.oversights.append(
                    Oversight(self.key(), self._holder(m), m, partnership, area, self.span(), rng.choice(PURPOSES))
                )

    def _holder(self, m: Membership) -> Person:
        """The membership's person; in a broken row somebody else, which must open nothing."""
        return self.rng.choice(self.world.people) if self.rarely(4) else m.person

    def _team(self, case: Case) -> None:
        taken: set[Person] = set()
        if self.rarely(6):
            return  # nobody yet
        roles = ["manages", "supervises"]
        for m in self.world.memberships:
            if m.person in taken or self.rarely(3):
                continue
            taken.add(m.person)
            span = NEVER if self.rarely(9) else self.span()
            place = Place(
                self.key(), case, m.person, m, self.rng.choice(KINDS), span, self.rng.choice(PURPOSES)
            )  # fmt: skip
            if roles and not self.rarely(3):
                setattr(place, roles.pop(self.rng.randrange(len(roles))), True)
            self.world.places.append(place)

    def _notes(self) -> None:
        w, rng = self.world, self.rng
        for _ in range(self.sizes["notes"]):
            case = rng.choice(w.cases)
            team = [p.membership for p in w.places if p.case is case] or w.memberships
            handling = rng.choice(HANDLINGS)
            listed = frozenset(p for p in w.people if handling in ("named", "sealed") and self.rarely(3))
            if self.rarely(12):  # names left behind by another handling open nothing
                listed = frozenset(w.people)
            w.notes.append(
                Note(self.key(), case, rng.choice(team if not self.rarely() else w.memberships), handling,
                     rng.choice(CATEGORIES), rng.choice((4, 4, 4, 3, 2, 1, 0)), self.rarely(2), self.rarely(6),
                     not self.rarely(3), not self.rarely(3), listed)
            )  # fmt: skip
        for note in w.notes[::2]:
            by = rng.choice(w.memberships)
            w.responses.append(Response(self.key(), note, by, rng.choice((by.agency, rng.choice(w.agencies)))))
        for case_or_none in (*w.cases, *w.cases, None):
            responsible = rng.choice((*w.memberships, None))
            w.dues.append(Due(self.key(), case_or_none, responsible, rng.choice(w.agencies)))


def make(rng: random.Random, sizes: dict[str, int] | None = None) -> World:
    """One world out of ``rng``."""
    return Maker(rng, sizes or SIZES).build()
