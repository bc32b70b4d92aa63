"""Opening a review, writing on it, adding feedback, and holding it: from then on it is locked."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import save_next
from assessments.choices import ReviewState
from assessments.models import Feedback, Review, ReviewedObjective, ReviewEvidence
from assessments.queries.grounds import readable_records
from assessments.queries.review_rows import lacks_of_review, under_review
from assessments.reviewing import NewFeedback, NewReview, Progressed, ReviewWords
from casework.choices import PlanState
from casework.fit import must_fit
from casework.models import Case, PlanVersion
from casework.services.cases import reviewed_until
from casework.services.deadlines import due_after
from casework.services.once import insert_once, key_of, made_before
from casework.services.plan_steps import stand_until
from casework.services.stages import move_marker

TEXTS = ("coherence", "next_steps", "person_view", "family_view")
DAYS = ("period_to", "next_review_on")


def open_review(actor: Actor, reference: str, new: NewReview) -> Review:
    """Open a review of the plan in force over a period. Only the case manager calls one (R145).

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
        RuleBroken: no plan is in force, another review is in draft, or the period is none or lies ahead.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "lead", reference=reference.upper())
        plan = _in_force(actor, case.pk)
        if plan is None:
            raise RuleBroken(_("No plan is in force. A review looks at the plan in force."))
        _check_period(new.period_from, new.period_to)
        row = Review(
            case=case, plan=plan, period_from=new.period_from, period_to=new.period_to, opened_at=timezone.now(),
            membership_id=actor.membership_id, next_review_on=due_after(case, "plan_review", timezone.localdate()),
        )  # fmt: skip
        must_fit(row)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise RuleBroken(_("Another review of this case is in draft. Hold that one first.")) from None
        for objective in under_review(actor, row):
            ReviewedObjective(case=case, review=row, objective=objective).save(force_insert=True)
        record(actor, "review.opened", row, Operation.COLLECT)
        move_marker(actor, row.case_id, "review.opened")
        return row


def write_review(actor: Actor, review_id: uuid.UUID, new: ReviewWords, version: int) -> Review:
    """Write on a review in draft, as far as it is known. ``version`` is the one that the writer read.

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
        Conflict: it was changed since; nothing is saved.
        RuleBroken: it was held, the period lies ahead, or a record is none that the actor reads on this case.
    """
    with transaction.atomic():
        row = _draft(actor, review_id, version)
        _check_period(row.period_from, new.period_to)
        for name in DAYS:
            setattr(row, name, getattr(new, name))
        for name in TEXTS:
            setattr(row, name, getattr(new, name).strip())
        must_fit(row)
        save_next(row, *DAYS, *TEXTS)
        there = {one.pk: one for one in ReviewedObjective.objects.visible_to(actor, "lead").filter(review=row)}
        for said in new.objectives:
            if said.reviewed not in there:
                raise RuleBroken(_("This objective is not under review."))
            _say(actor, there[said.reviewed], said)
        record(actor, "review.written", row, Operation.ALTER)
        return row


def _say(actor: Actor, one: ReviewedObjective, said: Progressed) -> None:
    links = {link.note_id: link for link in ReviewEvidence.objects.visible_to(actor).filter(reviewed=one)}
    readable = readable_records(actor, one.case_id, {*said.evidence, *links})
    if set(said.evidence) - readable - set(links):
        raise RuleBroken(_("Choose one of the records shown."), f"evidence_{one.pk}")
    words = said.words.strip()
    if (one.progress, one.words) != (said.progress, words):
        one.progress, one.words = said.progress, words
        must_fit(one)
        save_next(one, "progress", "words")
    for note in dict.fromkeys(said.evidence):
        if note not in links:
            ReviewEvidence(case_id=one.case_id, reviewed=one, note_id=note).save(force_insert=True)
    for note, link in links.items():  # what the writer cannot read was not offered, and is not taken away
        if link.is_current != (note in said.evidence) and note in readable:
            link.is_current = note in said.evidence
            link.save(update_fields=["is_current"])


def give_feedback(actor: Actor, review_id: uuid.UUID, new: NewFeedback, form: uuid.UUID | None = None) -> Feedback:
    """Add what the person, the family or the actor's own agency says of the work; never taken away.

    ``form`` is the key of the form: sent twice, added once.

    Raises:
        Http404, NotAllowed: the actor is no permanent member.
        RuleBroken: the review was held, or nothing is said.
    """
    with transaction.atomic():
        row: Review = Review.objects.select_related("case").get_for(actor, "edit", pk=review_id)
        if (before := made_before(actor, Feedback, form)) is not None:
            return before
        _must_be_open(row)
        said = Feedback(
            id=key_of(actor, form), case_id=row.case_id, review=row, speaker=new.speaker, words=new.words.strip(),
            agency_id=actor.agency_id, membership_id=actor.membership_id, at=timezone.now(),
        )  # fmt: skip
        must_fit(said)
        if (there := insert_once(actor, said)) is not said:
            return there
        record(actor, "review.feedback_given", row, Operation.COLLECT)
        return said


def hold_review(actor: Actor, review_id: uuid.UUID, held_on: dt.date, version: int) -> Review:
    """Note that the review was held on ``held_on``: it is locked, what was due is met, and the next one is raised.

    The plan in force stands until the next review, as when its review is held without a word.

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
        Conflict: it was changed since.
        RuleBroken: it was held, something is missing in it (the sentence names it), or a day does not fit.
    """
    with transaction.atomic():
        row = _draft(actor, review_id, version)
        today = timezone.localdate()
        if not row.period_from <= held_on <= today:
            raise RuleBroken(_("Enter the day it was held: within its period or after it, and not ahead."), "held_on")
        if missing := lacks_of_review(actor, row):
            raise RuleBroken(" ".join(missing))
        if row.next_review_on <= today:
            raise RuleBroken(_("Choose a day ahead for the next review."))
        row.state, row.held_on, row.membership_id = ReviewState.HELD, held_on, actor.membership_id
        save_next(row, "state", "held_on", "membership")
        if (plan := _in_force(actor, row.case_id)) is not None:
            stand_until(actor, plan, row.next_review_on)
        reviewed_until(actor, row.case_id, held_on, row.next_review_on)
        record(actor, "review.held", row, Operation.ALTER)
        move_marker(actor, row.case_id, "review.held")
        return row


def _in_force(actor: Actor, case_id: uuid.UUID) -> PlanVersion | None:
    rows = PlanVersion.objects.visible_to(actor, "lead").select_related("case")
    found: PlanVersion | None = rows.filter(case_id=case_id, state=PlanState.IN_FORCE).first()
    return found


def _draft(actor: Actor, review_id: uuid.UUID, version: int) -> Review:
    row: Review = Review.objects.select_related("case").get_for(actor, "lead", pk=review_id)
    _must_be_open(row)
    if row.version != version:
        raise Conflict(_("Somebody else changed this review meanwhile. Nothing was saved yet."))
    return row


def _must_be_open(row: Review) -> None:
    if not row.is_open:
        raise RuleBroken(_("This review was held. What is new belongs to the next one."))


def _check_period(first: dt.date, last: dt.date) -> None:
    if first > last:
        raise RuleBroken(_("The period ends before it begins."), "period_to")
    if last > timezone.localdate():
        raise RuleBroken(_("The period ends ahead of today. A review looks at what was."), "period_to")


def record(actor: Actor, verb: str, row: Review, operation: Operation) -> None:
    """Append the line of an act on a review."""
    trail.record(
        actor, verb, operation=operation, kind="review", subjects=[row.pk], case_id=row.case_id, ground="place"
    )
