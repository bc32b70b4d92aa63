"""Pages that write notes: the form in tiers, the live audience, the draft."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from access.queries.drafts import draft_of
from access.services.drafts import drop_draft
from agencies.errors import RuleBroken
from casework.choices import DEFAULT_HANDLING, DEFAULT_SECRECY, RulePlace
from casework.forms.notes import NoteForm
from casework.queries.audience import Audience
from casework.queries.case_file import case_file
from casework.queries.rules import rules_beside
from casework.queries.writers import Desk, case_to_correct, correction, desk
from casework.services.notes import correct_note, preview, write_note
from casework.views.drafting import keep_draft
from casework.views.messages import tell
from casework.views.onward import broken, see_other
from casework.views.tabs import case_tabs
from casework.wording import repeated_words
from casework.writing import NewNote

NEW, CORRECT, CONTEST = "note", "correct", "contest"
LISTS = ("named",)


def _form(desk: Desk, data: Any = None, initial: dict[str, Any] | None = None, kind: str = "") -> NoteForm:
    return NoteForm(
        data, initial=initial, nameable=desk.nameable, colleagues=desk.colleagues, supervises=desk.supervises, kind=kind
    )


def audience_context(actor: Actor, desk: Desk, form: NoteForm) -> dict[str, Any]:
    """Return what the live panel shows for a form as typed so far: audience and advice."""
    form.is_valid()
    new = form.new_note()
    chosen = bool(new.handling)
    audience = preview(actor, desk.file, new) if chosen else None
    return {"audience": audience, "advice": _advice(desk, form, new, audience), "file": desk.file}


def _advice(desk: Desk, form: NoteForm, new: NewNote, audience: Audience | None) -> list[str]:
    advice: list[str] = []
    known = (desk.file.person_name, desk.file.title)
    for label, text in ((_("summary"), new.summary), (_("gist"), f"{new.gist} {new.action}")):
        words = repeated_words(new.full, text, known)
        if words:
            advice.append(
                _("The %(tier)s repeats “%(words)s” from the full text. Say it without names, places or dates.")
                % {"tier": label, "words": "”, “".join(words[:5])}
            )
    titled = repeated_words(new.full, new.title, ())
    if titled:
        advice.append(_("The title repeats “%(words)s”. Everybody reads the title.") % {"words": "”, “".join(titled)})
    usual = DEFAULT_HANDLING.get(new.kind)
    if form.data.get("kind") and usual and new.handling and new.handling != usual:
        advice.append(_("Notes of this kind are usually handled as “%(usual)s”.") % {"usual": usual})
    secrecy = DEFAULT_SECRECY.get(new.kind)
    if secrecy and new.secrecy != secrecy:
        advice.append(_("Health notes rest under health secrecy: choose it, and what may leave your agency."))
    if new.gist and not new.action:
        advice.append(_("The gist has no action line yet: say what its reader should do."))
    if audience is not None:
        left_out = [p for a in audience.agencies for p in a.people if not p.tier and p.place in ("ad_hoc", "oversight")]
        if left_out and not (new.summary or new.gist):
            advice.append(_("Without a summary or a gist, guests on this case learn nothing of this note."))
    return advice


@door("GET", "POST")
def note_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Write a note on a case, seeing who will see it before saving."""
    place = desk(actor, reference)
    draft = draft_of(actor, NEW, place.file.id)
    if request.method == "GET":
        initial = {"secrecy": place.secrecy, "released_tier": 3 if place.secrecy == "health" else 4}
        form = _form(place, initial={**initial, **(draft.initial(LISTS) if draft else {})})
        return _page(request, actor, place, form, draft=draft)
    form = _form(place, request.POST)
    if "preview" in request.POST:
        return _page(request, actor, place, form, checked=True)
    if form.is_valid():
        try:
            note = write_note(actor, place.file.reference, form.new_note(), form.key)
        except RuleBroken as error:
            broken(form, error)
        else:
            drop_draft(actor, NEW, place.file.id)
            tell(request, _("The note is saved and shared as you were shown."))
            return see_other(f"{reverse('note_list', args=[place.file.reference])}#note-{note.pk}")
    return _page(request, actor, place, form, status=422)


@door("GET", "POST")
def note_correct(request: HttpRequest, actor: Actor, note: uuid.UUID) -> HttpResponse:
    """Write the next version of one's own agency's note."""
    place, wording = correction(actor, note)
    draft = draft_of(actor, CORRECT, note)
    if request.method == "GET":
        form = _form(place, None, {**wording, **(draft.initial(LISTS) if draft else {})}, wording["kind"])
        return _page(request, actor, place, form, note=note, draft=draft)
    form = _form(place, request.POST, kind=wording["kind"])
    if "preview" in request.POST:
        return _page(request, actor, place, form, note=note, checked=True)
    if form.is_valid():
        try:
            newer = correct_note(actor, note, form.new_note())
        except RuleBroken as error:
            broken(form, error)
        else:
            drop_draft(actor, CORRECT, note)
            tell(request, _("The corrected version is saved. The earlier one stays readable as history."))
            return see_other("note_detail", newer.pk)
    return _page(request, actor, place, form, status=422, note=note)


def _page(
    request: HttpRequest, actor: Actor, place: Desk, form: NoteForm, *, status: int = 200,
    note: uuid.UUID | None = None, draft: Any = None, checked: bool = False,
) -> HttpResponse:  # fmt: skip
    shown = form if form.is_bound else _form(place, _as_data(form), kind=form.kept)
    context = {
        "file": place.file,
        "tabs": case_tabs(place.file, "notes"),
        "form": _form(place, None, _typed(form), form.kept) if checked else form,
        "rules": rules_beside(actor, RulePlace.NOTE),
        "note": note,
        "draft": draft,
        "draft_version": request.POST.get("draft_version") or (draft.revision if draft else 0),
        "draft_url": _draft_url(place, note),
        **audience_context(actor, place, shown),
    }
    return render(request, "casework/note_form.html", context, status=status)


def _draft_url(place: Desk, note: uuid.UUID | None) -> str:
    return reverse("note_correct_draft", args=[note]) if note else reverse("note_draft", args=[place.file.reference])


def _as_data(form: NoteForm) -> dict[str, Any]:
    """Return a fresh form's values as if they had been posted, so that the panel starts right."""
    shown = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
    return {name: value for name, value in shown.items() if value or value == 0}


def _typed(form: NoteForm) -> dict[str, Any]:
    """Return what was posted as initial values, for a page that only checks the audience."""
    data: Any = form.data
    return {name: data.getlist(name) if name in LISTS else data.get(name, "") for name in form.fields}


@door("POST")
def note_audience(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The live panel: who would see the note as typed so far."""
    place = desk(actor, reference)
    return render(request, "casework/_audience.html", audience_context(actor, place, _form(place, request.POST)))


@door("POST")
def note_draft(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Keep what is being typed on a case, or throw it away."""
    file = case_file(actor, reference, "write")
    if "discard" in request.POST:
        drop_draft(actor, NEW, file.id)
        return see_other("note_new", file.reference)
    return keep_draft(request, actor, NEW, file.id, file.id)


@door("POST")
def note_correct_draft(request: HttpRequest, actor: Actor, note: uuid.UUID) -> HttpResponse:
    """Keep what is being typed as a correction, or throw it away."""
    if "discard" in request.POST:
        drop_draft(actor, CORRECT, note)
        return see_other("note_correct", note)
    return keep_draft(request, actor, CORRECT, case_to_correct(actor, note), note)
