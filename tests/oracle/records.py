"""Rows of supervision and plan, made out of a world: some of each class for every case, one of each sort by notes.

Nothing is drawn: who made a row and whom it is open to follows from the places on its case. Imports no product code.
"""

from __future__ import annotations

import functools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from tests.oracle.world import Agency, Case, Membership, Note, World

INSIDE = (
    "order", "courtdecision", "condition", "custodyepisode", "breach", "breachstep", "breachproof", "proposedterm",
    "decision", "positiontaken", "planversion", "finding", "endingstep", "achievement", "outcome",
    "followup", "transparencynotice", "participationconsent",
)  # fmt: skip
"""Tables with one row for each case, read from inside the case."""
WORKED = ("safetypart", "networklink")
"""Tables with one row for each case, read from the places that work on it."""
PARTS = ("objective", "action", "intervention", "session")
"""Parts of the plan: six rows for each case."""
PROPOSED = (0, 1)
"""Objectives that were proposed and not taken up: one of the guest's agency, one of another."""
KEPT = ("court", "ordertype", "signentry", "reportingrule")
"""What a partnership keeps for itself: one row for each partnership."""
LESSONS = ("lessondraft", "lesson")
"""Lessons on their way, two for each case, and lessons that stand, two for each partnership."""
TOLD = ("incident", "exposure", "signobservation")
"""Fields whose words are a note, and that are never planned."""
SPREAD = 4
"""Every so-many-th note has a contact; the next one an incident, and so on."""


def key(of: uuid.UUID | str, name: str) -> uuid.UUID:
    """The key of the row called ``name`` that belongs to ``of``."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{of}:{name}")


@dataclass(frozen=True)
class Part:
    """A part of the plan: whose it is, who does it, and to whom it is opened; a draft opens nothing."""

    id: uuid.UUID
    name: str
    number: int
    case: Case
    agency: Agency
    for_companions: bool
    for_guests: bool
    in_force: bool
    by: Membership


@dataclass(frozen=True)
class Contact:
    """A contact with its mark of a condition: planned by somebody, or held with a note."""

    id: uuid.UUID
    mark: uuid.UUID
    case: Case
    by: Membership
    note: Note | None


@dataclass(frozen=True)
class Told:
    """An incident, an exposure or a sign with its note."""

    id: uuid.UUID
    table: str
    note: Note


@dataclass(frozen=True)
class Records:
    """Everything that was made out of one world."""

    parts: tuple[Part, ...]
    clinical: tuple[Part, ...]
    contacts: tuple[Contact, ...]
    told: tuple[Told, ...]


def _guest(w: World, case: Case) -> Membership:
    """Somebody with a guest's place on the case, or whoever comes next."""
    on_it = [p.membership for p in w.places if p.case is case]
    guests = [p.membership for p in w.places if p.case is case and p.kind == "ad_hoc"]
    turn = w.memberships[w.cases.index(case) % len(w.memberships)]
    return (guests or on_it or [turn])[0]


def _companion(w: World, case: Case) -> Membership:
    """Somebody else: a companion of the case where there is one."""
    found = [p.membership for p in w.places if p.case is case and p.kind == "companion"]
    turn = w.memberships[(w.cases.index(case) + 1) % len(w.memberships)]
    return (found or [turn])[0]


def _parts(w: World, case: Case) -> Iterator[Part]:
    guest, companion = _guest(w, case).agency, _companion(w, case)
    other = next((a for a in w.agencies if a is not guest), guest)
    somebody = next((m for m in w.memberships if m is not companion), companion)
    rows = (  # agency, for companions, for guests, in force, who does it
        (guest, True, True, True, somebody), (other, True, True, False, somebody),
        (guest, False, False, True, somebody),
        (other, False, False, True, companion), (other, True, False, True, somebody),
        (other, False, True, True, somebody),
    )  # fmt: skip
    for name in PARTS:
        for n, row in enumerate(rows):
            yield Part(key(case.id, f"{name} {n}"), name, n, case, *row)


@functools.lru_cache(maxsize=4)
def _records(w: Same) -> Records:
    world = w.world
    parts = tuple(part for case in world.cases for part in _parts(world, case))
    clinical = tuple(
        Part(key(part.id, "clinical"), "clinicalpart", part.number, part.case, part.agency, False, False, True, part.by)
        for part in parts if part.name == "intervention"
    )  # fmt: skip
    planned = [
        Contact(key(case.id, f"contact {n}"), key(case.id, f"mark {n}"), case, by, None)
        for case in world.cases for n, by in enumerate((_guest(world, case), _companion(world, case)))
    ]  # fmt: skip
    held = [
        Contact(key(note.id, "contact"), key(note.id, "mark"), note.case, note.by, note)
        for note in world.notes[::SPREAD]
    ]
    told = tuple(
        Told(key(note.id, table), table, note)
        for n, table in enumerate(TOLD, start=1) for note in world.notes[n::SPREAD]
    )  # fmt: skip
    return Records(parts, clinical, (*planned, *held), told)


@dataclass(frozen=True, eq=False)
class Same:
    """A world by its identity, so that what was made of it is remembered."""

    world: World

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.world is self.world

    def __hash__(self) -> int:
        return id(self.world)


def records(w: World) -> Records:
    """What was made out of the world; the same for the same world."""
    return _records(Same(w))
