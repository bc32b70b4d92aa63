"""Pages of instruments: which are loaded, one to read, loading another from its file."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.errors import Conflict, NotAllowed, RuleBroken
from agencies.views.answers import DONE, settle, tabs
from assessments.forms.assessments import InstrumentForm
from assessments.queries.lists import instrument_list, instrument_words
from assessments.services.instruments import load_instrument, load_shipped, shipped_version, use_instrument
from casework.views.messages import tell
from casework.views.onward import see_other


@door("GET", "POST")
def instruments(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The instruments of the partnership; coordinators load another one from its file."""
    page = instrument_list(actor, shipped_version(actor))
    if request.method == "POST" and not page.keeps:
        raise NotAllowed(_("Instruments are kept by the coordinators of the partnership."))
    form = InstrumentForm(request.POST, request.FILES) if request.method == "POST" else InstrumentForm()
    status = settle(form, lambda: load_instrument(actor, form.content()))
    if status == DONE:
        tell(request, _("The instrument is loaded."))
        return see_other("instrument_list")
    context = {"page": page, "form": form, "tabs": tabs(actor, "instrument_list")}
    return render(request, "assessments/instrument_list.html", context, status=status)


@door("POST")
def instrument_shipped(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Load the instrument that comes with the product."""
    try:
        load_shipped(actor)
    except RuleBroken as error:
        tell(request, error.sentence)
    else:
        tell(request, _("The instrument is loaded."))
    return see_other("instrument_list")


@door("POST")
def instrument_use(request: HttpRequest, actor: Actor, instrument: uuid.UUID) -> HttpResponse:
    """Take an instrument out of use, or back into it."""
    version = request.POST.get("version", "")
    if not version.isdecimal():
        raise Conflict(_("Somebody else changed this meanwhile. Look at the list again."))
    use_instrument(actor, instrument, request.POST.get("in_use") == "yes", int(version))
    tell(request, _("It is saved. Assessments made with it stay as they are."))
    return see_other("instrument_list")


@door("GET")
def instrument(request: HttpRequest, actor: Actor, instrument: uuid.UUID) -> HttpResponse:
    """One instrument to read: its sections, items, guidance and answers."""
    definition, in_use = instrument_words(actor, instrument)
    context = {"definition": definition, "in_use": in_use, "tabs": tabs(actor, "instrument_list")}
    return render(request, "assessments/instrument.html", context)
