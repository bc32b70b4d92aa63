"""Drafts of objectives, actions and interventions: each belongs to one person, one case and one row, or a new one."""

import uuid

from django.http import HttpRequest, HttpResponse

from access.actor import Actor
from access.doors import door
from casework.queries.part_drafts import case_for_parts, case_of_action, case_of_intervention, case_of_objective
from casework.views.plan_drafts import keep_draft

OBJECTIVE, OBJECTIVE_EDIT = "objective", "objective_edit"
ACTION, ACTION_EDIT = "action", "action_edit"
INTERVENTION, INTERVENTION_EDIT = "intervention", "intervention_edit"
MARKS = ("for_companions", "for_guests")
"""Boxes of all three forms: a draft that does not name one says that it is not ticked."""


@door("POST")
def objective_new_draft(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Keep what is being typed about a new objective, or throw it away."""
    case_id, name = case_for_parts(actor, reference)
    return keep_draft(request, actor, OBJECTIVE, case_id, case_id, ("objective_new", name))


@door("POST")
def objective_edit_draft(request: HttpRequest, actor: Actor, objective: uuid.UUID) -> HttpResponse:
    """Keep what is being changed of an objective, or throw it away."""
    case_id = case_of_objective(actor, objective)
    return keep_draft(request, actor, OBJECTIVE_EDIT, case_id, objective, ("objective_edit", str(objective)))


@door("POST")
def action_new_draft(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Keep what is being typed about a new action, or throw it away."""
    case_id, name = case_for_parts(actor, reference)
    return keep_draft(request, actor, ACTION, case_id, case_id, ("action_new", name))


@door("POST")
def action_edit_draft(request: HttpRequest, actor: Actor, action: uuid.UUID) -> HttpResponse:
    """Keep what is being changed of an action, or throw it away."""
    case_id = case_of_action(actor, action)
    return keep_draft(request, actor, ACTION_EDIT, case_id, action, ("action_edit", str(action)))


@door("POST")
def intervention_new_draft(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Keep what is being typed about a new intervention, or throw it away."""
    case_id, name = case_for_parts(actor, reference)
    return keep_draft(request, actor, INTERVENTION, case_id, case_id, ("intervention_new", name))


@door("POST")
def intervention_edit_draft(request: HttpRequest, actor: Actor, intervention: uuid.UUID) -> HttpResponse:
    """Keep what is being changed of an intervention, or throw it away."""
    case_id = case_of_intervention(actor, intervention)
    page = ("intervention_edit", str(intervention))
    return keep_draft(request, actor, INTERVENTION_EDIT, case_id, intervention, page)
