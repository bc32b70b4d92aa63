"""Pages of requests between agencies: the inbox, those about a case, asking, one request with its answer."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.choices import Duty
from agencies.views.answers import DONE, posted, settle
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.tabs import case_tabs
from sharing.forms.requests import AskForm, EffectForm, RequestAnswerForm, RequestFilterForm
from sharing.queries.request_lines import case_requests, inbox
from sharing.queries.request_page import RequestPage, answer_desk, ask_desk, preview, request_page
from sharing.queries.request_review import quarter_review
from sharing.services.request_answers import answer
from sharing.services.requests import ask, note_effect, see


@door("GET")
def request_inbox(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Requests between the reader's agency and others, those that wait first."""
    filters = RequestFilterForm(request.GET).filters()
    context = {
        "page": inbox(actor, filters), "form": RequestFilterForm(request.GET), "agency": actor.agency_name,
        "filtered": bool(filters.way or filters.state),
    }  # fmt: skip
    return render(request, "sharing/request_inbox.html", context)


@door("GET", duty=Duty.CHAIR)
def request_review(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Answers of a quarter that could not say: who to whom and when, without content."""
    context = {"page": quarter_review(actor, request.GET.get("from", ""))}
    return render(request, "sharing/request_review.html", context)


@door("GET")
def request_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The requests about a case."""
    page = case_requests(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "requests"), "page": page}
    return render(request, "sharing/request_list.html", context)


@door("GET", "POST")
def request_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Ask another agency about the case, or ask it a second time."""
    desk = ask_desk(actor, reference, _key(request.GET.get("again", "")))
    form, made = AskForm(posted(request), desk=desk), []
    status = settle(form, lambda: made.append(ask(actor, reference, form.new(), form.key)))
    if status == DONE:
        tell(request, _("The request is sent. The answer falls due with them."))
        return see_other("request_detail", made[0].pk)
    context = {
        "file": desk.file, "tabs": case_tabs(desk.file, "requests"), "form": form, "title": _("Ask another agency"),
        "button": _("Send the request"), "back": reverse("request_list", args=[desk.file.reference]),
        "note": "" if desk.agencies else _("No other agency has a place on this case that an agreement covers."),
    }  # fmt: skip
    return render(request, "casework/plan_form.html", context, status=status)


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@door("GET")
def request_show(request: HttpRequest, actor: Actor, sharing_request: uuid.UUID) -> HttpResponse:
    """One request with its answer, or the form that answers it; the first look of the asked agency is noted."""
    see(actor, sharing_request)
    return _page(request, actor, request_page(actor, sharing_request))


@door("POST")
def request_answer(request: HttpRequest, actor: Actor, sharing_request: uuid.UUID) -> HttpResponse:
    """Answer a request; with the button “preview” only show what would be read."""
    page = request_page(actor, sharing_request, "answer")
    form = RequestAnswerForm(request.POST, answers=answer_desk(actor, page))
    if "preview" in request.POST:
        shown = preview(actor, page, form.new()) if form.is_valid() else None
        return _page(request, actor, page, form=form, status=200 if form.is_valid() else 422, shown=shown)
    status = settle(form, lambda: answer(actor, sharing_request, form.new()))
    if status == DONE:
        tell(request, _("Your answer is sent."))
        return see_other("request_detail", sharing_request)
    return _page(request, actor, page, form=form, status=status)


@door("POST")
def request_effect(request: HttpRequest, actor: Actor, sharing_request: uuid.UUID) -> HttpResponse:
    """Note what an answer without words does to the plan."""
    page, form = request_page(actor, sharing_request, "remark"), EffectForm(request.POST)
    status = settle(form, lambda: note_effect(actor, sharing_request, form.cleaned_data["text"]))
    if status == DONE:
        tell(request, _("The effect on the plan is noted."))
        return see_other("request_detail", sharing_request)
    return _page(request, actor, page, effect=form, status=status)


def _page(request: HttpRequest, actor: Actor, page: RequestPage, **more: Any) -> HttpResponse:
    """Draw a request with the forms that the reader may send, or those that were sent."""
    status: int = more.pop("status", 200)
    form = more.pop("form", None)
    if form is None and page.may_answer:
        form = RequestAnswerForm(answers=answer_desk(actor, page))
    effect = more.pop("effect", None) or (EffectForm() if page.may_remark else None)
    wrong = next((one for one in (form, effect) if one is not None and one.errors), None)
    hidden = {"code", "existing", "about", "words", "basis", "reason", "advice", "no_advice"}
    context = {
        "file": page.file, "tabs": case_tabs(page.file, "requests"), "page": page, "answer_form": form,
        "effect_form": effect, "form": wrong, "more_open": bool(wrong and set(wrong.errors) - hidden), **more,
    }  # fmt: skip
    return render(request, "sharing/request_detail.html", context, status=status)
