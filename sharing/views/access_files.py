"""Pages of the file for the person: putting it together, keeping out, reviewing, handing over, its two forms."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.errors import Conflict, RuleBroken
from agencies.views.answers import DONE, settle
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.tabs import case_tabs
from sharing.answers import as_file
from sharing.choices_rights import HandedHow, KeptOut
from sharing.forms import rights as forms
from sharing.queries.access_files import FilePage, file_copy, file_page
from sharing.services import access_files as acts


@door("GET")
def rights_file(request: HttpRequest, actor: Actor, rights: uuid.UUID) -> HttpResponse:
    """What the person may be given, as it was put together."""
    return _answer(request, file_page(actor, rights))


@door("POST")
def rights_assemble(request: HttpRequest, actor: Actor, rights: uuid.UUID) -> HttpResponse:
    """Put it together from the record as it stands."""
    try:
        acts.put_together(actor, rights)
    except RuleBroken as error:
        status = 409 if isinstance(error, Conflict) else 422
        return _answer(request, file_page(actor, rights), status, broken=error.sentence)
    tell(request, _("Put together. Read it through before you hand it in."))
    return see_other("rights_file", rights)


@door("POST")
def rights_keep_out(request: HttpRequest, actor: Actor, rights: uuid.UUID) -> HttpResponse:
    """Keep one entry out."""
    page, form = _given(actor, rights), forms.KeepOutForm(request.POST, auto_id="keep_%s")

    def act() -> None:
        got = form.cleaned_data
        acts.keep_out(actor, page[1], _key(page[0], got["number"]), KeptOut(got["ground"]), got["reason"])

    return _step(request, actor, rights, form, act, "keep_form")


@door("POST")
def rights_hand_in(request: HttpRequest, actor: Actor, rights: uuid.UUID) -> HttpResponse:
    """Hand it in for review."""
    found, form = _given(actor, rights)[1], forms.StepForm(request.POST)
    return _step(request, actor, rights, form, lambda: acts.hand_in(actor, found, form.read_version))


@door("POST")
def rights_review(request: HttpRequest, actor: Actor, rights: uuid.UUID) -> HttpResponse:
    """Say as somebody else that it may be handed over."""
    found, form = _given(actor, rights)[1], forms.StepForm(request.POST)
    return _step(request, actor, rights, form, lambda: acts.review(actor, found, form.read_version))


@door("POST")
def rights_hand_over(request: HttpRequest, actor: Actor, rights: uuid.UUID) -> HttpResponse:
    """Hand it over to the person."""
    found, form = _given(actor, rights)[1], forms.HandOverForm(request.POST)

    def act() -> None:
        got = form.cleaned_data
        acts.hand_over(actor, found, form.read_version, got["on"], HandedHow(got["how"]))

    return _step(request, actor, rights, form, act, "hand_form")


@door("GET")
def rights_copy(request: HttpRequest, actor: Actor, rights: uuid.UUID, kind: str) -> HttpResponse:
    """One form of what was handed over, byte for byte."""
    found = file_copy(actor, rights, kind)
    return as_file(found.content, found.kind, found.name)


def _given(actor: Actor, rights: uuid.UUID) -> tuple[FilePage, uuid.UUID]:
    page = file_page(actor, rights)
    return page, page.given.id if page.given else uuid.UUID(int=0)


def _key(page: FilePage, number: int) -> str:
    """Return the key of the entry with that number; nothing where there is none."""
    entries = [one for part in page.given.parts for one in part.entries] if page.given else []
    return next((one.key for one in entries if one.number == number), "")


def _step(
    request: HttpRequest, actor: Actor, rights: uuid.UUID, form: django_forms.Form, act: Callable[[], object],
    name: str = "step_form",
) -> HttpResponse:  # fmt: skip
    status = settle(form, act)
    if status == DONE:
        tell(request, _("Recorded."))
        return see_other("rights_file", rights)
    return _answer(request, file_page(actor, rights), status, **{name: form, "form": form})


def _answer(request: HttpRequest, page: FilePage, status: int = 200, **more: Any) -> HttpResponse:
    read = {"version": page.given.version if page.given else 1}
    context = {
        "file": page.file, "tabs": case_tabs(page.file, "rights") if page.file else [], "page": page,
        "line": page.line, "given": page.given, "keep_form": forms.KeepOutForm(auto_id="keep_%s"),
        "step_form": forms.StepForm(initial=read), "hand_form": forms.HandOverForm(initial=read), **more,
    }  # fmt: skip
    return render(request, "sharing/rights_file.html", context, status=status)
