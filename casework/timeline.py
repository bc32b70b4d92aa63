"""The timeline of a case: what its entries are, and the sources they come from. Floors above add their own."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise

from access.actor import Actor
from agencies.days import begin_of, end_of


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page ends: the day, the source and the key of its last entry."""

    day: dt.date
    source: str
    key: uuid.UUID


@dataclass(frozen=True, slots=True)
class Window:
    """What a source is asked for: at most ``limit`` entries of a case, the latest day first, then by key.

    ``same`` says which entries of ``day`` are still to come: ``all``, ``none``, or those ``after`` the key.
    """

    case_id: uuid.UUID
    limit: int
    day: dt.date | None = None
    same: str = "all"
    key: uuid.UUID | None = None

    def narrowed(self, field: str, *, moment: bool = False) -> Q:
        """Return the condition on ``field``, a local date, or an aware moment when ``moment``."""
        if self.day is None:
            return Q()
        first = begin_of(self.day) if moment else self.day
        past = Q(**{f"{field}__lt": first})
        if self.same == "none":
            return past
        today = Q(**{f"{field}__lt": end_of(self.day)}) if moment else Q(**{f"{field}__lte": self.day})
        if self.same == "all":
            return today
        return past | (today & Q(**{f"{field}__gte": first}, pk__gt=self.key))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. Its words are ``text``, or those of ``note_id`` at the fullest tier its reader reads.

    ``at``, where it is known, orders the entries of one source and day on a page.
    """

    id: uuid.UUID
    on: dt.date
    title: str
    text: str = ""
    note_id: uuid.UUID | None = None
    tags: tuple[str, ...] = ()
    url: str = ""
    by: str = ""
    agency_code: str = ""
    at: dt.datetime | None = None


Fetch = Callable[[Actor, Window], list[Entry]]


@dataclass(frozen=True, slots=True)
class Source:
    """Where entries of one kind come from; ``kind`` is what readers filter by, several sources may share it.

    ``fetch`` returns only what the actor may see, in one query.
    """

    name: str
    kind: str
    label: str | Promise
    fetch: Fetch


_sources: dict[str, Source] = {}


def add_source(source: Source) -> None:
    """Let the timeline show what a floor keeps; called once, while the applications load.

    Raises:
        ValueError: another source has that name.
    """
    if source.name in _sources:
        raise ValueError(f"the timeline has a source called {source.name}")
    _sources[source.name] = source


def sources() -> tuple[Source, ...]:
    """Return the sources in the order in which entries of one day stand."""
    return tuple(_sources.values())
