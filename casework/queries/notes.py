"""Notes as one reader gets them: the fullest tier they may read, and word of a fuller one where they may know it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, F, Func, Q, UUIDField, Value
from django.utils.translation import gettext as _

from access import plans, policy, trail
from access.actor import Actor
from access.choices import ItemStatus, Tier
from agencies.errors import NotAllowed
from agencies.models import Agency
from casework.models import Contact, Note, NoteSeen
from casework.models.note import NoteQuerySet
from casework.queries.case_file import CaseFile, case_file
from casework.queries.note_entries import NoteEntry, entries_for, mark_seen
from casework.queries.writers import current, foreign_note, own_note

PAGE = 25


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader narrows the page by; empty means everything."""

    kind: str = ""
    agency: str = ""
    nature: str = ""
    text: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """Word that an agency holds something: whom to ask, and nothing else (no date, kind or number)."""

    agency: str
    agency_code: str
    contact: str


@dataclass(frozen=True, slots=True)
class NotePage:
    """A page of notes, last recorded first, with the cursors of its neighbours."""

    file: CaseFile
    entries: tuple[NoteEntry, ...]
    held: tuple[Held, ...]
    older: str
    newer: str
    total: int
    agencies: tuple[tuple[str, str], ...]


class WordingsWith(Func):
    """The keys of the wordings of a case that hold some words, one for each note: by the case's key and the words."""

    function = "casework_wordings_with"
    template = "(SELECT %(function)s(%(expressions)s))::uuid[]"
    output_field = ArrayField(UUIDField())


class KeyAmong(Func):
    """Whether a key is one of an array of keys."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


TOTAL_CAP = 1001  # performance.md decision 9: counts of notes stop at "more than 1,000"


def note_page(actor: Actor, reference: str, filters: Filters, after: str = "", before: str = "") -> NotePage:
    """Return one page of a case's notes, mark them seen, and log the page once.

    Raises:
        Http404: there is no such case that the actor may know of.
    """
    file = case_file(actor, reference)
    rows = Note.objects.visible_where(actor, case_id=file.id).exclude(status=ItemStatus.CORRECTED)
    readable = readable_notes(actor, file.id, filters)
    notes, older, newer = _cut(readable, after, before)
    entries = entries_for(actor, notes)
    contests = _contests(actor, [note.pk for note in notes])
    entries = (*entries, *contests)
    held = _held(actor, rows) if not (after or before) else ()
    mark_seen(actor, [entry for entry in entries if entry.unread])
    trail.consulted(actor, "note.list_read", "note", [entry.id for entry in entries], file.id, file.place)
    return NotePage(file, entries, held, older, newer, readable[:TOTAL_CAP].count(), _agencies_of(rows))


def _agencies_of(rows: NoteQuerySet) -> tuple[tuple[str, str], ...]:
    pairs = rows.order_by("originator__name").values_list("originator__code", "originator__name").distinct()
    return tuple(pairs)


def readable_notes(actor: Actor, case_id: uuid.UUID, filters: Filters) -> NoteQuerySet:
    """Return the notes of a case that ``actor`` reads, narrowed by their filters, in no order.

    Words are looked for only in texts that the actor may read: a wording is a row of its own at its tier. Of each note
    the least full one that holds them decides, so that it comes once.
    """
    rows = Note.objects.visible_where(actor, "read", case_id=case_id, contests__isnull=True)
    rows = rows.exclude(status=ItemStatus.CORRECTED)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.agency:
        rows = rows.filter(originator__code=filters.agency)
    if filters.nature:
        rows = rows.filter(nature=filters.nature)
    if filters.since:
        rows = rows.filter(recorded_at__date__gte=filters.since)
    if filters.until:
        rows = rows.filter(recorded_at__date__lte=filters.until)
    if words := filters.text.strip():
        holding = KeyAmong(F("texts__pk"), WordingsWith(Value(case_id), Value(words)))
        rows = rows.filter(holding, texts__tier__lte=policy.tier_expression(actor))
    if filters.unread:
        seen = NoteSeen.objects.visible_to(actor)
        rows = rows.exclude(pk__in=seen.values("note_id")).exclude(author_id=actor.user_id)
    return rows


def _cursor(note: Note) -> str:
    return f"{note.recorded_at.timestamp():.6f}_{note.pk}"


def _parse(cursor: str) -> tuple[dt.datetime, uuid.UUID] | None:
    try:
        moment, key = cursor.split("_")
        return dt.datetime.fromtimestamp(float(moment), dt.UTC), uuid.UUID(key)
    except (ValueError, OverflowError, OSError):
        return None


def _beyond(cursor: tuple[dt.datetime, uuid.UUID], older: bool) -> Q:
    """Rows strictly older (or newer) than the cursor, by moment and key."""
    op = "lt" if older else "gt"
    moment, key = cursor
    before = "gte" if older else "lte"
    # One range and what it holds too much, rather than an OR: an index walks on from the cursor.
    return Q(**{f"recorded_at__{op}e": moment}) & ~Q(recorded_at=moment, **{f"pk__{before}": key})


def _cut(rows: NoteQuerySet, after: str, before: str) -> tuple[list[Note], str, str]:
    """Return one page of readable notes, and the cursors of older and newer pages."""
    rows = rows.to_read()
    at, back = _parse(after), _parse(before)
    if back is not None:
        found = list(rows.filter(_beyond(back, older=False)).order_by("recorded_at", "pk")[: PAGE + 1])
        more = len(found) > PAGE
        notes = found[:PAGE][::-1]
        return notes, _cursor(notes[-1]) if notes else "", _cursor(notes[0]) if notes and more else ""
    if at is not None:
        rows = rows.filter(_beyond(at, older=True))
    with plans.kept(rows.db):
        found = list(rows.order_by("-recorded_at", "-pk")[: PAGE + 1])
    notes = found[:PAGE]
    return (
        notes,
        _cursor(notes[-1]) if len(found) > PAGE else "",
        _cursor(notes[0]) if notes and at is not None else "",
    )


def _contests(actor: Actor, keys: Sequence[uuid.UUID]) -> tuple[NoteEntry, ...]:
    rows = (
        Note.objects.visible_where(actor, "read", contests_id__in=keys)
        .exclude(status=ItemStatus.CORRECTED)
        .to_read()
        .order_by("recorded_at")
    )
    found = list(rows)
    return entries_for(actor, found) if found else ()


def _held(actor: Actor, rows: NoteQuerySet) -> tuple[Held, ...]:
    """Return one line per agency that holds something the actor only knows to exist."""
    known = rows.annotate(tier_read=policy.tier_expression(actor)).filter(tier_read=Tier.EXISTENCE)
    agencies = Agency.objects.filter(pk__in=list(known.order_by().values_list("originator_id", flat=True).distinct()))
    return tuple(
        Held(agency.name, agency.code, agency.focal_point.user.full_name if agency.focal_point else "")
        for agency in agencies.select_related("focal_point__user").order_by("name")
    )


@dataclass(frozen=True, slots=True)
class NoteDetail:
    """One note with its earlier versions and contests, as one reader gets them; ``contact`` is the one it tells of."""

    file: CaseFile
    entry: NoteEntry
    earlier: tuple[NoteEntry, ...]
    contests: tuple[NoteEntry, ...]
    newest: uuid.UUID | None
    contact: uuid.UUID | None = None


def note_detail(actor: Actor, note_id: uuid.UUID) -> NoteDetail:
    """Return one note, mark it seen, and log the reading.

    Raises:
        Http404: the actor may not read it at any tier with words.
    """
    detail = _detail(actor, _whole().get_for(actor, "read", pk=note_id))
    told_of = Contact.objects.visible_to(actor).filter(note_id__in=[note_id, *(entry.id for entry in detail.earlier)])
    return replace(detail, contact=told_of.values_list("pk", flat=True).first())


def note_to_withdraw(actor: Actor, note_id: uuid.UUID) -> NoteDetail:
    """Return a note, as ``note_detail``, to somebody who may withdraw it.

    Raises:
        Http404, NotAllowed: the note is not the actor's agency's to withdraw.
        RuleBroken: it is no longer current.
    """
    return _detail(actor, current(actor, own_note(actor, _whole().get_for(actor, "change", pk=note_id))))


def note_to_contest(actor: Actor, note_id: uuid.UUID) -> NoteDetail:
    """Return a note, as ``note_detail``, to somebody who may put a contest beside it.

    Raises:
        Http404, NotAllowed: the actor may not read the note, or not write on its case.
        RuleBroken: the actor's own agency wrote it.
    """
    return _detail(actor, foreign_note(actor, _whole().get_for(actor, "answer", pk=note_id)), "write")


def _whole() -> NoteQuerySet:
    return Note.objects.select_related(
        "originator", "author", "membership__position", "case__person", "case__lead_agency"
    )


def _detail(actor: Actor, note: Note, verb: str = "view") -> NoteDetail:
    rows = _whole().visible_to(actor, "read")
    file = case_file(actor, note.case.reference, verb)
    if not (found := entries_for(actor, [note])):
        raise NotAllowed(_("The words of this note were erased."))
    entry = found[0]
    line: list[Note] = []
    at = note
    while at.supersedes_id and len(line) < PAGE:
        before = rows.filter(pk=at.supersedes_id).first()
        if before is None:
            break
        line.append(before)
        at = before
    newest = Note.objects.visible_where(actor, "read", supersedes_id=note.pk).values_list("pk", flat=True).first()
    earlier, contests = entries_for(actor, line), _contests(actor, [note.pk])
    mark_seen(actor, [entry] if entry.unread else [])
    shown = [entry, *earlier, *contests]
    trail.consulted(actor, "note.read", "note", [e.id for e in shown], note.case_id, file.place)
    return NoteDetail(file, entry, earlier, contests, newest)
