"""Records on which a rating can rest: notes of the case that the one who rates reads."""

import uuid
from collections.abc import Collection

from access.actor import Actor
from access.choices import ItemStatus
from casework.models import Note
from casework.queries.findings import note_choices


def readable_records(actor: Actor, case_id: uuid.UUID, notes: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of ``notes`` that stand on the case and that the actor reads."""
    if not notes:
        return set()
    rows = Note.objects.visible_where(actor, "read", pk__in=list(notes), case_id=case_id, status=ItemStatus.CURRENT)
    return set(rows.values_list("pk", flat=True))


def record_choices(actor: Actor, case_id: uuid.UUID) -> list[tuple[str, str]]:
    """Return the newest 50 notes of the case that the actor reads, for a form: key, and title with its day."""
    return note_choices(actor, case_id)
