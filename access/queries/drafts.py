"""What somebody was typing."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass
from typing import Any

from access.actor import Actor
from access.models import Draft


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """The fields of a draft (lists of values by name), its revision and when it was saved (UTC)."""

    fields: dict[str, list[str]]
    revision: int
    saved_at: dt.datetime

    def initial(self, multiple: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return the fields as a form's initial values; only those in ``multiple`` stay lists."""
        return {name: got if name in multiple else got[-1] for name, got in self.fields.items() if got}


def draft_of(actor: Actor, form: str, subject_id: uuid.UUID) -> SavedDraft | None:
    """Return the actor's own draft of ``form`` on ``subject_id``, or None."""
    row = Draft.objects.visible_to(actor).filter(form=form, subject_id=subject_id).first()
    return SavedDraft(json.loads(row.content), row.revision, row.saved_at) if row else None
