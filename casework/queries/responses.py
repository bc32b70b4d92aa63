"""What agencies said to notes, as one of the two agencies may read it."""

import datetime as dt
import uuid
from collections.abc import Sequence, Set
from dataclasses import dataclass

from access.actor import Actor
from casework.choices import ASKING, ResponseKind
from casework.models import NoteResponse


@dataclass(frozen=True, slots=True)
class Said:
    """One response. ``open_question`` is a question nobody answered yet."""

    id: uuid.UUID
    kind: ResponseKind
    text: str
    author: str
    agency: str
    agency_code: str
    at: dt.datetime
    by_us: bool
    mine: bool
    open_question: bool


def responses_to(actor: Actor, notes: Sequence[uuid.UUID], named: Set[uuid.UUID]) -> dict[uuid.UUID, tuple[Said, ...]]:
    """Return the responses the actor may read to each of ``notes``, oldest first.

    People are named only on the cases in ``named`` (keys of cases).
    """
    rows = (
        NoteResponse.objects.visible_where(actor, note_id__in=notes)
        .select_related("author", "membership__agency", "note")
        .order_by("at")
    )
    found = list(rows)
    answered = {row.answers_id for row in found if row.answers_id}
    said: dict[uuid.UUID, list[Said]] = {}
    for row in found:
        agency = row.membership.agency
        said.setdefault(row.note_id, []).append(
            Said(
                id=row.pk,
                kind=ResponseKind(row.kind),
                text=row.text,
                author=row.author.full_name if row.note.case_id in named or row.author_id == actor.user_id else "",
                agency=agency.name,
                agency_code=agency.code,
                at=row.at,
                by_us=row.membership.agency_id == actor.agency_id,
                mine=row.author_id == actor.user_id,
                open_question=row.kind in ASKING and row.pk not in answered,
            )
        )
    return {note: tuple(items) for note, items in said.items()}
