"""Pages of actions: one, a new one, what becomes of it, done by one tap."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from access.queries.drafts import draft_of
from access.services.drafts import drop_draft
from agencies.errors import NotAllowed, RuleBroken
from agencies.views.answers import DONE, posted, settle
from casework.choices import ActionState
from casework.forms.actions import ActionForm, ActionMoveForm
from casework.planning import ActionMove
from casework.queries.actions import action_page
from casework.queries.plan_desks import action_desk, action_new_desk
from casework.services.actions import add_action, edit_action, move_action
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.part_drafts import ACTION, ACTION_EDIT, MARKS
from casework.views.plan_drafts import begun, draft_words
from casework.views.plans import form_page
from casework.views.tabs import case_tabs


@door("GET", "POST")
def action(request: HttpRequest, actor: Actor, action: uuid.UUID) -> HttpResponse:
    """One action, and what becomes of it."""
    page = action_page(actor, action)
    if request.method == "POST" and not page.states:
        raise NotAllowed(_("This action is another agency's. The case manager can change it."))
    first = {"state": page.states[0][0] if page.states else ""}
    form = ActionMoveForm(posted(request), initial=first, states=page.states, people=page.people)
    status = settle(form, lambda: move_action(actor, action, form.move()))
    if status == DONE:
        tell(request, _("The action has moved on."))
        return see_other("action", action)
    context: dict[str, Any] = {
        "file": page.file, "tabs": case_tabs(page.file, "plan"), "page": page, "one": page.action, "form": form,
        "may": page.file.may, "contact_url": _contact(page.file.reference, action),
    }  # fmt: skip
    return render(request, "casework/action.html", context, status=status)


def _contact(reference: str, action: uuid.UUID) -> str:
    """Return where a contact about this action is written, once there is such a page."""
    try:
        return f"{reverse('contact_new', args=[reference])}?action={action}"
    except NoReverseMatch:
        return ""


@door("POST")
def action_done(request: HttpRequest, actor: Actor, action: uuid.UUID) -> HttpResponse:
    """Done, by one tap from one's own work."""
    try:
        move_action(actor, action, ActionMove(ActionState.DONE))
    except RuleBroken:
        return see_other("action", action)  # it is done already: twice changes nothing
    tell(request, _("Done. Add what shows it on the page of the action, if it helps the others."))
    return see_other("my_work")


@door("GET", "POST")
def action_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Give somebody of the team a step to do by a day."""
    desk = action_new_desk(actor, reference)
    first = {"version": 0, "membership": str(actor.membership_id), "line": request.GET.get("line", "")}
    draft = draft_of(actor, ACTION, desk.subject)
    form = ActionForm(posted(request), initial=begun(first, draft, MARKS), **desk.choices)
    status = settle(form, lambda: add_action(actor, reference, form.new(), form.key))
    if status == DONE:
        drop_draft(actor, ACTION, desk.subject)
        tell(request, _("The action stands in the plan, and with the one who does it."))
        return see_other("plan", desk.file.reference)
    words = {
        "title": _("Add an action"), "note": _("One agency, one person, one day."), "button": _("Add it"),
        "back": reverse("plan", args=[reference]),
        **draft_words(request, draft, reverse("action_new_draft", args=[reference])),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)


@door("GET", "POST")
def action_edit(request: HttpRequest, actor: Actor, action: uuid.UUID) -> HttpResponse:
    """Change an action, its person or its day."""
    desk = action_desk(actor, action)
    draft = draft_of(actor, ACTION_EDIT, action)
    form = ActionForm(posted(request), initial=begun(desk.values, draft, MARKS), **desk.choices)
    status = settle(form, lambda: edit_action(actor, action, form.new(), form.cleaned_data["version"]), desk.values)
    if status == DONE:
        drop_draft(actor, ACTION_EDIT, action)
        tell(request, _("The action is saved."))
        return see_other("action", action)
    words = {
        "title": _("Change an action"), "button": _("Save"), "back": reverse("action", args=[action]),
        **draft_words(request, draft, reverse("action_edit_draft", args=[action])),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)
