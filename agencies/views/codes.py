"""The gate with the code of conduct, and its versions as the coordinator keeps them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from access.errors import NotAllowed
from agencies.forms.codes import AcceptForm, CodeForm
from agencies.queries.codes import code_history, code_page, may_publish
from agencies.services.codes import accept_code, publish_code
from agencies.views.answers import (
    COORDINATOR,
    DONE,
    FOR_COORDINATORS,
    posted,
    see_address,
    see_other,
    settle,
    tabs,
    way_back,
)


@door("GET", "POST", standing=False)
def code_of_conduct(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The gate: the code in plain language, the button that accepts it, and what else is missing."""
    form = AcceptForm(posted(request))
    status = settle(form, lambda: accept_code(actor, form.cleaned_data["code"]))
    page = code_page(actor)
    if status == DONE and not page.unmet:
        messages.success(request, _("You have accepted the code of conduct. Thank you."))
        return see_address(way_back(request))
    if status == DONE:
        return see_other("code_of_conduct")
    context = {"form": form, "page": page, "next": way_back(request), "may_publish": may_publish(actor)}
    return render(request, "agencies/code_of_conduct.html", context, status=status)


@door("GET", duty=COORDINATOR, sentence=FOR_COORDINATORS, standing=False)
def code_versions(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All versions, and who has not accepted the one in force."""
    _must_publish(actor)
    context = {"history": code_history(actor), "tabs": tabs(actor, "code_versions")}
    return render(request, "agencies/code_versions.html", context)


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS, standing=False)
def code_publish(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Publish the next version. Open before the first code, because nobody can be in standing then."""
    _must_publish(actor)
    start = {"text": code_page(actor).text, "begins_on": timezone.localdate()}
    form = CodeForm(posted(request), initial=start)
    status = settle(form, lambda: publish_code(actor, form.cleaned_data["text"], form.cleaned_data["begins_on"]))
    if status == DONE:
        messages.success(
            request, _("The new version is published. Everybody is asked to accept it from its first day.")
        )
        return see_other("code_versions")
    return render(request, "agencies/code_publish.html", {"form": form}, status=status)


def _must_publish(actor: Actor) -> None:
    if not may_publish(actor):
        raise NotAllowed(_("Your own standing must be in order before you publish a code of conduct."))
