"""Pages of breaches: the list, starting one, one breach, and adding proof."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from access.services.drafts import drop_draft
from agencies.errors import RuleBroken
from casework.choices import RulePlace
from casework.forms.breaches import BreachForm, ProofForm
from casework.queries.breach_desks import BreachDesk, Provable, proof_desk, start_desk
from casework.queries.breach_detail import breach_detail as detail_of
from casework.queries.breaches import breach_list as breaches_of
from casework.queries.case_file import case_file
from casework.queries.rules import rules_beside
from casework.services.breach_proof import add_proof
from casework.services.breaches import start_breach
from casework.views.breach_drafts import draft_context, drafted
from casework.views.messages import tell
from casework.views.onward import broken, posted, see_other
from casework.views.tabs import case_tabs

NEW = "breach"
LISTS = ("contacts", "incidents", "notes")


@door("GET")
def breach_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The breaches of a case, those with something to do first."""
    page = breaches_of(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "orders"), "page": page, "may": page.file.may}
    return render(request, "casework/breach_list.html", context)


@door("GET")
def breach_detail(request: HttpRequest, actor: Actor, reference: str, breach: uuid.UUID) -> HttpResponse:
    """One breach: its condition, facts, steps and the next step."""
    page = detail_of(actor, reference, breach)
    context = {"file": page.file, "tabs": case_tabs(page.file, "orders"), "page": page, "may": page.may}
    return render(request, "casework/breach_detail.html", context)


def _offered(provable: Provable) -> tuple[Any, ...]:
    return provable.contacts, provable.incidents, provable.notes


def _start_form(desk: BreachDesk, data: Any = None, initial: dict[str, Any] | None = None) -> BreachForm:
    return BreachForm(
        data, initial=initial, conditions=desk.conditions, hints=desk.hints, provable=_offered(desk.provable)
    )


@door("GET", "POST")
def breach_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Record a suspected failure to keep a condition."""
    desk = start_desk(actor, reference)
    url = reverse("breach_new_draft", args=[desk.file.reference])
    draft, kept = draft_context(request, actor, NEW, desk.file.id, url)
    form = _start_form(desk, request.POST or None, draft.initial(LISTS) if draft else _chosen(request, desk))
    if request.method == "POST" and form.is_valid():
        try:
            breach = start_breach(actor, desk.file.reference, form.new_breach(), form.key)
        except RuleBroken as error:
            broken(form, error)
        else:
            drop_draft(actor, NEW, desk.file.id)
            tell(request, _("The breach is recorded. The time to act on it runs; the next step stands at the top."))
            return see_other("breach_detail", desk.file.reference, breach.pk)
    context = {
        "file": desk.file, "tabs": case_tabs(desk.file, "orders"), "form": form, "desk": desk, **kept,
        "rules": rules_beside(actor, RulePlace.BREACH),
    }  # fmt: skip
    return render(request, "casework/breach_new.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest, desk: BreachDesk) -> dict[str, Any]:
    """Return what a link chose beforehand: a missed contact with its day, a condition."""
    contacts = request.GET.getlist("contact")
    day = next((desk.provable.days[key] for key in contacts if key in desk.provable.days), None)
    return {"contacts": contacts, "condition": request.GET.get("condition", ""), "suspected_on": day}


@door("POST")
def breach_new_draft(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Keep what is being typed about a new breach, or throw it away."""
    file = case_file(actor, reference, "supervise")
    return drafted(request, actor, NEW, file.id, file.id, redirect("breach_new", file.reference))


@door("GET", "POST")
def breach_proof(request: HttpRequest, actor: Actor, reference: str, breach: uuid.UUID) -> HttpResponse:
    """Add records that show the facts."""
    desk, provable = proof_desk(actor, reference, breach)
    form, status = ProofForm(posted(request), provable=_offered(provable)), 422
    if request.method == "POST" and form.is_valid():
        try:
            add_proof(actor, reference, breach, form.proof())
        except RuleBroken as error:
            status = broken(form, error)
        else:
            tell(request, _("The proof is added."))
            return see_other("breach_detail", desk.file.reference, breach)
    context = {"file": desk.file, "tabs": case_tabs(desk.file, "orders"), "form": form, "desk": desk}
    return render(request, "casework/breach_proof.html", context, status=status if form.errors else 200)
