"""The page that records what the court decided about a breach."""

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
from casework.forms.breach_court import OutcomeForm
from casework.queries.decision_desks import proposal_desk
from casework.services.breach_court import record_outcome
from casework.views.breach_drafts import draft_context
from casework.views.breach_steps import must_be_open
from casework.views.messages import tell
from casework.views.onward import broken, see_other
from casework.views.tabs import case_tabs

OUTCOME = "breach_outcome"


@door("GET", "POST")
def breach_outcome(request: HttpRequest, actor: Actor, reference: str, breach: uuid.UUID) -> HttpResponse:
    """Record what the court decided: conditions and order follow."""
    desk = proposal_desk(actor, reference, breach)
    step, file = desk.step, desk.step.file
    if request.method == "GET":
        must_be_open(step, BreachStepKind.OUTCOME)
    url = reverse("breach_draft", args=[file.reference, breach, "outcome"])
    draft, kept = draft_context(request, actor, OUTCOME, breach, url)
    initial = {"version": step.version, **(draft.initial() if draft else {})}
    form, status = OutcomeForm(request.POST or None, initial=initial, put=step.terms, conditions=desk.conditions), 200
    if request.method == "POST" and form.is_valid():
        try:
            record_outcome(actor, file.reference, breach, form.cleaned_data["version"], form.result())
        except Conflict as error:
            status = 409
            broken(form, error)
            form.data = {**request.POST.dict(), "version": str(step.version)}
        except RuleBroken as error:
            broken(form, error)
        else:
            drop_draft(actor, OUTCOME, breach)
            tell(request, _("The outcome is recorded. Conditions and order follow the court's decision."))
            return see_other("breach_detail", file.reference, breach)
    status = status if status == 409 or not form.errors else 422
    context = {"file": file, "tabs": case_tabs(file, "orders"), "desk": step, "form": form, **kept}
    return render(request, "casework/breach_outcome.html", context, status=status)
