"""Versions of the plan: beginning one from the version in force, and writing it. Only the case manager does (R145)."""

import uuid
from dataclasses import fields

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import only_once, save_next
from casework.choices import ObjectiveState, PlanState, SafetyHeading
from casework.fit import must_fit
from casework.models import Case, Finding, Objective, PlanVersion, SafetyPart
from casework.planning import PlanTexts, SafetyTexts

TEXTS = tuple(one.name for one in fields(PlanTexts))
COPIED = ("line", "agency_id", "text", "person_words", "chosen_by_person", "area", "domain", "function", "measure",
          "target_on", "state", "for_companions", "for_guests")  # fmt: skip


def start_plan(actor: Actor, reference: str) -> PlanVersion:
    """Begin the next version: a copy of the one in force with its lines, or an empty first one.

    Raises:
        Http404, NotAllowed: the actor does not manage the case.
        RuleBroken: a version is in the making already.
        Conflict: another one was begun in this moment.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "lead", reference=reference.upper())
        known = PlanVersion.objects.visible_to(actor).filter(case_id=case.pk)
        words = _("A version is in the making already. Finish that one first.")
        if known.exclude(state__in=(PlanState.IN_FORCE, PlanState.SUPERSEDED)).exists():
            raise RuleBroken(words)
        before = known.filter(state=PlanState.IN_FORCE).first()
        highest = known.aggregate(n=Max("number"))["n"] or 0
        plan = PlanVersion(case=case, number=highest + 1, state=PlanState.DRAFT, membership_id=actor.membership_id)
        if before is not None:
            _set(plan, PlanTexts(**{name: getattr(before, name) for name in TEXTS}))
        with only_once("plan_versions_are_numbered", words), only_once("one_plan_in_the_making", words):
            plan.save(force_insert=True)
        if before is not None:
            _copy_parts(actor, before, plan)
        record(actor, "plan.started", Operation.COLLECT, plan)
        return plan


def _copy_parts(actor: Actor, before: PlanVersion, plan: PlanVersion) -> None:
    """Keep the lines, so that actions go on serving the same objectives from version to version."""
    rows = Objective.objects.visible_to(actor).filter(plan_id=before.pk).exclude(state=ObjectiveState.REMOVED)
    copies = {
        row.pk: Objective(case_id=plan.case_id, plan=plan, **{name: getattr(row, name) for name in COPIED})
        for row in rows
    }  # fmt: skip
    Objective.objects.bulk_create(copies.values())
    Finding.objects.bulk_create(
        Finding(case_id=plan.case_id, objective=copies[one.objective_id], text=one.text, note_id=one.note_id)
        for one in Finding.objects.visible_to(actor).filter(objective_id__in=list(copies))
    )
    parts = SafetyPart.objects.visible_to(actor).filter(plan_id=before.pk)
    SafetyPart.objects.bulk_create(
        SafetyPart(case_id=plan.case_id, plan=plan, heading=part.heading, text=part.text) for part in parts
    )


def edit_plan(actor: Actor, reference: str, number: int, texts: PlanTexts, version: int) -> PlanVersion:
    """Write the area texts of a draft; ``version`` is the row's that the writer read.

    Raises:
        Http404, NotAllowed: the version is not there, or the actor does not manage the case.
        Conflict: it was changed since; nothing is saved.
        RuleBroken: it is no draft any more.
    """
    with transaction.atomic():
        plan = draft_of_plan(actor, reference, number)
        if plan.version != version:
            raise Conflict(_("Somebody else changed this plan while you were writing. Nothing was saved yet."))
        _set(plan, texts)
        save_next(plan, *TEXTS)
        record(actor, "plan.changed", Operation.ALTER, plan)
        return plan


def write_safety(actor: Actor, reference: str, number: int, texts: SafetyTexts) -> PlanVersion:
    """Write the safety plan of a draft: four headings and what to do if it goes wrong.

    Raises:
        Http404, NotAllowed: the version is not there, or the actor does not manage the case.
        RuleBroken: it is no draft any more, or the victim line is empty.
        Conflict: it was written elsewhere in this moment; nothing is saved.
    """
    if not texts.victim_safety.strip():
        raise RuleBroken(
            _("Say how victims are kept safe. “No identified victim” is an answer too."), "victim_safety"
        )  # fmt: skip
    with transaction.atomic():
        plan = draft_of_plan(actor, reference, number)
        words = _("The safety plan was written in another window in this moment. Compare, and save again.")
        there = {row.heading: row for row in SafetyPart.objects.visible_to(actor).filter(plan_id=plan.pk)}
        for heading in SafetyHeading:
            text, row = getattr(texts, heading.value).strip(), there.get(heading)
            if row is None:
                with only_once("safety_heading_stands_once", words):
                    SafetyPart(case_id=plan.case_id, plan=plan, heading=heading, text=text).save(force_insert=True)
            elif row.text != text:
                row.text = text
                save_next(row, "text")
        record(actor, "plan.safety_changed", Operation.ALTER, plan)
        return plan


def draft_of_plan(actor: Actor, reference: str, number: int) -> PlanVersion:
    """Return a version whose contents the actor may change.

    Raises:
        Http404, NotAllowed: the version is not there, or the actor does not manage the case.
        RuleBroken: it is no draft.
    """
    plan = version_of(actor, "lead", reference, number)
    if not plan.is_open:
        raise RuleBroken(_("This version is no draft any more. Take it back, or start the next version."))
    return plan


def version_of(actor: Actor, verb: str, reference: str, number: int) -> PlanVersion:
    """Return one version of a case's plan on which the actor may ``verb``.

    Raises:
        Http404, NotAllowed: it is not there, or the actor's place does not let them.
    """
    case = Case.objects.get_for(actor, verb, reference=reference.upper())
    rows = PlanVersion.objects.select_related("case__person", "case__lead_agency")
    plan: PlanVersion = rows.get_for(actor, verb, case_id=case.pk, number=number)
    return plan


def record(actor: Actor, verb: str, operation: Operation, plan: PlanVersion, **detail: object) -> None:
    """Append the line of an act on a version."""
    subjects: list[uuid.UUID] = [plan.pk]
    trail.record(
        actor, verb, operation=operation, kind="plan", subjects=subjects, case_id=plan.case_id, ground="place",
        detail={"number": plan.number, **detail},
    )  # fmt: skip


def _set(plan: PlanVersion, texts: PlanTexts) -> None:
    for name in TEXTS:
        setattr(plan, name, getattr(texts, name).strip())
    must_fit(plan)
