"""Orders, conditions, court decisions and stays in custody, as a program reads them for one actor."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from access import trail
from access.actor import Actor
from casework.choices import ConditionState, OrderState
from casework.queries.case_file import CaseFile
from casework.queries.orders import case_of, conditions_of, decisions_of, orders_of, stays_of


@dataclass(frozen=True, slots=True)
class OrderTold:
    """An order. ``days_left`` counts from today; None without an end, negative once it is past."""

    id: uuid.UUID
    court: uuid.UUID
    court_name: str
    type: uuid.UUID
    kind: str
    local_name: str
    number: str
    made_on: dt.date
    starts_on: dt.date
    ends_on: dt.date | None
    ended_on: dt.date | None
    days_left: int | None
    state: OrderState
    supervising_agency: str
    supervising_agency_code: str
    report_every_days: int | None
    plan_needs_court: bool
    version: int


@dataclass(frozen=True, slots=True)
class ConditionTold:
    """One version of a condition, or a proposal (number 0 for a new one)."""

    id: uuid.UUID
    order: uuid.UUID
    number: int
    edition: int
    replaces: uuid.UUID | None
    category: str
    exact_text: str
    function: str
    measure: str
    state: ConditionState
    binds: bool
    source_decision: uuid.UUID | None
    ending_decision: uuid.UUID | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    proposed_by_agency: str
    proposed_on: dt.date | None


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """What a court decided."""

    id: uuid.UUID
    order: uuid.UUID | None
    court_name: str
    act: str
    decided_on: dt.date
    number: str
    words: str
    recorded_by: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class StayTold:
    """A stay in custody."""

    id: uuid.UUID
    reason: str
    agency: str
    began_on: dt.date
    release_on: dt.date | None
    ended_on: dt.date | None
    decision: uuid.UUID | None
    version: int


def orders_told(actor: Actor, reference: str) -> tuple[OrderTold, ...]:
    """Return the orders of a case, the one that begins last in front; log the reading.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: the actor's place is that of a guest or a companion.
    """
    file, today = case_of(actor, reference), timezone.localdate()
    rows = orders_of(actor, file.id)
    _log(actor, file, [row.pk for row in rows])
    return tuple(
        OrderTold(
            id=row.pk, court=row.court_id, court_name=row.court.name, type=row.type_id, kind=row.type.kind,
            local_name=row.type.local_name, number=row.number, made_on=row.made_on, starts_on=row.starts_on,
            ends_on=row.ends_on, ended_on=row.ended_on, days_left=row.days_left(today), state=row.state_on(today),
            supervising_agency=row.supervising_agency.name, supervising_agency_code=row.supervising_agency.code,
            report_every_days=row.report_every_days, plan_needs_court=row.plan_needs_court, version=row.version,
        )
        for row in rows
    )  # fmt: skip


def conditions_told(actor: Actor, reference: str) -> tuple[ConditionTold, ...]:
    """Return every version of every condition of a case, and the proposals; log the reading.

    Raises:
        Http404, NotAllowed: as in ``orders_told``.
    """
    file = case_of(actor, reference)
    rows = conditions_of(actor, file.id)
    _log(actor, file, [row.pk for row in rows])
    return tuple(
        ConditionTold(
            id=row.pk, order=row.order_id, number=row.number, edition=row.edition, replaces=row.replaces_id,
            category=row.category, exact_text=row.exact_text, function=row.function, measure=row.measure,
            state=ConditionState(row.state), binds=row.binds, source_decision=row.source_decision_id,
            ending_decision=row.ending_decision_id, starts_on=row.starts_on, ends_on=row.ends_on,
            proposed_by_agency=row.proposed_by.agency.name if row.proposed_by else "", proposed_on=row.proposed_on,
        )
        for row in rows
    )  # fmt: skip


def decisions_told(actor: Actor, reference: str) -> tuple[DecisionTold, ...]:
    """Return the court decisions of a case, the latest in front; log the reading.

    Raises:
        Http404, NotAllowed: as in ``orders_told``.
    """
    file = case_of(actor, reference)
    rows = decisions_of(actor, file.id)
    _log(actor, file, [row.pk for row in rows])
    return tuple(
        DecisionTold(
            id=row.pk, order=row.order_id, court_name=row.court.name, act=row.act, decided_on=row.decided_on,
            number=row.number, words=row.words, recorded_by=row.membership.user.full_name,
            recorded_at=row.recorded_at,
        )
        for row in rows
    )  # fmt: skip


def stays_told(actor: Actor, reference: str) -> tuple[StayTold, ...]:
    """Return the stays in custody of a case's person, the latest in front; log the reading.

    Raises:
        Http404, NotAllowed: as in ``orders_told``.
    """
    file = case_of(actor, reference)
    rows = stays_of(actor, file.id)
    _log(actor, file, [row.pk for row in rows])
    return tuple(
        StayTold(
            id=row.pk, reason=row.reason, agency=row.agency.name if row.agency else "", began_on=row.began_on,
            release_on=row.release_on, ended_on=row.ended_on, decision=row.decision_id, version=row.version,
        )
        for row in rows
    )  # fmt: skip


def _log(actor: Actor, file: CaseFile, ids: list[uuid.UUID]) -> None:
    trail.consulted(actor, "order.list_read", "order", ids, file.id, file.place)
