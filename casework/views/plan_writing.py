"""Pages that write a draft of the plan: its texts, its safety plan, its objectives."""

import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from access.queries.drafts import SavedDraft, draft_of
from access.services.drafts import drop_draft
from agencies.views.answers import DONE, posted, settle
from casework.choices import ObjectiveState
from casework.forms.plans import ObjectiveForm, ObjectiveMoveForm, PlanForm, SafetyForm
from casework.queries.plan_desks import Desk, objective_desk, objective_new_desk, plan_desk
from casework.services.objectives import add_objective, edit_objective, move_objective
from casework.services.plans import edit_plan, write_safety
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.part_drafts import MARKS, OBJECTIVE, OBJECTIVE_EDIT
from casework.views.plan_drafts import begun, draft_words, keep_draft
from casework.views.plans import form_page

TEXTS, SAFETY = "plan", "plan_safety"
TICKED = ("chosen_by_person", *MARKS)
PAGES = {TEXTS: "plan_edit", SAFETY: "safety_edit"}


@door("GET", "POST")
def plan_edit(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """Write the texts of a draft."""
    desk = plan_desk(actor, reference, number)
    draft = draft_of(actor, TEXTS, desk.subject)
    form = PlanForm(posted(request), initial=begun(desk.values, draft))
    status = settle(
        form, lambda: edit_plan(actor, reference, number, form.texts(), form.cleaned_data["version"]), desk.values
    )  # fmt: skip
    return _written(request, actor, desk, form, status, draft, TEXTS, _("Write the plan"))


@door("GET", "POST")
def safety_edit(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """Write the safety plan of a draft."""
    desk = plan_desk(actor, reference, number)
    draft = draft_of(actor, SAFETY, desk.subject)
    form = SafetyForm(posted(request), initial=begun(desk.values, draft))
    status = settle(form, lambda: write_safety(actor, reference, number, form.texts()))
    return _written(request, actor, desk, form, status, draft, SAFETY, _("Write the safety plan"))


def _written(
    request: HttpRequest, actor: Actor, desk: Desk, form: forms.Form, status: int, draft: SavedDraft | None,
    kind: str, title: str,
) -> HttpResponse:  # fmt: skip
    back = [desk.file.reference, desk.number]
    if status == DONE:
        drop_draft(actor, kind, desk.subject)
        tell(request, _("The draft is saved."))
        return see_other("plan_version", *back)
    words: dict[str, Any] = {
        "title": title, "button": _("Save"), "back": reverse("plan_version", args=back),
        "caption": _("Version %(n)s") % {"n": desk.number},
        **draft_words(request, draft, reverse("plan_draft", args=[*back, kind])),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)


@door("POST")
def plan_draft(request: HttpRequest, actor: Actor, reference: str, number: int, form: str) -> HttpResponse:
    """Keep what is being typed in a draft's texts or its safety plan, or throw it away."""
    if form not in PAGES:
        raise Http404
    desk = plan_desk(actor, reference, number)
    page = (PAGES[form], desk.file.reference, str(number))
    return keep_draft(request, actor, form, desk.file.id, desk.subject, page)


@door("GET", "POST")
def objective_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Add an objective to the draft, or propose one."""
    desk = objective_new_desk(actor, reference)
    proposing = "lead" not in desk.file.may
    draft = draft_of(actor, OBJECTIVE, desk.subject)
    first = {"version": 0, "area": request.GET.get("area", ""), "state": ObjectiveState.ACTIVE.value}
    form = ObjectiveForm(
        posted(request), initial=begun(first, draft, TICKED), notes=desk.choices["notes"], proposing=proposing
    )
    status = settle(form, lambda: add_objective(actor, reference, form.new(), form.key))
    if status == DONE:
        drop_draft(actor, OBJECTIVE, desk.subject)
        done = _("Your proposal waits for the case manager.") if proposing else _("The objective is in the draft.")
        tell(request, done)
        return see_other("plan", desk.file.reference)
    words = {
        "title": _("Propose an objective") if proposing else _("Add an objective"),
        "note": _("The case manager takes proposals up into the next version.") if proposing else "",
        "button": _("Propose it") if proposing else _("Add it"), "back": reverse("plan", args=[reference]),
        **draft_words(request, draft, reverse("objective_new_draft", args=[reference])),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)


@door("GET", "POST")
def objective_edit(request: HttpRequest, actor: Actor, objective: uuid.UUID) -> HttpResponse:
    """Change an objective of a draft; a proposal is taken up by it."""
    desk = objective_desk(actor, objective, with_notes=True)
    draft = draft_of(actor, OBJECTIVE_EDIT, objective)
    form = ObjectiveForm(posted(request), initial=begun(desk.values, draft, TICKED), notes=desk.choices["notes"])
    status = settle(
        form, lambda: edit_objective(actor, objective, form.new(), form.cleaned_data["version"]), desk.values
    )
    back = [desk.file.reference, desk.number]
    if status == DONE:
        drop_draft(actor, OBJECTIVE_EDIT, objective)
        tell(request, _("The objective is saved."))
        return see_other("plan_version", *back)
    words = {
        "title": _("Change an objective"), "button": _("Save"), "back": reverse("plan_version", args=back),
        "caption": _("Version %(n)s") % {"n": desk.number},
        **draft_words(request, draft, reverse("objective_edit_draft", args=[objective])),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)


@door("GET", "POST")
def objective_move(request: HttpRequest, actor: Actor, objective: uuid.UUID) -> HttpResponse:
    """Say what becomes of an objective: worked on, later, achieved, removed."""
    desk = objective_desk(actor, objective)
    states = desk.choices["state"]
    first = {"version": desk.values["version"], "state": states[0][0] if len(states) == 1 else ""}
    form = ObjectiveMoveForm(posted(request), initial=first, states=states)

    def act() -> None:
        got = form.cleaned_data
        move_objective(actor, objective, got["state"], got["reason"], got["version"], for_court=got["for_court"])

    status = settle(form, act, desk.values)
    back = [desk.file.reference, desk.number]
    if status == DONE:
        tell(request, _("The objective has moved on."))
        return see_other("plan_version", *back)
    words = {
        "title": _("What becomes of this objective?"), "quoted": desk.title, "button": _("Save"),
        "back": reverse("plan_version", args=back), "closed": not states,
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)
