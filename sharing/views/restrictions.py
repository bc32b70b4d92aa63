"""Pages of restriction of processing: placing one on a request, one of them, looking again, lifting."""

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
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.plans import form_page
from casework.views.tabs import case_tabs
from sharing.forms import restrictions as forms
from sharing.queries import restrictions as queries
from sharing.services import restricting as acts


@door("GET", "POST")
def rights_restrict(request: HttpRequest, actor: Actor, rights: uuid.UUID) -> HttpResponse:
    """Restrict a note, or the whole case, on something that the person asked."""
    desk = queries.restriction_desk(actor, rights)
    form = forms.RestrictionForm(posted(request), notes=desk.notes)
    made: list[uuid.UUID] = []
    status = settle(form, lambda: made.append(acts.restrict(actor, rights, form.new(), form.key).pk))
    if status == DONE:
        tell(request, _("Restricted. It is marked wherever it is read, and goes no further."))
        return see_other("restriction_detail", made[0])
    words = {
        "title": _("Restrict what is used"), "button": _("Restrict it"), "caption": desk.mark,
        "back": reverse("rights_detail", args=[rights]),
        "note": _("It is kept, and passed on no further, until the restriction is lifted."),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words, "rights")


@door("GET")
def restriction_detail(request: HttpRequest, actor: Actor, restriction: uuid.UUID) -> HttpResponse:
    """One restriction."""
    return _answer(request, queries.restriction_page(actor, restriction))


@door("POST")
def restriction_go_on(request: HttpRequest, actor: Actor, restriction: uuid.UUID) -> HttpResponse:
    """Let it go on until another review."""
    form = forms.GoOnForm(request.POST)
    return _step(request, actor, restriction, "on_form", form,
                 lambda: acts.go_on_restricting(actor, restriction, form.read_version, form.until))  # fmt: skip


@door("POST")
def restriction_lift(request: HttpRequest, actor: Actor, restriction: uuid.UUID) -> HttpResponse:
    """Lift it, after the person was told."""
    form = forms.LiftForm(request.POST)
    return _step(request, actor, restriction, "lift_form", form,
                 lambda: acts.lift_restriction(actor, restriction, form.read_version, form.new()))  # fmt: skip


def _step(
    request: HttpRequest, actor: Actor, restriction: uuid.UUID, name: str, form: Any, act: Callable[[], object]
) -> HttpResponse:  # fmt: skip
    page, status = queries.restriction_to_move(actor, restriction), settle(form, act)
    if status != DONE:
        return _answer(request, page, status, **{name: form, "form": form})
    tell(request, _("Recorded."))
    return see_other("restriction_detail", restriction)


def _answer(request: HttpRequest, page: queries.RestrictionPage, status: int = 200, **more: Any) -> HttpResponse:
    read = {"version": page.version}
    context = {
        "file": page.file, "tabs": case_tabs(page.file, "rights"), "page": page, "line": page.line,
        "on_form": forms.GoOnForm(initial=read), "lift_form": forms.LiftForm(initial=read), **more,
    }  # fmt: skip
    return render(request, "sharing/restriction_detail.html", context, status=status)
