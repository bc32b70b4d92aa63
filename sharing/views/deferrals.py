"""Pages of deferrals: what waits, one of them, proposing, deciding, looking again, ending early."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.errors import Conflict, RuleBroken
from agencies.views.answers import DONE, posted, settle
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.tabs import case_tabs
from sharing.forms.deferrals import DecideForm, DeferralForm, EndForm
from sharing.queries import deferrals as queries
from sharing.services import deferrals as acts


@door("GET")
def deferral_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for a decision and what runs, for whoever decides."""
    return render(request, "sharing/deferral_list.html", {"page": queries.deferral_list(actor)})


@door("GET", "POST")
def deferral_new(request: HttpRequest, actor: Actor, disclosure: uuid.UUID) -> HttpResponse:
    """Propose that the person be told later."""
    file, made = queries.deferral_desk(actor, disclosure), []
    form = DeferralForm(posted(request))
    status = settle(form, lambda: made.append(acts.propose_deferral(actor, disclosure, form.new())))
    if status == DONE:
        tell(request, _("Proposed. Somebody else decides. Until then the person is to be told in time."))
        return see_other("deferral_detail", made[0].pk)
    context = {
        "file": file, "tabs": case_tabs(file, "passed_on"), "form": form, "title": _("Tell the person later"),
        "button": _("Propose it"), "back": reverse("disclosure_detail", args=[disclosure]),
        "note": _("The person is told of everything that leaves the team, unless the law lets it wait."),
    }  # fmt: skip
    return render(request, "casework/plan_form.html", context, status=status)


@door("GET", "POST")
def notice_deferral(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What puts off the transparency notice of a case; propose that it be given later."""
    form, made, status = DeferralForm(posted(request)), [], 200
    if request.method == "POST":
        status = settle(form, lambda: made.append(acts.propose_notice_deferral(actor, reference, form.new())))
        if status == DONE:
            tell(request, _("Proposed. Somebody else decides. Until then the notice is owed as before."))
            return see_other("deferral_detail", made[0].pk)
    page = queries.notice_deferrals(actor, reference)
    context = {
        "file": page.file, "tabs": case_tabs(page.file, "telling"), "page": page,
        "form": form if page.open_to or form.is_bound else None,
    }  # fmt: skip
    return render(request, "sharing/notice_deferral.html", context, status=status)


@door("GET")
def deferral_show(request: HttpRequest, actor: Actor, deferral: uuid.UUID) -> HttpResponse:
    """One deferral."""
    return _answer(request, actor, deferral)


@door("POST")
def deferral_decide(request: HttpRequest, actor: Actor, deferral: uuid.UUID) -> HttpResponse:
    """Approve or refuse it."""
    form = DecideForm(request.POST)
    status = settle(form, lambda: acts.decide_deferral(
        actor, deferral, form.cleaned_data["version"], form.cleaned_data["approves"] == "yes",
        form.cleaned_data["reason"],
    ))  # fmt: skip
    if status == DONE:
        tell(request, _("Your decision is recorded."))
        return see_other("deferral_detail", deferral)
    return _answer(request, actor, deferral, status, decide_form=form, form=form)


@door("POST")
def deferral_review(request: HttpRequest, actor: Actor, deferral: uuid.UUID) -> HttpResponse:
    """Record that it was looked at again and goes on."""
    return _act(request, actor, deferral, lambda: acts.review_deferral(actor, deferral), _("Recorded: it goes on."))


@door("POST")
def deferral_end(request: HttpRequest, actor: Actor, deferral: uuid.UUID) -> HttpResponse:
    """End it before its day."""
    form = EndForm(request.POST)
    status = settle(form, lambda: acts.end_deferral(actor, deferral, form.cleaned_data["reason"]))
    if status == DONE:
        tell(request, _("Ended. The person is to be told now."))
        return see_other("deferral_detail", deferral)
    return _answer(request, actor, deferral, status, end_form=form, form=form)


def _act(request: HttpRequest, actor: Actor, deferral: uuid.UUID, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except RuleBroken as error:
        return _answer(request, actor, deferral, 409 if isinstance(error, Conflict) else 422, broken=error.sentence)
    tell(request, done)
    return see_other("deferral_detail", deferral)


def _answer(request: HttpRequest, actor: Actor, deferral: uuid.UUID, status: int = 200, **more: Any) -> HttpResponse:
    page = queries.deferral_page(actor, deferral)
    context = {
        "file": page.file, "tabs": case_tabs(page.file, "passed_on") if page.file else [], "page": page,
        "line": page.line, "decide_form": DecideForm(initial={"version": page.line.version}), "end_form": EndForm(),
        **more,
    }  # fmt: skip
    return render(request, "sharing/deferral_detail.html", context, status=status)
