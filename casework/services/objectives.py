"""Objectives of a version: the case manager adds and changes them, the other permanent members propose."""

import uuid

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from access import policy, trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import save_next
from casework.choices import ObjectiveState, PlanState
from casework.fit import must_fit
from casework.models import Achievement, Case, Objective, PlanVersion
from casework.planning import NewObjective
from casework.queries.plan_desks import allowed_states
from casework.services.findings import write_finding
from casework.services.once import insert_once, key_of, made_before

WORDS = ("text", "person_words", "measure")
LABELS = ("chosen_by_person", "area", "domain", "function", "target_on", "for_companions", "for_guests", "state")


def add_objective(actor: Actor, reference: str, new: NewObjective, form: uuid.UUID | None = None) -> Objective:
    """Add an objective to the draft, or propose one when the actor does not manage the case.

    ``form`` is the key of the form: sent twice, added once.

    Raises:
        Http404, NotAllowed: the actor is no permanent member.
        RuleBroken: there is no draft to add to, no plan to propose for, nothing is said
            of what it answers, or the day lies behind us.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "edit", reference=reference.upper())
        if (before := made_before(actor, Objective, form)) is not None:
            return before
        leads = may_lead(actor, case.pk)
        plan = _draft(actor, case) if leads else _proposed_for(actor, case)
        _check(new)
        row = Objective(id=key_of(actor, form), case=case, plan=plan, agency_id=actor.agency_id)
        _set(row, new)
        if not leads:
            row.state = ObjectiveState.PROPOSED
        if (there := insert_once(actor, row)) is not row:
            return there
        write_finding(actor, row, new)
        verb = "objective.added" if leads else "objective.proposed"
        record(actor, verb, Operation.COLLECT, row)
        return row


def edit_objective(actor: Actor, objective_id: uuid.UUID, new: NewObjective, version: int) -> Objective:
    """Change an objective of a draft; a proposal becomes part of the plan by it.

    Raises:
        Http404, NotAllowed: it is not there, or the actor does not manage the case.
        Conflict: it was changed since; nothing is saved.
        RuleBroken: its version is no draft any more, nothing is said of what it answers, or the day lies behind us.
    """
    with transaction.atomic():
        row = _objective(actor, objective_id)
        if row.version != version:
            raise Conflict(_("Somebody else changed this objective meanwhile. Nothing was saved yet."))
        if not row.plan.is_open:
            raise RuleBroken(_("This version is no draft any more. Start the next version to change its objectives."))
        _check(new, row)
        _set(row, new)
        save_next(row, *WORDS, *LABELS)
        write_finding(actor, row, new)
        record(actor, "objective.changed", Operation.ALTER, row)
        return row


def move_objective(
    actor: Actor, objective_id: uuid.UUID, state: str, reason: str, version: int, *, for_court: bool = False
) -> Objective:  # fmt: skip
    """Give an objective another state; one that is achieved in the version in force becomes an achievement too (R41).

    The achievement stands once, is told to the court only where ``for_court`` says so, and is taken back with it.
    In the version in force an objective is only achieved or taken up again; whatever else changes it is a new version.

    Raises:
        Http404, NotAllowed: it is not there, or the actor does not manage the case.
        Conflict: it was changed since; nothing is saved.
        RuleBroken: the version does not let it, or the reason for removing is missing.
    """
    with transaction.atomic():
        row = _objective(actor, objective_id)
        if row.version != version:
            raise Conflict(_("Somebody else changed this objective meanwhile. Nothing was saved yet."))
        if state not in allowed_states(actor, row):
            raise RuleBroken(_("In this version the objective cannot become that. Start the next version."), "state")
        if state == ObjectiveState.REMOVED and not reason.strip():
            raise RuleBroken(_("Say why it is removed: whoever proposed it will read the reason."), "reason")
        row.state = ObjectiveState(state)
        row.removal_reason = reason.strip() if state == ObjectiveState.REMOVED else ""
        save_next(row, "state", "removal_reason")
        if row.plan.state == PlanState.IN_FORCE:
            _let_it_count(actor, row, for_court=for_court)
        record(actor, "objective.moved", Operation.ALTER, row, state=state)
        return row


def _let_it_count(actor: Actor, row: Objective, *, for_court: bool) -> None:
    """Write the achievement of an objective once, or take back what stands when it is worked on again."""
    standing = Achievement.objects.visible_to(actor, "edit").filter(case_id=row.case_id, line=row.line).standing()
    if row.state == ObjectiveState.ACHIEVED:
        if not standing.filter(text=row.text).exists():
            Achievement(
                case_id=row.case_id, on=timezone.localdate(), text=row.text, line=row.line,
                membership_id=actor.membership_id, for_court=for_court,
            ).save(force_insert=True)  # fmt: skip
    else:  # worked on again: in force, that follows on achieved alone
        for achieved in standing.filter(text=row.text):
            achieved.withdrawn_on = timezone.localdate()
            achieved.save(update_fields=["withdrawn_on"])


def may_lead(actor: Actor, case_id: uuid.UUID) -> bool:
    """Say whether the actor manages the case now.

    Raises:
        Http404: their place ended in this very moment.
    """
    standing = policy.standing_on(actor, case_id)
    if standing is None:
        raise Http404
    return "lead" in standing.may


def _objective(actor: Actor, objective_id: uuid.UUID) -> Objective:
    row: Objective = Objective.objects.select_related("plan").get_for(actor, "lead", pk=objective_id)
    return row


def _draft(actor: Actor, case: Case) -> PlanVersion:
    plan = PlanVersion.objects.visible_to(actor).filter(case_id=case.pk, state=PlanState.DRAFT).first()
    if plan is None:
        raise RuleBroken(_("There is no draft to add to. Start a version, or take the one in the making back."))
    return plan


def _proposed_for(actor: Actor, case: Case) -> PlanVersion:
    """A proposal waits at the version in the making, or else at the one in force, from where the next one takes it."""
    rows = PlanVersion.objects.visible_to(actor).filter(case_id=case.pk).exclude(state=PlanState.SUPERSEDED)
    plan = rows.order_by("-number").first()
    if plan is None:
        raise RuleBroken(_("There is no plan yet. The case manager starts it; then you can propose."))
    return plan


def _check(new: NewObjective, before: Objective | None = None) -> None:
    if new.target_on < timezone.localdate() and (before is None or before.target_on != new.target_on):
        raise RuleBroken(_("The day by which it should be reached lies behind us."), "target_on")
    if new.state not in (ObjectiveState.ACTIVE, ObjectiveState.FUTURE):
        raise RuleBroken(_("Choose whether it is worked on now or later."), "state")


def _set(row: Objective, new: NewObjective) -> None:
    for name in WORDS:
        setattr(row, name, getattr(new, name).strip())
    for name in LABELS:
        setattr(row, name, getattr(new, name))
    must_fit(row)


def record(actor: Actor, verb: str, operation: Operation, row: Objective, **detail: object) -> None:
    """Append the line of an act on an objective."""
    trail.record(
        actor, verb, operation=operation, kind="objective", subjects=[row.pk], case_id=row.case_id, ground="place",
        detail=detail,
    )  # fmt: skip
