"""Contacts that touched something: an action, a line of objectives, a condition. Only those that the reader reads."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from access.actor import Actor
from casework.choices import MARKS
from casework.due import day_words
from casework.models import Contact, ContactCondition
from casework.touching import Touched

MOST = 500
"""Contacts that are counted; the newest of them."""
SHOWN = 10
"""Contacts that the page of an action names."""


@dataclass(frozen=True, slots=True)
class TouchedBy:
    """One contact that touched something."""

    id: uuid.UUID
    what: str
    on: str


def touched_lines(actor: Actor, case_id: uuid.UUID, lines: Iterable[uuid.UUID]) -> dict[uuid.UUID, Touched]:
    """Return what was touched of these lines of objectives, in one statement."""
    wanted = set(lines)
    if not wanted:
        return {}
    rows = Contact.objects.visible_to(actor).held().filter(case_id=case_id, objectives__overlap=list(wanted))
    found: dict[uuid.UUID, list[tuple[uuid.UUID, dt.date | None]]] = {}
    for key, at, touched in rows.order_by("-happened_at", "pk").values_list("pk", "happened_at", "objectives")[:MOST]:
        for line in wanted.intersection(touched):
            found.setdefault(line, []).append((key, timezone.localdate(at) if at else None))
    return {line: Touched(len(all_), "", all_[0][0], day_words(all_[0][1])) for line, all_ in found.items()}


def touched_conditions(actor: Actor, case_id: uuid.UUID) -> dict[uuid.UUID, Touched]:
    """Return what contacts showed of each condition of a case, in one statement."""
    rows = ContactCondition.objects.visible_to(actor).standing().filter(contact__case_id=case_id)
    marks = rows.order_by("-contact__happened_at", "pk").values_list(
        "condition_id", "kept", "contact_id", "contact__happened_at"
    )
    found: dict[uuid.UUID, list[tuple[str, uuid.UUID, dt.date | None]]] = {}
    for condition, kept, contact, at in marks[:MOST]:
        day = timezone.localdate(at) if at else None
        found.setdefault(condition, []).append((kept, contact, day))
    return {
        condition: Touched(len(all_), _seen([kept for kept, _key, _day in all_]), all_[0][1], day_words(all_[0][2]))
        for condition, all_ in found.items()
    }


def _seen(kept: list[str]) -> str:
    counted = Counter(kept)
    return ", ".join(f"{label}: {counted[word]}" for word, label in MARKS if counted[word])


def contacts_about(actor: Actor, case_id: uuid.UUID, action_id: uuid.UUID) -> tuple[TouchedBy, ...]:
    """Return the newest contacts that touched an action."""
    rows = Contact.objects.visible_to(actor).held().filter(case_id=case_id, actions__contains=[action_id])
    return tuple(
        TouchedBy(
            row.pk, f"{row.get_kind_display()}: {row.get_attended_display()}",
            day_words(timezone.localdate(row.happened_at)) if row.happened_at else "",
        )
        for row in rows.order_by("-happened_at", "pk")[:SHOWN]
    )  # fmt: skip
