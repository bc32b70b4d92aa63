"""Records on which a rating can rest: notes of the case that the one who rates reads."""

import uuid
from collections.abc import Collection

from access.actor import Actor
from access.choices import ItemStatus
from casework.models import Note
from casework.queries.findings import note_choices
from casework.queries.work_lists import titles_of


def readable_records(actor: Actor, case_id: uuid.UUID, notes: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of ``notes`` that stand on the case and that the actor reads."""
    if not notes:
        return set()
    rows = Note.objects.visible_where(actor, "read", pk__in=list(notes), case_id=case_id, status=ItemStatus.CURRENT)
    return set(rows.values_list("pk", flat=True))


def record_choices(
    actor: Actor, case_id: uuid.UUID, chosen: Collection[uuid.UUID] = ()
) -> list[tuple[str, str]]:  # fmt: skip
    """Return the newest 50 notes of the case that the actor reads, for a form: key, and title with its day.

    Before them those of ``chosen`` that are older, so that a form sent again does not let them go.
    """
    found = note_choices(actor, case_id)
    if not chosen:
        return found
    offered = {key for key, _title in found}
    titles = titles_of(actor, list(readable_records(actor, case_id, chosen)))
    return [*((str(note), title) for note, title in titles.items() if str(note) not in offered), *found]
