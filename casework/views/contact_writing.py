"""Pages that plan contacts and record them: the quick entry, the planned contact, the correction."""

import dataclasses
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from access.queries.drafts import SavedDraft, draft_of
from access.services.drafts import drop_draft
from agencies.errors import Conflict, RuleBroken
from casework.choices import RulePlace
from casework.forms.contacts import ChangeForm, ContactForm, PlanForm
from casework.forms.words import LISTS
from casework.queries.case_file import case_file
from casework.queries.contact_desk import ContactDesk, contact_desk
from casework.queries.contact_editing import Editing, case_of_contact, contact_to_edit
from casework.queries.rules import rules_beside
from casework.services.contacts import call_off, change_plan, edit_contact, plan_contact, record_contact, record_planned
from casework.services.notes import preview
from casework.views.drafting import LONGEST_REVISION, keep_draft
from casework.views.messages import tell
from casework.views.onward import broken, see_other
from casework.views.tabs import case_tabs

NEW, RECORD = "contact", "contact_record"


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) <= LONGEST_REVISION else 0


@door("GET", "POST")
def contact_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Record a contact: four choices and a sentence."""
    desk = contact_desk(actor, reference)
    draft = draft_of(actor, NEW, desk.file.id)
    if request.method == "GET":
        form = ContactForm(desk=desk, initial=draft.initial(LISTS) if draft else _asked_about(request))
        return _entry_page(request, actor, desk, form, draft=draft)
    form = ContactForm(request.POST, desk=desk)
    if "preview" in request.POST:
        return _entry_page(request, actor, desk, _unjudged(form, desk), shown=form)
    if form.is_valid():
        try:
            contact = record_contact(actor, desk.file.reference, form.new_contact(), form.key)
        except RuleBroken as error:
            broken(form, error)
        else:
            drop_draft(actor, NEW, desk.file.id)
            return _recorded(request, desk, contact.pk, missed=contact.is_missed)
    return _entry_page(request, actor, desk, form, status=422)


def _asked_about(request: HttpRequest) -> dict[str, list[str]]:
    """The parts of the plan that the page was opened about: one tap from an action to its contact (R39)."""
    parts = {"actions": request.GET.getlist("action"), "objectives": request.GET.getlist("objective")}
    return {name: keys for name, keys in parts.items() if keys}


@door("GET", "POST")
def contact_record(request: HttpRequest, actor: Actor, contact: uuid.UUID) -> HttpResponse:
    """Record what became of a planned contact: it is filled in, only the rest is asked."""
    editing = contact_to_edit(actor, contact)
    if not editing.planned:
        return redirect("contact_detail", contact=contact)
    desk, draft = editing.desk, draft_of(actor, RECORD, contact)
    if request.method == "GET":
        initial = {**editing.values, **(draft.initial(LISTS) if draft else {})}
        form = ContactForm(desk=desk, planned=True, initial=initial)
        return _entry_page(request, actor, desk, form, draft=draft, editing=editing)
    form = ContactForm(request.POST, desk=desk, planned=True)
    if "preview" in request.POST:
        return _entry_page(request, actor, desk, _unjudged(form, desk), editing=editing, shown=form)
    if form.is_valid():
        try:
            done = record_planned(actor, contact, form.new_contact())
        except RuleBroken as error:
            broken(form, error)
        else:
            drop_draft(actor, RECORD, contact)
            return _recorded(request, desk, contact, missed=done.is_missed)
    return _entry_page(request, actor, desk, form, status=422, editing=editing)


def _recorded(request: HttpRequest, desk: ContactDesk, contact: uuid.UUID, *, missed: bool) -> HttpResponse:
    if missed:
        tell(request, _("The missed contact is recorded. What is due now stands below."))
        return see_other("contact_detail", contact)
    tell(request, _("The contact is recorded."))
    return see_other(f"{reverse('contact_list', args=[desk.file.reference])}#contact-{contact}")


def _unjudged(form: ContactForm, desk: ContactDesk) -> ContactForm:
    """What was typed, in a form that only checks the audience and complains of nothing."""
    data: Any = form.data
    typed = {name: data.getlist(name) if name in LISTS else data.get(name, "") for name in form.fields}
    return ContactForm(desk=desk, initial=typed)


def _entry_page(
    request: HttpRequest, actor: Actor, desk: ContactDesk, form: ContactForm, *, status: int = 200,
    draft: SavedDraft | None = None, editing: Editing | None = None, shown: ContactForm | None = None,
) -> HttpResponse:  # fmt: skip
    file = desk.file
    of = [editing.id] if editing else [file.reference]
    context = {
        "file": file,
        "tabs": case_tabs(file, "contacts"),
        "desk": desk,
        "form": form,
        "rules": rules_beside(actor, RulePlace.CONTACT),
        "editing": editing,
        "draft": draft,
        "draft_version": request.POST.get("draft_version") or (draft.revision if draft else 0),
        "draft_url": reverse("contact_record_draft" if editing else "contact_draft", args=of),
        "more_open": bool(shown) or bool(_asked_about(request)) or any(name not in FIRST for name in form.errors),
        **_audience(actor, desk, shown or form),
    }
    return render(request, "casework/contact_form.html", context, status=status)


FIRST = ("kind", "attended", "on", "at", "setting", "mode", "words", "asked", "test_result")
"""Fields of the quick entry; an error anywhere else opens the rest."""


def _audience(actor: Actor, desk: ContactDesk, form: ContactForm) -> dict[str, Any]:
    """Return what the panel shows: who would read the words as typed so far."""
    if form.is_bound:
        form.is_valid()
    note = form.new_note()
    if not note.full:  # nothing typed yet: shown as for a sentence
        note = dataclasses.replace(note, full="-", summary="-")
    return {"audience": preview(actor, desk.file, note), "advice": [], "file": desk.file}


@door("POST")
def contact_audience(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The live panel: who would see the contact's words as typed so far."""
    desk = contact_desk(actor, reference)
    context = _audience(actor, desk, ContactForm(request.POST, desk=desk, planned=True))
    return render(request, "casework/_audience.html", context)


@door("POST")
def contact_draft(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Keep what is being typed about a contact, or throw it away."""
    file = case_file(actor, reference, "write")
    if "discard" in request.POST:
        drop_draft(actor, NEW, file.id)
        return redirect("contact_new", reference=file.reference)
    return keep_draft(request, actor, NEW, file.id, file.id)


@door("POST")
def contact_record_draft(request: HttpRequest, actor: Actor, contact: uuid.UUID) -> HttpResponse:
    """Keep what is being typed about a planned contact, or throw it away."""
    case_id = case_of_contact(actor, contact)
    if "discard" in request.POST:
        drop_draft(actor, RECORD, contact)
        return redirect("contact_record", contact=contact)
    return keep_draft(request, actor, RECORD, case_id, contact)


@door("GET", "POST")
def contact_plan(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Plan a contact."""
    desk = contact_desk(actor, reference)
    form = PlanForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid():
        try:
            contact = plan_contact(actor, desk.file.reference, form.plan(), form.key)
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("The contact is planned. It stands in your calendar."))
            return see_other(f"{reverse('contact_list', args=[desk.file.reference])}#contact-{contact.pk}")
    return _plan_page(request, desk, form)


@door("GET", "POST")
def contact_edit(request: HttpRequest, actor: Actor, contact: uuid.UUID) -> HttpResponse:
    """Move a planned contact or call it off; put right the fields of a recorded one."""
    editing = contact_to_edit(actor, contact)
    return _edit_planned(request, actor, editing) if editing.planned else _edit_held(request, actor, editing)


def _edit_planned(request: HttpRequest, actor: Actor, editing: Editing) -> HttpResponse:
    form = PlanForm(request.POST or None, desk=editing.desk, initial=editing.values)
    off, conflict = "call_off" in request.POST, ""
    if request.method == "POST" and (off or form.is_valid()):
        try:
            if off:
                call_off(actor, editing.id, _version(request))
            else:
                change_plan(actor, editing.id, form.plan(), _version(request))
        except Conflict as error:
            conflict = error.sentence
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("The planned contact is called off.") if off else _("The planned contact is changed."))
            return see_other("contact_list", editing.desk.file.reference)
    return _plan_page(request, editing.desk, form, editing=editing, conflict=conflict)


def _plan_page(
    request: HttpRequest, desk: ContactDesk, form: PlanForm, *, editing: Editing | None = None, conflict: str = ""
) -> HttpResponse:  # fmt: skip
    context = {
        "file": desk.file,
        "tabs": case_tabs(desk.file, "contacts"),
        "desk": desk,
        "form": form,
        "editing": editing,
        "conflict": conflict,
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "casework/contact_plan.html", context, status=status)


def _edit_held(request: HttpRequest, actor: Actor, editing: Editing) -> HttpResponse:
    form = ChangeForm(request.POST or None, desk=editing.desk, initial=editing.values)
    conflict = ""
    if request.method == "POST" and form.is_valid():
        got = form.cleaned_data
        try:
            done = edit_contact(
                actor, editing.id, got["attended"], got["setting"], got["mode"], form.touched(), _version(request)
            )
        except Conflict as error:
            conflict = error.sentence
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("The contact is put right."))
            return see_other("contact_detail", done.pk)
    context = {
        "file": editing.desk.file,
        "tabs": case_tabs(editing.desk.file, "contacts"),
        "form": form,
        "editing": editing,
        "conflict": conflict,
    }
    return render(
        request, "casework/contact_edit.html", context, status=409 if conflict else 422 if form.errors else 200
    )
