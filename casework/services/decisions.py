"""Decisions taken together, positions on them, and terms put to the court. What is recorded is never changed."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import RuleBroken
from agencies.models import only_once, save_next
from casework.breaching import NewJointDecision, NewTerm, Stance, check_day
from casework.choices import BreachState, BreachStepKind, DecisionKind, Outcome, Proposal, View
from casework.fit import must_fit
from casework.models import Breach, Case, Condition, Decision, PositionTaken, ProposedTerm
from casework.queries.decision_desks import team_agencies
from casework.services.breach_steps import (
    add_step,
    locked,
    must_be_fit_for_court,
    must_have_answer,
    question,
    to_act_on,
)
from casework.services.once import insert_once, key_of, made_before

ELSEWHERE = (DecisionKind.LEVEL, DecisionKind.BREACH)
"""Kinds that are recorded where they belong: a level by a panel meeting, a proposal to the court in its breach."""


def record_joint_decision(
    actor: Actor, reference: str, new: NewJointDecision, form: uuid.UUID | None = None
) -> Decision:  # fmt: skip
    """Record what the team decided, with the positions that are known.

    ``form`` is the key of the form: sent twice, recorded once.

    Raises:
        Http404, NotAllowed: the actor neither manages nor supervises the case.
        RuleBroken: the kind is recorded elsewhere, a day is odd, or a dissent gives no reason.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "manage", reference=reference.upper())
        if new.kind in ELSEWHERE:
            raise RuleBroken(_("A level is set by a panel meeting, a proposal to the court in its breach."), "kind")
        return made_before(actor, Decision, form) or _store(actor, case, new, None, form)


def propose(actor: Actor, reference: str, breach_id: uuid.UUID, version: int, new: NewJointDecision) -> Decision:
    """Record what is proposed to the court in a breach; after a warning this takes the failure up again.

    Raises:
        Http404, NotAllowed: the actor does not supervise the order.
        RuleBroken, Conflict: the step is not open, the person was not heard yet, changed terms without a term, or
            somebody was faster.
    """
    with transaction.atomic():
        breach = locked(actor, reference, breach_id, version)
        check_day(new.decided_on, breach.suspected_on)
        if new.proposal == Proposal.NONE:
            raise RuleBroken(_("Choose what is proposed to the court."), "proposal")
        if breach.state == BreachState.ASKED:
            must_have_answer(actor, breach)
        for term in new.terms:
            _term(actor, breach, term).save(force_insert=True)
        _must_have_terms(actor, breach, new)
        taken_up = not breach.is_open
        breach.take(BreachStepKind.PROPOSED)
        breach.proposal = new.proposal
        must_fit(breach)
        if breach.state == BreachState.REFERRED:
            must_be_fit_for_court(actor, breach)
        save_next(breach, "state", "proposal")
        decision = _store(actor, breach.case, new, breach)
        add_step(actor, breach, BreachStepKind.PROPOSED, new.decided_on)
        if taken_up:
            breach.outcome = Outcome.NONE
            save_next(breach, "outcome")
            to_act_on(actor, breach, new.decided_on)
            question(actor, breach)
        trail.record(
            actor, "breach.proposed", operation=Operation.ALTER, kind="breach", subjects=[breach.pk, decision.pk],
            case_id=breach.case_id, ground="manage", detail={"proposal": new.proposal},
        )  # fmt: skip
        return decision


def _must_have_terms(actor: Actor, breach: Breach, new: NewJointDecision) -> None:
    if new.proposal != Proposal.TERMS:
        return
    terms = ProposedTerm.objects.visible_to(actor).filter(breach_id=breach.pk, is_dropped=False)
    if not terms.exists():
        raise RuleBroken(_("Write at least one term to put to the court."), "text")


def _store(
    actor: Actor, case: Case, new: NewJointDecision, breach: Breach | None, form: uuid.UUID | None = None
) -> Decision:  # fmt: skip
    if new.decided_on > timezone.localdate():
        raise RuleBroken(_("The day of the decision lies in the future."), "on" if breach else "decided_on")
    decision = Decision(
        id=key_of(actor, form),
        case=case, kind=new.kind, breach=breach, decided_on=new.decided_on, options=new.options.strip(),
        chosen=new.chosen.strip(), reasons=new.reasons.strip(), membership_id=actor.membership_id,
        recorded_at=timezone.now(),
    )  # fmt: skip
    must_fit(decision)
    if (there := insert_once(actor, decision)) is not decision:
        return there
    _store_positions(actor, case, decision, new.positions)
    views = [stance.view for stance in new.positions]
    trail.record(
        actor, "joint_decision.recorded", operation=Operation.COLLECT, kind="joint_decision", subjects=[decision.pk],
        case_id=case.pk, ground="manage",
        detail={"kind": new.kind, **{view.value: views.count(view.value) for view in View}},
    )  # fmt: skip
    return decision


def _store_positions(actor: Actor, case: Case, decision: Decision, positions: Sequence[Stance]) -> None:
    team = {agency_id for agency_id, _name in team_agencies(actor, case.pk)}
    for stance in positions:
        if stance.agency_id not in team:
            raise RuleBroken(_("Only agencies with a permanent member on this case take a position."))
        _position(actor, decision, stance)


def _position(actor: Actor, decision: Decision, stance: Stance) -> PositionTaken:
    if stance.view == View.DISSENTS and not stance.reason.strip():
        raise RuleBroken(_("Say why the agency dissents: the reason is kept with the decision."), "reason")
    row = PositionTaken(
        decision=decision, agency_id=stance.agency_id, membership_id=actor.membership_id, view=stance.view,
        reason=stance.reason.strip(),
    )  # fmt: skip
    must_fit(row)
    row.save(force_insert=True)
    return row


def take_position(actor: Actor, reference: str, decision_id: uuid.UUID, view: str, reason: str) -> PositionTaken:
    """Say where the actor's agency stands on a decision; one agency has one voice, and it is kept for ever.

    Raises:
        Http404, NotAllowed: the decision is not the actor's to speak on.
        RuleBroken: the agency dissents without a reason.
        Conflict: the agency has spoken already.
    """
    stance = Stance(actor.agency_id, view, reason)
    with transaction.atomic():
        decision = Decision.objects.get_for(actor, "edit", pk=decision_id, case__reference=reference.upper())
        with only_once(
            "one_agency_one_voice", _("Your agency has taken its position already. It stays as it was said.")
        ):
            position = _position(actor, decision, stance)
        trail.record(
            actor, "joint_decision.position_taken", operation=Operation.COLLECT, kind="joint_decision",
            subjects=[decision.pk], case_id=decision.case_id, ground="place", detail={"view": view},
        )  # fmt: skip
        return position


def propose_term(
    actor: Actor, reference: str, breach_id: uuid.UUID, term: NewTerm, form: uuid.UUID | None = None
) -> ProposedTerm:  # fmt: skip
    """Put words of a condition forward for the court; any permanent member may, while the breach runs.

    ``form`` is the key of the form: sent twice, put forward once.

    Raises:
        Http404, NotAllowed: the breach is not the actor's to work on.
        RuleBroken: it is closed, or the condition to replace is none of its order.
    """
    with transaction.atomic():
        breach = Breach.objects.get_for(actor, "edit", pk=breach_id, case__reference=reference.upper())
        if not breach.is_open:
            raise RuleBroken(_("This breach is closed: no term is proposed any more."))
        if (before := made_before(actor, ProposedTerm, form)) is not None:
            return before
        row = _term(actor, breach, term, form)
        if (there := insert_once(actor, row)) is not row:
            return there
        trail.record(
            actor, "breach.term_proposed", operation=Operation.COLLECT, kind="breach", subjects=[breach.pk, row.pk],
            case_id=breach.case_id, ground="place",
        )  # fmt: skip
        return row


def _term(actor: Actor, breach: Breach, term: NewTerm, form: uuid.UUID | None = None) -> ProposedTerm:
    if not term.text.strip():
        raise RuleBroken(_("Write the words to put to the court."), "text")
    if term.replaces_id is not None:
        known = Condition.objects.visible_to(actor).binding().filter(order_id=breach.order_id, pk=term.replaces_id)
        if not known.exists():
            raise RuleBroken(_("Choose a condition of this order that binds now."), "replaces")
    row = ProposedTerm(
        id=key_of(actor, form),
        breach=breach, replaces_id=term.replaces_id, category=term.category, text=term.text.strip(),
        function=term.function, membership_id=actor.membership_id,
    )  # fmt: skip
    must_fit(row)
    return row


def drop_term(actor: Actor, reference: str, breach_id: uuid.UUID, term_id: uuid.UUID) -> None:
    """Take a proposed term back before it goes to the court; twice changes nothing.

    Raises:
        Http404, NotAllowed: the actor does not supervise the order.
        RuleBroken: the breach is closed.
    """
    with transaction.atomic():
        rows = ProposedTerm.objects.select_related("breach")
        row: ProposedTerm = rows.get_for(
            actor, "supervise", pk=term_id, breach_id=breach_id, breach__case__reference=reference.upper()
        )
        if not row.breach.is_open:
            raise RuleBroken(_("This breach is closed: its terms stay as they were proposed."))
        if row.is_dropped:
            return
        row.is_dropped = True
        row.save(update_fields=["is_dropped"])
        trail.record(
            actor, "breach.term_dropped", operation=Operation.ALTER, kind="breach", subjects=[breach_id, row.pk],
            case_id=row.breach.case_id, ground="manage",
        )  # fmt: skip
