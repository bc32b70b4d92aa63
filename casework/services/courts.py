"""Courts and types of order, kept by coordinators; neither holds a word about a person."""

import uuid
from dataclasses import asdict, dataclass

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from access.actor import Actor
from agencies.errors import Conflict, RuleBroken
from agencies.models import only_once, save_next
from agencies.services.steps import must_coordinate, recorded
from casework.choices import OrderKind
from casework.models import Court, OrderType


@dataclass(frozen=True, slots=True)
class CourtDetails:
    """A court: its name, its jurisdiction, where reports go, and whether it is in use."""

    name: str
    jurisdiction: str
    address: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class OrderTypeDetails:
    """What a kind of order is called in one jurisdiction, what that means, and whether it is in use."""

    jurisdiction: str
    kind: str
    local_name: str
    meaning: str = ""
    may_follow_sentence: bool = False
    is_active: bool = True


@transaction.atomic
def add_court(actor: Actor, details: CourtDetails) -> Court:
    """Add a court to the actor's partnership.

    Raises:
        NotAllowed: the actor is no coordinator.
        RuleBroken: no name or jurisdiction, or the name is taken; the error names its field.
    """
    must_coordinate(actor)
    _check_court(actor, details, None)
    row = Court(partnership_id=actor.partnership_id, **asdict(details))
    with only_once(*_named_once(row)):
        row.save(force_insert=True)
    recorded(actor, "court.added", "court", [row.pk])
    return row


@transaction.atomic
def change_court(actor: Actor, court_id: uuid.UUID, details: CourtDetails, version: int) -> None:
    """Change a court; one that is no longer in use stays on the orders it made.

    Raises:
        Http404: the partnership has no such court.
        NotAllowed: the actor is no coordinator.
        Conflict: somebody changed it since ``version``.
        RuleBroken: as in ``add_court``.
    """
    must_coordinate(actor)
    row = Court.objects.visible_to(actor, "edit").select_for_update().filter(pk=court_id).first()
    if row is None:
        raise Http404
    _check_court(actor, details, court_id)
    _change(actor, row, "court", asdict(details), version)


@transaction.atomic
def add_order_type(actor: Actor, details: OrderTypeDetails) -> OrderType:
    """Add a type of order to the actor's partnership.

    Raises:
        NotAllowed: the actor is no coordinator.
        RuleBroken: a field is missing, or the jurisdiction has that name already; the error names its field.
    """
    must_coordinate(actor)
    _check_type(actor, details, None)
    row = OrderType(partnership_id=actor.partnership_id, **asdict(details))
    with only_once(*_named_once(row)):
        row.save(force_insert=True)
    recorded(actor, "order_type.added", "order_type", [row.pk])
    return row


@transaction.atomic
def change_order_type(actor: Actor, type_id: uuid.UUID, details: OrderTypeDetails, version: int) -> None:
    """Change what a type of order is called; orders on record show the new words.

    Raises:
        Http404: the partnership has no such type.
        NotAllowed: the actor is no coordinator.
        Conflict: somebody changed it since ``version``.
        RuleBroken: as in ``add_order_type``.
    """
    must_coordinate(actor)
    row = OrderType.objects.visible_to(actor, "edit").select_for_update().filter(pk=type_id).first()
    if row is None:
        raise Http404
    _check_type(actor, details, type_id)
    _change(actor, row, "order_type", asdict(details), version)


def _change(actor: Actor, row: Court | OrderType, kind: str, values: dict[str, object], version: int) -> None:
    if row.version != version:
        raise Conflict(_("Somebody else changed this while you were writing. Nothing was saved yet."))
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        with only_once(*_named_once(row)):
            save_next(row, *changed)
        recorded(actor, f"{kind}.changed", kind, [row.pk], detail={"fields": sorted(changed)})


def _named_once(row: Court | OrderType) -> tuple[str, str, str]:
    """The constraint on the name, what to say when it is taken, and its field."""
    if isinstance(row, Court):
        same = _("A court of this name stands in the list already.")
        return "court_name_is_unique_in_its_partnership", same, "name"
    same = _("This jurisdiction has a type of that name already.")
    return "order_type_is_named_once_in_its_jurisdiction", same, "local_name"


def _check_court(actor: Actor, details: CourtDetails, own: uuid.UUID | None) -> None:
    if not details.name.strip():
        raise RuleBroken(_("Enter the name of the court."), "name")
    if not details.jurisdiction.strip():
        raise RuleBroken(_("Enter the jurisdiction."), "jurisdiction")
    same = Court.objects.visible_to(actor).filter(name__iexact=details.name.strip())
    if (same.exclude(pk=own) if own else same).exists():
        raise RuleBroken(_("A court of this name stands in the list already."), "name")


def _check_type(actor: Actor, details: OrderTypeDetails, own: uuid.UUID | None) -> None:
    if not details.local_name.strip():
        raise RuleBroken(_("Enter what it is called."), "local_name")
    if not details.jurisdiction.strip():
        raise RuleBroken(_("Enter the jurisdiction."), "jurisdiction")
    if details.kind not in OrderKind.values:
        raise RuleBroken(_("Choose what kind of order it is."), "kind")
    same = OrderType.objects.visible_to(actor).filter(
        jurisdiction__iexact=details.jurisdiction.strip(), local_name__iexact=details.local_name.strip()
    )
    if (same.exclude(pk=own) if own else same).exists():
        raise RuleBroken(_("This jurisdiction has a type of that name already."), "local_name")
