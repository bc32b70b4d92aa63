"""Pages of interventions: one with its sessions, a new one, a change, a session by one tap."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from access.queries.drafts import draft_of
from access.services.drafts import drop_draft
from agencies.views.answers import DONE, posted, settle
from casework.forms.interventions import SETTLED, InterventionForm, SessionForm, first_session
from casework.queries.interventions import InterventionPage, intervention_page
from casework.queries.plan_desks import intervention_desk, intervention_new_desk
from casework.services.interventions import add_intervention, edit_intervention, record_session
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.part_drafts import INTERVENTION, INTERVENTION_EDIT, MARKS
from casework.views.plan_drafts import begun, draft_words
from casework.views.plans import form_page
from casework.views.tabs import case_tabs


def _show(request: HttpRequest, page: InterventionPage, form: SessionForm, status: int = 200) -> HttpResponse:
    context = {
        "file": page.file, "tabs": case_tabs(page.file, "plan"), "page": page, "i": page.line, "form": form,
        "may": page.file.may,
    }  # fmt: skip
    return render(request, "casework/intervention.html", context, status=status)


@door("GET")
def intervention(request: HttpRequest, actor: Actor, intervention: uuid.UUID) -> HttpResponse:
    """One intervention with its sessions."""
    return _show(request, intervention_page(actor, intervention), SessionForm(initial=first_session()))


@door("POST")
def session_new(request: HttpRequest, actor: Actor, intervention: uuid.UUID) -> HttpResponse:
    """Record a session: the day, and whether the person came."""
    page, form = intervention_page(actor, intervention), SessionForm(request.POST)
    status = settle(
        form, lambda: record_session(actor, intervention, form.cleaned_data["on"], form.cleaned_data["attended"])
    )
    if status == DONE:
        tell(request, _("The session is recorded."))
        return see_other("intervention", intervention)
    return _show(request, page, form, status)


@door("GET", "POST")
def intervention_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Record a programme or service."""
    desk = intervention_new_desk(actor, reference)
    first = {
        **desk.values, "version": 0, "line": request.GET.get("line", ""), "setting": "community",
        "is_voluntary": "yes",
    }  # fmt: skip
    draft = draft_of(actor, INTERVENTION, desk.subject)
    form = InterventionForm(posted(request), initial=begun(first, draft, MARKS), choices=desk.choices)
    status = settle(form, lambda: add_intervention(actor, reference, form.new(), form.key))
    if status == DONE:
        drop_draft(actor, INTERVENTION, desk.subject)
        tell(request, _("The intervention stands in the plan."))
        return see_other("plan", desk.file.reference)
    words = {
        "title": _("Add an intervention"), "button": _("Add it"), "back": reverse("plan", args=[reference]),
        "note": _("Looked at when you save: whether it doubles another one, clashes with it or outlasts the order."),
        **draft_words(request, draft, reverse("intervention_new_draft", args=[reference])),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)


@door("GET", "POST")
def intervention_edit(request: HttpRequest, actor: Actor, intervention: uuid.UUID) -> HttpResponse:
    """Change an intervention, or say how it ended."""
    desk = intervention_desk(actor, intervention)
    first = {**desk.values, "is_voluntary": "yes" if desk.values["is_voluntary"] else "no"}
    draft = draft_of(actor, INTERVENTION_EDIT, intervention)
    begins = begun(first, draft, MARKS, SETTLED)
    form = InterventionForm(posted(request), initial=begins, choices=desk.choices, settled=True)
    status = settle(
        form, lambda: edit_intervention(actor, intervention, form.new(), form.cleaned_data["version"]), first
    )
    if status == DONE:
        drop_draft(actor, INTERVENTION_EDIT, intervention)
        tell(request, _("The intervention is saved."))
        return see_other("intervention", intervention)
    words = {
        "title": _("Change an intervention"), "quoted": desk.title, "button": _("Save"),
        "back": reverse("intervention", args=[intervention]),
        **draft_words(request, draft, reverse("intervention_edit_draft", args=[intervention])),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)
