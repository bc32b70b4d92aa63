"""Pages about the team of a case: who is on it, giving and ending places, appointing."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.errors import RuleBroken
from casework.forms.team import AppointForm, PlaceEndForm, PlaceForm
from casework.queries.case_team import one_place, team_page, who_could_join
from casework.services.teams import appoint, end_place, give_place
from casework.views.messages import tell
from casework.views.onward import broken, posted, see_other
from casework.views.tabs import case_tabs


@door("GET")
def case_team(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Who is on the team, by agency."""
    page = team_page(actor, reference)
    context = {
        "file": page.file,
        "tabs": case_tabs(page.file, "team"),
        "page": page,
        "may_staff": "manage" in page.file.may,
        "may_name": "lead" in page.file.may,
    }
    return render(request, "casework/case_team.html", context)


@door("GET", "POST")
def place_give(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Give somebody a place on the team."""
    joining = who_could_join(actor, reference)
    form = PlaceForm(posted(request), people=joining.people)
    if request.method == "POST" and form.is_valid():
        try:
            give_place(actor, reference, form.new_place())
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("The place is given. The team page says whether it opens the case already."))
            return see_other("case_team", joining.file.reference)
    context = {"file": joining.file, "tabs": case_tabs(joining.file, "team"), "form": form}
    return render(request, "casework/place_give.html", context, status=422 if form.errors else 200)


@door("GET", "POST")
def place_end(request: HttpRequest, actor: Actor, reference: str, place: uuid.UUID) -> HttpResponse:
    """End a place: the case closes for its holder at the next request."""
    found = one_place(actor, reference, place)
    form = PlaceEndForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            end_place(actor, reference, place, form.cleaned_data["reason"])
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("The place has ended. The case is closed for its holder."))
            return see_other("case_team", found.file.reference)
    context = {"file": found.file, "tabs": case_tabs(found.file, "team"), "place": found, "form": form}
    return render(request, "casework/place_end.html", context, status=422 if form.errors else 200)


@door("GET", "POST")
def place_appoint(request: HttpRequest, actor: Actor, reference: str, place: uuid.UUID) -> HttpResponse:
    """Make a permanent member case manager or order supervisor."""
    found = one_place(actor, reference, place)
    form, status = AppointForm(posted(request)), 422
    if request.method == "POST" and form.is_valid():
        got = form.cleaned_data
        try:
            appoint(actor, reference, place, got["role"], got["decision"])
        except RuleBroken as error:
            status = broken(form, error)
        else:
            tell(request, _("The role has changed hands."))
            return see_other("case_team", found.file.reference)
    context = {"file": found.file, "tabs": case_tabs(found.file, "team"), "place": found, "form": form}
    return render(request, "casework/place_appoint.html", context, status=status if form.errors else 200)
