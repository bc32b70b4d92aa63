"""A small world in plain rows: what the oracle judges and what is laid into the database. Imports no product code."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

Span = tuple[int, int]
"""From and until, in days from now; ``until`` is excluded."""


@dataclass(eq=False)
class Agency:
    """An agency of one of two partnerships."""

    id: uuid.UUID
    partnership: int
    member: bool


@dataclass(eq=False)
class Person:
    """Somebody with an account."""

    id: uuid.UUID
    active: bool


@dataclass(eq=False)
class Membership:
    """A person acting for an agency."""

    id: uuid.UUID
    person: Person
    agency: Agency
    span: Span
    duties: frozenset[str]


@dataclass(eq=False)
class Code:
    """A version of a partnership's code of conduct, who accepted it, and of them who did not again in time."""

    id: uuid.UUID
    partnership: int
    number: int
    since: int
    accepted: frozenset[Person]
    lapsed: frozenset[Person] = frozenset()


@dataclass(eq=False)
class Agreement:
    """An agreement: its parties with whether they signed and when they leave."""

    id: uuid.UUID
    span: Span
    suspended: bool
    ended: bool
    purposes: frozenset[str]
    categories: frozenset[str]
    parties: dict[Agency, tuple[bool, int]]


@dataclass(eq=False)
class Case:
    """A case; its person has the same key."""

    id: uuid.UUID
    partnership: int
    area: str
    lead: Agency


@dataclass(eq=False)
class Place:
    """A place on the case team."""

    id: uuid.UUID
    case: Case
    person: Person
    membership: Membership
    kind: str
    span: Span
    purpose: str
    manages: bool = False
    supervises: bool = False


@dataclass(eq=False)
class Grant:
    """A case given to a whole agency."""

    id: uuid.UUID
    case: Case
    agency: Agency
    span: Span
    purpose: str


@dataclass(eq=False)
class Oversight:
    """The chair's sight of an area. ``person`` is that of the membership, unless the row is broken."""

    id: uuid.UUID
    person: Person
    membership: Membership
    partnership: int
    area: str
    span: Span
    purpose: str


@dataclass(eq=False)
class Emergency:
    """Emergency access to a case. ``person`` is that of the membership, unless the row is broken."""

    id: uuid.UUID
    person: Person
    membership: Membership
    case: Case
    span: Span
    ended: bool


@dataclass(eq=False)
class Note:
    """A note with its labels; ``by`` wrote it for that membership's agency."""

    id: uuid.UUID
    case: Case
    by: Membership
    handling: str
    category: str
    released: int
    companions: bool
    withdrawn: bool
    summary: bool
    gist: bool
    listed: frozenset[Person]

    @property
    def author(self) -> Person:
        """Who wrote it."""
        return self.by.person

    @property
    def agency(self) -> Agency:
        """The originator."""
        return self.by.agency


@dataclass(eq=False)
class Due:
    """A deadline, with or without a case."""

    id: uuid.UUID
    case: Case | None
    responsible: Membership | None
    agency: Agency


@dataclass(eq=False)
class Response:
    """What an agency said to a note."""

    id: uuid.UUID
    note: Note
    by: Membership
    agency: Agency


@dataclass(frozen=True)
class Who:
    """Somebody at the door: a person who claims to act under a membership."""

    person: Person
    membership: Membership


@dataclass
class World:
    """Everything there is."""

    agencies: list[Agency] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    oversights: list[Oversight] = field(default_factory=list)
    emergencies: list[Emergency] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    dues: list[Due] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    impostors: list[Who] = field(default_factory=list)

    def everybody(self) -> list[Who]:
        """Each person under each of their memberships, and those who claim another person's."""
        return [Who(m.person, m) for m in self.memberships] + self.impostors
