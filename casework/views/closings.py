"""Pages of the end of a case: its outcome, its follow-ups, the sheet for the person."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.errors import RuleBroken
from agencies.views.answers import DONE, posted, settle
from casework.choices import CaseStatus
from casework.forms.closings import FollowUpForm, OutcomeForm
from casework.queries.closings import closing_page, follow_up_desk, outcome_desk
from casework.queries.result_sheet import result_sheet as sheet_of
from casework.services.follow_ups import hold_follow_up
from casework.services.outcomes import record_outcome
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.plans import form_page
from casework.views.tabs import case_tabs


@door("GET")
def closing(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """How the work ended, what is missing before it may, and what was found afterwards."""
    page = closing_page(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "overview"), "page": page, "may": page.file.may}
    return render(request, "casework/closing.html", context)


@door("GET", "POST")
def outcome_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Record the outcome on both strands, or put it right."""
    desk = outcome_desk(actor, reference)
    closed = desk.state in (CaseStatus.CLOSED, CaseStatus.FOLLOW_UP)
    form = OutcomeForm(
        posted(request), initial=desk.values, choices=desk.choices, again=desk.number > 0, closed=closed
    )  # fmt: skip
    status = settle(form, lambda: record_outcome(actor, reference, form.new(), form.key))
    if status == DONE:
        tell(request, _("The outcome is recorded."))
        return see_other("closing", desk.file.reference)
    words = {
        "title": _("Record the outcome again") if desk.number else _("Record the outcome"),
        "button": _("Record it"), "back": reverse("closing", args=[desk.file.reference]),
        "note": _("Never changed afterwards: what you put right stands beside what was there."),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words, "overview")


@door("GET", "POST")
def follow_up(request: HttpRequest, actor: Actor, follow_up: uuid.UUID) -> HttpResponse:
    """Say what was found when somebody looked again; once it is recorded, go where it stands."""
    desk, line = follow_up_desk(actor, follow_up)
    if request.method == "GET" and not line.waits:
        return see_other("closing", desk.file.reference)
    form = FollowUpForm(posted(request), initial=desk.values)
    status = settle(form, lambda: hold_follow_up(actor, follow_up, form.found_out()))
    if status == DONE:
        tell(request, _("The follow-up is recorded."))
        return see_other("closing", desk.file.reference)
    words = {
        "title": _("Follow-up"), "caption": _("%(which)s, due %(day)s") % {"which": line.label, "day": line.due},
        "button": _("Record it"), "back": reverse("closing", args=[desk.file.reference]),
        "note": _("Written once. What you hear later is a note."),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words, "overview")


@door("GET")
def result_sheet(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The sheet that the person takes home, to be printed; before there is an outcome, the page that asks for it."""
    try:
        page = sheet_of(actor, reference)
    except RuleBroken as error:
        tell(request, error.sentence)
        return see_other("closing", reference.upper())
    return render(request, "casework/result_sheet.html", {"file": page.file, "page": page})
