"""Pages of what the person asks about their record: of a case, one of them, its steps, and the clocks."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import DONE, posted, settle
from casework.queries.case_file import case_file
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.plans import form_page
from casework.views.tabs import case_tabs
from sharing.choices_rights import RightsKind
from sharing.forms import rights as forms
from sharing.queries import rights as queries
from sharing.services import rights as acts


@door("GET")
def rights_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The clocks of the partnership, for whoever keeps them."""
    return render(request, "sharing/rights_desk.html", {"page": queries.rights_desk(actor)})


@door("GET")
def rights_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What the person of a case asked."""
    page = queries.rights_list(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "rights"), "page": page}
    return render(request, "sharing/rights_list.html", context)


@door("GET", "POST")
def rights_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Record that the person asks something about their record."""
    file, made = case_file(actor, reference, "edit"), []
    form = forms.RightsForm(posted(request))
    status = settle(form, lambda: made.append(acts.record_request(actor, reference, form.new(), form.key)))
    if status == DONE:
        tell(request, _("Recorded. The case manager and the legal advisers have it due."))
        return see_other("rights_detail", made[0].pk)
    words = {
        "title": _("The person asks about their record"), "button": _("Record it"),
        "back": reverse("rights_list", args=[file.reference]),
        "note": _("Everybody may ask to see what is held about them, and that it is put right, erased or not used."),
    }  # fmt: skip
    return form_page(request, file, form, status, words, "rights")


@door("GET")
def rights_detail(request: HttpRequest, actor: Actor, rights: uuid.UUID) -> HttpResponse:
    """One request."""
    return _answer(request, queries.rights_page(actor, rights))


@door("POST")
def rights_identity(request: HttpRequest, actor: Actor, rights: uuid.UUID) -> HttpResponse:
    """Record how it is known who asks."""
    form = forms.IdentityForm(request.POST)
    return _step(request, actor, rights, "identity_form", form,
                 lambda: acts.check_identity(actor, rights, form.read_version, form.new()))  # fmt: skip


@door("POST")
def rights_extend(request: HttpRequest, actor: Actor, rights: uuid.UUID) -> HttpResponse:
    """Say once that it takes longer."""
    form = forms.LongerForm(request.POST)
    return _step(request, actor, rights, "longer_form", form,
                 lambda: acts.take_longer(actor, rights, form.read_version, form.new()))  # fmt: skip


@door("POST")
def rights_decide(request: HttpRequest, actor: Actor, rights: uuid.UUID) -> HttpResponse:
    """Decide it."""
    form = forms.RightsDecisionForm(request.POST)
    return _step(request, actor, rights, "decision_form", form,
                 lambda: acts.decide_request(actor, rights, form.read_version, form.new()))  # fmt: skip


def _step(
    request: HttpRequest, actor: Actor, rights: uuid.UUID, name: str, form: Any, act: Callable[[], object]
) -> HttpResponse:  # fmt: skip
    page = queries.rights_to_move(actor, rights)
    status = settle(form, act)
    if status == DONE:
        tell(request, _("Recorded."))
        return see_other("rights_detail", rights)
    return _answer(request, page, status, **{name: form, "form": form})


def _answer(request: HttpRequest, page: queries.RightsPage, status: int = 200, **more: Any) -> HttpResponse:
    read = {"version": page.line.version}
    context = {
        "file": page.file, "tabs": case_tabs(page.file, "rights") if page.file else [], "page": page,
        "line": page.line, "identity_form": forms.IdentityForm(initial=read),
        "longer_form": forms.LongerForm(initial=read), "decision_form": forms.RightsDecisionForm(
            initial=read, by_file=page.line.kind == RightsKind.ACCESS
        ), **more,
    }  # fmt: skip
    return render(request, "sharing/rights_detail.html", context, status=status)
