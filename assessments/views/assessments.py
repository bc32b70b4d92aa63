"""Pages of assessments: the list of a case, one assessment, and the steps it takes."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.actor import Actor
from access.doors import door
from agencies.views.answers import DONE, posted, settle
from assessments.forms.assessments import AskForm, CorrectionForm, NewAssessmentForm, StepForm
from assessments.queries.desks import Desk, ask_desk, step_desk
from assessments.queries.hub import assessment_page
from assessments.queries.lists import assessment_list as list_of
from assessments.queries.lists import new_desk
from assessments.services import assessments as acts
from casework.queries.case_file import CaseFile
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.tabs import case_tabs


def form_page(
    request: HttpRequest, file: CaseFile, form: forms.Form, status: int, words: dict[str, Any]
) -> HttpResponse:  # fmt: skip
    """Draw a form of an assessment in its card. ``words``: title, note, button, back (address), what a page adds."""
    context = {"file": file, "tabs": case_tabs(file, "assessments"), "form": form, **words}
    return render(request, "casework/plan_form.html", context, status=status)


@door("GET")
def assessment_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The assessments of a case, newest first, and what the reader's agency is asked for."""
    page = list_of(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "assessments"), "page": page}
    return render(request, "assessments/assessment_list.html", context)


@door("GET", "POST")
def assessment_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Open an assessment."""
    desk = new_desk(actor, reference)
    form, made = NewAssessmentForm(posted(request), desk=desk), []
    status = settle(form, lambda: made.append(acts.open_assessment(actor, reference, form.new())))
    if status == DONE:
        tell(request, _("It is open. Ask the agencies next: each answers before it sees the others."))
        return see_other("assessment", made[0].pk)
    words = {
        "title": _("Open an assessment"), "button": _("Open it"),
        "back": reverse("assessment_list", args=[desk.file.reference]),
        "note": "" if desk.instruments else _("No instrument is in use. Ask the partnership coordinator to load one."),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)


@door("GET")
def assessment(request: HttpRequest, actor: Actor, assessment: uuid.UUID) -> HttpResponse:
    """One assessment: the list of its parts while it is made, and the whole of it once it is signed."""
    page = assessment_page(actor, assessment)
    context = {"file": page.file, "tabs": case_tabs(page.file, "assessments"), "page": page}
    return render(request, "assessments/assessment.html", context)


@door("GET", "POST")
def assessment_ask(request: HttpRequest, actor: Actor, assessment: uuid.UUID) -> HttpResponse:
    """Ask agencies for what they know."""
    desk = ask_desk(actor, assessment)
    form = AskForm(posted(request), initial=desk.values, agencies=desk.choices["agencies"])
    status = settle(
        form,
        lambda: acts.ask_agencies(
            actor, assessment, form.asked(), form.cleaned_data["due_on"], form.cleaned_data["version"]
        ),
        desk.values,
    )
    if status == DONE:
        tell(request, _("They are asked. Nobody sees another agency's answers before consensus is opened."))
        return see_other("assessment", assessment)
    words = {"title": _("Ask agencies to contribute"), "button": _("Ask them"), "back": _back(assessment)}
    if not desk.choices["agencies"]:
        words["note"] = _("Every agency with somebody on the case is asked already.")
    return form_page(request, desk.file, form, status, words)


Words = tuple[str | Promise, str | Promise, str | Promise, str | Promise]
STEPS: dict[str, Words] = {
    "consensus": (
        gettext_lazy("Open consensus"),
        gettext_lazy("From now on what the agencies handed in is read side by side, and nobody hands in any more."),
        gettext_lazy("Open consensus"),
        gettext_lazy("Consensus is open. Go through the sections together."),
    ),
    "sign": (
        gettext_lazy("Sign the assessment"),
        gettext_lazy("Signed, it does not change. What must be put right later becomes a correction."),
        gettext_lazy("Sign it"),
        gettext_lazy("It is signed. Another person countersigns it next."),
    ),
    "countersign": (
        gettext_lazy("Countersign the assessment"),
        gettext_lazy("You say that it was made as it should be made."),
        gettext_lazy("Countersign it"),
        gettext_lazy("It is countersigned."),
    ),
}
"""Name of the page, what it means, words of the button, and what is said afterwards."""
ACTS: dict[str, Callable[..., object]] = {
    "consensus": acts.open_consensus, "sign": acts.sign_assessment, "countersign": acts.countersign_assessment,
}  # fmt: skip


@door("GET", "POST")
def assessment_consensus(request: HttpRequest, actor: Actor, assessment: uuid.UUID) -> HttpResponse:
    """Open consensus."""
    return _step(request, actor, assessment, "consensus", step_desk(actor, assessment))


@door("GET", "POST")
def assessment_sign(request: HttpRequest, actor: Actor, assessment: uuid.UUID) -> HttpResponse:
    """Sign it."""
    return _step(request, actor, assessment, "sign", step_desk(actor, assessment))


@door("GET", "POST")
def assessment_countersign(request: HttpRequest, actor: Actor, assessment: uuid.UUID) -> HttpResponse:
    """Countersign it."""
    return _step(request, actor, assessment, "countersign", step_desk(actor, assessment, "view"))


def _step(request: HttpRequest, actor: Actor, assessment: uuid.UUID, step: str, desk: Desk) -> HttpResponse:
    form = StepForm(posted(request), initial=desk.values)
    status = settle(form, lambda: ACTS[step](actor, assessment, form.cleaned_data["version"]), desk.values)
    title, note, button, done = STEPS[step]
    if status == DONE:
        tell(request, str(done))
        return see_other("assessment", assessment)
    words = {"title": title, "note": note, "button": button, "back": _back(assessment)}
    return form_page(request, desk.file, form, status, words)


@door("GET", "POST")
def assessment_correct(request: HttpRequest, actor: Actor, assessment: uuid.UUID) -> HttpResponse:
    """Begin a correction of a signed assessment."""
    desk = step_desk(actor, assessment)
    form, made = CorrectionForm(posted(request)), []
    status = settle(
        form, lambda: made.append(acts.correct_assessment(actor, assessment, form.cleaned_data["reason"]))
    )  # fmt: skip
    if status == DONE:
        tell(request, _("The correction is begun. The signed one stands until this one is signed."))
        return see_other("assessment", made[0].pk)
    words = {
        "title": _("Correct the assessment"), "button": _("Begin the correction"), "back": _back(assessment),
        "note": _("The signed assessment stays as it is. The correction names it, and takes its place once signed."),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)


def _back(assessment: uuid.UUID) -> str:
    return reverse("assessment", args=[assessment])
