"""Pages of legal advice: asking, the question with its answer, the advisers' desk and their answer."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import DONE, posted, settle
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.tabs import case_tabs
from sharing.forms.advice import AdviceAnswerForm, QuestionForm
from sharing.queries.advice import advice_desk as desk_of
from sharing.queries.advice import advice_list as list_of
from sharing.queries.advice import advice_page
from sharing.queries.advice_desks import question_desk
from sharing.services.advice import answer_advice, ask_advice, question_to_answer


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@door("GET")
def advice_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for the legal advisers, and what they answered."""
    return render(request, "sharing/advice_desk.html", {"page": desk_of(actor)})


@door("GET")
def advice_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What one asked on a case."""
    page = list_of(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "advice"), "page": page}
    return render(request, "sharing/advice_list.html", context)


@door("GET", "POST")
def advice_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Ask the legal advisers: "I am not sure"."""
    desk = question_desk(actor, reference, _key(request.GET.get("note", "")))
    form = QuestionForm(posted(request), choices=[(one.value, one.label) for one in desk.wordings])
    status = settle(form, lambda: ask_advice(actor, reference, form.new(desk.about), form.key))
    if status == DONE:
        tell(request, _("The legal advisers have your question."))
        return see_other("advice_list", desk.file.reference)
    context = {"file": desk.file, "tabs": case_tabs(desk.file, "advice"), "desk": desk, "form": form}
    return render(request, "sharing/advice_new.html", context, status=status)


@door("GET")
def advice_detail(request: HttpRequest, actor: Actor, advice: uuid.UUID) -> HttpResponse:
    """One question with its answers."""
    page = advice_page(actor, advice)
    context = {
        "page": page, "line": page.line, "file": page.file,
        "tabs": case_tabs(page.file, "advice") if page.file else (),
    }  # fmt: skip
    return render(request, "sharing/advice_detail.html", context)


@door("GET", "POST")
def advice_answer(request: HttpRequest, actor: Actor, advice: uuid.UUID) -> HttpResponse:
    """Answer a question as a legal adviser."""
    question_to_answer(actor, advice)
    form = AdviceAnswerForm(posted(request))
    status = settle(form, lambda: answer_advice(actor, advice, form.new(), form.key))
    if status == DONE:
        tell(request, _("Your answer is with whoever asked."))
        return see_other("advice_detail", advice)
    page = advice_page(actor, advice)
    context = {"page": page, "line": page.line, "form": form}
    return render(request, "sharing/advice_answer.html", context, status=status)
