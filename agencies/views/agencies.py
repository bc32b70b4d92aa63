"""The directory, one agency, and what a coordinator does with it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.forms.agencies import AgencyEditForm, AgencyStatusForm, DirectoryFilter, NewAgencyForm
from agencies.queries.agencies import agency_page, agency_values, new_agency_values, speaker_choices, status_choices
from agencies.queries.directory import directory
from agencies.services.agencies import add_agency, change_agency, set_agency_status
from agencies.views.answers import COORDINATOR, DONE, FOR_COORDINATORS, posted, see_other, settle, tabs


@door("GET")
def agency_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All agencies of the partnership, group by group."""
    form = DirectoryFilter(request.GET)
    filters = form.values()
    context = {
        "form": form,
        "filtered": any(filters.values()),
        "directory": directory(actor, **filters),
        "tabs": tabs(actor, "agency_list"),
    }
    return render(request, "agencies/agency_list.html", context)


@door("GET")
def agency_detail(request: HttpRequest, actor: Actor, agency: uuid.UUID) -> HttpResponse:
    """Who they are, who speaks for them, what they may see and why."""
    page = agency_page(actor, agency)
    return render(request, "agencies/agency_detail.html", {"agency": page, "tabs": tabs(actor, "")})


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def agency_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Put an agency into the directory."""
    made: list[uuid.UUID] = []
    form = NewAgencyForm(posted(request), initial=new_agency_values(actor))
    status = settle(form, lambda: made.append(add_agency(actor, form.details(), form.cleaned_data["status"])))
    if status == DONE:
        messages.success(request, _("The agency stands in the directory."))
        return see_other("agency_detail", made[0])
    return render(request, "agencies/agency_form.html", {"form": form}, status=status)


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def agency_edit(request: HttpRequest, actor: Actor, agency: uuid.UUID) -> HttpResponse:
    """Change what the directory says about an agency."""
    page, stored = agency_page(actor, agency), agency_values(actor, agency)
    form = AgencyEditForm(posted(request), initial=stored, speakers=speaker_choices(actor, agency))

    def change() -> None:
        change_agency(actor, agency, form.details(), **form.speakers(), version=form.cleaned_data["version"])

    status = settle(form, change, stored)
    if status == DONE:
        messages.success(request, _("The changes are saved."))
        return see_other("agency_detail", agency)
    return render(request, "agencies/agency_form.html", {"form": form, "agency": page}, status=status)


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def agency_status(request: HttpRequest, actor: Actor, agency: uuid.UUID) -> HttpResponse:
    """Let an agency in, or close its door."""
    page = agency_page(actor, agency)
    stored = {"version": page.version}
    form = AgencyStatusForm(posted(request), initial=stored, statuses=status_choices(actor, agency))

    def change() -> None:
        chosen: dict[str, Any] = form.cleaned_data
        set_agency_status(actor, agency, chosen["status"], reason=chosen["reason"], version=chosen["version"])

    status = settle(form, change, stored)
    if status == DONE:
        messages.success(request, _("The status is changed. It holds from this moment."))
        return see_other("agency_detail", agency)
    return render(request, "agencies/agency_status.html", {"form": form, "agency": page}, status=status)
