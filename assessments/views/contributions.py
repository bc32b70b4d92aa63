"""Pages of a contribution, for the people of the agency that gives it."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from access.queries.drafts import draft_of
from access.services.drafts import drop_draft
from agencies.errors import Conflict, RuleBroken
from agencies.views.answers import DONE, posted, settle
from assessments.assessing import HandIn
from assessments.forms.assessments import ReasonForm
from assessments.forms.ratings import HandInForm, SectionForm
from assessments.queries.contributing import contribution_page, hand_in_desk, rating_desk
from assessments.services.contributions import give_nothing, hand_in, rate_section, rates_health
from assessments.views.assessments import form_page
from casework.forms.words import LISTS
from casework.views.messages import tell
from casework.views.onward import broken, see_other
from casework.views.plan_drafts import draft_words, keep_draft
from casework.views.tabs import case_tabs

SECTION, WORDS = "assessment_section", "contribution_words"


@door("GET")
def contribution(request: HttpRequest, actor: Actor, contribution: uuid.UUID) -> HttpResponse:
    """What the reader's agency contributes: the sections as a list of tasks, and handing in."""
    page = contribution_page(actor, contribution, rates_health(actor))
    context = {"file": page.file, "tabs": case_tabs(page.file, "assessments"), "page": page}
    return render(request, "assessments/contribution.html", context)


@door("GET", "POST")
def contribution_section(request: HttpRequest, actor: Actor, contribution: uuid.UUID, section: str) -> HttpResponse:
    """Answer one section, as far as the agency has grounds."""
    desk = rating_desk(actor, contribution, section)
    draft = draft_of(actor, f"{SECTION}_{section}", contribution)
    evidence = tuple(f"evidence_{item.code}" for item in desk.section.items)
    initial = {**desk.values, **(draft.initial(evidence) if draft else {})}
    form = SectionForm(posted(request), section=desk.section, records=desk.records, initial=initial)
    status = settle(form, lambda: rate_section(actor, contribution, section, form.ratings()))
    if status == DONE:
        drop_draft(actor, f"{SECTION}_{section}", contribution)
        tell(request, _("The section is saved. Only your agency sees it until consensus is opened."))
        if desk.after and "next" in request.POST:
            return see_other("contribution_section", contribution, desk.after)
        return see_other("contribution", contribution)
    context: dict[str, Any] = {
        "file": desk.file, "tabs": case_tabs(desk.file, "assessments"), "desk": desk, "form": form,
        **draft_words(request, draft, reverse("contribution_draft", args=[contribution, section])),
    }  # fmt: skip
    return render(request, "assessments/contribution_section.html", context, status=status)


@door("POST")
def contribution_draft(request: HttpRequest, actor: Actor, contribution: uuid.UUID, section: str) -> HttpResponse:
    """Keep what is being typed in a section, or throw it away."""
    desk = rating_desk(actor, contribution, section)
    page = ("contribution_section", str(contribution), section)
    return keep_draft(request, actor, f"{SECTION}_{section}", desk.file.id, contribution, page)


@door("GET", "POST")
def contribution_hand_in(request: HttpRequest, actor: Actor, contribution: uuid.UUID) -> HttpResponse:
    """Hand in with the words that the others will read."""
    desk, subject, version = hand_in_desk(actor, contribution)
    draft, health = draft_of(actor, WORDS, subject), rates_health(actor)
    initial = {**(draft.initial(LISTS) if draft else {}), "version": version}
    form = HandInForm(posted(request), desk=desk, health=health, initial=initial)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                hand_in(actor, subject, HandIn(form.words_of(timezone.localdate())), _read(request))
            except RuleBroken as error:
                status = 409 if isinstance(error, Conflict) else 422
                broken(form, error)
            else:
                drop_draft(actor, WORDS, subject)
                tell(request, _("Your agency has handed in. The others read it when consensus is opened."))
                return see_other("contribution", subject)
    context: dict[str, Any] = {
        "file": desk.file, "tabs": case_tabs(desk.file, "assessments"), "form": form, "contribution": subject,
        "version": version, "more_open": any(name != "words" for name in form.errors), "health": health,
        **draft_words(request, draft, reverse("contribution_words_draft", args=[subject])),
    }  # fmt: skip
    return render(request, "assessments/hand_in.html", context, status=status)


def _read(request: HttpRequest) -> int:
    """The version that was read.

    Raises:
        Conflict: none was sent with the form.
    """
    version = request.POST.get("version", "")
    if not version.isdecimal() or len(version) > 9:
        raise Conflict(_("Load the page again before you hand in."))
    return int(version)


@door("POST")
def contribution_words_draft(request: HttpRequest, actor: Actor, contribution: uuid.UUID) -> HttpResponse:
    """Keep what is being typed for handing in, or throw it away."""
    desk, subject, _version = hand_in_desk(actor, contribution)
    return keep_draft(request, actor, WORDS, desk.file.id, subject, ("contribution_hand_in", str(subject)))


@door("GET", "POST")
def contribution_nothing(request: HttpRequest, actor: Actor, contribution: uuid.UUID) -> HttpResponse:
    """Say that the agency has nothing to contribute, and why."""
    desk, subject, version = hand_in_desk(actor, contribution)
    form = ReasonForm(posted(request), initial={"version": version})
    status = settle(
        form, lambda: give_nothing(actor, subject, form.cleaned_data["reason"], form.cleaned_data["version"]),
        {"version": version},
    )  # fmt: skip
    if status == DONE:
        tell(request, _("It is noted that your agency has nothing to contribute."))
        return see_other("contribution", subject)
    words = {
        "title": _("Nothing to contribute"), "button": _("Say so"),
        "note": _("The team reads that your agency has nothing, and the reason. Nothing you rated is shown."),
        "back": reverse("contribution", args=[subject]),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)
