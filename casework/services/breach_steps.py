"""What every step of a breach does: take the row for its supervisor, put the step down, mark the condition."""

import datetime as dt
import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict
from agencies.models import save_next
from casework.choices import BINDING, ConditionState, DeadlineKind
from casework.models import Breach, BreachStep, Condition, CourtDecision, Note
from casework.services.deadlines import Subject, due_after, raise_deadline


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
    step.save(force_insert=True)
    return step


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
