"""The contacts of a case: planned ones first, then what was held, with its numbers; and one contact on its own."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from access import trail
from access.actor import Actor
from casework.choices import CAME, MISSED, WITH_PERSON, Attended, DeadlineKind
from casework.due import day_words, due_state
from casework.models import Breach, BreachProof, Contact, Deadline
from casework.models.contact import ContactQuerySet
from casework.queries.case_file import CaseFile, case_file
from casework.queries.contact_entries import ContactEntry, contact_entries
from casework.queries.note_entries import NoteEntry, mark_seen

PAGE = 25
MOST_PLANNED = 40


@dataclass(frozen=True, slots=True)
class ContactFilters:
    """What the reader narrows the page by; empty means everything."""

    kind: str = ""
    attended: str = ""
    setting: str = ""


@dataclass(frozen=True, slots=True)
class ContactCounts:
    """Numbers over all contacts the reader reads; coming is counted only where the person was to be there."""

    planned: int
    attended: int
    excused: int
    missed: int


@dataclass(frozen=True, slots=True)
class ContactPage:
    """A page of contacts, last first, with the cursors of its neighbours; planned ones stand on the first page."""

    file: CaseFile
    planned: tuple[ContactEntry, ...]
    held: tuple[ContactEntry, ...]
    counts: ContactCounts
    older: str
    newer: str


def contact_page(
    actor: Actor, reference: str, filters: ContactFilters, after: str = "", before: str = ""
) -> ContactPage:
    """Return one page of a case's contacts, and log it once.

    Raises:
        Http404: there is no such case that the actor may know of.
    """
    file = case_file(actor, reference)
    whole = Contact.objects.visible_to(actor).filter(case_id=file.id)
    rows = _narrowed(whole, filters).select_related("membership__user", "membership__position", "originator")
    planned: list[Contact] = []
    if not (after or before):
        planned = list(rows.planned().order_by("planned_for", "pk")[:MOST_PLANNED])
    held, older, newer = _cut(rows.held().filter(happened_at__isnull=False), after, before)
    entries = contact_entries(actor, file, [*planned, *held])
    _read(actor, file, entries)
    return ContactPage(
        file, entries[: len(planned)], entries[len(planned) :], _counts(whole), older, newer
    )  # fmt: skip


def _narrowed(rows: ContactQuerySet, filters: ContactFilters) -> ContactQuerySet:
    for name in ("kind", "attended", "setting"):
        if value := getattr(filters, name):
            rows = rows.filter(**{name: value})
    return rows


def _counts(rows: ContactQuerySet) -> ContactCounts:
    person = Q(kind__in=WITH_PERSON)
    got = rows.aggregate(
        n_planned=Count("pk", filter=Q(attended=Attended.PENDING)),
        n_came=Count("pk", filter=person & Q(attended__in=CAME)),
        n_excused=Count("pk", filter=person & Q(attended=Attended.EXCUSED)),
        n_missed=Count("pk", filter=person & Q(attended__in=MISSED)),
    )
    return ContactCounts(got["n_planned"], got["n_came"], got["n_excused"], got["n_missed"])


def _read(
    actor: Actor, file: CaseFile, entries: tuple[ContactEntry, ...], beside: Sequence[uuid.UUID] = ()
) -> None:  # fmt: skip
    """Mark the words as seen and log everything that is shown."""
    notes: list[NoteEntry] = [note for entry in entries for note in (entry.note, entry.explanation) if note]
    mark_seen(actor, [note for note in notes if note.unread])
    shown = [*(key for entry in entries for key in entry.shown), *beside]
    trail.consulted(actor, "contact.list_read", "contact", shown, file.id, file.place)


def _cut(rows: ContactQuerySet, after: str, before: str) -> tuple[list[Contact], str, str]:
    at, back = _parse(after), _parse(before)
    if back is not None:
        moment, key = back
        later = rows.filter(happened_at__gte=moment).exclude(happened_at=moment, pk__lte=key)
        found = list(later.order_by("happened_at", "pk")[: PAGE + 1])
        more, page = len(found) > PAGE, found[:PAGE][::-1]
        return page, _cursor(page[-1]) if page else "", _cursor(page[0]) if page and more else ""
    if at is not None:
        moment, key = at
        rows = rows.filter(happened_at__lte=moment).exclude(happened_at=moment, pk__gte=key)
    found = list(rows.order_by("-happened_at", "-pk")[: PAGE + 1])
    page = found[:PAGE]
    return (
        page,
        _cursor(page[-1]) if len(found) > PAGE else "",
        _cursor(page[0]) if page and at is not None else "",
    )


def _cursor(row: Contact) -> str:
    return f"{row.happened_at.timestamp():.6f}_{row.pk}" if row.happened_at else ""


def _parse(cursor: str) -> tuple[dt.datetime, uuid.UUID] | None:
    try:
        moment, key = cursor.split("_")
        return dt.datetime.fromtimestamp(float(moment), dt.UTC), uuid.UUID(key)
    except (ValueError, OverflowError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class Clock:
    """What is due about a missed contact."""

    kind: DeadlineKind
    label: str
    on: str
    state: str
    who: str
    url: str


@dataclass(frozen=True, slots=True)
class ContactDetail:
    """One contact with what is due about it; ``breach_url`` opens a breach, ``breaches`` are those it is proof of."""

    file: CaseFile
    entry: ContactEntry
    clocks: tuple[Clock, ...]
    breach_url: str
    breaches: tuple[tuple[uuid.UUID, str], ...]


ACTS = {DeadlineKind.CONTACT_LETTER: "contact_letter", DeadlineKind.EXPLANATION: "contact_explained"}


def contact_detail(actor: Actor, contact_id: uuid.UUID) -> ContactDetail:
    """Return one contact, and log the reading.

    Raises:
        Http404: the actor may not read it.
    """
    rows = Contact.objects.select_related(
        "case", "membership__user", "membership__position", "originator"
    )  # fmt: skip
    contact: Contact = rows.get_for(actor, pk=contact_id)
    file = case_file(actor, contact.case.reference)
    (entry,) = contact_entries(actor, file, [contact])
    breaches = _breaches(actor, file, entry)
    _read(actor, file, (entry,), [key for key, _words in breaches])
    url = "" if breaches else _breach(file, entry)
    return ContactDetail(file, entry, _clocks(actor, file, contact), url, breaches)


def _breaches(actor: Actor, file: CaseFile, entry: ContactEntry) -> tuple[tuple[uuid.UUID, str], ...]:
    """Return the breaches that a missed contact is proof of, with the condition of each in words."""
    if not entry.missed or "team" not in file.may:
        return ()
    proofs = BreachProof.objects.visible_to(actor).filter(contact_id=entry.id)
    rows = Breach.objects.visible_to(actor).filter(pk__in=proofs.values("breach_id")).select_related("condition")
    return tuple((row.pk, f"{row.condition}, {day_words(row.suspected_on)}") for row in rows.order_by("suspected_on"))


def _clocks(actor: Actor, file: CaseFile, contact: Contact) -> tuple[Clock, ...]:
    rows = Deadline.objects.visible_to(actor).open().filter(subject_id=contact.pk, kind__in=ACTS)
    today, named = timezone.localdate(), "team" in file.may
    return tuple(
        Clock(
            DeadlineKind(row.kind), str(row.get_kind_display()), day_words(row.due_on), due_state(row.due_on, today),
            row.responsible.user.full_name if named and row.responsible else row.agency.name,
            reverse(ACTS[DeadlineKind(row.kind)], args=[contact.pk]),
        )
        for row in rows.select_related("responsible__user", "agency").order_by("due_on", "kind")
    )  # fmt: skip


def _breach(file: CaseFile, entry: ContactEntry) -> str:
    if not entry.missed or "supervise" not in file.may:
        return ""
    try:
        return f"{reverse('breach_new', args=[file.reference])}?contact={entry.id}"
    except NoReverseMatch:
        return ""
