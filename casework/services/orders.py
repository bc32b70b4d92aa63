"""Orders and what courts decide about them: the only way in which a condition begins, changes or ends."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import RuleBroken
from agencies.models import Agency, save_next
from casework.choices import BINDING, ConditionState, CourtAct, CustodyReason, OrderState
from casework.courtwork import (
    CustodyDetails,
    NewCondition,
    NewDecision,
    NewOrder,
    Variation,
    check_condition,
    check_decision,
    check_order,
)
from casework.fit import must_fit
from casework.models import Case, Condition, Court, CourtDecision, Order, OrderType
from casework.services.custody import open_custody
from casework.services.once import insert_once, key_of, made_before
from casework.services.order_deadlines import settle_for_ended, watch_end, watch_first_plan, watch_signing

__all__ = ["NewCondition", "NewDecision", "NewOrder", "Variation", "record_decision", "record_order"]


def record_order(actor: Actor, reference: str, new: NewOrder, form: uuid.UUID | None = None) -> Order:
    """Record the order a court made, the decision behind it and its first conditions.

    ``form`` is the key of the form: sent twice, recorded once.

    Raises:
        Http404, NotAllowed: the case is not the actor's to supervise.
        RuleBroken: dates, court, type or a condition do not fit; the error names its field
            (``imposed-<n>-exact_text`` for the n-th condition, counted from 0).
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "supervise", reference=reference.upper())
        if (before := made_before(actor, Order, form)) is not None:
            return before
        court, kind = _court(actor, new.court_id), _type(actor, new.type_id)
        agency = _supervising(actor, case, new)
        check_order(new)
        order = Order(
            id=key_of(actor, form), case=case, court=court, type=kind, number=new.number.strip(), made_on=new.made_on,
            starts_on=new.starts_on, ends_on=new.ends_on, supervising_agency=agency,
            report_every_days=new.report_every_days, plan_needs_court=new.plan_needs_court,
            state=OrderState.PENDING if new.starts_on > timezone.localdate() else OrderState.IN_FORCE,
        )  # fmt: skip
        must_fit(order)
        if (there := insert_once(actor, order)) is not order:
            return there
        made = NewDecision(order.pk, CourtAct.IMPOSED, new.made_on, new.number, new.words)
        decision = _decide(actor, order, made, court.pk)
        _impose(actor, order, decision, new.conditions)
        watch_end(actor, case, order)
        watch_signing(actor, case, order, new.made_on, bool(new.conditions))
        watch_first_plan(actor, case, new.starts_on)
        trail.record(
            actor, "order.recorded", operation=Operation.COLLECT, kind="order", subjects=[order.pk, decision.pk],
            case_id=case.pk, ground="place", detail={"conditions": len(new.conditions)},
        )  # fmt: skip
        return order


def record_decision(
    actor: Actor, reference: str, new: NewDecision, form: uuid.UUID | None = None
) -> CourtDecision:  # fmt: skip
    """Record what a court decided about an order, and let its conditions and its state follow.

    New editions are made of varied conditions, ended ones end, the order is varied, suspended, resumed, completed
    or revoked; a completed or revoked order ends what bound until then. The case stays as it is. ``form`` is the key
    of the form: sent twice, recorded once.

    Raises:
        Http404, NotAllowed: the case or the order is not the actor's to supervise.
        RuleBroken: the act does not fit the order, a condition changed meanwhile, or a wording is missing; the error
            names its field (``imposed-<n>-exact_text``, ``varied-<condition>-exact_text``).
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "supervise", reference=reference.upper())
        orders = Order.objects.select_for_update(of=("self",)).filter(case_id=case.pk)
        order: Order = orders.get_for(actor, "supervise", pk=new.order_id)
        if (before := made_before(actor, CourtDecision, form)) is not None:  # the order is locked: never both at once
            return before
        binding = {row.pk: row for row in _bound(actor, order)}
        check_decision(order, new, binding)
        court_id = _court(actor, new.court_id).pk if new.court_id else order.court_id
        decision = _decide(actor, order, new, court_id, form)
        _impose(actor, order, decision, new.imposed)
        for change in new.varied:
            _vary(actor, binding[change.condition_id], decision, change)
        for key in new.ended:
            _end(binding[key], decision, ConditionState.ENDED)
        _move(order, new, decision, [row for row in binding.values() if row.state in BINDING])
        _follow_up(actor, case, order, new)
        if new.act == CourtAct.REVOKED and new.custody_from is not None:
            stay = CustodyDetails(CustodyReason.REVOKED, new.custody_from)
            open_custody(actor, case, stay, decision_id=decision.pk, field="custody_from")
        trail.record(
            actor, "decision.recorded", operation=Operation.COLLECT, kind="court_decision",
            subjects=[decision.pk, order.pk], case_id=case.pk, ground="place", detail=_figures(new),
        )  # fmt: skip
        return decision


def _figures(new: NewDecision) -> dict[str, str | int]:
    return {"act": new.act, "imposed": len(new.imposed), "varied": len(new.varied), "ended": len(new.ended)}


def _court(actor: Actor, court_id: uuid.UUID) -> Court:
    row = Court.objects.visible_to(actor).filter(pk=court_id, is_active=True).first()
    if row is None:
        raise RuleBroken(_("Choose the court. A coordinator adds one that is missing."), "court")
    return row


def _supervising(actor: Actor, case: Case, new: NewOrder) -> Agency:
    agency = Agency.objects.filter(pk=new.supervising_agency_id, partnership_id=case.partnership_id).first()
    if agency is None:
        raise RuleBroken(_("Choose the agency that supervises the order."), "supervising_agency")
    if agency.pk != actor.agency_id:
        raise RuleBroken(
            _("Choose your own agency: the order supervisor's agency writes the reports to the court."),
            "supervising_agency",
        )
    return agency


def _type(actor: Actor, type_id: uuid.UUID) -> OrderType:
    row = OrderType.objects.visible_to(actor).filter(pk=type_id, is_active=True).first()
    if row is None:
        raise RuleBroken(_("Choose the type of order. A coordinator adds one that is missing."), "type")
    return row


def _bound(actor: Actor, order: Order) -> list[Condition]:
    """The conditions that no decision has changed or ended yet, locked."""
    rows = Condition.objects.visible_to(actor, "supervise").select_for_update(of=("self",))
    return list(rows.filter(order_id=order.pk, state__in=BINDING).order_by("number", "edition"))


def _decide(
    actor: Actor, order: Order, new: NewDecision, court_id: uuid.UUID, form: uuid.UUID | None = None
) -> CourtDecision:  # fmt: skip
    decision = CourtDecision(
        id=key_of(actor, form),
        case_id=order.case_id, order=order, court_id=court_id, act=new.act, decided_on=new.decided_on,
        number=new.number.strip(), words=new.words.strip(), membership_id=actor.membership_id,
        recorded_at=timezone.now(),
    )  # fmt: skip
    must_fit(decision)
    decision.save(force_insert=True)
    return decision


def _impose(actor: Actor, order: Order, decision: CourtDecision, conditions: tuple[NewCondition, ...]) -> None:
    rows = Condition.objects.visible_to(actor).filter(order_id=order.pk)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    for place, new in enumerate(conditions):
        check_condition(new, f"imposed-{place}-")
        _write(order, decision, new, f"imposed-{place}-", number=last + 1 + place)
        _take_up(actor, order, decision, new, f"imposed-{place}-")


def _vary(actor: Actor, old: Condition, decision: CourtDecision, change: Variation) -> None:
    prefix = f"varied-{old.pk}-"
    check_condition(change.condition, prefix)
    _end(old, decision, ConditionState.VARIED)
    _write(old.order, decision, change.condition, prefix, number=old.number, replaces=old)
    _take_up(actor, old.order, decision, change.condition, prefix)


def _write(
    order: Order, decision: CourtDecision, new: NewCondition, prefix: str, *, number: int,
    replaces: Condition | None = None,
) -> None:  # fmt: skip
    if new.starts_on is not None and new.starts_on < decision.decided_on:
        raise RuleBroken(_("A condition does not bind before the court decided."), prefix + "starts_on")
    starts = new.starts_on or max(decision.decided_on, order.starts_on)
    row = Condition(
        case_id=order.case_id, order=order, number=number, edition=replaces.edition + 1 if replaces else 1,
        replaces=replaces, category=new.category, exact_text=new.exact_text.strip(), function=new.function,
        measure=new.measure.strip(), state=ConditionState.IN_FORCE, source_decision=decision, starts_on=starts,
        ends_on=new.ends_on,
    )  # fmt: skip
    must_fit(row, prefix)
    row.save(force_insert=True)


def _take_up(actor: Actor, order: Order, decision: CourtDecision, new: NewCondition, prefix: str) -> None:
    """Mark the proposal that the court took up; what it decided stands in a row of its own, in its own words."""
    if new.proposal_id is None:
        return
    rows = Condition.objects.visible_to(actor, "supervise").select_for_update(of=("self",))
    row = rows.filter(pk=new.proposal_id, order_id=order.pk, state=ConditionState.PROPOSED).first()
    if row is None:
        raise RuleBroken(_("This proposal was answered meanwhile. Load the page again."), prefix + "proposal")
    row.state, row.source_decision, row.starts_on = ConditionState.TAKEN_UP, decision, decision.decided_on
    save_next(row, "state", "source_decision", "starts_on")


def _end(row: Condition, decision: CourtDecision, state: ConditionState, order_end: dt.date | None = None) -> None:
    """Let a condition end by the decision; one whose own last day, or that of its order, is past keeps that day."""
    day = max(decision.decided_on, row.starts_on or decision.decided_on)
    row.state, row.ending_decision = state, decision
    row.ends_on = min(last for last in (day, row.ends_on, order_end) if last is not None)
    save_next(row, "state", "ending_decision", "ends_on")


def _move(order: Order, new: NewDecision, decision: CourtDecision, left: list[Condition]) -> None:
    """Move the order's own state, and end what still binds when the order is over."""
    before = (order.state, order.ends_on, order.ended_on)
    if new.order_ends_on is not None:
        order.ends_on = new.order_ends_on
    if new.act in (CourtAct.COMPLETED, CourtAct.REVOKED):
        over = new.act == CourtAct.COMPLETED
        order.state, order.ended_on = OrderState.COMPLETED if over else OrderState.REVOKED, new.decided_on
        for row in left:
            _end(row, decision, ConditionState.MET if over else ConditionState.ENDED, order.ends_on)
    elif new.act == CourtAct.SUSPENDED:
        order.state = OrderState.SUSPENDED
    elif new.act == CourtAct.RESUMED:
        order.state = OrderState.PENDING if order.starts_on > timezone.localdate() else OrderState.IN_FORCE
    elif _changes(new) and (order.state == OrderState.IN_FORCE or _has_begun(order)):
        order.state = OrderState.VARIED
    if before != (order.state, order.ends_on, order.ended_on):
        save_next(order, "state", "ends_on", "ended_on")


def _changes(new: NewDecision) -> bool:
    return bool(new.imposed or new.varied or new.ended or new.order_ends_on)


def _has_begun(order: Order) -> bool:
    """Whether an order that was recorded before it began has begun since."""
    return order.state == OrderState.PENDING and order.starts_on <= timezone.localdate()


def _follow_up(actor: Actor, case: Case, order: Order, new: NewDecision) -> None:
    """Settle what was due about an order that is over; otherwise watch a moved end and the signing of conditions."""
    if order.state in (OrderState.COMPLETED, OrderState.REVOKED):
        settle_for_ended(actor, case, order)
        return
    if new.order_ends_on is not None:  # whoever ticked off an end that stays is not asked again
        watch_end(actor, case, order)
    watch_signing(actor, case, order, new.decided_on, bool(new.imposed or new.varied))
