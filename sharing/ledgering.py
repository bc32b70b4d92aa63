"""Words of the ledger: what a line is, which way it went, whether the person was told, what a list is narrowed by."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Cursor = tuple[dt.datetime, uuid.UUID]
"""Where a line stands in its list."""


class EntryKind(TextChoices):
    """What stands in a line of the ledger."""

    REQUEST = "request", _("Request between agencies")
    DISCLOSURE = "disclosure", _("Passed on outside the team")
    DUTY = "duty", _("Duty report")
    PROPOSAL = "proposal", _("Proposed disclosure")
    RELEASE = "release", _("A note goes further, or less far")
    RESTRICTION = "restriction", _("Restricted, because the person asked")
    PUBLICATION = "publication", _("Published")
    CORRECTION = "correction", _("Told a recipient what is contested, or was put right")
    MINUTES = "minutes", _("A note for the summary minutes")
    PERSON = "person", _("Given to the person, who asked for it")


class Way(TextChoices):
    """Which way it went, as the reader's agency sees it."""

    ASKED = "asked", _("We asked")
    WAS_ASKED = "was_asked", _("We were asked")
    GIVEN = "given", _("We gave")
    RECEIVED = "received", _("We received")


class ToldState(TextChoices):
    """Whether the person knows of what was passed on."""

    TOLD = "told", _("Told")
    LATER = "later", _("Put off")
    NOT_YET = "not_yet", _("Not yet")


@dataclass(frozen=True, slots=True)
class LedgerFilters:
    """What a ledger is narrowed by; empty means everything. Days are local, both included."""

    kind: str = ""
    way: str = ""
    other: uuid.UUID | None = None
    case: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what, from whom to whom, what for, what became of it, whether the person was told.

    ``link`` names the page that shows more, ``of`` its key or case; ``case`` is empty for whoever receives without it.
    ``knows`` is False of what was passed on and the person does not know yet.
    """

    id: uuid.UUID
    kind: EntryKind
    at: dt.datetime
    on: str
    case: str
    case_id: uuid.UUID | None
    way: str
    giver: str
    taker: str
    what: str
    purpose: str
    state: str
    tone: str
    told: str
    link: str
    of: uuid.UUID | str
    knows: bool = True

    @property
    def kind_words(self) -> str:
        """What it is, in words."""
        return str(self.kind.label)

    @property
    def way_words(self) -> str:
        """Which way it went, in words; empty between others."""
        return str(Way(self.way).label) if self.way else ""


def cursor_of(entry: Entry) -> str:
    """Return the cursor behind which the next page begins."""
    return f"{entry.at.timestamp():.6f}_{entry.id}"


def parse(cursor: str) -> Cursor | None:
    """Return the place in the list, or None for anything odd."""
    try:
        moment, key = cursor.split("_")
        return dt.datetime.fromtimestamp(float(moment), dt.UTC), uuid.UUID(key)
    except (ValueError, OverflowError, OSError):
        return None
