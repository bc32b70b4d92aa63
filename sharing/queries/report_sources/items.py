"""Notes of the period and the text of each that may go to the court: at the tier its agency cleared, never fuller."""

import datetime as dt
import uuid
from dataclasses import dataclass

from access.actor import Actor
from access.choices import Handling, ItemStatus, Nature, Tier
from agencies.choices import Secrecy
from casework.choices import NoteKind, SignState
from casework.models import Note, NoteText, SignObservation
from casework.restricting import restrictions_of
from sharing.assembly import Scope
from sharing.choices import WhyLeftOut
from sharing.queries.contested import SaidAgainst, said_by_person


@dataclass(frozen=True, slots=True)
class Item:
    """A note cleared for the court, with the words that were cleared.

    ``on`` is empty at a gist, which hides the day it happened.
    """

    id: uuid.UUID
    kind: str
    originator: uuid.UUID
    nature: Nature
    tier: int
    text: str
    on: dt.date | None
    happened_on: dt.date


@dataclass(frozen=True, slots=True)
class Kept:
    """A note that stays out, and why."""

    id: uuid.UUID
    kind: str
    originator: uuid.UUID
    why: WhyLeftOut
    happened_on: dt.date


@dataclass(frozen=True, slots=True)
class Items:
    """Notes by what may become of them. ``secret`` and ``withdrawn`` are named so that nothing of them is counted.

    ``said`` is what the person holds against the version that holds now.
    ``later`` leads from a corrected version to the next one: rows that point to a note keep pointing to its first.
    """

    cleared: dict[uuid.UUID, Item]
    kept: dict[uuid.UUID, Kept]
    secret: frozenset[uuid.UUID]
    withdrawn: frozenset[uuid.UUID]
    contested: frozenset[uuid.UUID]
    later: dict[uuid.UUID, uuid.UUID]
    said: dict[uuid.UUID, SaidAgainst]

    def newest(self, key: uuid.UUID) -> uuid.UUID:
        """Return the key of the version that holds now."""
        return _newest(self.later, key)


def _newest(later: dict[uuid.UUID, uuid.UUID], key: uuid.UUID) -> uuid.UUID:
    while key in later:
        key = later[key]
    return key


def read_items(actor: Actor, scope: Scope) -> Items:
    """Return the notes of the case that ``actor`` knows of, as far as they may go to the court: a few statements."""
    notes = list(Note.objects.visible_to(actor).filter(case_id=scope.case_id).order_by("occurred_on", "recorded_at"))
    later = {note.supersedes_id: note.pk for note in notes if note.supersedes_id}
    seen = SignObservation.objects.visible_to(actor).filter(case_id=scope.case_id).exclude(state=SignState.CONFIRMED)
    signs = {_newest(later, key) for key in seen.values_list("note_id", flat=True)}
    held = restrictions_of(actor, [scope.case_id], [note.pk for note in notes])
    stopped = {note.pk for note in notes if scope.case_id in held or note.pk in held}
    able = [note for note in notes if _may_go(note) and note.pk not in signs | stopped]
    texts: dict[uuid.UUID, NoteText] = {}
    limit = {note.pk: note.court_tier for note in able}
    for text in NoteText.objects.visible_to(actor).filter(note_id__in=list(limit)).order_by("tier"):
        if text.tier <= limit[text.note_id]:
            texts[text.note_id] = text
    current = [note for note in notes if note.status == ItemStatus.CURRENT]
    cleared = {note.pk: _item(note, texts[note.pk]) for note in able if note.pk in texts}
    return Items(
        cleared=cleared,
        kept={
            note.pk: _kept(note, is_sign=note.pk in signs, is_stopped=note.pk in stopped)
            for note in current
            if note.pk not in cleared
        },
        secret=frozenset(note.pk for note in notes if note.secrecy == Secrecy.INVESTIGATION),
        withdrawn=frozenset(note.pk for note in notes if _is_gone(note, later)),
        contested=frozenset(_newest(later, note.contests_id) for note in current if note.contests_id),
        later=later,
        said={one.newest: one for one in said_by_person(actor, scope.case_id) if one.dispute.stands},
    )


def _is_gone(note: Note, later: dict[uuid.UUID, uuid.UUID]) -> bool:
    """Whether it was withdrawn, or corrected into something that the reader does not know of."""
    return note.status == ItemStatus.WITHDRAWN or (note.status == ItemStatus.CORRECTED and note.pk not in later)


def _may_go(note: Note) -> bool:
    """Whether any text of it may go to the court: cleared, current, and under no secrecy of an investigation."""
    return (
        note.status == ItemStatus.CURRENT
        and note.court_tier >= Tier.GIST
        and note.secrecy != Secrecy.INVESTIGATION
    )  # fmt: skip


def _item(note: Note, text: NoteText) -> Item:
    return Item(
        id=note.pk, kind=note.kind, originator=note.originator_id, nature=Nature(note.nature), tier=text.tier,
        text=text.text, on=note.occurred_on if text.tier >= Tier.SUMMARY else None, happened_on=note.occurred_on,
    )  # fmt: skip


def _kept(note: Note, *, is_sign: bool, is_stopped: bool) -> Kept:
    if is_stopped and _may_go(note):
        return Kept(note.pk, note.kind, note.originator_id, WhyLeftOut.RESTRICTED, note.occurred_on)
    why = WhyLeftOut.NOT_ASSESSED if is_sign and note.court_tier >= Tier.GIST else _why(note)
    return Kept(note.pk, note.kind, note.originator_id, why, note.occurred_on)


def _why(note: Note) -> WhyLeftOut:
    """Say why no text of a current note goes into a report."""
    if note.secrecy == Secrecy.INVESTIGATION:
        return WhyLeftOut.INVESTIGATION
    if note.court_tier >= Tier.GIST:
        return WhyLeftOut.BEYOND
    if note.handling == Handling.SEALED:
        return WhyLeftOut.SEALED
    if note.secrecy == Secrecy.HEALTH:
        return WhyLeftOut.HEALTH
    if note.secrecy != Secrecy.NONE:
        return WhyLeftOut.SECRECY
    return WhyLeftOut.NATURE if note.kind == NoteKind.CONVICTION else WhyLeftOut.NOT_CLEARED
