"""Pages of assessments that were made with licensed tools: what there is, recording one, putting one right."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import DONE, posted, settle
from assessments.forms.external import ExternalCorrectionForm, ExternalForm
from assessments.queries import external as queries
from assessments.services import external as acts
from assessments.views.assessments import form_page
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.tabs import case_tabs


@door("GET")
def external_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The references of a case to licensed tools."""
    page = queries.external_list(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "assessments"), "page": page}
    return render(request, "assessments/external_list.html", context)


@door("GET", "POST")
def external_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Record that an assessment was made with a licensed tool."""
    desk = queries.external_desk(actor, reference)
    form = ExternalForm(posted(request))
    status = settle(form, lambda: acts.record_external(actor, reference, form.new(), form.key))
    if status == DONE:
        tell(request, _("It is recorded. The original stays where it is kept."))
        return see_other("external_list", desk.file.reference)
    words = {
        "title": _("Record a licensed tool"), "button": _("Record it"),
        "back": reverse("external_list", args=[desk.file.reference]),
        "note": _("By reference alone: who made it, when, and where it is kept. Everybody inside the case reads it."),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)


@door("GET", "POST")
def external_correct(request: HttpRequest, actor: Actor, external: uuid.UUID) -> HttpResponse:
    """Put a reference right: a further one takes its place."""
    desk = queries.correction_desk(actor, external)
    form = ExternalCorrectionForm(posted(request), initial=desk.values)
    status = settle(
        form,
        lambda: acts.correct_external(actor, external, form.new(), form.cleaned_data["correction_reason"]),
    )
    if status == DONE:
        tell(request, _("The correction stands. What it corrects stays beside it."))
        return see_other("external_list", desk.file.reference)
    words = {
        "title": _("Correct the reference"), "button": _("Correct it"),
        "back": reverse("external_list", args=[desk.file.reference]),
        "note": _("What you write takes its place; what stood there stays. Everybody inside the case reads both."),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)
