"""Breach: starting it, adding proof, and the steps up to a warning. The order supervisor acts."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Nature, Operation
from agencies.errors import RuleBroken
from agencies.models import save_next
from casework.breaching import NewBreach, Words, check_day
from casework.choices import PROPOSALS, BreachStepKind, DeadlineKind, DeadlineState, Outcome
from casework.due import day_words
from casework.models import Breach, BreachProof, Case, Condition, Note
from casework.queries.breach_desks import explained_by
from casework.services.breach_proof import prove
from casework.services.breach_steps import add_step, locked, log_step, must_have_answer, question, to_act_on
from casework.services.deadlines import Subject, due_after, raise_deadline, settle_deadlines
from casework.services.missed import excuse
from casework.services.notes import store_note
from casework.services.once import insert_once, key_of, made_before


def start_breach(actor: Actor, reference: str, new: NewBreach, form: uuid.UUID | None = None) -> Breach:
    """Record a suspected failure to keep a condition, with what proves it; the time to act begins.

    ``form`` is the key of the form: sent twice, recorded once.

    Raises:
        Http404, NotAllowed: the actor does not supervise the order.
        RuleBroken: no proof and no facts, an odd day, or a condition that did not bind.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "supervise", reference=reference.upper())
        if (before := made_before(actor, Breach, form)) is not None:
            return before
        condition = _condition(actor, case, new)
        if new.proof.is_empty and new.facts is None:
            raise RuleBroken(_("Choose at least one record as proof, or write down the facts."), "words")
        breach = Breach(
            id=key_of(actor, form),
            case=case, order_id=condition.order_id, condition=condition, suspected_on=new.suspected_on,
            is_serious=new.is_serious,
        )  # fmt: skip
        if (there := insert_once(actor, breach)) is not breach:
            return there
        prove(actor, breach, new.proof)
        facts = _facts(actor, case, new)
        add_step(actor, breach, BreachStepKind.SUSPECTED, new.suspected_on, note=facts)
        to_act_on(actor, breach, new.suspected_on)
        question(actor, breach)
        trail.record(
            actor, "breach.suspected", operation=Operation.COLLECT, kind="breach", subjects=[breach.pk],
            case_id=case.pk, ground="manage", detail={"serious": new.is_serious},
        )  # fmt: skip
        return breach


def _condition(actor: Actor, case: Case, new: NewBreach) -> Condition:
    condition = (
        Condition.objects.visible_to(actor)
        .select_related("order")
        .filter(pk=new.condition_id, case_id=case.pk, source_decision__isnull=False)
        .exclude(state__in=PROPOSALS)
        .first()
    )
    if condition is None:
        raise RuleBroken(_("Choose one of the conditions of this case."), "condition")
    condition.order.must_run()
    day = new.suspected_on
    check_day(day, condition.starts_on or day, "suspected_on")
    lasts = [last for last in (condition.ends_on, condition.order.ends_on) if last is not None]
    if lasts and day > min(lasts):
        raise RuleBroken(_("The condition did not bind on that day any more. Check the date."), "suspected_on")
    return condition


def _facts(actor: Actor, case: Case, new: NewBreach) -> Note | None:
    if new.facts is None:
        return None
    title = str(BreachStepKind.SUSPECTED.label)
    return store_note(actor, case, new.facts.as_note(new.suspected_on, title, Nature.FACT))


def ask_explanation(
    actor: Actor, reference: str, breach_id: uuid.UUID, version: int, on: dt.date, delivery: str
) -> Breach:
    """Record that the person was asked for an explanation; the time to give it begins (working days).

    Raises:
        Http404, NotAllowed: the actor does not supervise the order.
        RuleBroken, Conflict: the step is not open, its day is odd, or somebody was faster.
    """
    with transaction.atomic():
        breach = locked(actor, reference, breach_id, version)
        check_day(on, breach.suspected_on)
        breach.take(BreachStepKind.ASKED)
        breach.explanation_due_on = due_after(breach.case, "missed_contact_explanation", on)
        save_next(breach, "state", "explanation_due_on")
        add_step(actor, breach, BreachStepKind.ASKED, on, delivery=delivery)
        _take_over(actor, breach)
        raise_deadline(
            actor, breach.case, DeadlineKind.EXPLANATION, breach.explanation_due_on, Subject("breach", breach.pk),
            responsible_id=actor.membership_id, agency_id=actor.agency_id,
        )  # fmt: skip
        log_step(actor, breach, "breach.explanation_asked")
        return breach


def _take_over(actor: Actor, breach: Breach) -> None:
    """Settle what was due about the missed contacts: the letter is written, and the breach has its own clock."""
    proofs = BreachProof.objects.visible_to(actor).filter(breach_id=breach.pk, contact__isnull=False)
    for contact_id in [key for key in proofs.values_list("contact_id", flat=True) if key is not None]:
        settle_deadlines(actor, contact_id, DeadlineKind.CONTACT_LETTER)
        settle_deadlines(actor, contact_id, DeadlineKind.EXPLANATION, state=DeadlineState.DROPPED)


def record_explanation(
    actor: Actor, reference: str, breach_id: uuid.UUID, version: int, on: dt.date, words: Words | None
) -> Breach:
    """Record what the person said, as reported words, or (without words) that no explanation came in the time given.

    Raises:
        Http404, NotAllowed: the actor does not supervise the order.
        RuleBroken, Conflict: the step is not open, its day is odd, the person still has time, or somebody was faster.
    """
    kind = BreachStepKind.NONE_GIVEN if words is None else BreachStepKind.GIVEN
    with transaction.atomic():
        breach = locked(actor, reference, breach_id, version)
        check_day(on, breach.suspected_on)
        if words is None and breach.explanation_due_on and on <= breach.explanation_due_on:
            until = {"day": day_words(breach.explanation_due_on)}
            raise RuleBroken(_("The person has until %(day)s to explain. Record on a later day that nothing came.")
                             % until, "on")  # fmt: skip
        note = None
        if words is not None:
            note = store_note(actor, breach.case, words.as_note(on, str(kind.label), Nature.REPORTED))
        return _answered(actor, breach, kind, on, note)


def take_over_explanation(
    actor: Actor, reference: str, breach_id: uuid.UUID, version: int, on: dt.date
) -> Breach:  # fmt: skip
    """Let the explanation that stands with a missed contact be that of the breach: nothing is typed twice.

    Raises:
        Http404, NotAllowed: the actor does not supervise the order.
        RuleBroken, Conflict: none of its contacts was explained, the step is not open, or somebody was faster.
    """
    with transaction.atomic():
        breach = locked(actor, reference, breach_id, version)
        check_day(on, breach.suspected_on)
        note = explained_by(actor, breach.pk)
        if note is None:
            raise RuleBroken(_("No explanation stands with the missed contacts. Write down what was said."), "came")
        return _answered(actor, breach, BreachStepKind.GIVEN, on, note)


def _answered(actor: Actor, breach: Breach, kind: BreachStepKind, on: dt.date, note: Note | None) -> Breach:
    breach.take(kind)
    save_next(breach, "state")
    add_step(actor, breach, kind, on, note=note)
    settle_deadlines(actor, breach.pk, DeadlineKind.EXPLANATION)
    log_step(actor, breach, "breach.explanation_recorded")
    return breach


def weigh_explanation(
    actor: Actor, reference: str, breach_id: uuid.UUID, version: int, on: dt.date, accepted: bool, reason: Words
) -> Breach:
    """Accept the explanation, which ends the breach, or do not; the reason is kept as professional judgement.

    Once accepted, also late, the missed contacts that prove it are excused and a warning for it counts no more.

    Raises:
        Http404, NotAllowed: the actor does not supervise the order.
        RuleBroken, Conflict: no explanation is recorded yet, the day is odd, or somebody was faster.
    """
    kind = BreachStepKind.ACCEPTED if accepted else BreachStepKind.NOT_ACCEPTED
    with transaction.atomic():
        breach = locked(actor, reference, breach_id, version)
        check_day(on, breach.suspected_on)
        must_have_answer(actor, breach, accepted=accepted)
        breach.take(kind)
        if accepted:
            breach.outcome, breach.window_to = Outcome.ACCEPTED, None
        save_next(breach, "state", "outcome", "window_to")
        note = store_note(actor, breach.case, reason.as_note(on, str(kind.label), Nature.OPINION))
        add_step(actor, breach, kind, on, note=note)
        settle_deadlines(actor, breach.pk, DeadlineKind.EXPLANATION)
        if accepted:
            settle_deadlines(actor, breach.pk)
            question(actor, breach)
            proofs = BreachProof.objects.visible_to(actor).filter(breach_id=breach.pk, contact__isnull=False)
            excuse(actor, [key for key in proofs.values_list("contact_id", flat=True) if key])
        log_step(actor, breach, "breach.accepted" if accepted else "breach.not_accepted")
        return breach


def _window(breach: Breach, on: dt.date, wanted: dt.date | None) -> dt.date:
    longest = due_after(breach.case, "breach_window", on)
    if wanted is not None and wanted <= on:
        raise RuleBroken(_("The warning must count for some time: choose a day after it was given."), "window_to")
    if wanted is not None and wanted > longest:
        raise RuleBroken(
            _("A warning given on that day counts until %(day)s at the latest.") % {"day": day_words(longest)},
            "window_to",
        )
    return wanted or longest


def drop_breach(
    actor: Actor, reference: str, breach_id: uuid.UUID, version: int, on: dt.date, reason: Words
) -> Breach:  # fmt: skip
    """Pursue a suspected failure no further (R36): it was a mistake, or not worth a warning. The reason is kept.

    Raises:
        Http404, NotAllowed: the actor does not supervise the order.
        RuleBroken, Conflict: it is before the court or closed, the day is odd, or somebody was faster.
    """
    kind = BreachStepKind.NOT_PURSUED
    with transaction.atomic():
        breach = locked(actor, reference, breach_id, version)
        check_day(on, breach.suspected_on)
        breach.take(kind)
        breach.outcome = Outcome.NOT_PURSUED
        save_next(breach, "state", "outcome")
        note = store_note(actor, breach.case, reason.as_note(on, str(kind.label), Nature.OPINION))
        add_step(actor, breach, kind, on, note=note)
        settle_deadlines(actor, breach.pk, state=DeadlineState.DROPPED)
        question(actor, breach)
        log_step(actor, breach, "breach.not_pursued")
        return breach


def warn(
    actor: Actor, reference: str, breach_id: uuid.UUID, version: int, on: dt.date, delivery: str,
    window_to: dt.date | None, words: Words,
) -> Breach:  # fmt: skip
    """Give a warning; a repeat until ``window_to`` counts as a further failure. Nothing more is due.

    The time runs from the day of the warning and is at most what the partnership set, which it is without a day.

    Raises:
        Http404, NotAllowed: the actor does not supervise the order.
        RuleBroken, Conflict: the step is not open, a day is odd, or somebody was faster.
    """
    with transaction.atomic():
        breach = locked(actor, reference, breach_id, version)
        check_day(on, breach.suspected_on)
        window_to = _window(breach, on, window_to)
        breach.take(BreachStepKind.WARNED)
        breach.window_to, breach.outcome = window_to, Outcome.WARNING
        save_next(breach, "state", "window_to", "outcome")
        note = store_note(actor, breach.case, words.as_note(on, str(BreachStepKind.WARNED.label), Nature.FACT))
        add_step(actor, breach, BreachStepKind.WARNED, on, note=note, delivery=delivery)
        settle_deadlines(actor, breach.pk)
        question(actor, breach)
        log_step(actor, breach, "breach.warned")
        return breach
