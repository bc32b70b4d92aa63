"""Earlier versions of a note: they are never read further than the version that took their place."""

import uuid

from access.actor import Actor
from access.choices import Handling, Tier
from casework.models import Note, NoteListing
from casework.writing import NewNote

STRICT = (Handling.TEAM, Handling.CORE, Handling.NAMED, Handling.SEALED)
"""Handling levels, the widest first."""
BY_LIST = (Handling.NAMED, Handling.SEALED)
LABELS = ("handling", "released_tier", "told_to_companions", "has_summary", "has_gist")


def goes_further(actor: Actor, old: Note, new: NewNote) -> bool:
    """Whether a correction so labelled would be read further than what it corrects."""
    return (
        STRICT.index(Handling(new.handling)) < STRICT.index(Handling(old.handling))
        or new.released_tier > old.released_tier or new.court_tier > old.court_tier
        or (new.told_to_companions and not old.told_to_companions)
        or bool(new.summary and not old.has_summary) or bool(new.gist and not old.has_gist)
        or (new.handling in BY_LIST and not set(new.named) <= _listed(actor, old))
    )  # fmt: skip


def narrow_earlier(actor: Actor, newest: Note) -> None:
    """Let no version before ``newest`` reach somebody whom ``newest`` does not reach at that tier.

    A version that named somebody whom the newest does not name, or held another kind of information, leaves its
    agency no more.
    """
    named = _listed(actor, newest)
    for note in _before(actor, newest):
        dropped = newest.handling in BY_LIST and not _listed(actor, note) <= named
        elsewhere = dropped or newest.data_category != note.data_category
        _narrow(
            note,
            handling=max(note.handling, newest.handling, key=STRICT.index),
            released_tier=min(note.released_tier, Tier.EXISTENCE if elsewhere else newest.released_tier),
            told_to_companions=note.told_to_companions and newest.told_to_companions,
            has_summary=note.has_summary and newest.has_summary, has_gist=note.has_gist and newest.has_gist,
        )  # fmt: skip


def shut_earlier(actor: Actor, withdrawn: Note) -> None:
    """Let the versions before a withdrawn one leave their agency no more, like that one itself."""
    for note in _before(actor, withdrawn):
        _narrow(note, released_tier=min(note.released_tier, Tier.EXISTENCE), told_to_companions=False)


def _before(actor: Actor, note: Note) -> list[Note]:
    """The versions before ``note``, the latest first.

    Raises:
        Http404: the actor sees one of them no more, so that it could not be narrowed; nothing must be changed then.
    """
    found: list[Note] = []
    key = note.supersedes_id
    while key is not None:
        earlier = Note.objects.visible_to(actor).select_for_update(of=("self",)).get_for(actor, pk=key)
        found.append(earlier)
        key = earlier.supersedes_id
    return found


def _listed(actor: Actor, note: Note) -> set[uuid.UUID]:
    return set(NoteListing.objects.visible_to(actor).filter(note_id=note.pk).values_list("user_id", flat=True))


def _narrow(note: Note, **labels: object) -> None:
    """Change what differs; the database puts a line on the trail, ``note.narrowed``."""
    changed = [name for name in LABELS if name in labels and getattr(note, name) != labels[name]]
    if not changed:
        return
    for name in changed:
        setattr(note, name, labels[name])
    note.save(update_fields=changed)
