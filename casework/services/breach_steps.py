"""What every step of a breach does: take the row for its supervisor, put the step down, mark the condition."""

import datetime as dt
import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import save_next
from casework.choices import BINDING, BreachState, BreachStepKind, ConditionState, DeadlineKind, Proposal
from casework.fit import must_fit
from casework.models import Breach, BreachStep, Condition, CourtDecision, Note
from casework.queries.breach_detail import earlier_warnings
from casework.services.deadlines import Subject, due_after, raise_deadline

EXCUSED = (BreachState.ACCEPTED, BreachState.NOT_PURSUED)
"""States in which a suspected failure counts for nothing."""


def locked(actor: Actor, reference: str, breach_id: uuid.UUID, version: int) -> Breach:
    """Return the breach for its next step, locked; ``version`` is the one the officer read.

    Raises:
        Http404, NotAllowed: the actor does not supervise the order.
        Conflict: somebody took a step since; nothing is saved.
    """
    rows = Breach.objects.select_for_update(of=("self",)).select_related("case", "order", "condition")
    breach: Breach = rows.get_for(actor, "supervise", pk=breach_id, case__reference=reference.upper())
    if breach.version != version:
        raise Conflict(_("Somebody took a step in this breach while you were writing. Nothing was saved yet."))
    return breach


def add_step(
    actor: Actor, breach: Breach, kind: str, on: dt.date, *, note: Note | None = None, delivery: str = "",
    decision: CourtDecision | None = None,
) -> BreachStep:  # fmt: skip
    """Put one step down in the breach's line; it is never changed."""
    step = BreachStep(
        breach=breach, kind=kind, on=on, membership_id=actor.membership_id, recorded_at=timezone.now(),
        delivery=delivery, note=note, decision=decision,
    )  # fmt: skip
    must_fit(step)
    step.save(force_insert=True)
    return step


def must_have_answer(actor: Actor, breach: Breach, *, accepted: bool = False) -> None:
    """Hold that the person was heard: an explanation is recorded, or that none came in the time given.

    Raises:
        RuleBroken: neither is; or no explanation was given that could be ``accepted``.
    """
    kinds = set(BreachStep.objects.visible_to(actor).filter(breach_id=breach.pk).values_list("kind", flat=True))
    if accepted and BreachStepKind.GIVEN not in kinds:
        raise RuleBroken(_("Record the explanation first: only an explanation that was given can be accepted."))
    if not kinds & {BreachStepKind.GIVEN, BreachStepKind.NONE_GIVEN}:
        raise RuleBroken(_("Record first what the person said, or that no explanation came."))


def must_be_fit_for_court(actor: Actor, breach: Breach) -> None:
    """Hold that a failure is serious, or comes after a warning that counts against it.

    A warning counts against later failures only, never against the one it was given for. Changed terms, or no action,
    may be put to the court for that one too; a longer order or a revocation needs a later failure.

    Raises:
        RuleBroken: the failure gets a warning first, or must wait for a later one.
    """
    if breach.is_serious or earlier_warnings(actor, breach):
        return
    if breach.window_to is None:
        raise RuleBroken(_("A first failure that is not serious gets a warning before it goes to the court."))
    if breach.proposal not in (Proposal.NO_ACTION, Proposal.TERMS) and not _failed_again(actor, breach):
        raise RuleBroken(_("The warning was for this failure and counts against a later one. Without a later one, only "
                           "changed terms or no action are put to the court."))  # fmt: skip


def _failed_again(actor: Actor, breach: Breach) -> bool:
    """Whether another failure in the order came after the warning of ``breach``, in its time."""
    steps = BreachStep.objects.visible_to(actor).filter(breach_id=breach.pk, kind=BreachStepKind.WARNED)
    warned = steps.order_by("on").values_list("on", flat=True).first()
    others = Breach.objects.visible_to(actor).filter(order_id=breach.order_id).exclude(state__in=EXCUSED)
    return warned is not None and any(other.counts_warning(breach, warned) for other in others)


def question(actor: Actor, breach: Breach) -> None:
    """Let the condition say whether it is in question: while any breach of it is open, and not afterwards."""
    condition = Condition.objects.visible_to(actor).get(pk=breach.condition_id)
    held = Breach.objects.visible_to(actor).filter(condition_id=condition.pk).open().exists()
    wanted = ConditionState.IN_QUESTION if held else ConditionState.IN_FORCE
    if condition.state in BINDING and condition.state != wanted:
        condition.state = wanted
        save_next(condition, "state")


def log_step(actor: Actor, breach: Breach, verb: str) -> None:
    """Put the step on the trail, under a verb that says which."""
    trail.record(
        actor, verb, operation=Operation.ALTER, kind="breach", subjects=[breach.pk], case_id=breach.case_id,
        ground="manage",
    )  # fmt: skip


def to_act_on(actor: Actor, breach: Breach, start: dt.date) -> None:
    """Let the time to act run from ``start``: working days, as the partnership set them."""
    breach.act_by_on = due_after(breach.case, "breach_action", start)
    save_next(breach, "act_by_on")
    raise_deadline(
        actor, breach.case, DeadlineKind.BREACH_ACTION, breach.act_by_on, Subject("breach", breach.pk),
        responsible_id=actor.membership_id, agency_id=actor.agency_id,
    )  # fmt: skip
