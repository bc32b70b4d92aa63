"""The orders of a case: what the court ordered, what binds now, what it decided since, and stays in custody."""

import uuid
from dataclasses import dataclass

from access import trail
from access.actor import Actor
from casework.choices import InterventionOutcome
from casework.models import Case, Condition, CourtDecision, CustodyEpisode, Intervention, Order
from casework.order_rows import DecisionRow, OrderRow, StayRow, decision_row, order_row, stay_row
from casework.queries.case_file import CaseFile, file_of
from casework.queries.touched import touched_conditions


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Everything the page of orders shows to one reader."""

    file: CaseFile
    running: tuple[OrderRow, ...]
    past: tuple[OrderRow, ...]
    decisions: tuple[DecisionRow, ...]
    stays: tuple[StayRow, ...]
    held: bool


def order_page(actor: Actor, reference: str) -> OrderPage:
    """Return the orders of a case with their conditions, decisions and stays in custody; log the page once.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: the actor's place is that of a guest or a companion.
    """
    file = case_of(actor, reference)
    orders = orders_of(actor, file.id)
    conditions = conditions_of(actor, file.id)
    decisions = decisions_of(actor, file.id)
    stays = stays_of(actor, file.id)
    plans = list(Intervention.objects.visible_to(actor).filter(case_id=file.id, outcome=InterventionOutcome.RUNNING))
    touched = touched_conditions(actor, file.id)
    rows = [
        order_row(order, [row for row in conditions if row.order_id == order.pk], plans, touched) for order in orders
    ]
    shown = [row.pk for found in (orders, conditions, decisions, stays) for row in found]
    shown += dict.fromkeys(one.last for one in touched.values())
    trail.consulted(actor, "order.list_read", "order", shown, file.id, file.place)
    return OrderPage(
        file=file,
        running=tuple(row for row in rows if row.is_open and row.state != "expired"),
        past=tuple(row for row in rows if not row.is_open or row.state == "expired"),
        decisions=tuple(map(decision_row, decisions)),
        stays=tuple(map(stay_row, stays)),
        held=any(row.ended_on is None for row in stays),
    )


def case_of(actor: Actor, reference: str, verb: str = "team") -> CaseFile:
    """Return the head of a case for ``verb``; ``team`` stands for reading from inside the case.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: the actor's place does not let them.
    """
    rows = Case.objects.select_related("person", "lead_agency")
    return file_of(actor, rows.get_for(actor, verb, reference=reference.upper()))


def orders_of(actor: Actor, case_id: uuid.UUID) -> list[Order]:
    """Return the orders of a case that the actor reads, the one that begins last in front."""
    rows = Order.objects.visible_to(actor).filter(case_id=case_id)
    return list(rows.select_related("court", "type", "supervising_agency").order_by("-starts_on", "pk"))


def conditions_of(actor: Actor, case_id: uuid.UUID) -> list[Condition]:
    """Return the conditions of a case that the actor reads, by number and version."""
    rows = Condition.objects.visible_to(actor).filter(case_id=case_id)
    joined = rows.select_related(
        "source_decision__court", "ending_decision__court", "proposed_by__user", "proposed_by__agency"
    )
    return list(joined.order_by("number", "edition", "proposed_on", "pk"))


def decisions_of(actor: Actor, case_id: uuid.UUID) -> list[CourtDecision]:
    """Return the court decisions of a case that the actor reads, the latest in front."""
    rows = CourtDecision.objects.visible_to(actor).filter(case_id=case_id)
    joined = rows.select_related("court", "order", "membership__user", "membership__agency")
    return list(joined.order_by("-decided_on", "-recorded_at", "pk"))


def stays_of(actor: Actor, case_id: uuid.UUID) -> list[CustodyEpisode]:
    """Return the stays in custody that the actor reads, the latest in front."""
    rows = CustodyEpisode.objects.visible_to(actor).filter(case_id=case_id)
    return list(rows.select_related("agency").order_by("-began_on", "pk"))
