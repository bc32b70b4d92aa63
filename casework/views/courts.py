"""Pages on which coordinators keep courts and types of order."""

import uuid
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import COORDINATOR, DONE, FOR_COORDINATORS, posted, settle, tabs
from casework.forms.courts import CourtEditForm, CourtForm, OrderTypeEditForm, OrderTypeForm
from casework.queries.courts import court_to_edit, courts, order_type_to_edit, order_types
from casework.services.courts import add_court, add_order_type, change_court, change_order_type
from casework.views.messages import tell
from casework.views.onward import see_other


@door("GET", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def court_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The courts and the types of order that an order is recorded with."""
    context = {"courts": courts(actor), "types": order_types(actor), "tabs": tabs(actor, "court_list")}
    return render(request, "casework/court_list.html", context)


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def court_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Add a court."""
    form = CourtForm(posted(request))
    status = settle(form, lambda: add_court(actor, form.details()))
    if status == DONE:
        tell(request, _("The court is added: orders can name it now."))
        return see_other("court_list")
    context = {"form": form, "heading": _("Add a court"), "button": _("Add the court")}
    return render(request, "casework/court_form.html", context, status=status)


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def court_edit(request: HttpRequest, actor: Actor, court: uuid.UUID) -> HttpResponse:
    """Change a court, or take it out of use."""
    stored = asdict(court_to_edit(actor, court))
    form = CourtEditForm(posted(request), initial=stored)
    status = settle(
        form, lambda: change_court(actor, court, form.details(), form.cleaned_data["version"]), stored
    )  # fmt: skip
    if status == DONE:
        tell(request, _("The court is up to date."))
        return see_other("court_list")
    context = {"form": form, "heading": _("Change a court"), "button": _("Save"), "caption": stored["name"]}
    return render(request, "casework/court_form.html", context, status=status)


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def order_type_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Add a type of order."""
    form = OrderTypeForm(posted(request))
    status = settle(form, lambda: add_order_type(actor, form.details()))
    if status == DONE:
        tell(request, _("The type of order is added: orders can have it now."))
        return see_other("court_list")
    context = {"form": form, "heading": _("Add a type of order"), "button": _("Add the type")}
    return render(request, "casework/court_form.html", context, status=status)


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def order_type_edit(request: HttpRequest, actor: Actor, type: uuid.UUID) -> HttpResponse:  # noqa: A002 - its address
    """Change a type of order, or take it out of use."""
    stored = asdict(order_type_to_edit(actor, type))
    form = OrderTypeEditForm(posted(request), initial=stored)
    status = settle(
        form, lambda: change_order_type(actor, type, form.details(), form.cleaned_data["version"]), stored
    )  # fmt: skip
    if status == DONE:
        tell(request, _("The type of order is up to date."))
        return see_other("court_list")
    context = {
        "form": form, "heading": _("Change a type of order"), "button": _("Save"), "caption": stored["local_name"],
    }  # fmt: skip
    return render(request, "casework/court_form.html", context, status=status)
