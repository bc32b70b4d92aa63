"""A breach before the court: referred, hearing set, heard, and what the court decided. The order supervisor acts."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from access.choices import Nature
from agencies.errors import RuleBroken
from agencies.models import save_next
from casework.breaching import CourtOutcome, NewTerm, Words, check_day
from casework.choices import BreachState, BreachStepKind, CourtAct, DeadlineKind, DeadlineState, Outcome
from casework.courtwork import NewCondition, NewDecision, Variation
from casework.models import Breach, CourtDecision
from casework.services.breach_steps import add_step, locked, log_step, must_be_fit_for_court, question
from casework.services.deadlines import Subject, raise_deadline, settle_deadlines
from casework.services.notes import store_note
from casework.services.orders import record_decision

ACTS = {
    Outcome.NO_ACTION: CourtAct.NOTHING,
    Outcome.TERMS_CHANGED: CourtAct.VARIED,
    Outcome.REVOKED: CourtAct.REVOKED,
    Outcome.OTHER: CourtAct.NOTHING,
}
"""What each outcome of a breach is as an act of the court on the order."""


def refer(actor: Actor, reference: str, breach_id: uuid.UUID, version: int, on: dt.date) -> Breach:
    """Record that the breach went to the court; the time to act is kept.

    Raises:
        Http404, NotAllowed: the actor does not supervise the order.
        RuleBroken, Conflict: the step is not open, a first failure without a warning, or somebody was faster.
    """
    with transaction.atomic():
        breach = locked(actor, reference, breach_id, version)
        check_day(on, breach.suspected_on)
        breach.take(BreachStepKind.REFERRED)
        must_be_fit_for_court(actor, breach)
        save_next(breach, "state")
        add_step(actor, breach, BreachStepKind.REFERRED, on)
        settle_deadlines(actor, breach.pk)
        log_step(actor, breach, "breach.referred")
        return breach


def set_hearing(actor: Actor, reference: str, breach_id: uuid.UUID, version: int, hearing_on: dt.date) -> Breach:
    """Record the day of the hearing, or move it.

    Raises:
        Http404, NotAllowed: the actor does not supervise the order.
        RuleBroken, Conflict: the step is not open, the day lies before the failure, or somebody was faster.
    """
    with transaction.atomic():
        breach = locked(actor, reference, breach_id, version)
        if hearing_on < breach.suspected_on:
            raise RuleBroken(_("This day lies before the failure itself. Check the date."), "hearing_on")
        breach.take(BreachStepKind.HEARING)
        breach.hearing_on = hearing_on
        save_next(breach, "state", "hearing_on")
        add_step(actor, breach, BreachStepKind.HEARING, timezone.localdate())
        raise_deadline(
            actor, breach.case, DeadlineKind.HEARING, hearing_on, Subject("breach", breach.pk),
            responsible_id=actor.membership_id, agency_id=actor.agency_id,
        )  # fmt: skip
        log_step(actor, breach, "breach.hearing_set")
        return breach


def hear(
    actor: Actor, reference: str, breach_id: uuid.UUID, version: int, on: dt.date, remarks: Words | None
) -> Breach:
    """Record that the breach was heard, with what the person and the defence said, where it was noted down.

    Raises:
        Http404, NotAllowed: the actor does not supervise the order.
        RuleBroken, Conflict: the step is not open, the day is odd, or somebody was faster.
    """
    with transaction.atomic():
        breach = locked(actor, reference, breach_id, version)
        check_day(on, breach.suspected_on)
        breach.take(BreachStepKind.HEARD)
        save_next(breach, "state")
        note = None
        if remarks is not None:
            title = str(BreachStepKind.HEARD.label)
            note = store_note(actor, breach.case, remarks.as_note(on, title, Nature.REPORTED))
        add_step(actor, breach, BreachStepKind.HEARD, on, note=note)
        settle_deadlines(actor, breach.pk, DeadlineKind.HEARING)
        log_step(actor, breach, "breach.heard")
        return breach


def record_outcome(actor: Actor, reference: str, breach_id: uuid.UUID, version: int, new: CourtOutcome) -> Breach:
    """Record what the court decided: conditions and order follow from its decision, and the breach is closed.

    A revocation ends the order with its other open breaches and may open custody; the case stays as it is.

    Raises:
        Http404, NotAllowed: the actor does not supervise the order.
        RuleBroken, Conflict: the step is not open, the decision does not fit the order, or somebody was faster.
    """
    with transaction.atomic():
        breach = locked(actor, reference, breach_id, version)
        _check(breach, new)
        breach.take(BreachStepKind.OUTCOME)
        decision = record_decision(actor, reference, _decision(breach, new))
        _close(actor, breach, new.outcome, decision, new.decided_on)
        if new.outcome == Outcome.REVOKED:
            others = Breach.objects.select_for_update(of=("self",)).visible_to(actor, "supervise").open()
            for other in others.filter(order_id=breach.order_id).exclude(pk=breach.pk):
                other.state = BreachState.CLOSED
                _close(actor, other, Outcome.OTHER, decision, new.decided_on)
        return breach


def end_with_order(actor: Actor, reference: str, breach_id: uuid.UUID, version: int) -> Breach:
    """Close a breach whose order is over, by the decision that ended the order.

    Raises:
        Http404, NotAllowed: the actor does not supervise the order.
        RuleBroken, Conflict: the order still runs, the breach is closed, or somebody was faster.
    """
    with transaction.atomic():
        breach = locked(actor, reference, breach_id, version)
        breach.end_with_order()
        decisions = CourtDecision.objects.visible_to(actor).filter(order_id=breach.order_id)
        last = decisions.filter(act__in=(CourtAct.COMPLETED, CourtAct.REVOKED)).order_by("-recorded_at").first()
        if last is None:
            raise RuleBroken(_("Record first what the court decided about the order."))
        _close(actor, breach, Outcome.OTHER, last, timezone.localdate())
        return breach


def _check(breach: Breach, new: CourtOutcome) -> None:
    if new.outcome not in ACTS:
        raise RuleBroken(_("Choose what the court decided."), "outcome")
    check_day(new.decided_on, breach.suspected_on, "decided_on")
    changed = bool(new.terms or new.order_ends_on)
    if new.outcome == Outcome.TERMS_CHANGED and not changed:
        raise RuleBroken(_("Enter at least one term that the court decided, or the new last day."), "outcome")
    if new.outcome != Outcome.TERMS_CHANGED and changed:
        raise RuleBroken(_("Terms and the last day change only with the outcome “terms changed”."), "outcome")
    if new.outcome == Outcome.OTHER and not new.words.strip():
        raise RuleBroken(_("Copy the court's words: nothing else says what was decided."), "words")


def _decision(breach: Breach, new: CourtOutcome) -> NewDecision:
    return NewDecision(
        order_id=breach.order_id, act=ACTS[Outcome(new.outcome)], decided_on=new.decided_on, number=new.number,
        words=new.words, imposed=tuple(_condition(term) for term in new.terms if term.replaces_id is None),
        varied=tuple(
            Variation(term.replaces_id, _condition(term)) for term in new.terms if term.replaces_id is not None
        ),
        order_ends_on=new.order_ends_on, custody_from=new.custody_from,
    )  # fmt: skip


def _condition(term: NewTerm) -> NewCondition:
    return NewCondition(term.category, term.text, term.function)


def _close(actor: Actor, breach: Breach, outcome: str, decision: CourtDecision, on: dt.date) -> None:
    """Put the outcome down, let go what was due, and free the condition."""
    breach.outcome, breach.outcome_decision = outcome, decision
    save_next(breach, "state", "outcome", "outcome_decision")
    add_step(actor, breach, BreachStepKind.OUTCOME, on, decision=decision)
    settle_deadlines(actor, breach.pk, DeadlineKind.HEARING)
    settle_deadlines(actor, breach.pk, state=DeadlineState.DROPPED)
    question(actor, breach)
    log_step(actor, breach, "breach.closed")
