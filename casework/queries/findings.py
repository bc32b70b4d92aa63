"""What objectives answer, as one reader may know it, and the notes that can be named for it."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils import timezone

from access.actor import Actor
from access.choices import ItemStatus
from casework.due import day_words
from casework.models import Finding, Note
from casework.queries.work_lists import titles_of

MOST = 50


@dataclass(frozen=True, slots=True)
class Found:
    """What one objective answers: ``text``, and ``note`` where the reader may read the note it points to."""

    text: str = ""
    note: uuid.UUID | None = None


NOTHING = Found()


def findings_of(actor: Actor, objectives: Collection[uuid.UUID]) -> dict[uuid.UUID, Found]:
    """Return what those objectives answer, by objective; empty for readers from outside the case."""
    rows = list(Finding.objects.visible_to(actor).filter(objective_id__in=objectives)) if objectives else []
    readable = readable_notes(actor, {row.note_id for row in rows if row.note_id})
    return {
        row.objective_id: Found(row.text, row.note_id if row.note_id in readable else None) for row in rows
    }  # fmt: skip


def readable_notes(actor: Actor, notes: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of ``notes`` of which the actor reads a wording."""
    if not notes:
        return set()
    return set(Note.objects.visible_where(actor, "read", pk__in=notes).values_list("pk", flat=True))


def note_choices(actor: Actor, case_id: uuid.UUID, chosen: uuid.UUID | None = None) -> list[tuple[str, str]]:
    """Return the notes of a case that can be named for a finding: those that stand and that the actor reads.

    The newest 50, the last recorded first; before them ``chosen``, which the actor reads, where it is none of these.
    """
    rows = Note.objects.visible_to(actor, "read").filter(case_id=case_id, status=ItemStatus.CURRENT)
    offered = list(rows.newest()[:MOST])
    if chosen is not None and all(row.pk != chosen for row in offered):
        offered = [*Note.objects.visible_where(actor, "read", pk=chosen, case_id=case_id), *offered]
    return _titled(actor, offered)


def _titled(actor: Actor, rows: Sequence[Note]) -> list[tuple[str, str]]:
    titles = titles_of(actor, [row.pk for row in rows])
    return [
        (str(row.pk), f"{titles[row.pk]}, {day_words(timezone.localdate(row.recorded_at))}")
        for row in rows if row.pk in titles
    ]  # fmt: skip


def note_in_case(actor: Actor, case_id: uuid.UUID, note_id: uuid.UUID) -> bool:
    """Say whether a note stands on that case and the actor reads it."""
    rows = Note.objects.visible_where(actor, "read", pk=note_id, case_id=case_id, status=ItemStatus.CURRENT)
    return bool(rows.exists())
