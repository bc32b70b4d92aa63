"""Pages on which the team proposes conditions, and proposals are set aside."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.errors import RuleBroken
from casework.forms.orders import ProposalForm, SetAsideForm, initial_of
from casework.queries.order_desk import decision_desk, proposal_to_set_aside
from casework.services.conditions import propose_condition, set_aside
from casework.views.messages import tell
from casework.views.onward import broken
from casework.views.orders import redirect_to
from casework.views.tabs import case_tabs


@door("GET", "POST")
def condition_propose(request: HttpRequest, actor: Actor, reference: str, order: uuid.UUID) -> HttpResponse:
    """Propose a condition, or other words for one that binds. It binds nobody until a court decides."""
    desk = decision_desk(actor, reference, order, "edit")
    chosen = next((row for row in desk.binding if str(row.id) == request.GET.get("changes")), None)
    initial = {**initial_of(chosen), "changes": str(chosen.id)} if chosen else {}
    form = ProposalForm(request.POST or None, initial=initial, binding=desk.binding)
    if request.method == "POST" and form.is_valid():
        try:
            row = propose_condition(actor, reference, form.new_proposal(order), form.key)
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("The proposal stands beside the conditions. Nothing changes until the court decides."))
            return redirect_to(desk.file.reference, f"condition-{row.pk}")
    context = {"file": desk.file, "tabs": case_tabs(desk.file, "orders"), "desk": desk, "form": form}
    return render(request, "casework/condition_propose.html", context, status=422 if form.errors else 200)


@door("GET", "POST")
def condition_set_aside(request: HttpRequest, actor: Actor, reference: str, condition: uuid.UUID) -> HttpResponse:
    """Set a proposal aside, with the reason on the trail."""
    file, proposal = proposal_to_set_aside(actor, reference, condition)
    form = SetAsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_aside(actor, reference, condition, form.cleaned_data["reason"])
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("The proposal is set aside. It stays on record."))
            return redirect_to(file.reference, f"condition-{condition}")
    context = {"file": file, "tabs": case_tabs(file, "orders"), "proposal": proposal, "form": form}
    return render(request, "casework/condition_set_aside.html", context, status=422 if form.errors else 200)
