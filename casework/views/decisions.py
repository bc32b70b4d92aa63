"""Pages of joint decisions: the list, one decision, recording one, taking a position."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from access.services.drafts import drop_draft
from agencies.errors import RuleBroken
from casework.forms.decisions import DecisionForm, PositionForm
from casework.queries.case_file import case_file
from casework.queries.decision_desks import decision_desk, position_desk
from casework.queries.decisions import decision_detail as detail_of
from casework.queries.decisions import decision_list as decisions_of
from casework.services.decisions import record_joint_decision, take_position
from casework.views.breach_drafts import draft_context, drafted
from casework.views.messages import tell
from casework.views.onward import broken, posted, see_other
from casework.views.tabs import case_tabs

RECORD = "decision"


@door("GET")
def decision_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The joint decisions of a case, newest first."""
    page = decisions_of(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "orders"), "page": page, "may": page.file.may}
    return render(request, "casework/decision_list.html", context)


@door("GET")
def decision_detail(request: HttpRequest, actor: Actor, reference: str, decision: uuid.UUID) -> HttpResponse:
    """One decision with everybody's position."""
    page = detail_of(actor, reference, decision)
    context = {"file": page.file, "tabs": case_tabs(page.file, "orders"), "page": page}
    return render(request, "casework/decision_detail.html", context)


@door("GET", "POST")
def decision_record(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Record what the team decided, with the positions that are known."""
    desk = decision_desk(actor, reference)
    url = reverse("decision_record_draft", args=[desk.file.reference])
    draft, kept = draft_context(request, actor, RECORD, desk.file.id, url)
    form = DecisionForm(request.POST or None, initial=draft.initial() if draft else None, agencies=desk.agencies)
    if request.method == "POST" and form.is_valid():
        try:
            decision = record_joint_decision(actor, desk.file.reference, form.new_decision(), form.key)
        except RuleBroken as error:
            broken(form, error)
        else:
            drop_draft(actor, RECORD, desk.file.id)
            tell(request, _("The decision is recorded. Agencies that have not spoken can still take a position."))
            return see_other("decision_detail", desk.file.reference, decision.pk)
    context = {"file": desk.file, "tabs": case_tabs(desk.file, "orders"), "form": form, **kept}
    return render(request, "casework/decision_record.html", context, status=422 if form.errors else 200)


@door("POST")
def decision_record_draft(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Keep what is being typed as a decision, or throw it away."""
    file = case_file(actor, reference, "manage")
    return drafted(request, actor, RECORD, file.id, file.id, redirect("decision_record", file.reference))


@door("GET", "POST")
def decision_position(request: HttpRequest, actor: Actor, reference: str, decision: uuid.UUID) -> HttpResponse:
    """Say where one's own agency stands on a decision."""
    page = position_desk(actor, reference, decision)
    form, status = PositionForm(posted(request)), 422
    if request.method == "POST" and form.is_valid():
        try:
            take_position(actor, reference, decision, form.cleaned_data["view"], form.cleaned_data["reason"])
        except RuleBroken as error:
            status = broken(form, error)
        else:
            tell(request, _("Your agency's position is kept with the decision."))
            return see_other("decision_detail", page.file.reference, decision)
    context = {"file": page.file, "tabs": case_tabs(page.file, "orders"), "page": page, "form": form}
    return render(request, "casework/decision_position.html", context, status=status if form.errors else 200)
