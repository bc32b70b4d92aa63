"""What the pages that record something about an order start from."""

import uuid
from dataclasses import dataclass

from django.utils import timezone

from access import trail
from access.actor import Actor
from agencies.errors import RuleBroken
from agencies.models import Agency
from agencies.queries.cadences import cadence
from casework.choices import BINDING, ConditionState
from casework.models import Condition, Court, CustodyEpisode, Order, OrderType
from casework.order_rows import days_left_words
from casework.queries.case_file import CaseFile
from casework.queries.orders import case_of

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OrderDesk:
    """What whoever records an order chooses from."""

    file: CaseFile
    courts: Pairs
    types: Pairs
    agencies: Pairs
    report_every_days: int


@dataclass(frozen=True, slots=True)
class OrderHead:
    """The order that an act is about."""

    id: uuid.UUID
    name: str
    number: str
    court: str
    state: str
    left: str
    over: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """A condition or a proposal as a form starts from it. ``label`` names it in a line."""

    id: uuid.UUID
    number: int
    label: str
    category: str
    exact_text: str
    function: str
    measure: str


@dataclass(frozen=True, slots=True)
class DecisionDesk:
    """An order, the conditions a court may change, and the proposals it may take up."""

    file: CaseFile
    order: OrderHead
    courts: Pairs
    binding: tuple[Wording, ...]
    proposals: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class CustodyDesk:
    """A stay in custody to record or to change; ``values`` are those of the form, ``version`` the one read."""

    file: CaseFile
    agencies: Pairs
    id: uuid.UUID | None
    values: dict[str, object]
    version: int


def order_desk(actor: Actor, reference: str) -> OrderDesk:
    """Return what an order is recorded from, and log that the page was opened.

    Raises:
        Http404, NotAllowed: the case is not the actor's to supervise.
    """
    file = case_of(actor, reference, "supervise")
    _log(actor, file, [])
    own = tuple(pair for pair in _agencies(actor) if pair[0] == str(actor.agency_id))  # whose supervisor records it
    return OrderDesk(file, _courts(actor), _types(actor), own, cadence(actor.partnership_id, "court_report").days)


def decision_desk(actor: Actor, reference: str, order_id: uuid.UUID, verb: str = "supervise") -> DecisionDesk:
    """Return an order with what binds and what is proposed, and log that it was read.

    Raises:
        Http404, NotAllowed: the case is not the actor's for ``verb``, or has no such order.
    """
    file = case_of(actor, reference, verb)
    rows = Order.objects.visible_to(actor).filter(case_id=file.id).select_related("court", "type")
    order: Order = rows.get_for(actor, pk=order_id)
    states = (*BINDING, ConditionState.PROPOSED)
    conditions = Condition.objects.visible_to(actor).filter(order_id=order.pk, state__in=states)
    found = list(conditions.order_by("number", "edition", "pk"))
    _log(actor, file, [order.pk, *(row.pk for row in found)])
    proposed = [row for row in found if row.state == ConditionState.PROPOSED]
    return DecisionDesk(
        file, _head_of(order), _courts(actor), tuple(_wording(row) for row in found if row not in proposed),
        tuple(_wording(row) for row in proposed),
    )  # fmt: skip


def _head_of(order: Order) -> OrderHead:
    """Name a cleared order."""
    today = timezone.localdate()
    return OrderHead(
        order.pk, order.type.local_name, order.number, order.court.name, str(order.state_on(today).label),
        days_left_words(order.ends_on, today), _over(order),
    )  # fmt: skip


def _over(order: Order) -> bool:
    try:
        order.must_run()
    except RuleBroken:
        return True
    return False


def proposal_to_set_aside(actor: Actor, reference: str, condition_id: uuid.UUID) -> tuple[CaseFile, Wording]:
    """Return a proposal of a case that the actor supervises, and log that it was read.

    Raises:
        Http404, NotAllowed: the case is not the actor's to supervise, or has no such condition.
    """
    file = case_of(actor, reference, "supervise")
    rows = Condition.objects.visible_to(actor).filter(case_id=file.id)
    row: Condition = rows.get_for(actor, pk=condition_id)
    _log(actor, file, [row.pk])
    return file, _wording(row)


def custody_desk(actor: Actor, reference: str, episode_id: uuid.UUID | None = None) -> CustodyDesk:
    """Return a stay in custody to change, or what a new one is recorded from; log that the page was opened.

    Raises:
        Http404, NotAllowed: the case is not the actor's to edit, or has no such stay.
    """
    file = case_of(actor, reference, "edit")
    agencies = _agencies(actor)
    if episode_id is None:
        _log(actor, file, [])
        return CustodyDesk(file, agencies, None, {}, 0)
    rows = CustodyEpisode.objects.visible_to(actor).filter(case_id=file.id)
    row: CustodyEpisode = rows.get_for(actor, pk=episode_id)
    _log(actor, file, [row.pk])
    values: dict[str, object] = {
        "reason": row.reason, "began_on": row.began_on, "agency": str(row.agency_id or ""),
        "release_on": row.release_on, "ended_on": row.ended_on,
    }  # fmt: skip
    return CustodyDesk(file, agencies, row.pk, values, row.version)


def _log(actor: Actor, file: CaseFile, ids: list[uuid.UUID]) -> None:
    trail.consulted(actor, "order.desk_read", "order", ids, file.id, file.place)


def _wording(row: Condition) -> Wording:
    label = row.get_category_display()
    return Wording(
        row.pk, row.number, f"{row.number}. {label}" if row.number else label, row.category, row.exact_text,
        row.function, row.measure,
    )  # fmt: skip


def _courts(actor: Actor) -> Pairs:
    rows = Court.objects.visible_to(actor).filter(is_active=True).order_by("jurisdiction", "name")
    return tuple((str(row.pk), f"{row.name} ({row.jurisdiction})") for row in rows)


def _types(actor: Actor) -> Pairs:
    rows = OrderType.objects.visible_to(actor).filter(is_active=True).order_by("jurisdiction", "local_name")
    return tuple((str(row.pk), _type_words(row)) for row in rows)


def _type_words(row: OrderType) -> str:
    """The local name, the kind where that is another word, and the jurisdiction."""
    kind = str(row.get_kind_display())
    name = row.local_name if row.local_name == kind else f"{row.local_name}: {kind}"
    return f"{name} ({row.jurisdiction})"


def _agencies(actor: Actor) -> Pairs:
    rows = Agency.objects.members().filter(partnership_id=actor.partnership_id).order_by("name")
    return tuple((str(row.pk), row.name) for row in rows)
