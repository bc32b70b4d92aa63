"""What the forms of the plan start from: present values, and what can be chosen."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.guarded import GuardedQuerySet
from agencies.errors import RuleBroken
from agencies.models import Agency
from casework.choices import CourtAct, ObjectiveState, PlanState, SafetyHeading
from casework.models import (
    CaseTeamMember,
    ClinicalPart,
    Condition,
    CourtDecision,
    Objective,
    PlanVersion,
    SafetyPart,
)
from casework.planning import NewAction, NewIntervention, NewObjective, PlanTexts
from casework.queries.case_file import CaseFile, case_file, file_of
from casework.queries.findings import NOTHING, findings_of, note_choices
from casework.queries.intervention_parts import own_intervention
from casework.queries.plan_parts import own_action

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Desk:
    """A form's beginning: the case, the row it is about, its present values, and choices by field."""

    file: CaseFile
    subject: uuid.UUID
    values: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, Sequence[Choice]] = field(default_factory=dict)
    number: int = 0
    state: str = ""
    title: str = ""


def _values(row: Any, kind: type) -> dict[str, Any]:
    found = {one.name: getattr(row, one.name) for one in fields(kind) if hasattr(row, one.name)}
    return {name: str(value) if isinstance(value, uuid.UUID) else value for name, value in found.items()} | {
        "version": row.version
    }


def team_choices(actor: Actor, file: CaseFile) -> list[Choice]:
    """Return who has a place on the case now, by membership, for a form that names a person."""
    now = timezone.now()
    rows = (
        CaseTeamMember.objects.visible_to(actor)
        .filter(content_object_id=file.id, valid_from__lte=now, valid_to__gt=now, membership__isnull=False)
        .select_related("user", "agency", "membership__position")
        .order_by("user__full_name", "pk")
    )
    if "team" in file.may:
        return [(str(row.membership_id), f"{row.user.full_name}, {row.agency}") for row in rows]
    return [
        (str(row.membership_id), f"{row.membership.position.name}, {row.agency}") for row in rows if row.membership
    ]  # fmt: skip


def line_choices(actor: Actor, file: CaseFile) -> list[Choice]:
    """Return the objectives that an action may serve, by their line; the newest wording of each."""
    rows = Objective.objects.visible_to(actor).filter(case_id=file.id)
    shut = (ObjectiveState.REMOVED, ObjectiveState.PROPOSED)
    found = rows.exclude(state__in=shut).order_by("plan__number").values_list("line", "text")
    return [(str(line), text) for line, text in dict(found).items()]


def agency_choices(actor: Actor) -> list[Choice]:
    """Return the agencies of the partnership's directory."""
    rows = Agency.objects.filter(partnership_id=actor.partnership_id).order_by("name")
    return [(str(key), name) for key, name in rows.values_list("pk", "name")]


def condition_choices(actor: Actor, file: CaseFile) -> list[Choice]:
    """Return the conditions of the case that bind now."""
    rows = Condition.objects.visible_to(actor).binding().filter(case_id=file.id).order_by("number", "edition")
    return [(str(row.pk), f"{row}: {_short(row.exact_text)}") for row in rows]


def _short(text: str, most: int = 70) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"


def plan_desk(actor: Actor, reference: str, number: int) -> Desk:
    """Return the words of a draft that the actor may write, and log the reading.

    Raises:
        Http404, NotAllowed: the version is not there, or the actor does not manage the case.
        RuleBroken: it is no draft any more.
    """
    file, plan = _version(actor, reference, number, "lead")
    if plan.state != PlanState.DRAFT:
        raise RuleBroken(_("This version is no draft any more. Take it back, or start the next version."))
    safety = dict(SafetyPart.objects.visible_to(actor).filter(plan_id=plan.pk).values_list("heading", "text"))
    values = _values(plan, PlanTexts) | {h.value: safety.get(h.value, "") for h in SafetyHeading}
    trail.consulted(actor, "plan.opened_to_write", "plan", [plan.pk], file.id, file.place)
    return Desk(file, plan.pk, values, number=plan.number, state=plan.state)


def step_desk(actor: Actor, reference: str, number: int) -> Desk:
    """Return a version that may move on, with the court's approvals on record.

    Raises:
        Http404, NotAllowed: the version is not there, or the actor neither manages nor supervises the case.
    """
    file, plan = _version(actor, reference, number, "manage")
    decisions = approvals_of(actor, plan).order_by("-decided_on")
    choices = [(str(row.pk), f"{row} {row.number}".strip()) for row in decisions]
    trail.consulted(actor, "plan.step_read", "plan", [plan.pk], file.id, file.place)
    return Desk(file, plan.pk, {}, {"decision": choices}, number=plan.number, state=plan.state)


def _version(actor: Actor, reference: str, number: int, verb: str) -> tuple[CaseFile, PlanVersion]:
    file = case_file(actor, reference, verb)
    plan: PlanVersion = PlanVersion.objects.get_for(actor, verb, case_id=file.id, number=number)
    return file, plan


def objective_new_desk(actor: Actor, reference: str) -> Desk:
    """Return the case on which the actor may add or propose an objective, with the notes to name; log their titles.

    Raises:
        Http404, NotAllowed: the actor is no permanent member.
    """
    file = case_file(actor, reference, "edit")
    notes = note_choices(actor, file.id)
    shown = [uuid.UUID(key) for key, _title in notes] or [file.id]
    trail.consulted(actor, "objective.opened_to_write", "note", shown, file.id, file.place)
    return Desk(file, file.id, {}, {"notes": notes})


def objective_desk(actor: Actor, objective_id: uuid.UUID, *, with_notes: bool = False) -> Desk:
    """Return an objective that the case manager may change, and log the reading; ``with_notes``: those to name, too.

    Raises:
        Http404, NotAllowed: it is not there, or the actor does not manage the case.
    """
    rows = Objective.objects.select_related("case__person", "case__lead_agency", "plan")
    row: Objective = rows.get_for(actor, "lead", pk=objective_id)
    file = file_of(actor, row.case)
    found = findings_of(actor, [row.pk]).get(row.pk, NOTHING)
    notes = note_choices(actor, file.id, found.note) if with_notes else []
    shown = [row.pk, *(uuid.UUID(key) for key, _title in notes)]
    trail.consulted(actor, "objective.read", "objective", shown, file.id, file.place)
    values = _values(row, NewObjective) | {"finding": found.text, "finding_note": str(found.note or "")}
    states = [(state, str(ObjectiveState(state).label)) for state in allowed_states(actor, row)]
    if row.state == ObjectiveState.PROPOSED:
        values["state"] = ObjectiveState.ACTIVE
    return Desk(
        file, row.pk, values, {"state": states, "notes": notes}, number=row.plan.number, state=row.plan.state,
        title=row.text,
    )  # fmt: skip


def approvals_of(actor: Actor, plan: PlanVersion) -> GuardedQuerySet[CourtDecision]:
    """Return the court's approvals that can be of this version: decided since it was sent, and of no other version."""
    rows = CourtDecision.objects.visible_to(actor).filter(case_id=plan.case_id, act=CourtAct.PLAN_APPROVED)
    since = plan.sent_on or plan.answered_on
    if since is not None:
        rows = rows.filter(decided_on__gte=since)
    others = PlanVersion.objects.visible_to(actor).filter(case_id=plan.case_id, court_approval__isnull=False)
    return rows.exclude(pk__in=others.exclude(pk=plan.pk).values("court_approval_id"))


def allowed_states(actor: Actor, row: Objective) -> tuple[str, ...]:
    """Return the states that an objective the actor manages may take, as its version stands."""
    working = (ObjectiveState.ACTIVE, ObjectiveState.FUTURE, ObjectiveState.ACHIEVED, ObjectiveState.REMOVED)
    if row.plan.state == PlanState.DRAFT:
        return tuple(state.value for state in working if state != row.state)
    if row.plan.state == PlanState.IN_FORCE and row.state in (ObjectiveState.ACTIVE, ObjectiveState.FUTURE):
        return (ObjectiveState.ACHIEVED.value,)
    if row.plan.state == PlanState.IN_FORCE and row.state == ObjectiveState.ACHIEVED:
        return (ObjectiveState.ACTIVE.value,)
    return ()


def action_new_desk(actor: Actor, reference: str) -> Desk:
    """Return what a new action can name: people of the team and objectives.

    Raises:
        Http404, NotAllowed: the actor is no permanent member.
    """
    file = case_file(actor, reference, "edit")
    return Desk(file, file.id, {}, _action_choices(actor, file))


def action_desk(actor: Actor, action_id: uuid.UUID) -> Desk:
    """Return an action that the actor may edit, and log the reading.

    Raises:
        Http404, NotAllowed: it is not there, or another agency's.
    """
    row = own_action(actor, action_id)
    file = file_of(actor, row.case)
    trail.consulted(actor, "action.read", "action", [row.pk], file.id, file.place)
    values = _values(row, NewAction) | {"membership": str(row.membership_id)}
    return Desk(file, row.pk, values, _action_choices(actor, file), title=row.text)


def _action_choices(actor: Actor, file: CaseFile) -> dict[str, Sequence[Choice]]:
    return {"membership": team_choices(actor, file), "line": line_choices(actor, file)}


def intervention_new_desk(actor: Actor, reference: str) -> Desk:
    """Return what a new intervention can name: agencies, objectives, conditions.

    Raises:
        Http404, NotAllowed: the actor is no permanent member.
    """
    file = case_file(actor, reference, "edit")
    return Desk(file, file.id, {"provider": str(actor.agency_id)}, _intervention_choices(actor, file))


def intervention_desk(actor: Actor, intervention_id: uuid.UUID) -> Desk:
    """Return an intervention to change, with its clinical words for the agency that provides it; the reading is logged.

    Raises:
        Http404, NotAllowed: it is not there, or another agency's.
    """
    row = own_intervention(actor, intervention_id)
    file = file_of(actor, row.case)
    values = _values(row, NewIntervention) | {
        "condition": str(row.condition_id or ""), "provider": str(row.provider_id), "line": str(row.line or ""),
    }  # fmt: skip
    part = ClinicalPart.objects.visible_to(actor).filter(intervention_id=row.pk).first()
    if row.is_clinical and row.provider_id != actor.agency_id:
        values["overlap_accepted"] = ""  # why treatment may overlap is said by the agency that gives it
    if part is not None:
        values |= {"title": part.title, "goal": part.goal, "frequency": part.frequency}
    trail.consulted(actor, "intervention.read", "intervention", [row.pk], file.id, file.place)
    title = values["title"] or row.get_type_display()
    return Desk(file, row.pk, values, _intervention_choices(actor, file), title=title)


def _intervention_choices(actor: Actor, file: CaseFile) -> dict[str, Sequence[Choice]]:
    return {
        "provider": agency_choices(actor), "line": line_choices(actor, file),
        "condition": condition_choices(actor, file),
    }  # fmt: skip
