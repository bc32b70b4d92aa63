"""Pages of lessons: what everybody may learn, writing one, approving one, withdrawing one."""

import uuid
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import DONE, posted, settle
from casework.forms.lessons import LessonForm, ReturnForm, WithdrawForm
from casework.queries.lessons import LessonText, lesson_desk, lesson_page, weighing_desk, withdrawing_desk
from casework.services.lessons import approve_lesson, return_lesson, withdraw_lesson, write_lesson
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.plans import form_page


@door("GET")
def lesson_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was learned; for chair and coordinators also what waits for them."""
    return render(request, "casework/lesson_list.html", {"page": lesson_page(actor, request.GET.get("domain", ""))})


@door("GET", "POST")
def lesson_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Write a lesson, or write a returned one anew (``again``)."""
    file, values = lesson_desk(actor, reference, _key(request.GET.get("again", "")))
    form = LessonForm(posted(request), initial=values)
    status = settle(form, lambda: write_lesson(actor, reference, form.new(), form.key))
    if status == DONE:
        tell(request, _("The lesson is written. Chair or coordinator read it before it stands."))
        return see_other("closing", file.reference)
    words = {
        "title": _("Write a lesson"), "button": _("Send it for approval"),
        "back": reverse("closing", args=[file.reference]),
        "note": _(
            "What others can learn from this case. It is looked through for what points to the person; then somebody"
            " else approves it. What stands at the end names neither case nor author."
        ),
    }  # fmt: skip
    return form_page(request, file, form, status, words, "overview")


def _key(typed: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return None


@door("GET", "POST")
def lesson_weigh(request: HttpRequest, actor: Actor, draft: uuid.UUID) -> HttpResponse:
    """Read a lesson that waits; let it stand, or give it back with a reason."""
    lesson, names = weighing_desk(actor, draft)
    if request.POST.get("decision") == "approve":
        approve_lesson(actor, draft)
        tell(request, _("The lesson stands. Everybody on the staff can read it."))
        return see_other("lesson_list")
    form = ReturnForm(posted(request))
    status = settle(form, lambda: return_lesson(actor, draft, form.cleaned_data["reason"]))
    if status == DONE:
        tell(request, _("The lesson went back to its author."))
        return see_other("lesson_list")
    return _page(request, "casework/lesson_weigh.html", lesson, form, status, names=names)


@door("GET", "POST")
def lesson_withdraw(request: HttpRequest, actor: Actor, lesson: uuid.UUID) -> HttpResponse:
    """Take back a lesson that stands."""
    found = withdrawing_desk(actor, lesson)
    form = WithdrawForm(posted(request))
    status = settle(form, lambda: withdraw_lesson(actor, lesson, form.cleaned_data["reason"]))
    if status == DONE:
        tell(request, _("The lesson is withdrawn."))
        return see_other("lesson_list")
    return _page(request, "casework/lesson_withdraw.html", found, form, status)


def _page(
    request: HttpRequest, template: str, lesson: LessonText, form: forms.Form, status: int, **more: Any
) -> HttpResponse:
    return render(request, template, {"lesson": lesson, "form": form, **more}, status=status)
