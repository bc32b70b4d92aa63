"""The words of a breach: the notes of its steps, at the reader's tier, in their newest version."""

import uuid
from collections.abc import Collection

from access.actor import Actor
from access.choices import ItemStatus
from casework.models import Note
from casework.queries.note_entries import NoteEntry, entries_for, mark_seen

MOST_VERSIONS = 20


def words_for(actor: Actor, keys: Collection[uuid.UUID]) -> dict[uuid.UUID, NoteEntry]:
    """Return what the actor reads of these notes, each by the key it was first stored under, and mark them seen."""
    if not keys:
        return {}
    rows = Note.objects.visible_to(actor, "read").to_read()
    first = {note.pk: note for note in rows.filter(pk__in=keys)}
    newest = dict(first)
    for _version in range(MOST_VERSIONS):
        old = {note.pk: key for key, note in newest.items() if note.status == ItemStatus.CORRECTED}
        later = list(rows.filter(supersedes_id__in=old)) if old else []
        if not later:
            break
        newest |= {old[note.supersedes_id]: note for note in later if note.supersedes_id in old}
    entries = {entry.id: entry for entry in entries_for(actor, list(newest.values()))}
    mark_seen(actor, [entry for entry in entries.values() if entry.unread])
    return {key: entries[note.pk] for key, note in newest.items() if note.pk in entries}
