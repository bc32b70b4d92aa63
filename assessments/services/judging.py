"""What the case manager writes down with the team: consensus, formulation, scenarios, judgement, gaps; and dissent."""

import dataclasses
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import save_next
from assessments.assessing import (
    FormulationTexts,
    NewConsensus,
    NewDissent,
    NewGap,
    NewJudgement,
    NewScenario,
)
from assessments.choices import IN_THE_MAKING, AssessmentState
from assessments.definition import Item
from assessments.models import (
    Assessment,
    ConsensusRating,
    Dissent,
    Evidence,
    Formulation,
    InformationGap,
    Judgement,
    Scenario,
)
from assessments.queries.grounds import readable_records
from assessments.queries.origins import corrected_line
from assessments.queries.team import people_to_ask
from assessments.rules import check_answer, check_rests, is_known
from assessments.services.assessments import led, record, seen
from casework.choices import DeadlineKind
from casework.fit import must_fit
from casework.services.deadlines import Subject, raise_deadline, settle_deadlines

AGREED = ("answer", "relevance", "reason", "membership")


def agree_section(actor: Actor, assessment_id: uuid.UUID, section: str, agreed: Sequence[NewConsensus]) -> Assessment:
    """Store what the team agrees on for one section, each with its reason.

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
        RuleBroken: consensus is not open, the section is one that stays with health, an answer is none of the item's,
            has no reason, or needs a record that nobody gave.
    """
    with transaction.atomic():
        row = _open(led(actor, assessment_id), AssessmentState.CONSENSUS)
        part = row.instrument.read().section(section)
        if part is None or part.health:
            raise RuleBroken(_("What concerns health is not put to the group: the gist that health wrote stands."))
        items = {item.code: item for item in part.items}
        there = {one.item: one for one in ConsensusRating.objects.visible_to(actor).filter(assessment=row)}
        given_to = corrected_line(actor, row)[-1]
        for new in agreed:
            if new.item not in items:
                raise RuleBroken(_("This section has no such item."))
            _agree(actor, row, given_to, items[new.item], new, there.get(new.item))
        record(actor, "assessment.section_agreed", row, Operation.ALTER, section=section)
        return row


def _agree(
    actor: Actor, row: Assessment, given_to: uuid.UUID, item: Item, new: NewConsensus, before: ConsensusRating | None
) -> None:  # fmt: skip
    if before is None and new.is_empty:
        return
    given = Evidence.objects.visible_to(actor).filter(
        rating__contribution__assessment_id=given_to, rating__item=item.code, is_current=True
    )
    check_answer(item, new.answer, len(new.evidence) + given.count())
    if (new.answer or item.scale.text) and not new.reason.strip() and not new.is_empty:
        raise RuleBroken(_("Give the reason in a sentence."), f"reason_{item.code}")
    rating = before or ConsensusRating(case_id=row.case_id, assessment=row, item=item.code)
    rating.answer, rating.relevance, rating.reason = new.answer, new.relevance, new.reason.strip()
    rating.membership_id = actor.membership_id
    if not item.scale.relevance:
        rating.relevance = ""
    must_fit(rating)
    if before is None:
        rating.save(force_insert=True)
    else:
        save_next(rating, *AGREED)
    _link(actor, row, rating, new)


def _link(actor: Actor, row: Assessment, rating: ConsensusRating, new: NewConsensus) -> None:
    if set(new.evidence) - readable_records(actor, row.case_id, new.evidence):
        raise RuleBroken(_("Choose one of the records shown."), f"evidence_{new.item}")
    links = {link.note_id: link for link in Evidence.objects.visible_to(actor).filter(consensus=rating)}
    for note in dict.fromkeys(new.evidence):
        if note not in links:
            Evidence(case_id=row.case_id, consensus=rating, note_id=note).save(force_insert=True)
    moved = [note for note, link in links.items() if link.is_current != (note in new.evidence)]
    for note in readable_records(actor, row.case_id, moved):  # what they do not read is not theirs to let go
        links[note].is_current = note in new.evidence
        links[note].save(update_fields=["is_current"])


def dissent(actor: Actor, assessment_id: uuid.UUID, new: NewDissent) -> Dissent:
    """Keep a view that stays different, for the actor's agency. It is never taken away.

    Raises:
        Http404, NotAllowed: the actor is no permanent member.
        RuleBroken: consensus is not open, the item is none of the instrument's, or view or reason is missing.
    """
    with transaction.atomic():
        row: Assessment = Assessment.objects.select_related("instrument").get_for(actor, "edit", pk=assessment_id)
        _open(row, AssessmentState.CONSENSUS)
        if new.item and row.instrument.read().item(new.item) is None:
            raise RuleBroken(_("Choose an item of this instrument, or none."), "item")
        said = Dissent(
            case_id=row.case_id, assessment=row, item=new.item, agency_id=actor.agency_id,
            membership_id=actor.membership_id, view=new.view.strip(), reason=new.reason.strip(), at=timezone.now(),
        )  # fmt: skip
        must_fit(said)
        said.save(force_insert=True)
        record(actor, "assessment.dissent_kept", row, Operation.COLLECT)
        return said


def write_formulation(actor: Actor, assessment_id: uuid.UUID, texts: FormulationTexts, version: int) -> Formulation:
    """Write why and how. ``version`` is the one the form was opened with, 0 when there was none.

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
        Conflict: it was changed since; nothing is saved.
        RuleBroken: the assessment is signed.
    """
    with transaction.atomic():
        row = _open(led(actor, assessment_id))
        there = Formulation.objects.visible_to(actor).filter(assessment=row).first()
        _same(there, version)
        told = there or Formulation(case_id=row.case_id, assessment=row)
        names = FormulationTexts.__slots__
        for name in names:
            setattr(told, name, getattr(texts, name).strip())
        _put(told, there, *names)
        record(actor, "assessment.formulated", row, Operation.ALTER)
        return told


def judge(actor: Actor, assessment_id: uuid.UUID, new: NewJudgement, version: int) -> Judgement:
    """Write the summary judgement. More than routine never rests on belief alone (R53).

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
        Conflict: it was changed since; nothing is saved.
        RuleBroken: consensus is not open, or it rests on nothing, on what is not agreed, or on belief alone.
    """
    with transaction.atomic():
        row = _open(led(actor, assessment_id), AssessmentState.CONSENSUS)
        there = Judgement.objects.visible_to(actor).filter(assessment=row).first()
        _same(there, version)
        agreed = ConsensusRating.objects.visible_to(actor).filter(assessment=row).values_list("item", "answer")
        answered = {item for item, answer in agreed if is_known(answer)}
        check_rests(row.instrument.read(), new.priority, new.rests_on, answered)
        said = there or Judgement(case_id=row.case_id, assessment=row)
        said.priority, said.imminence, said.confidence = new.priority, new.imminence, new.confidence
        said.words, said.rests_on = new.words.strip(), list(new.rests_on)
        _put(said, there, "priority", "imminence", "confidence", "words", "rests_on")
        record(actor, "assessment.judged", row, Operation.ALTER)
        return said


def add_scenario(actor: Actor, assessment_id: uuid.UUID, new: NewScenario) -> Scenario:
    """Add a plausible future.

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
        RuleBroken: the assessment is signed, or who responds has no place on the case now.
    """
    with transaction.atomic():
        row = _open(led(actor, assessment_id))
        told = Scenario(case_id=row.case_id, assessment=row)
        _set_scenario(actor, row, told, new)
        told.save(force_insert=True)
        record(actor, "assessment.scenario_added", row, Operation.COLLECT)
        return told


def edit_scenario(actor: Actor, scenario_id: uuid.UUID, new: NewScenario | None, version: int) -> Scenario:
    """Change a scenario; None sets it aside. Raises as ``add_scenario``, and Conflict when it was changed since."""
    with transaction.atomic():
        told: Scenario = Scenario.objects.get_for(actor, "lead", pk=scenario_id)
        row = _open(led(actor, told.assessment_id))
        _same(told, version)
        if new is None:
            told.is_current = False
        else:
            _set_scenario(actor, row, told, new)
        save_next(told, "is_current", *(f.name for f in dataclasses.fields(NewScenario)))
        record(actor, "assessment.scenario_changed", row, Operation.ALTER)
        return told


def _set_scenario(actor: Actor, row: Assessment, told: Scenario, new: NewScenario) -> None:
    if new.responder not in {one.membership_id for one in people_to_ask(actor, row.case_id)}:
        raise RuleBroken(_("Choose somebody who has a place on this case now."), "responder")
    for one in dataclasses.fields(NewScenario):
        if one.name != "responder":
            setattr(told, one.name, getattr(new, one.name).strip())
    told.responder_id = new.responder
    must_fit(told)


def add_gap(actor: Actor, assessment_id: uuid.UUID, new: NewGap) -> InformationGap:
    """Say what is not known, who finds out, and by when.

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
        RuleBroken: the assessment is signed, the day lies behind us, or who finds out has no place on the case now.
    """
    with transaction.atomic():
        row = _open(led(actor, assessment_id))
        people = {one.membership_id: one.agency_id for one in people_to_ask(actor, row.case_id, guests=False)}
        if new.owner not in people:
            raise RuleBroken(_("Choose somebody who has a place on this case now."), "owner")
        if new.due_on < timezone.localdate():
            raise RuleBroken(_("The day lies behind us."), "due_on")
        gap = InformationGap(
            case_id=row.case_id, assessment=row, text=new.text.strip(), owner_id=new.owner, due_on=new.due_on
        )
        must_fit(gap)
        gap.save(force_insert=True)
        raise_deadline(
            actor, row.case, DeadlineKind.INFORMATION_GAP, new.due_on, Subject("gap", gap.pk),
            responsible_id=new.owner, agency_id=people[new.owner],
        )  # fmt: skip
        record(actor, "assessment.gap_named", row, Operation.COLLECT)
        return gap


def close_gap(actor: Actor, gap_id: uuid.UUID, answer: str, version: int) -> InformationGap:
    """Close a gap with what was found; also after the assessment is signed.

    Raises:
        Http404, NotAllowed: the actor neither manages the case nor was to find out.
        Conflict: it was changed since.
        RuleBroken: nothing is said, or it is closed already.
    """
    with transaction.atomic():
        gap = _gap(actor, gap_id)
        _same(gap, version)
        if gap.closed_on is not None:
            raise RuleBroken(_("This gap is closed already."))
        if not answer.strip():
            raise RuleBroken(_("Say what was found. “It cannot be found out” is an answer too."), "answer")
        gap.answer, gap.closed_on = answer.strip(), timezone.localdate()
        must_fit(gap)
        save_next(gap, "answer", "closed_on")
        settle_deadlines(actor, gap.pk, DeadlineKind.INFORMATION_GAP)
        record(actor, "assessment.gap_closed", seen(actor, gap.assessment_id), Operation.ALTER)
        return gap


def _gap(actor: Actor, gap_id: uuid.UUID) -> InformationGap:
    """The gap for whoever leads the case, or for who was to find out."""
    mine = InformationGap.objects.visible_to(actor, "edit").filter(pk=gap_id, owner_id=actor.membership_id).first()
    row: InformationGap = mine or InformationGap.objects.get_for(actor, "lead", pk=gap_id)
    return row


def _open(row: Assessment, *states: str) -> Assessment:
    if row.state not in (states or IN_THE_MAKING):
        if row.is_locked:
            raise RuleBroken(_("It is signed. What must be put right becomes a correction."))
        raise RuleBroken(_("Open consensus first: the agencies' views come before the team's."))
    return row


def _same(row: Formulation | Judgement | Scenario | InformationGap | None, version: int) -> None:
    if (row.version if row else 0) != version:
        raise Conflict(_("Somebody else changed this meanwhile. Nothing was saved yet."))


def _put(row: Formulation | Judgement, before: Formulation | Judgement | None, *names: str) -> None:
    must_fit(row)
    if before is None:
        row.save(force_insert=True)
    else:
        save_next(row, *names)
