"""Shared with us: the notes of other agencies that one member of an agency may read, over all cases."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from access import trail
from access.actor import Actor
from access.choices import ItemStatus
from agencies.choices import Duty
from agencies.models import Agency
from casework.models import Case, Note, NoteResponse
from casework.models.note import NoteQuerySet
from casework.queries.note_entries import NoteEntry, entries_for, mark_seen

PAGE = 25
WINDOW = 60
"""Cases asked for first: the most recently active ones."""
NEAR = 40
"""Of them, those whose notes are looked at first: enough for a page where few cases have much written about each.

Whoever sees an agency's or an area's cases has hardly more than one new note in each, and needs all of them.
"""
WIDER = 4


@dataclass(frozen=True, slots=True)
class Shared:
    """One note of another agency, with the case it belongs to."""

    note: NoteEntry
    reference: str
    case_title: str


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A page of the feed, newest first; ``older`` is the cursor of the next page."""

    items: tuple[Shared, ...]
    older: str
    waiting: int
    agencies: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FeedFilters:
    """What the reader narrows the feed by."""

    waiting: bool = False
    unread: bool = False
    agency: str = ""


def shared_with_us(actor: Actor, filters: FeedFilters, after: str = "") -> SharedPage:
    """Return the newest notes of other agencies that the actor reads, mark them seen, and log the page."""
    notes, more = newest(actor, filters, after)
    entries = entries_for(actor, notes)
    cases = {
        case.pk: case for case in Case.objects.visible_to(actor).filter(pk__in={entry.case_id for entry in entries})
    }
    items = tuple(
        Shared(entry, cases[entry.case_id].reference, cases[entry.case_id].neutral_title)
        for entry in entries
        if entry.case_id in cases
    )
    mark_seen(actor, [item.note for item in items if item.note.unread])
    by_case: dict[uuid.UUID, list[uuid.UUID]] = {}
    for item in items:
        by_case.setdefault(item.note.case_id, []).append(item.note.id)
    trail.consulted_across(actor, "note.feed_read", "note", by_case, "place")
    agencies = Agency.objects.members().filter(partnership=actor.partnership_id).exclude(pk=actor.agency_id)
    return SharedPage(
        items,
        _cursor(notes[-1]) if more else "",
        waiting_for_us(actor),
        tuple(agencies.values_list("code", "name")),
    )


def _others(actor: Actor) -> "Q":
    return Q(status=ItemStatus.CURRENT) & ~Q(originator_id=actor.agency_id)


def _unanswered(actor: Actor) -> Exists:
    ours = NoteResponse.objects.visible_to(actor).filter(note_id=OuterRef("pk"), agency_id=actor.agency_id)
    return ~Exists(ours)  # type: ignore[return-value]


def _narrowed(actor: Actor, rows: NoteQuerySet, filters: FeedFilters) -> NoteQuerySet:
    rows = rows.filter(_others(actor))
    if filters.waiting:
        rows = rows.filter(_unanswered(actor), answer_by__isnull=False)
    if filters.agency:
        rows = rows.filter(originator__code=filters.agency)
    if filters.unread:
        rows = rows.exclude(seen_marks__membership_id=actor.membership_id)
    return rows.to_read().order_by("-recorded_at", "-pk")


def waiting_for_us(actor: Actor) -> int:
    """Count the notes that wait for an answer of the actor's agency."""
    rows = Note.objects.visible_to(actor, "answer").filter(_others(actor), _unanswered(actor), answer_by__isnull=False)
    return int(rows.count())


def _cursor(note: Note) -> str:
    return f"{note.recorded_at.timestamp():.6f}_{note.pk}"


def _parse(cursor: str) -> tuple[dt.datetime, uuid.UUID] | None:
    try:
        moment, key = cursor.split("_")
        return dt.datetime.fromtimestamp(float(moment), dt.UTC), uuid.UUID(key)
    except (ValueError, OverflowError, OSError):
        return None


def _active(actor: Actor, many: int) -> list[tuple[dt.datetime, uuid.UUID]]:
    """The most recently active cases the actor sees, newest first: each part of them walks an index of its own."""
    found: list[tuple[dt.datetime, uuid.UUID]] = []
    for cases in Case.objects.all().visible_apart(actor):
        found += cases.order_by("-last_activity_at", "-pk").values_list("last_activity_at", "pk")[:many]
    return sorted(found, reverse=True)[:many]


def newest(actor: Actor, filters: FeedFilters, after: str = "") -> tuple[list[Note], bool]:
    """Return one page of notes, newest first, and whether there is more."""
    if (at := _parse(after)) is not None:
        moment, key = at
        rows = _narrowed(actor, Note.objects.visible_to(actor, "read"), filters)
        return _page(rows.filter(~Q(recorded_at=moment, pk__gte=key), recorded_at__lte=moment))  # one range: no OR
    if filters != FeedFilters():
        return _page(_narrowed(actor, Note.objects.visible_to(actor, "read"), filters))
    return _first_page(actor, filters)


def _first_page(actor: Actor, filters: FeedFilters) -> tuple[list[Note], bool]:
    """Read recently active cases only, exactly: what is newer than the next one's last activity lies in them."""
    wide = actor.has_duty(Duty.SUPERVISOR) or actor.has_duty(Duty.CHAIR)
    window = WINDOW
    while True:
        active = _active(actor, window + 1)
        for many in (window,) if wide else (window * NEAR // WINDOW, window):
            rows = Note.objects.visible_where(actor, "read", case_id__in=[key for _at, key in active[:many]])
            rows = _narrowed(actor, rows, filters)
            if len(active) <= many:
                return _page(rows)
            notes, more = _page(rows.filter(recorded_at__gt=active[many][0]))
            if more:
                return notes, True
        window *= WIDER


def _page(rows: NoteQuerySet) -> tuple[list[Note], bool]:
    found = list(rows[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE
