"""Pages of the network, the ending plan and achievements."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import DONE, posted, settle
from casework.forms.networks import AchievementForm, EndingForm, LinkForm
from casework.queries.networks import achievement_desk, ending_desk, link_desk, network_page
from casework.queries.plan_desks import Desk
from casework.services.networks import add_achievement, add_ending, add_link, edit_ending, edit_link
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.plans import form_page
from casework.views.tabs import case_tabs


@door("GET")
def network(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """People and organisations around the person, as a picture and a table."""
    page = network_page(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "plan"), "page": page, "may": page.file.may}
    return render(request, "casework/network.html", context)


def _answer(
    request: HttpRequest, desk: Desk, form: forms.Form, act: Callable[[], object], words: dict[str, Any], to: str
) -> HttpResponse:  # fmt: skip
    """Ask, act or explain; then go on to the page named ``to``."""
    status = settle(form, act, desk.values)
    if status == DONE:
        tell(request, words["done"])
        return see_other(to, desk.file.reference)
    return form_page(request, desk.file, form, status, {**words, "back": reverse(to, args=[desk.file.reference])})


@door("GET", "POST")
def network_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Add somebody or an organisation."""
    desk = link_desk(actor, reference)
    form = LinkForm(posted(request), initial=desk.values, choices=desk.choices)
    words = {"title": _("Add to the network"), "button": _("Add"), "done": _("The network has one more.")}
    return _answer(request, desk, form, lambda: add_link(actor, reference, form.new(), form.key), words, "network")


@door("GET", "POST")
def network_edit(request: HttpRequest, actor: Actor, link: uuid.UUID) -> HttpResponse:
    """Change a link, or end it with a day."""
    desk = link_desk(actor, link_id=link)
    form = LinkForm(posted(request), initial=desk.values, choices=desk.choices)
    words = {"title": _("Change the network"), "button": _("Save"), "done": _("The network is saved.")}

    def act() -> object:
        return edit_link(actor, link, form.new(), form.cleaned_data["version"])

    return _answer(request, desk, form, act, words, "network")


@door("GET", "POST")
def ending_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Plan who comes after a professional support."""
    desk = ending_desk(actor, reference)
    form = EndingForm(posted(request), initial=desk.values, choices=desk.choices)
    words = {
        "title": _("Add to the ending plan"), "button": _("Add"), "done": _("The ending plan has one more step."),
        "note": _("Each professional support gets a named successor before the case closes."),
    }  # fmt: skip
    return _answer(request, desk, form, lambda: add_ending(actor, reference, form.new(), form.key), words, "plan")


@door("GET", "POST")
def ending_edit(request: HttpRequest, actor: Actor, step: uuid.UUID) -> HttpResponse:
    """Name the successor, or say that it was handed over."""
    desk = ending_desk(actor, step_id=step)
    form = EndingForm(posted(request), initial=desk.values, choices=desk.choices)
    words = {"title": _("Change the ending plan"), "button": _("Save"), "done": _("The ending plan is saved.")}

    def act() -> object:
        return edit_ending(actor, step, form.new(), form.cleaned_data["version"])

    return _answer(request, desk, form, act, words, "plan")


@door("GET", "POST")
def achievement_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Record something that went well."""
    desk = achievement_desk(actor, reference)
    form = AchievementForm(posted(request), initial=desk.values, choices=desk.choices)
    words = {"title": _("Record something that went well"), "button": _("Record it"), "done": _("It is recorded.")}
    return _answer(request, desk, form, lambda: add_achievement(actor, reference, form.new(), form.key), words, "plan")
