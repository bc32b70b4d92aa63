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


def _of_a_new_one(request: HttpRequest, actor: Actor, form: str, reference: str) -> HttpResponse:
    case_id, name = case_for_parts(actor, reference)
    return keep_draft(request, actor, form, case_id, case_id, (f"{form}_new", name))


def _of_one(request: HttpRequest, actor: Actor, form: str, case_id: uuid.UUID, key: uuid.UUID) -> HttpResponse:
    return keep_draft(request, actor, form, case_id, key, (form, str(key)))


@door("POST")
def objective_new_draft(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Keep what is being typed about a new objective, or throw it away."""
    return _of_a_new_one(request, actor, OBJECTIVE, reference)


@door("POST")
def objective_edit_draft(request: HttpRequest, actor: Actor, objective: uuid.UUID) -> HttpResponse:
    """Keep what is being changed of an objective, or throw it away."""
    return _of_one(request, actor, OBJECTIVE_EDIT, case_of_objective(actor, objective), objective)


@door("POST")
def action_new_draft(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Keep what is being typed about a new action, or throw it away."""
    return _of_a_new_one(request, actor, ACTION, reference)


@door("POST")
def action_edit_draft(request: HttpRequest, actor: Actor, action: uuid.UUID) -> HttpResponse:
    """Keep what is being changed of an action, or throw it away."""
    return _of_one(request, actor, ACTION_EDIT, case_of_action(actor, action), action)


@door("POST")
def intervention_new_draft(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Keep what is being typed about a new intervention, or throw it away."""
    return _of_a_new_one(request, actor, INTERVENTION, reference)


@door("POST")
def intervention_edit_draft(request: HttpRequest, actor: Actor, intervention: uuid.UUID) -> HttpResponse:
    """Keep what is being changed of an intervention, or throw it away."""
    return _of_one(request, actor, INTERVENTION_EDIT, case_of_intervention(actor, intervention), intervention)
