"""The words now in force behind the key of any version of a note."""

import uuid
from collections.abc import Iterable

from access.actor import Actor
from access.choices import ItemStatus
from casework.models import Note
from casework.queries.note_entries import NoteEntry, entries_for

MOST_VERSIONS = 20


def newest_words(actor: Actor, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, NoteEntry]:
    """Return, by the key asked for, the newest version of each note as the actor reads it; unread ones are left out."""
    wanted = list(keys)
    if not wanted:
        return {}
    rows = Note.objects.visible_to(actor, "read").to_read()
    newest = {note.pk: note for note in rows.filter(pk__in=wanted)}
    for _version in range(MOST_VERSIONS):
        old = {note.pk: key for key, note in newest.items() if note.status == ItemStatus.CORRECTED}
        later = list(rows.filter(supersedes_id__in=old)) if old else []
        if not later:
            break
        for note in later:
            if note.supersedes_id is not None:
                newest[old[note.supersedes_id]] = note
    entries = {entry.id: entry for entry in entries_for(actor, list(newest.values()))} if newest else {}
    return {key: entries[note.pk] for key, note in newest.items() if note.pk in entries}
