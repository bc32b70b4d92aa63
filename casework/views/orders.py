"""Pages about orders: what the court ordered and decided, and recording it."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from access.queries.drafts import SavedDraft, draft_of
from access.services.drafts import drop_draft
from agencies.errors import RuleBroken
from casework.forms.orders import (
    Blocks,
    DecisionForm,
    OrderForm,
    change_blocks,
    initial_of,
    new_blocks,
    place_error,
)
from casework.queries.order_desk import DecisionDesk, OrderDesk, Wording, decision_desk, order_desk
from casework.queries.orders import order_page
from casework.services.orders import record_decision, record_order
from casework.views.drafting import keep_draft
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.tabs import case_tabs

FIRST_CONDITIONS, MORE_CONDITIONS = 8, 4
"""Empty forms for conditions on a page; whoever needs more records them with a second decision."""
ORDER, DECISION = "order", "decision"


@door("GET")
def order_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The orders of a case: time left, what binds now, what the court decided, stays in custody."""
    page = order_page(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "orders"), "page": page, "may": page.file.may}
    return render(request, "casework/order_list.html", context)


@door("GET", "POST")
def order_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Record an order with its first conditions."""
    desk = order_desk(actor, reference)
    draft = draft_of(actor, ORDER, desk.file.id)
    typed = request.POST if request.method == "POST" else None
    form, conditions = _order_forms(desk, typed, draft)
    if typed is not None and _valid(form, conditions):
        try:
            order = record_order(actor, reference, form.order(conditions), form.key)
        except RuleBroken as error:
            place_error(error, form, conditions)
        else:
            drop_draft(actor, ORDER, desk.file.id)
            tell(request, _("The order is recorded, with what falls due because of it."))
            return redirect_to(desk.file.reference, f"order-{order.pk}")
    url = reverse("order_draft", args=[desk.file.reference])
    context = {"desk": desk, "form": form, "imposed": conditions, **drafted(request, draft, url)}
    return _page(request, "casework/order_new.html", desk.file, context, form, conditions)


def _order_forms(desk: OrderDesk, typed: Any, draft: SavedDraft | None) -> tuple[OrderForm, Blocks]:
    kept = draft.initial() if draft and typed is None else {}
    usual = desk.agencies[0][0] if desk.agencies else ""
    lead = {"supervising_agency": usual, "report_every_days": desk.report_every_days}
    form = OrderForm(typed, initial={**lead, **kept}, courts=desk.courts, types=desk.types, agencies=desk.agencies)
    blocks = new_blocks(typed, FIRST_CONDITIONS)
    _fill(blocks, kept)
    return form, blocks


def _fill(blocks: Blocks, kept: dict[str, Any]) -> None:
    """Let every form of a condition start from what a draft kept of it."""
    for part in blocks:
        names = {name: part.add_prefix(name) for name in part.fields}
        part.initial = {**part.initial, **{name: kept[full] for name, full in names.items() if full in kept}}


def drafted(request: HttpRequest, draft: SavedDraft | None, url: str) -> dict[str, Any]:
    """Return what a page with a draft needs to know of it."""
    revision = draft.revision if draft else 0
    return {"draft": draft, "draft_url": url, "draft_version": request.POST.get("draft_version") or revision}


@door("POST")
def order_draft(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Keep what is being typed about a new order, or throw it away."""
    file = order_desk(actor, reference).file
    if "discard" in request.POST:
        drop_draft(actor, ORDER, file.id)
        return redirect("order_new", reference=file.reference)
    return keep_draft(request, actor, ORDER, file.id, file.id)


@door("GET", "POST")
def decision_new(request: HttpRequest, actor: Actor, reference: str, order: uuid.UUID) -> HttpResponse:
    """Record what a court decided about an order: the only way in which a condition changes."""
    desk = decision_desk(actor, reference, order)
    draft = draft_of(actor, DECISION, order)
    typed = request.POST if request.method == "POST" else None
    form, imposed, changed = _decision_forms(desk, typed, draft, request.GET.get("proposal", ""))
    if typed is not None and _valid(form, imposed, changed):
        try:
            decision = record_decision(actor, reference, form.decision(order, imposed, changed), form.key)
        except RuleBroken as error:
            place_error(error, form, imposed, changed)
        else:
            drop_draft(actor, DECISION, order)
            tell(request, _("The decision is recorded. What binds now stands on top."))
            return redirect_to(desk.file.reference, f"decision-{decision.pk}")
    url = reverse("decision_draft", args=[desk.file.reference, order])
    context = {
        "desk": desk, "form": form, "imposed": imposed, "changed": changed, **drafted(request, draft, url),
    }  # fmt: skip
    return _page(request, "casework/decision_new.html", desk.file, context, form, imposed, changed)


def _decision_forms(
    desk: DecisionDesk, typed: Any, draft: SavedDraft | None, proposal: str
) -> tuple[DecisionForm, Blocks, Blocks]:
    kept = draft.initial() if draft and typed is None else {}
    taken = next((row for row in desk.proposals if str(row.id) == proposal), None)
    form = DecisionForm(typed, initial={**_act_for(taken), **kept}, courts=desk.courts)
    first = {**initial_of(taken), "proposal": taken.id} if taken and not taken.number else None
    imposed = new_blocks(typed, MORE_CONDITIONS, first)
    changed = change_blocks(typed, desk.binding, taken if taken and taken.number else None)
    for blocks in (imposed, changed):
        _fill(blocks, kept)
    return form, imposed, changed


def _act_for(taken: Wording | None) -> dict[str, str]:
    if taken is None:
        return {}
    return {"act": "varied" if taken.number else "imposed"}


@door("POST")
def decision_draft(request: HttpRequest, actor: Actor, reference: str, order: uuid.UUID) -> HttpResponse:
    """Keep what is being typed about a court decision, or throw it away."""
    desk = decision_desk(actor, reference, order)
    if "discard" in request.POST:
        drop_draft(actor, DECISION, order)
        return redirect("decision_new", reference=desk.file.reference, order=order)
    return keep_draft(request, actor, DECISION, desk.file.id, order)


def redirect_to(reference: str, anchor: str) -> HttpResponse:
    """Send the browser on to the orders of a case, at one of them."""
    answer = see_other("order_list", reference)
    answer["Location"] += f"#{anchor}"
    return answer


def _valid(*forms: Any) -> bool:
    """Check every form, so that all errors show at once."""
    return not [form for form in forms if not form.is_valid()]


def _page(request: HttpRequest, template: str, file: Any, context: dict[str, Any], *forms: Any) -> HttpResponse:
    blocks = Blocks([part for form in forms if isinstance(form, Blocks) for part in form])
    wrong = blocks.total_error_count or any(form.errors for form in forms if not isinstance(form, Blocks))
    whole = {"file": file, "tabs": case_tabs(file, "orders"), "wrong": wrong, "blocks": blocks, **context}
    return render(request, template, whole, status=422 if wrong else 200)
