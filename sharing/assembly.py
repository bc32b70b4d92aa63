"""What assembling a report finds, in frozen pieces: statements with sources, tables, what was left out and why."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from access.choices import Nature, Tier
from sharing.choices import ReportPart, SourceKind, WhyLeftOut


@dataclass(frozen=True, slots=True)
class Scope:
    """Which record a report is made from. Days are local dates, both included."""

    kind: str
    case_id: uuid.UUID
    person_id: uuid.UUID
    agency_id: uuid.UUID
    order_id: uuid.UUID | None
    breach_id: uuid.UUID | None
    custody_id: uuid.UUID | None
    period_from: dt.date
    period_to: dt.date

    def covers(self, day: dt.date | None) -> bool:
        """Whether ``day`` lies in the period."""
        return day is not None and self.period_from <= day <= self.period_to


@dataclass(frozen=True, slots=True)
class Found:
    """One statement as the record gives it. ``note`` is the item whose words they are, at ``tier``."""

    part: ReportPart
    text: str
    kind: SourceKind
    id: uuid.UUID | None
    on: dt.date | None = None
    originator: uuid.UUID | None = None
    nature: Nature = Nature.FACT
    tier: int = Tier.FULL
    note: uuid.UUID | None = None
    quoted: bool = False
    kept: bool = True

    @property
    def key(self) -> tuple[str, str, uuid.UUID | None]:
        """By what it is found again at the next assembly."""
        return (str(self.part), str(self.kind), self.id)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of the period that may not go to the court, and why."""

    kind: SourceKind
    id: uuid.UUID
    originator: uuid.UUID
    why: WhyLeftOut
    note: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: caption, head, rows."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def stored(self) -> dict[str, object]:
        """Return it as it is stored with its section."""
        return {"caption": self.caption, "head": list(self.head), "rows": [list(row) for row in self.rows]}


@dataclass(slots=True)
class Gathered:
    """Everything one assembly found; filled part by part."""

    statements: list[Found] = field(default_factory=list)
    tables: dict[ReportPart, list[Grid]] = field(default_factory=dict)
    missing: dict[ReportPart, str] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    counted: set[uuid.UUID] = field(default_factory=set)

    @property
    def behind(self) -> int:
        """How many records the report rests on: those that are told, and those that are only counted."""
        return len({one.id for one in self.statements if one.id} | self.counted)

    def of(self, part: ReportPart) -> Iterator[Found]:
        """Statements of one part: facts before what was reported, and that before opinions; then by day."""
        rank = {Nature.FACT: 0, Nature.REPORTED: 1, Nature.OPINION: 2}
        found = [one for one in self.statements if one.part == part]
        return iter(sorted(found, key=lambda one: (rank[one.nature], one.on or dt.date.min)))
