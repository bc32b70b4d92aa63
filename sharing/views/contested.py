"""Pages of facts that the person contests: naming a note, both versions with the answer, telling a recipient."""

import uuid
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
from sharing.forms import contested as forms
from sharing.queries import contested as queries
from sharing.services import rectifying as acts


@door("GET", "POST")
def rights_contest(request: HttpRequest, actor: Actor, rights: uuid.UUID) -> HttpResponse:
    """Name a note that the person contests."""
    desk, made = queries.contest_desk(actor, rights), []
    form = forms.ContestedForm(posted(request), notes=desk.notes)
    status = settle(form, lambda: made.append(acts.contest_fact(actor, rights, form.new(), form.key)))
    if status == DONE:
        tell(request, _("Named. The agency that wrote the note has the answer due."))
        return see_other("rights_detail", rights)
    words = {
        "title": _("The person contests a note"), "button": _("Name this note"), "caption": desk.mark,
        "back": reverse("rights_detail", args=[rights]),
        "note": _("Write what the person says, and nothing that they were not told."),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words, "rights")


@door("GET")
def contested_detail(request: HttpRequest, actor: Actor, contested: uuid.UUID) -> HttpResponse:
    """One contested fact: what is written, and what the person says."""
    return _answer(request, queries.contested_page(actor, contested))


@door("POST")
def contested_answer(request: HttpRequest, actor: Actor, contested: uuid.UUID) -> HttpResponse:
    """Answer for the agency that wrote the note."""
    page, form = queries.fact_to_answer(actor, contested), forms.ContestAnswerForm(request.POST)
    status = settle(form, lambda: acts.answer_contested(actor, contested, form.read_version, form.new()))
    if status == DONE:
        tell(request, _("Recorded. Whoever manages the case tells the person, and those who got it."))
        return see_other("contested_detail", contested)
    return _answer(request, page, status, answer_form=form, form=form)


@door("POST")
def contested_recipient(request: HttpRequest, actor: Actor, contested: uuid.UUID) -> HttpResponse:
    """Have somebody else told."""
    page = queries.fact_to_tell(actor, contested)
    form = forms.RecipientForm(request.POST, disclosures=page.disclosures)
    status = settle(
        form, lambda: acts.add_recipient(actor, contested, uuid.UUID(form.cleaned_data["disclosure"]))
    )  # fmt: skip
    if status == DONE:
        tell(request, _("Recorded. The case manager has it due."))
        return see_other("contested_detail", contested)
    return _answer(request, page, status, recipient_form=form, form=form)


@door("GET", "POST")
def correction_tell(request: HttpRequest, actor: Actor, correction: uuid.UUID) -> HttpResponse:
    """Tell a recipient that something in what they got is contested, or was put right."""
    page = queries.notice_page(actor, correction)
    form = forms.ToldRecipientForm(posted(request), initial={"version": page.line.version})
    status = settle(form, lambda: acts.tell_recipient(actor, correction, form.read_version, form.new()))
    back = (
        reverse("contested_detail", args=[page.fact])
        if page.fact
        else reverse("case_ledger", args=[page.file.reference])
    )
    if status == DONE:
        tell(request, _("Recorded."))
        return see_other("case_ledger", page.file.reference)
    words = {
        "title": _("Tell the recipient"), "button": _("Record that they were told"), "back": back,
        "caption": page.line.to, "quoted": f"{page.line.what}: {page.line.why}", "closed": "",
        "note": _("Say that it is contested, or what was put right: no more than they got before."),
    }  # fmt: skip
    return form_page(request, page.file, form, status, words, "passed_on")


def _answer(
    request: HttpRequest, page: queries.ContestedPage, status: int = 200, **more: Any
) -> HttpResponse:  # fmt: skip
    context = {
        "file": page.file, "tabs": case_tabs(page.file, "notes"), "page": page, "line": page.line,
        "answer_form": forms.ContestAnswerForm(initial={"version": page.version}),
        "recipient_form": forms.RecipientForm(disclosures=page.disclosures), **more,
    }  # fmt: skip
    return render(request, "sharing/contested_detail.html", context, status=status)
