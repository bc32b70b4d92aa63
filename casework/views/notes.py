"""Pages that read notes and answer them."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.errors import RuleBroken
from casework.forms.notes import ClearForm, ContestForm, NoteFilterForm, ReasonForm, ResponseForm
from casework.queries.notes import note_detail, note_page, note_to_contest, note_to_withdraw
from casework.services.notes import clear_note, contest_note, withdraw_note
from casework.services.responses import respond
from casework.views.messages import tell
from casework.views.onward import broken, posted, see_other
from casework.views.tabs import case_tabs


@door("GET")
def note_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The notes of a case, newest first, at the reader's tier."""
    query = request.GET.copy()
    filters = NoteFilterForm(query, agencies=[(code, code) for code in query.getlist("agency") if code]).filters()
    page = note_page(actor, reference, filters, after=query.get("after", ""), before=query.get("before", ""))
    query.pop("after", None), query.pop("before", None)
    base = query.urlencode()
    context = {
        "file": page.file,
        "tabs": case_tabs(page.file, "notes"),
        "page": page,
        "filter_form": NoteFilterForm(request.GET, agencies=page.agencies),
        "filtered": any(value for key, value in query.items()),
        "older": f"?{base}&after={page.older}" if page.older else "",
        "newer": f"?{base}&before={page.newer}" if page.newer else "",
        "may_write": "write" in page.file.may,
    }
    return render(request, "casework/note_list.html", context)


@door("GET")
def note_show(request: HttpRequest, actor: Actor, note: uuid.UUID) -> HttpResponse:
    """One note with its earlier versions, contests and responses."""
    return _note_page(request, actor, note)


def _note_page(request: HttpRequest, actor: Actor, note: uuid.UUID, status: int = 200, **more: object) -> HttpResponse:
    detail = note_detail(actor, note)
    context = {"file": detail.file, "tabs": case_tabs(detail.file, "notes"), "detail": detail, **more}
    return render(request, "casework/note_detail.html", context, status=status)


@door("GET", "POST")
def note_withdraw(request: HttpRequest, actor: Actor, note: uuid.UUID) -> HttpResponse:
    """Ask for a reason and withdraw one's own agency's note."""
    form, asked = ReasonForm(posted(request)), note_to_withdraw
    if request.method == "POST" and form.is_valid():
        try:
            done = withdraw_note(actor, note, form.cleaned_data["reason"])
        except RuleBroken as error:
            broken(form, error)
            asked = note_detail  # what was typed stays, also where the note has just become history
        else:
            tell(request, _("The note is withdrawn. Other agencies see only that it existed, and your reason."))
            return see_other("note_detail", done.pk)
    detail = asked(actor, note)
    context = {"file": detail.file, "tabs": case_tabs(detail.file, "notes"), "detail": detail, "form": form}
    return render(request, "casework/note_withdraw.html", context, status=422 if form.errors else 200)


@door("GET", "POST")
def note_clear(request: HttpRequest, actor: Actor, note: uuid.UUID) -> HttpResponse:
    """Say how far one's own agency's note may go to the court, or take that back."""
    form = ClearForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = clear_note(actor, note, form.cleaned_data["court_tier"])
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            tell(
                request, _("Kept. A report that is being written learns of it when its writer brings in what changed.")
            )
            return see_other("note_detail", done.pk)
    detail = note_detail(actor, note)
    if not form.is_bound:
        form = ClearForm(initial={"court_tier": int(detail.entry.court)})
    context = {"file": detail.file, "tabs": case_tabs(detail.file, "notes"), "detail": detail, "form": form}
    return render(request, "casework/note_clear.html", context, status=422 if form.errors else 200)


@door("GET", "POST")
def note_contest(request: HttpRequest, actor: Actor, note: uuid.UUID) -> HttpResponse:
    """Put a contest beside another agency's note."""
    form, asked = ContestForm(posted(request)), note_to_contest
    if request.method == "POST" and form.is_valid():
        try:
            contest_note(actor, note, form.cleaned_data["text"])
        except RuleBroken as error:
            broken(form, error)
            asked = note_detail
        else:
            tell(request, _("Your contest stands beside the note. Its authors were told."))
            return see_other("note_detail", note)
    detail = asked(actor, note)
    context = {"file": detail.file, "tabs": case_tabs(detail.file, "notes"), "detail": detail, "form": form}
    return render(request, "casework/note_contest.html", context, status=422 if form.errors else 200)


@door("POST")
def note_respond(request: HttpRequest, actor: Actor, note: uuid.UUID) -> HttpResponse:
    """Say read, acting, ask or answer; then back to where the reader was."""
    form, status = ResponseForm(request.POST), 422
    if form.is_valid():
        got = form.cleaned_data
        try:
            respond(actor, note, got["kind"], got["text"], got["answers"])
        except RuleBroken as error:
            status = broken(form, error)
        else:
            tell(request, _("Recorded. The agency that wrote the note sees your answer."))
            return see_other(_back(request, note))
    return _note_page(request, actor, note, status=status, form=form, response_form=form)


def _back(request: HttpRequest, note: uuid.UUID) -> str:
    to = request.POST.get("next", "")
    if to and url_has_allowed_host_and_scheme(to, allowed_hosts=None):
        return f"{to}#note-{note}"
    return reverse("note_detail", args=[note])
