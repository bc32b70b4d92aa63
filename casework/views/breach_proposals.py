"""Pages of what a breach puts to the court: the proposal with the agencies' positions, and single terms."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from access.services.drafts import drop_draft
from agencies.errors import Conflict, RuleBroken
from casework.choices import BreachStepKind
from casework.forms.decisions import ProposalForm, TermForm
from casework.queries.breach_desks import StepDesk
from casework.queries.decision_desks import proposal_desk, term_desk
from casework.services.decisions import drop_term, propose, propose_term
from casework.views.breach_drafts import draft_context
from casework.views.breach_steps import must_be_open
from casework.views.messages import tell
from casework.views.onward import broken, see_other
from casework.views.tabs import case_tabs

PROPOSE = "breach_propose"


def _usual(step: StepDesk) -> dict[str, str]:
    """Return what a term is about when nobody says otherwise: the condition that was not kept."""
    return {"replaces": str(step.condition_id), "category": step.category, "function": step.function}


@door("GET", "POST")
def breach_propose(request: HttpRequest, actor: Actor, reference: str, breach: uuid.UUID) -> HttpResponse:
    """Record what the team proposes to the court."""
    desk = proposal_desk(actor, reference, breach)
    file = desk.step.file
    if request.method == "GET":
        must_be_open(desk.step, BreachStepKind.PROPOSED)
    draft, kept = draft_context(
        request, actor, PROPOSE, breach, reverse("breach_draft", args=[file.reference, breach, "propose"])
    )
    initial = {"version": desk.step.version, **_usual(desk.step)}
    form, status = ProposalForm(
        request.POST or None, initial={**initial, **(draft.initial() if draft else {})}, agencies=desk.agencies,
        conditions=desk.conditions,
    ), 200  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            propose(actor, file.reference, breach, form.cleaned_data["version"], form.new_decision())
        except Conflict as error:
            status = 409
            broken(form, error)
            form.data = {**request.POST.dict(), "version": str(desk.step.version)}
        except RuleBroken as error:
            broken(form, error)
        else:
            drop_draft(actor, PROPOSE, breach)
            tell(request, _("The proposal is recorded. Agencies that have not spoken can still take a position."))
            return see_other("breach_detail", file.reference, breach)
    status = status if status == 409 or not form.errors else 422
    context = {"file": file, "tabs": case_tabs(file, "orders"), "desk": desk.step, "form": form, **kept}
    return render(request, "casework/breach_propose.html", context, status=status)


@door("GET", "POST")
def breach_term(request: HttpRequest, actor: Actor, reference: str, breach: uuid.UUID) -> HttpResponse:
    """Propose the words of a condition."""
    desk = term_desk(actor, reference, breach)
    file = desk.step.file
    form = TermForm(
        request.POST or None, initial=_usual(desk.step), conditions=desk.conditions
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            propose_term(actor, file.reference, breach, form.new_term(), form.key)
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("The term is proposed. Only the court makes it a condition."))
            return see_other("breach_detail", file.reference, breach)
    context = {"file": file, "tabs": case_tabs(file, "orders"), "desk": desk.step, "form": form}
    return render(request, "casework/breach_term.html", context, status=422 if form.errors else 200)


@door("POST")
def breach_term_drop(
    request: HttpRequest, actor: Actor, reference: str, breach: uuid.UUID, term: uuid.UUID
) -> HttpResponse:
    """Take a proposed term back."""
    drop_term(actor, reference, breach, term)
    tell(request, _("The term is dropped."))
    return see_other("breach_detail", reference.upper(), breach)
