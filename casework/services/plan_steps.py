"""How a version of the plan moves on: shown, answered, agreed by the supervisor, to the court, into force."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from access.choices import Operation
from agencies.errors import RuleBroken
from agencies.models import save_next
from casework.choices import (
    ANSWERED,
    DeadlineKind,
    DeadlineState,
    ObjectiveState,
    PlanState,
    SafetyHeading,
)
from casework.models import CaseTeamMember, Deadline, Objective, Order, PlanVersion, SafetyPart
from casework.planning import Step
from casework.queries.plan_desks import approvals_of
from casework.services.deadlines import Subject, due_after, raise_deadline, settle_deadlines
from casework.services.plans import record, version_of
from casework.services.stages import move_marker

ANSWER_FIELDS = ("answer", "answered_on", "person_words")


def show_plan(actor: Actor, reference: str, number: int, step: Step) -> PlanVersion:
    """Note that a draft was shown to the person on ``step.on``.

    Raises:
        Http404, NotAllowed: the version is not there, or the actor does not manage the case.
        RuleBroken: it is no draft, something is missing in it, or the day lies ahead.
    """
    with transaction.atomic():
        plan = version_of(actor, "lead", reference, number)
        _must_be_whole(actor, plan)
        plan.move_to(PlanState.SHOWN)
        plan.shown_on = _past(step.on)
        save_next(plan, "state", "shown_on")
        record(actor, "plan.shown", Operation.ALTER, plan)
        return plan


def answer_plan(actor: Actor, reference: str, number: int, step: Step) -> PlanVersion:
    """Record what the person said to the version, or why they could not be asked; ``step.words`` are theirs.

    Whoever is case manager and order supervisor agrees by recording it; any other supervisor gets a deadline.

    Raises:
        Http404, NotAllowed: the version is not there, or the actor does not manage the case.
        RuleBroken: the states do not allow it, the reason is missing, or the day lies ahead.
    """
    with transaction.atomic():
        plan = version_of(actor, "lead", reference, number)
        if step.answer not in ANSWERED:
            raise RuleBroken(_("Choose what the person answered."), "answer")
        if plan.state == PlanState.DRAFT:
            if step.answer != PlanState.NOT_ASKED:
                raise RuleBroken(
                    _("Show the plan to the person first: nobody answers what they have not seen."), "answer"
                )
            _must_be_whole(actor, plan)
        if step.answer != PlanState.AGREED and not step.words.strip():
            raise RuleBroken(_("Write down what the person said, or why they could not be asked."), "words")
        plan.move_to(step.answer)
        plan.answer, plan.answered_on, plan.person_words = step.answer, _past(step.on), step.words.strip()
        save_next(plan, "state", *ANSWER_FIELDS)
        record(actor, "plan.answered", Operation.ALTER, plan, answer=step.answer)
        supervisor = _supervisor(actor, plan)
        if supervisor is not None and supervisor.membership_id == actor.membership_id:
            _agree(actor, plan)
        elif supervisor is not None and supervisor.agency_id is not None:
            today = timezone.localdate()
            raise_deadline(
                actor, plan.case, DeadlineKind.PLAN_APPROVAL, due_after(plan.case, "plan_approval", today),
                Subject("plan", plan.pk), responsible_id=supervisor.membership_id, agency_id=supervisor.agency_id,
            )  # fmt: skip
        return plan


def take_back_plan(actor: Actor, reference: str, number: int, _step: Step) -> PlanVersion:
    """Make a version a draft again: what was said to it no longer counts.

    Raises:
        Http404, NotAllowed: the version is not there, or the actor does not manage the case.
        RuleBroken: the states do not allow it.
    """
    with transaction.atomic():
        plan = version_of(actor, "lead", reference, number)
        plan.move_to(PlanState.DRAFT)
        plan.shown_on = plan.answered_on = plan.supervisor_agreed_on = plan.supervisor = plan.sent_on = None
        plan.answer = plan.person_words = ""
        save_next(plan, "state", "shown_on", *ANSWER_FIELDS, "supervisor_agreed_on", "supervisor", "sent_on")
        settle_deadlines(actor, plan.pk, DeadlineKind.PLAN_APPROVAL, state=DeadlineState.DROPPED)
        record(actor, "plan.taken_back", Operation.ALTER, plan)
        return plan


def agree_plan(actor: Actor, reference: str, number: int, _step: Step) -> PlanVersion:
    """Agree to the parts of a version that belong to the order: the order supervisor alone does.

    Raises:
        Http404, NotAllowed: the version is not there, or the actor does not supervise the order.
        RuleBroken: the person has not answered yet, or the supervisor agreed already.
    """
    with transaction.atomic():
        plan = version_of(actor, "supervise", reference, number)
        if plan.state not in ANSWERED:
            raise RuleBroken(_("First the person is asked. Agree when the answer is recorded."))
        if plan.supervisor_agreed_on is not None:
            raise RuleBroken(_("The order supervisor has agreed to this version already."))
        _agree(actor, plan)
        settle_deadlines(actor, plan.pk, DeadlineKind.PLAN_APPROVAL)
        return plan


def _agree(actor: Actor, plan: PlanVersion) -> None:
    plan.supervisor_agreed_on, plan.supervisor_id = timezone.localdate(), actor.membership_id
    save_next(plan, "supervisor_agreed_on", "supervisor")
    record(actor, "plan.supervisor_agreed", Operation.ALTER, plan)


def send_plan(actor: Actor, reference: str, number: int, _step: Step) -> PlanVersion:
    """Note that a version went to the court for approval.

    Raises:
        Http404, NotAllowed: the version is not there, or the actor does not manage the case.
        RuleBroken: no order of the case asks for it, the supervisor has not agreed, or the states forbid it.
    """
    with transaction.atomic():
        plan = version_of(actor, "lead", reference, number)
        if not needs_court(actor, plan):
            raise RuleBroken(_("No order of this case says that the court approves the plan."))
        _must_be_agreed(actor, plan)
        plan.move_to(PlanState.SENT)
        plan.sent_on = timezone.localdate()
        save_next(plan, "state", "sent_on")
        record(actor, "plan.sent_to_court", Operation.ALTER, plan)
        return plan


def approve_plan(actor: Actor, reference: str, number: int, step: Step) -> PlanVersion:
    """Record that the court approved a version: by a decision of the court that is on record.

    One decision approves one version, and none that the court had before it.

    Raises:
        Http404, NotAllowed: the version is not there, or the actor neither manages nor supervises the case.
        RuleBroken: the decision is none of this case's approvals, older than the version, or used; or the states
            forbid it.
    """
    with transaction.atomic():
        plan = version_of(actor, "manage", reference, number)
        rows = approvals_of(actor, plan)
        decision = rows.filter(pk=step.decision_id).first() if step.decision_id else None
        if decision is None:
            raise RuleBroken(_("Choose the decision by which the court approved the plan."), "decision")
        plan.move_to(PlanState.APPROVED)
        plan.court_approval = decision
        save_next(plan, "state", "court_approval")
        record(actor, "plan.court_approved", Operation.ALTER, plan)
        return plan


def force_plan(actor: Actor, reference: str, number: int, step: Step) -> PlanVersion:
    """Let a version take force from today, until the review on ``step.on``; the one before it is superseded.

    Raises:
        Http404, NotAllowed: the version is not there, or the actor does not manage the case.
        RuleBroken: the person, the supervisor or the court has not spoken, or the review lies behind us.
    """
    with transaction.atomic():
        plan, today = version_of(actor, "lead", reference, number), timezone.localdate()
        if needs_court(actor, plan) and plan.state != PlanState.APPROVED:
            raise RuleBroken(_("The order says that the court approves the plan: send it there first."))
        _must_be_agreed(actor, plan)
        review = step.on or due_after(plan.case, "plan_review", today)
        if review <= today:
            raise RuleBroken(_("Choose a day ahead for the next review."), "on")
        plan.move_to(PlanState.IN_FORCE)
        _supersede(actor, plan, today)
        plan.in_force_from, plan.next_review_on = today, review
        save_next(plan, "state", "in_force_from", "next_review_on")
        _open_objectives(actor, plan)
        _settle_first(actor, plan)
        _raise_review(actor, plan, review)
        record(actor, "plan.took_force", Operation.ALTER, plan)
        move_marker(actor, plan.case_id, "plan.took_force")
        return plan


def review_plan(actor: Actor, reference: str, number: int, step: Step) -> PlanVersion:
    """Note that the review of the version in force was held and the plan stands, until the review on ``step.on``.

    Raises:
        Http404, NotAllowed: the version is not there, or the actor does not manage the case.
        RuleBroken: it is not in force, or the next review lies behind us.
    """
    with transaction.atomic():
        plan, today = version_of(actor, "lead", reference, number), timezone.localdate()
        if plan.state != PlanState.IN_FORCE:
            raise RuleBroken(_("Only the version in force is reviewed."))
        review = step.on or due_after(plan.case, "plan_review", today)
        if review <= today:
            raise RuleBroken(_("Choose a day ahead for the next review."), "on")
        stand_until(actor, plan, review)
        record(actor, "plan.reviewed", Operation.ALTER, plan)
        return plan


def stand_until(actor: Actor, plan: PlanVersion, review: dt.date) -> None:
    """Let the version in force stand until the review on ``review``, and meet what was due of the one just held.

    To be called inside the transaction of the act that holds the review, with a row cleared for ``lead``.
    """
    plan.next_review_on = review
    save_next(plan, "next_review_on")
    settle_deadlines(actor, plan.pk, DeadlineKind.PLAN_REVIEW)
    _raise_review(actor, plan, review)


def _raise_review(actor: Actor, plan: PlanVersion, review: dt.date) -> None:
    raise_deadline(
        actor, plan.case, DeadlineKind.PLAN_REVIEW, review, Subject("plan", plan.pk),
        responsible_id=actor.membership_id, agency_id=actor.agency_id,
    )  # fmt: skip


def _supersede(actor: Actor, plan: PlanVersion, today: dt.date) -> None:
    rows = PlanVersion.objects.visible_to(actor, "lead").filter(case_id=plan.case_id, state=PlanState.IN_FORCE)
    for old in rows:
        old.move_to(PlanState.SUPERSEDED)
        old.superseded_on = today
        save_next(old, "state", "superseded_on")
        settle_deadlines(actor, old.pk, DeadlineKind.PLAN_REVIEW)
        for row in Objective.objects.visible_to(actor, "lead").filter(plan_id=old.pk, in_force=True):
            row.in_force = False
            save_next(row, "in_force")


def _open_objectives(actor: Actor, plan: PlanVersion) -> None:
    shut = (ObjectiveState.PROPOSED, ObjectiveState.REMOVED)
    for row in Objective.objects.visible_to(actor, "lead").filter(plan_id=plan.pk).exclude(state__in=shut):
        row.in_force = True
        save_next(row, "in_force")


def _settle_first(actor: Actor, plan: PlanVersion) -> None:
    rows = Deadline.objects.visible_to(actor).open().filter(case_id=plan.case_id, kind=DeadlineKind.FIRST_PLAN)
    for row in rows:
        row.state, row.done_at = DeadlineState.DONE, timezone.now()
        save_next(row, "state", "done_at")


def needs_court(actor: Actor, plan: PlanVersion) -> bool:
    """Say whether an order of the case that runs says that the court approves the plan."""
    orders = Order.objects.visible_to(actor).running()
    return bool(orders.filter(case_id=plan.case_id, plan_needs_court=True).exists())


def _supervisor(actor: Actor, plan: PlanVersion) -> CaseTeamMember | None:
    now = timezone.now()
    rows = CaseTeamMember.objects.visible_to(actor).filter(content_object_id=plan.case_id, is_order_supervisor=True)
    found: CaseTeamMember | None = rows.filter(valid_from__lte=now, valid_to__gt=now).first()
    return found


def _must_be_agreed(actor: Actor, plan: PlanVersion) -> None:
    if plan.supervisor_agreed_on is None and _supervisor(actor, plan) is not None:
        raise RuleBroken(_("The order supervisor has not agreed to this version yet."))


def _must_be_whole(actor: Actor, plan: PlanVersion) -> None:
    """Hold what every version needs: something to reach, words, and a line about victims (R24)."""
    working = (ObjectiveState.ACTIVE, ObjectiveState.FUTURE, ObjectiveState.ACHIEVED)
    if not Objective.objects.visible_to(actor).filter(plan_id=plan.pk, state__in=working).exists():
        raise RuleBroken(_("Add an objective first: a plan without one says nothing."))
    line = Q(heading=SafetyHeading.VICTIM_SAFETY) & ~Q(text="")
    if not SafetyPart.objects.visible_to(actor).filter(line, plan_id=plan.pk).exists():
        raise RuleBroken(_("The safety plan has no line about victims yet. “No identified victim” will do."))


def _past(day: dt.date | None) -> dt.date:
    """Return a day that has come.

    Raises:
        RuleBroken: it lies ahead.
    """
    if day is not None and day > timezone.localdate():
        raise RuleBroken(_("This day lies ahead. Enter the day it happened."), "on")
    return day or timezone.localdate()
