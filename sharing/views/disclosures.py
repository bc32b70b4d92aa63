"""One disclosure, and telling the person of it."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.errors import RuleBroken
from casework.views.messages import tell
from casework.views.onward import broken, see_other
from casework.views.tabs import case_tabs
from sharing.forms.reports import TellForm
from sharing.queries.disclosures import disclosure_page
from sharing.services.notifying import Telling, tell_person


@door("GET")
def disclosure_show(request: HttpRequest, actor: Actor, disclosure: uuid.UUID) -> HttpResponse:
    """What left the team, to whom and what for, and whether the person was told."""
    return _answer(request, actor, disclosure, TellForm())


@door("POST")
def disclosure_told(request: HttpRequest, actor: Actor, disclosure: uuid.UUID) -> HttpResponse:
    """Record that the person was told."""
    form, status = TellForm(request.POST), 422
    if form.is_valid():
        try:
            tell_person(actor, disclosure, Telling(**form.cleaned_data))
        except RuleBroken as error:
            status = broken(form, error)
        else:
            tell(request, _("Recorded. The words stand in a note."))
            return see_other("disclosure_detail", disclosure)
    return _answer(request, actor, disclosure, form, status)


def _answer(
    request: HttpRequest, actor: Actor, disclosure: uuid.UUID, form: TellForm, status: int = 200
) -> HttpResponse:
    page = disclosure_page(actor, disclosure)
    context = {"file": page.file, "tabs": case_tabs(page.file, "passed_on"), "page": page, "line": page.line,
               "form": form}  # fmt: skip
    return render(request, "sharing/disclosure_detail.html", context, status=status)
