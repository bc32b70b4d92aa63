"""What the forms of the case manager start from: present values, and what can be chosen."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from access import trail
from access.actor import Actor
from agencies.queries.cadences import cadence
from assessments.assessing import FormulationTexts
from assessments.models import (
    Assessment,
    ConsensusRating,
    Contribution,
    Formulation,
    InformationGap,
    Judgement,
    Scenario,
)
from assessments.queries.team import agencies_to_ask, people_to_ask
from assessments.rules import is_known
from casework.due import due_in_working_days
from casework.queries.case_file import CaseFile, file_of

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Desk:
    """A form of the case manager: the case, the assessment, present values, and choices by field."""

    file: CaseFile
    id: uuid.UUID
    version: int
    state: str
    values: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, Sequence[Choice]] = field(default_factory=dict)


def _led(actor: Actor, assessment_id: uuid.UUID, verb: str = "lead") -> Assessment:
    rows = Assessment.objects.select_related("case__person", "case__lead_agency", "instrument")
    row: Assessment = rows.get_for(actor, verb, pk=assessment_id)
    return row


def ask_desk(actor: Actor, assessment_id: uuid.UUID) -> Desk:
    """Return who can still be asked. Raises Http404, NotAllowed: the actor does not manage the case."""
    row = _led(actor, assessment_id)
    asked = set(Contribution.objects.visible_to(actor).filter(assessment=row).values_list("agency_id", flat=True))
    choices = [
        (f"{one.agency_id}:{one.membership_id}", f"{one.agency} ({one.person})")
        for one in agencies_to_ask(actor, row.case_id)
        if one.agency_id not in asked
    ]
    usual = due_in_working_days(cadence(row.case.partnership_id, "contribution").days)
    return _desk(actor, row, {"version": row.version, "due_on": row.contribute_by or usual}, {"agencies": choices})


def step_desk(actor: Actor, assessment_id: uuid.UUID, verb: str = "lead") -> Desk:
    """Return the beginning of a step. Raises Http404, NotAllowed: the actor may not take it."""
    row = _led(actor, assessment_id, verb)
    return _desk(actor, row, {"version": row.version})


def formulation_desk(actor: Actor, assessment_id: uuid.UUID) -> Desk:
    """Return the present formulation. Raises Http404, NotAllowed: the actor does not manage the case."""
    row = _led(actor, assessment_id)
    found = Formulation.objects.visible_to(actor).filter(assessment=row).first()
    values = {name: getattr(found, name) for name in FormulationTexts.__slots__} if found else {}
    return _desk(actor, row, {**values, "version": found.version if found else 0})


def judgement_desk(actor: Actor, assessment_id: uuid.UUID) -> Desk:
    """Return the present judgement and the items it can rest on. Raises as ``formulation_desk``."""
    row = _led(actor, assessment_id)
    found = Judgement.objects.visible_to(actor).filter(assessment=row).first()
    names = ("priority", "imminence", "confidence", "words", "rests_on")
    values = {name: getattr(found, name) for name in names} if found else {}
    rated = ConsensusRating.objects.visible_to(actor).filter(assessment=row).values_list("item", "answer")
    answers, choices = dict(rated), []
    for item in row.instrument.read().items:
        answer = item.scale.answer(answers.get(item.code, ""))
        if answer is not None and is_known(answer.code):
            choices.append((item.code, f"{item.code} {item.label}: {answer.label}"))
    return _desk(actor, row, {**values, "version": found.version if found else 0}, {"rests_on": choices})


def scenario_desk(actor: Actor, assessment_id: uuid.UUID) -> Desk:
    """Return who can respond in a new scenario. Raises as ``formulation_desk``."""
    row = _led(actor, assessment_id)
    return _desk(actor, row, {"version": 0}, {"responder": _people(actor, row)})


def scenario_edit_desk(actor: Actor, scenario_id: uuid.UUID) -> Desk:
    """Return a scenario to change. Raises as ``formulation_desk``."""
    told: Scenario = Scenario.objects.get_for(actor, "lead", pk=scenario_id)
    row = _led(actor, told.assessment_id)
    names = ("kind", "who", "what", "where", "how_soon", "first_signs", "first_response", "if_that_fails")
    values = {name: getattr(told, name) for name in names}
    values |= {"responder": str(told.responder_id), "version": told.version}
    return _desk(actor, row, values, {"responder": _people(actor, row)})


def gap_desk(actor: Actor, assessment_id: uuid.UUID) -> Desk:
    """Return who can find out. Raises as ``formulation_desk``."""
    row = _led(actor, assessment_id)
    return _desk(actor, row, {}, {"owner": _people(actor, row, guests=False)})


def gap_close_desk(actor: Actor, gap_id: uuid.UUID) -> tuple[Desk, str]:
    """Return a gap to close, with its words, for the case manager or who was to find out.

    Raises:
        Http404, NotAllowed: it is neither's.
    """
    mine = InformationGap.objects.visible_to(actor, "edit").filter(pk=gap_id, owner_id=actor.membership_id).first()
    gap: InformationGap = mine or InformationGap.objects.get_for(actor, "lead", pk=gap_id)
    row = _led(actor, gap.assessment_id, "view")
    return _desk(actor, row, {"version": gap.version}), gap.text


def dissent_desk(actor: Actor, assessment_id: uuid.UUID) -> Desk:
    """Return the items a dissent can be about. Raises Http404, NotAllowed: the actor is no permanent member."""
    row = _led(actor, assessment_id, "edit")
    items = [(item.code, f"{item.code} {item.label}") for item in row.instrument.read().items if not item.health]
    return _desk(actor, row, {}, {"item": items})


def _people(actor: Actor, row: Assessment, guests: bool = True) -> list[Choice]:
    people = people_to_ask(actor, row.case_id, guests)
    return [(str(one.membership_id), f"{one.person}, {one.agency}") for one in people]


def _desk(
    actor: Actor, row: Assessment, values: dict[str, Any], choices: dict[str, Sequence[Choice]] | None = None
) -> Desk:  # fmt: skip
    file = file_of(actor, row.case)
    trail.consulted(actor, "assessment.desk_read", "assessment", [row.pk], file.id, file.place)
    return Desk(file, row.pk, row.version, row.state, values, choices or {})
