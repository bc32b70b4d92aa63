"""What the team would ask the court for: conditions proposed, and proposals set aside (R25)."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import RuleBroken
from agencies.models import save_next
from casework.choices import BINDING, ConditionState
from casework.courtwork import NewProposal, check_condition
from casework.fit import must_fit
from casework.models import Case, Condition, Order
from casework.services.once import insert_once, key_of, made_before


def propose_condition(
    actor: Actor, reference: str, new: NewProposal, form: uuid.UUID | None = None
) -> Condition:  # fmt: skip
    """Propose a condition, or other words for one that binds. Nothing changes for the person until a court decides.

    ``form`` is the key of the form: sent twice, recorded once.

    Raises:
        Http404, NotAllowed: the case is not the actor's to edit, or the order is not of this case.
        RuleBroken: the order is over, the condition does not bind, or a field is missing.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "edit", reference=reference.upper())
        if (before := made_before(actor, Condition, form)) is not None:
            return before
        order: Order = Order.objects.visible_to(actor).filter(case_id=case.pk).get_for(actor, pk=new.order_id)
        order.must_run()
        check_condition(new.condition)
        old = _changed(actor, order, new)
        row = Condition(
            id=key_of(actor, form),
            case=case, order=order, number=old.number if old else 0, edition=old.edition + 1 if old else 1,
            category=new.condition.category, exact_text=new.condition.exact_text.strip(),
            function=new.condition.function, measure=new.condition.measure.strip(), state=ConditionState.PROPOSED,
            proposed_by_id=actor.membership_id, proposed_on=timezone.localdate(), ends_on=new.condition.ends_on,
        )  # fmt: skip
        must_fit(row)
        if (there := insert_once(actor, row)) is not row:
            return there
        trail.record(
            actor, "condition.proposed", operation=Operation.COLLECT, kind="condition", subjects=[row.pk],
            case_id=case.pk, ground="place",
        )  # fmt: skip
        return row


def set_aside(actor: Actor, reference: str, condition_id: uuid.UUID, reason: str) -> Condition:
    """Set a proposal aside that the team does not follow or the court did not; the reason stands on the trail.

    Raises:
        Http404, NotAllowed: the case is not the actor's to supervise, or holds no such condition.
        RuleBroken: no reason, or it is no open proposal.
    """
    if not reason.strip():
        raise RuleBroken(_("Say why the proposal is set aside."), "reason")
    with transaction.atomic():
        case = Case.objects.get_for(actor, "supervise", reference=reference.upper())
        rows = Condition.objects.select_for_update(of=("self",)).filter(case_id=case.pk)
        row: Condition = rows.get_for(actor, "supervise", pk=condition_id)
        if row.state != ConditionState.PROPOSED:
            raise RuleBroken(_("Only a proposal that waits can be set aside."), "reason")
        row.state = ConditionState.NOT_TAKEN_UP
        save_next(row, "state")
        trail.record(
            actor, "condition.set_aside", operation=Operation.ALTER, kind="condition", subjects=[row.pk],
            case_id=case.pk, ground="place", reason=reason.strip(),
        )  # fmt: skip
        return row


def _changed(actor: Actor, order: Order, new: NewProposal) -> Condition | None:
    if new.changes is None:
        return None
    rows = Condition.objects.visible_to(actor).filter(order_id=order.pk, state__in=BINDING)
    row = rows.filter(pk=new.changes).first()
    if row is None:
        raise RuleBroken(_("Choose a condition of this order that binds now."), "changes")
    return row
