"""Pages about the re-entry facilitator: naming one, and their own words about what they share with the person."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import DONE, posted, settle
from casework.forms.team import FacilitatorForm, SharedForm
from casework.queries.case_team import own_place, place_to_name
from casework.services.facilitators import declare_shared, name_facilitator
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.tabs import case_tabs


@door("GET", "POST")
def place_facilitate(request: HttpRequest, actor: Actor, reference: str, place: uuid.UUID) -> HttpResponse:
    """Name a member re-entry facilitator, or take the role back."""
    found = place_to_name(actor, reference, place)
    form = FacilitatorForm(posted(request), initial={"named": "no" if found.facilitates else "yes"})

    def act() -> None:
        name_facilitator(actor, reference, place, named=form.cleaned_data["named"] == "yes")

    status = settle(form, act)
    if status == DONE:
        tell(request, _("The team is up to date."))
        return see_other("case_team", found.file.reference)
    context = {"file": found.file, "tabs": case_tabs(found.file, "team"), "place": found, "form": form}
    return render(request, "casework/place_facilitate.html", context, status=status)


@door("GET", "POST")
def place_shares(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Say what one shares with the person, as their re-entry facilitator."""
    found = own_place(actor, reference)
    form = SharedForm(posted(request), initial={"shares": found.shares})
    status = settle(form, lambda: declare_shared(actor, reference, form.cleaned_data["shares"]))
    if status == DONE:
        tell(request, _("Your words stand on the team page."))
        return see_other("case_team", found.file.reference)
    context = {"file": found.file, "tabs": case_tabs(found.file, "team"), "form": form}
    return render(request, "casework/place_shares.html", context, status=status)
