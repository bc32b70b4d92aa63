"""Opening an assessment, asking the agencies, opening consensus, signing, countersigning, correcting."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, NotAllowed, RuleBroken
from agencies.models import save_next
from assessments.assessing import NewAssessment
from assessments.choices import AssessmentKind, AssessmentState, ContributionState
from assessments.models import Assessment, Contribution, Instrument
from assessments.queries.readiness import lacks
from assessments.queries.team import Asked, able_to_countersign, people_to_ask, who_countersigns
from assessments.services.copying import copy_judgement
from assessments.services.opening import disclose
from casework.choices import DeadlineKind, DeadlineState
from casework.fit import must_fit
from casework.models import Case, Deadline
from casework.services.deadlines import Subject, due_after, raise_deadline, settle_deadlines
from casework.services.stages import move_marker


def open_assessment(actor: Actor, reference: str, new: NewAssessment) -> Assessment:
    """Open an assessment of the case called ``reference``.

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
        RuleBroken: another one is in the making, the day lies ahead, or the instrument is not in use.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "lead", reference=reference.upper())
        if new.as_of > timezone.localdate():
            raise RuleBroken(_("The day lies ahead. An assessment is made for a day that is known."), "as_of")
        questions = Instrument.objects.visible_to(actor).in_use().filter(pk=new.instrument).first()
        if questions is None:
            raise RuleBroken(_("Choose an instrument that is in use."), "instrument")
        row = Assessment(
            case=case, instrument=questions, kind=new.kind, setting=new.setting, as_of=new.as_of,
            no_custody=new.no_custody, reason=new.reason.strip(), assessor_id=actor.membership_id,
            opened_at=timezone.now(),
        )  # fmt: skip
        must_fit(row)
        _insert(row)
        record(actor, "assessment.opened", row, Operation.COLLECT)
        move_marker(actor, row.case_id, "assessment.opened")
        return row


def _insert(row: Assessment) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken(_("Another assessment of this case is in the making. Finish that one first.")) from None


def ask_agencies(
    actor: Actor, assessment_id: uuid.UUID, asked: Sequence[Asked], due_on: dt.date, version: int
) -> Assessment:
    """Ask agencies for what they know; the first time, contributions are open from then on.

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
        Conflict: it was changed since.
        RuleBroken: contributions are over, nobody is named, somebody has no place now, or the day lies behind us.
    """
    with transaction.atomic():
        row = led(actor, assessment_id, version)
        if row.state not in (AssessmentState.DRAFT, AssessmentState.CONTRIBUTIONS_OPEN):
            raise RuleBroken(_("Consensus is open already: nobody is asked any more."))
        if not asked:
            raise RuleBroken(_("Choose at least one agency."), "agencies")
        if due_on < timezone.localdate():
            raise RuleBroken(_("The day lies behind us."), "due_on")
        there = {(one.agency_id, one.membership_id) for one in people_to_ask(actor, row.case_id)}
        before = set(Contribution.objects.visible_to(actor).filter(assessment=row).values_list("agency_id", flat=True))
        new = [one for one in asked if one.agency_id not in before]
        if any((one.agency_id, one.membership_id) not in there for one in new):
            raise RuleBroken(_("Ask only agencies with somebody on the case now."), "agencies")
        row.contribute_by = due_on
        if row.state == AssessmentState.DRAFT:
            row.move_to(AssessmentState.CONTRIBUTIONS_OPEN)
        save_next(row, "state", "contribute_by")
        for one in new:
            _ask(actor, row, one, due_on)
        record(actor, "assessment.agencies_asked", row, Operation.ALTER, asked=len(new))
        return row


def _ask(actor: Actor, row: Assessment, one: Asked, due_on: dt.date) -> None:
    given = Contribution(
        case=row.case, assessment=row, instrument_id=row.instrument_id, agency_id=one.agency_id,
        state=ContributionState.ASKED, due_on=due_on, no_custody=row.no_custody,
    )  # fmt: skip
    given.save(force_insert=True)
    raise_deadline(
        actor, row.case, DeadlineKind.CONTRIBUTION, due_on, Subject("contribution", given.pk),
        responsible_id=one.membership_id, agency_id=one.agency_id,
    )  # fmt: skip


def open_consensus(actor: Actor, assessment_id: uuid.UUID, version: int) -> Assessment:
    """Open consensus: what the agencies handed in is read side by side, and nobody hands in any more.

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
        Conflict: it was changed since.
        RuleBroken: no agency has handed in yet, or contributions are not open.
    """
    with transaction.atomic():
        row = led(actor, assessment_id, version)
        given = Contribution.objects.visible_to(actor).filter(assessment=row, state=ContributionState.HANDED_IN)
        if row.state == AssessmentState.CONTRIBUTIONS_OPEN and not given.exists():
            raise RuleBroken(_("No agency has handed in yet. There is nothing to compare."))
        row.move_to(AssessmentState.CONSENSUS)
        save_next(row, "state")
        reached, agencies = disclose(actor, row)
        trail.record(
            actor, "assessment.consensus_opened", operation=Operation.DISCLOSE, kind="assessment", subjects=[row.pk],
            case_id=row.case_id, recipients=reached, ground="place", detail=agencies,
        )  # fmt: skip
        return row


def sign_assessment(actor: Actor, assessment_id: uuid.UUID, version: int) -> Assessment:
    """Sign: from then on it does not change. What was due is met, and another person is asked to countersign.

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
        Conflict: it was changed since.
        RuleBroken: something that a signed assessment must hold is missing; the sentence names it.
    """
    with transaction.atomic():
        row = led(actor, assessment_id, version)
        if missing := lacks(actor, row):
            raise RuleBroken(" ".join(missing))
        row.move_to(AssessmentState.SIGNED)
        row.assessor_id, row.signed_at = actor.membership_id, timezone.now()
        save_next(row, "state", "assessor", "signed_at")
        _settle_of_case(actor, row)
        _raise_review(actor, row)
        other = who_countersigns(actor, row.case_id)
        raise_deadline(
            actor, row.case, DeadlineKind.ASSESSMENT_SIGN, due_after(row.case, "assessment_sign", timezone.localdate()),
            Subject("assessment", row.pk), responsible_id=other, agency_id=row.case.lead_agency_id,
        )  # fmt: skip
        record(actor, "assessment.signed", row, Operation.ALTER)
        if row.kind != AssessmentKind.CLOSING:
            move_marker(actor, row.case_id, "assessment.signed")
        return row


def _settle_of_case(actor: Actor, row: Assessment) -> None:
    """Meet every assessment that was due on the case: the first, the review, and those that an event asked for."""
    rows = Deadline.objects.visible_to(actor).open().filter(case_id=row.case_id, kind=DeadlineKind.ASSESSMENT)
    for due in rows:
        due.state, due.done_at = DeadlineState.DONE, timezone.now()
        save_next(due, "state", "done_at")


def _raise_review(actor: Actor, row: Assessment) -> None:
    """Raise the next review, counted from the day that was judged; a closing assessment has none."""
    if row.kind == AssessmentKind.CLOSING:
        return
    raise_deadline(
        actor, row.case, DeadlineKind.ASSESSMENT, due_after(row.case, "assessment_review", row.as_of),
        Subject("assessment", row.pk), responsible_id=actor.membership_id, agency_id=row.case.lead_agency_id,
    )  # fmt: skip


def countersign_assessment(actor: Actor, assessment_id: uuid.UUID, version: int) -> Assessment:
    """Countersign what somebody else signed.

    Raises:
        Http404: there is none that the actor may know of.
        NotAllowed: the actor signed it, or is neither order supervisor, nor a senior on the case, nor the chair.
        Conflict: it was changed since.
        RuleBroken: it is not signed, or countersigned already.
    """
    with transaction.atomic():
        row = seen(actor, assessment_id)
        if row.version != version:
            raise Conflict(_("Somebody else changed this assessment meanwhile. Load the page again."))
        if row.state != AssessmentState.SIGNED:
            raise RuleBroken(_("It waits for no countersignature."))
        if not able_to_countersign(actor, row):
            raise NotAllowed(
                _("An assessment is countersigned by the order supervisor, a senior or the chair, and never by the "
                  "one who signed it.")
            )  # fmt: skip
        row.move_to(AssessmentState.COUNTERSIGNED)
        row.countersigner_id, row.countersigned_at = actor.membership_id, timezone.now()
        save_next(row, "state", "countersigner", "countersigned_at")
        settle_deadlines(actor, row.pk, DeadlineKind.ASSESSMENT_SIGN)
        record(actor, "assessment.countersigned", row, Operation.ALTER)
        return row


def correct_assessment(actor: Actor, assessment_id: uuid.UUID, reason: str) -> Assessment:
    """Begin a correction of a signed assessment: a further one with its judgement, to change and sign again.

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
        RuleBroken: no reason, it is not signed, or another one is in the making.
    """
    if not reason.strip():
        raise RuleBroken(_("Say what is corrected, and why."), "reason")
    with transaction.atomic():
        old: Assessment = Assessment.objects.select_related("case").get_for(actor, "lead", pk=assessment_id)
        if old.state not in (AssessmentState.SIGNED, AssessmentState.COUNTERSIGNED):
            raise RuleBroken(_("Only a signed assessment is corrected."))
        row = Assessment(
            case=old.case, instrument_id=old.instrument_id, kind=old.kind, setting=old.setting, as_of=old.as_of,
            no_custody=old.no_custody, reason=old.reason, assessor_id=actor.membership_id, opened_at=timezone.now(),
            state=AssessmentState.CONSENSUS, corrects=old, correction_reason=reason.strip(),
        )  # fmt: skip
        must_fit(row)
        _insert(row)
        copy_judgement(actor, old, row)
        record(actor, "assessment.correction_begun", row, Operation.COLLECT)
        return row


def led(actor: Actor, assessment_id: uuid.UUID, version: int | None = None) -> Assessment:
    """Return the assessment for the case manager, locked; with ``version`` it must be the one that was read.

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
        Conflict: it was changed since.
    """
    rows = Assessment.objects.select_related("case", "instrument").select_for_update(of=("self",))
    row: Assessment = rows.get_for(actor, "lead", pk=assessment_id)
    if version is not None and row.version != version:
        raise Conflict(_("Somebody else changed this assessment meanwhile. Load the page again."))
    return row


def seen(actor: Actor, assessment_id: uuid.UUID) -> Assessment:
    """Return the assessment as the actor may read it.

    Raises:
        Http404: there is none that the actor may know of.
    """
    row: Assessment = Assessment.objects.select_related("case", "instrument").get_for(actor, "view", pk=assessment_id)
    return row


def record(actor: Actor, verb: str, row: Assessment, operation: Operation, **detail: object) -> None:
    """Append the line of an act on an assessment."""
    trail.record(
        actor, verb, operation=operation, kind="assessment", subjects=[row.pk], case_id=row.case_id, ground="place",
        detail=detail,
    )  # fmt: skip
