"""Pages of what the person knows: the transparency notice, and what they say to taking part."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import DONE, posted, settle
from casework.forms.telling import ConsentForm, NoticeForm
from casework.queries.case_file import CaseFile
from casework.queries.telling import consent_desk, notice_desk, telling_page
from casework.services.telling import give_notice, record_consent
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.tabs import case_tabs


@door("GET")
def telling(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What the person was told, and what they say to taking part."""
    page = telling_page(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "telling"), "page": page, "may": page.file.may}
    return render(request, "casework/telling.html", context)


@door("GET", "POST")
def notice_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Record that the notice was given."""
    desk = notice_desk(actor, reference)
    form = NoticeForm(posted(request), initial=desk.values, choices=desk.choices, minor=bool(desk.state))
    status = settle(form, lambda: give_notice(actor, reference, form.new(), form.key))
    if status == DONE:
        tell(request, _("It is recorded that the person was told."))
        return see_other("telling", desk.file.reference)
    note = _("Before anything is shared. Read it with the person; the sheet “What is shared about me” has the words.")
    return _form(request, desk.file, form, status, {"title": _("The person was told"), "note": note})


@door("GET", "POST")
def consent_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Record what the person says to taking part."""
    desk = consent_desk(actor, reference)
    form = ConsentForm(posted(request), initial=desk.values, minor=bool(desk.state))
    status = settle(form, lambda: record_consent(actor, reference, form.new(), form.key))
    if status == DONE:
        tell(request, _("What the person said is recorded."))
        return see_other("telling", desk.file.reference)
    note = _("Only about taking part in what is voluntary. It is no ground for sharing, and no condition of help.")
    return _form(request, desk.file, form, status, {"title": _("Taking part"), "note": note})


def _form(
    request: HttpRequest, file: CaseFile, form: forms.Form, status: int, words: dict[str, str]
) -> HttpResponse:  # fmt: skip
    context = {
        "file": file, "tabs": case_tabs(file, "telling"), "form": form, "button": _("Record it"),
        "back": reverse("telling", args=[file.reference]), **words,
    }  # fmt: skip
    return render(request, "casework/plan_form.html", context, status=status)
