"""Pages of legal holds: the desk of chair and advisers, placing one, one of them, what becomes of it."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import DONE, posted, settle
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.tabs import case_tabs
from sharing.forms.holds import HoldForm, HoldStepForm
from sharing.queries import holds as queries
from sharing.services.holds import place_hold, step_of_hold


@door("GET")
def hold_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Legal holds of the partnership."""
    return render(request, "sharing/hold_desk.html", {"page": queries.hold_desk(actor)})


@door("GET", "POST")
def hold_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Place a legal hold."""
    queries.must_oversee(actor)
    form, made = HoldForm(posted(request)), []
    status = settle(form, lambda: made.append(place_hold(actor, form.new(), form.key)))
    if status == DONE:
        tell(request, _("The hold stands. Nothing of the record is erased until it is lifted."))
        return see_other("hold_detail", made[0].pk)
    context = {
        "form": form, "title": _("Place a legal hold"), "button": _("Place the hold"), "back": reverse("hold_desk"),
        "note": _("It stops erasing, and nothing else: the work, disclosures and duty reports go on."),
    }  # fmt: skip
    return render(request, "sharing/overseer_form.html", context, status=status)


@door("GET")
def hold_detail(request: HttpRequest, actor: Actor, hold: uuid.UUID) -> HttpResponse:
    """One hold."""
    page = queries.hold_page(actor, hold)
    tabs = case_tabs(page.file, "retention") if page.file else []
    return render(request, "sharing/hold_detail.html", {"file": page.file, "tabs": tabs, "page": page})


@door("GET", "POST")
def hold_step(request: HttpRequest, actor: Actor, hold: uuid.UUID) -> HttpResponse:
    """Keep a hold, or lift it."""
    page = queries.hold_page(actor, hold, "decide")
    form = HoldStepForm(posted(request), initial={"version": page.line.version})
    status = settle(form, lambda: step_of_hold(actor, hold, form.cleaned_data["version"], form.new()))
    if status == DONE:
        tell(request, _("Recorded."))
        return see_other("hold_detail", hold)
    context = {
        "form": form, "title": _("What becomes of hold %(mark)s") % {"mark": page.line.mark}, "button": _("Keep this"),
        "back": reverse("hold_detail", args=[hold]), "note": page.line.words,
    }  # fmt: skip
    return render(request, "sharing/overseer_form.html", context, status=status)
