"""From a form and an act to an answer: 303 when done, 422 when something is to be put right, 409 on a conflict."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from agencies.choices import Duty
from agencies.errors import Conflict, RuleBroken
from agencies.forms.base import VersionedForm
from ui.items import NavItem

DONE, WRONG, STALE, ASKED = 303, 422, 409, 200
COORDINATOR = Duty.COORDINATOR
FOR_COORDINATORS = _("This page is for the partnership coordinator. Ask one of them to do it for you.")


def posted(request: HttpRequest) -> QueryDict | None:
    """What was typed, or None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def settle(form: forms.Form, act: Callable[[], object], stored: Mapping[str, Any] | None = None) -> int:
    """Run ``act`` when the form is in order; return the status of the answer.

    A broken rule becomes an error of the form; a conflict keeps what was typed and shows what is ``stored``, or says
    its sentence where nothing is stored or a field is named.
    """
    if not form.is_bound:
        return ASKED
    if not form.is_valid():
        return WRONG
    try:
        act()
    except Conflict as conflict:
        if isinstance(form, VersionedForm) and stored and conflict.field is None:
            form.conflict_with(stored)
        else:
            _say(form, conflict)
        return STALE
    except RuleBroken as broken:
        _say(form, broken)
        return WRONG
    return DONE


def _say(form: forms.Form, broken: RuleBroken) -> None:
    form.add_error(broken.field if broken.field in form.fields else None, broken.sentence)


def see_other(name: str, *args: uuid.UUID | str) -> HttpResponse:
    """Send the browser to a page by GET."""
    return see_address(reverse(name, args=args))


def see_address(address: str) -> HttpResponse:
    """Send the browser to an address of our own by GET."""
    response = HttpResponseRedirect(address)
    response.status_code = DONE
    return response


def way_back(request: HttpRequest) -> str:
    """Where the person was going (``next``), if that is a page of ours; else the start page."""
    back = request.POST.get("next") or request.GET.get("next") or ""
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()) else "/"


def tabs(actor: Actor, current: str) -> list[NavItem]:
    """The pages of this floor that the actor may open, the current one marked."""
    found = [("agency_list", _("Directory"))]
    if not actor.is_companion:
        found.append(("agreement_list", _("Agreements")))
        found.append(("symmetry", _("Symmetry")))
        if actor.has_duty(COORDINATOR) or actor.has_duty(Duty.CHAIR):
            found.append(("agreement_gaps", _("Gaps")))
        found += [("sign_list", _("Signs")), ("rule_list", _("Reporting rules"))]
        found.append(("timing_list", _("Times")))
        found.append(("instrument_list", _("Instruments")))
    if actor.has_duty(COORDINATOR):
        found += [("code_versions", _("Code of conduct")), ("court_list", _("Courts and orders"))]
        found.append(("reminder_desk", _("Reminders sent")))
    return [NavItem(reverse(name), label, current=name == current) for name, label in found]
