"""The courts and the types of order of a partnership."""

import uuid
from dataclasses import dataclass

from access.actor import Actor
from casework.choices import OrderKind
from casework.models import Court, OrderType


@dataclass(frozen=True, slots=True)
class CourtRow:
    """A court."""

    id: uuid.UUID
    name: str
    jurisdiction: str
    address: str
    is_active: bool
    version: int


@dataclass(frozen=True, slots=True)
class OrderTypeRow:
    """A type of order. ``kind`` is the value, ``kind_words`` its label."""

    id: uuid.UUID
    jurisdiction: str
    kind: str
    kind_words: str
    local_name: str
    meaning: str
    may_follow_sentence: bool
    is_active: bool
    version: int


def courts(actor: Actor) -> tuple[CourtRow, ...]:
    """Return the courts of the actor's partnership, those in use first."""
    rows = Court.objects.visible_to(actor).order_by("-is_active", "jurisdiction", "name")
    return tuple(map(_court, rows))


def order_types(actor: Actor) -> tuple[OrderTypeRow, ...]:
    """Return the types of order of the actor's partnership, those in use first."""
    rows = OrderType.objects.visible_to(actor).order_by("-is_active", "jurisdiction", "local_name")
    return tuple(map(_type, rows))


def court_to_edit(actor: Actor, court_id: uuid.UUID) -> CourtRow:
    """Return one court that the actor keeps.

    Raises:
        Http404, NotAllowed: the partnership has no such court, or the actor is no coordinator.
    """
    return _court(Court.objects.get_for(actor, "edit", pk=court_id))


def order_type_to_edit(actor: Actor, type_id: uuid.UUID) -> OrderTypeRow:
    """Return one type of order that the actor keeps.

    Raises:
        Http404, NotAllowed: the partnership has no such type, or the actor is no coordinator.
    """
    return _type(OrderType.objects.get_for(actor, "edit", pk=type_id))


def _court(row: Court) -> CourtRow:
    return CourtRow(row.pk, row.name, row.jurisdiction, row.address, row.is_active, row.version)


def _type(row: OrderType) -> OrderTypeRow:
    return OrderTypeRow(
        row.pk, row.jurisdiction, row.kind, str(OrderKind(row.kind).label), row.local_name, row.meaning,
        row.may_follow_sentence, row.is_active, row.version,
    )  # fmt: skip
