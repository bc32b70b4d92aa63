"""Incidents, exposure and signs of a case in one list, last recorded first, for those who read their words."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from casework.choices import (
    ExposureBy,
    ExposureResponse,
    IncidentKind,
    Offer,
    Setting,
    SignClass,
    SignState,
)
from casework.models import Exposure, Incident, Note, SignObservation
from casework.queries.case_file import CaseFile, case_file
from casework.queries.note_entries import NoteEntry, mark_seen
from casework.queries.note_versions import newest_words

PAGE = 25
Row = Incident | Exposure | SignObservation
MODELS: dict[str, type[Incident] | type[Exposure] | type[SignObservation]] = {
    "incident": Incident, "exposure": Exposure, "sign": SignObservation,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventFilters:
    """What the reader narrows the list by; empty means everything."""

    what: str = ""
    agency: str = ""
    setting: str = ""


@dataclass(frozen=True, slots=True)
class EventEntry:
    """One event for one reader: its words, and pairs of what is asked and what was seen. ``note`` may have closed."""

    id: uuid.UUID
    what: str
    title: str
    facts: tuple[tuple[str, str], ...]
    values: dict[str, str]
    state: str
    recorded_at: dt.datetime
    occurred_on: dt.date
    agency: str
    agency_code: str
    own: bool
    note: NoteEntry | None


@dataclass(frozen=True, slots=True)
class EventPage:
    """A page of events with the cursors of its neighbours."""

    file: CaseFile
    entries: tuple[EventEntry, ...]
    agencies: tuple[tuple[str, str], ...]
    older: str
    newer: str


def event_page(actor: Actor, reference: str, filters: EventFilters, after: str = "", before: str = "") -> EventPage:
    """Return one page of a case's events, and log it once.

    Raises:
        Http404: there is no such case that the actor may know of.
    """
    file = case_file(actor, reference)
    names = [filters.what] if filters.what in MODELS else list(MODELS)
    at, back = _parse(after), _parse(before)
    found: list[Row] = []
    for name in names:
        found += _some(actor, file, name, filters, at, back)
    found.sort(key=_place, reverse=back is None)
    more, page = len(found) > PAGE, found[:PAGE]
    if back is not None:
        page.reverse()
    older = _cursor(page[-1]) if page and (more or back is not None) else ""
    newer = _cursor(page[0]) if page and (more if back is not None else at is not None) else ""
    entries = _entries(actor, page)
    notes = [entry.note for entry in entries if entry.note]
    mark_seen(actor, [note for note in notes if note.unread])
    shown = [*(entry.id for entry in entries), *(note.id for note in notes)]
    trail.consulted(actor, "event.list_read", "event", shown, file.id, file.place)
    return EventPage(file, entries, _agencies(actor, file), older, newer)


def _some(
    actor: Actor, file: CaseFile, name: str, filters: EventFilters, at: tuple[dt.datetime, uuid.UUID] | None,
    back: tuple[dt.datetime, uuid.UUID] | None,
) -> Sequence[Row]:  # fmt: skip
    """One page of one kind, beyond the cursor."""
    rows: Any = MODELS[name].objects.visible_to(actor).filter(case_id=file.id)
    rows = rows.select_related("note__originator", *(["entry"] if name == "sign" else []))
    if filters.agency:
        rows = rows.filter(note__originator__code=filters.agency)
    if filters.setting:
        rows = rows.none() if name == "sign" else rows.filter(setting=filters.setting)
    if back is not None:
        rows = rows.filter(note__recorded_at__gte=back[0]).exclude(note__recorded_at=back[0], pk__lte=back[1])
        return list(rows.order_by("note__recorded_at", "pk")[: PAGE + 1])
    if at is not None:
        rows = rows.filter(note__recorded_at__lte=at[0]).exclude(note__recorded_at=at[0], pk__gte=at[1])
    return list(rows.order_by("-note__recorded_at", "-pk")[: PAGE + 1])


def _place(row: Row) -> tuple[dt.datetime, uuid.UUID]:
    return row.note.recorded_at, row.pk


def _cursor(row: Row) -> str:
    return f"{row.note.recorded_at.timestamp():.6f}_{row.pk}"


def _parse(cursor: str) -> tuple[dt.datetime, uuid.UUID] | None:
    try:
        moment, key = cursor.split("_")
        return dt.datetime.fromtimestamp(float(moment), dt.UTC), uuid.UUID(key)
    except (ValueError, OverflowError, OSError):
        return None


def _agencies(actor: Actor, file: CaseFile) -> tuple[tuple[str, str], ...]:
    any_event = Q(incident__isnull=False) | Q(exposure__isnull=False) | Q(sign__isnull=False)
    rows = Note.objects.visible_to(actor, "read").filter(any_event, case_id=file.id)
    pairs = rows.order_by("originator__name").values_list("originator__code", "originator__name").distinct()
    return tuple(pairs)


def _entries(actor: Actor, rows: Sequence[Row]) -> tuple[EventEntry, ...]:
    words = newest_words(actor, [row.note_id for row in rows])
    return tuple(_entry(actor, row, words.get(row.note_id)) for row in rows)


def _entry(actor: Actor, row: Row, note: NoteEntry | None) -> EventEntry:
    what, title, facts, values = _told(row)
    state = str(SignState(row.state).label) if isinstance(row, SignObservation) else ""
    return EventEntry(
        row.pk, what, title, tuple((label, word) for label, word in facts if word), values, state,
        row.note.recorded_at, row.note.occurred_on, row.note.originator.name, row.note.originator.code,
        row.note.originator_id == actor.agency_id, note,
    )  # fmt: skip


def _told(row: Row) -> tuple[str, str, list[tuple[str, str]], dict[str, str]]:
    """What an event is, its title, its fields in words and by name."""
    if isinstance(row, Incident):
        values = {"kind": row.kind, "setting": row.setting}
        where = (_("Where"), str(Setting(row.setting).label))
        return "incident", str(IncidentKind(row.kind).label), [where], values
    if isinstance(row, Exposure):
        facts = [
            (_("What was offered"), str(Offer(row.offer).label)),
            (_("What the person did"), str(ExposureResponse(row.response).label)),
            (_("Our counter-offer"), row.counter_offer),
            (_("Where"), str(Setting(row.setting).label)),
        ]
        values = {"by": row.by, "offer": row.offer, "response": row.response, "setting": row.setting}
        return "exposure", str(ExposureBy(row.by).label), facts, {**values, "counter_offer": row.counter_offer}
    kind = str(SignClass(row.entry.sign_class).label)
    values = {"entry": str(row.entry_id), "code": row.entry.code, "state": row.state}
    return "sign", row.entry.label, [(_("Class"), kind)], values
