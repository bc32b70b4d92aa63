"""The page on which an assessment is cleared for the court, or kept from it."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import DONE, posted, settle
from assessments.forms.assessments import StepForm
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.tabs import case_tabs
from sharing.queries.court_words import court_words
from sharing.services.court_words import clear_for_court, keep_from_court


@door("GET", "POST")
def assessment_court(request: HttpRequest, actor: Actor, assessment: uuid.UUID) -> HttpResponse:
    """Read what the court would be told of an assessment, and say that it may be, or take that back."""
    page = court_words(actor, assessment)
    values = {"version": page.version}
    form, back = StepForm(posted(request), initial=values), "keep_back" in request.POST
    act = keep_from_court if back else clear_for_court
    status = settle(form, lambda: act(actor, assessment, form.cleaned_data["version"]), values)
    if status == DONE:
        tell(request, _("It is kept from the court.") if back else _("The court may be told of it. Reports name it."))
        return see_other("assessment", assessment)
    context = {"file": page.file, "tabs": case_tabs(page.file, "assessments"), "page": page, "form": form}
    return render(request, "sharing/assessment_court.html", context, status=status)
