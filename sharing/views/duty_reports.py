"""Pages of duty reports: making one, those of a case, one of them, and what law enforcement received."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import DONE, posted, settle
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.tabs import case_tabs
from sharing.choices import DutyOutcome
from sharing.forms.duty_reports import AnswerDutyForm, DutyForm
from sharing.queries import duty_reports as queries
from sharing.services.duty_reports import acknowledge_duty, file_duty_report

UP, AHEAD = "../", "new/"
"""Ways from page to page that name no case: where no agreement shows it, its reference stands nowhere."""


@door("GET", "POST")
def duty_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Make a duty report."""
    return _written(request, actor, queries.duty_desk(actor, reference))


@door("GET", "POST")
def duty_correct(request: HttpRequest, actor: Actor, duty: uuid.UUID) -> HttpResponse:
    """Put an earlier one right by a new one."""
    return _written(request, actor, queries.correction_desk(actor, duty))


def _written(request: HttpRequest, actor: Actor, desk: queries.DutyDesk) -> HttpResponse:
    at = desk.values.get("phoned_at")
    initial = {**desk.values, "phoned_at": f"{timezone.localtime(at):%H:%M}" if at else ""}  # type: ignore[arg-type]
    form, made = DutyForm(posted(request), desk=desk, initial=initial), []
    status = settle(form, lambda: made.append(
        file_duty_report(actor, desk.reference, form.new(), form.key, desk.corrects)
    ))  # fmt: skip
    if status == DONE:
        tell(request, _("It is with law enforcement. The person will be told, unless that is put off."))
        return see_other("duty_detail", made[0].pk)
    context = {
        "file": desk.file, "tabs": case_tabs(desk.file, "reports") if desk.file else [], "desk": desk, "form": form,
        "back": UP,
    }  # fmt: skip
    return render(request, "sharing/duty_form.html", context, status=status)


@door("GET")
def duty_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The duty reports of a case."""
    page = queries.duty_list(actor, reference)
    tabs = case_tabs(page.file, "reports") if page.file else []
    context = {"file": page.file, "tabs": tabs, "page": page, "ahead": AHEAD}
    return render(request, "sharing/duty_list.html", context)


@door("GET")
def duty_show(request: HttpRequest, actor: Actor, duty: uuid.UUID) -> HttpResponse:
    """One duty report, as far as one reads it."""
    page = queries.duty_page(actor, duty)
    tabs = case_tabs(page.file, "reports") if page.file else []
    return render(request, "sharing/duty_detail.html", {"file": page.file, "tabs": tabs, "page": page})


@door("GET")
def duty_inbox(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What one's agency received, that reports were made, and a way to make one by the reference of a case."""
    if reference := request.GET.get("case", "").strip().upper():
        queries.case_on_team(actor, reference)
        return see_other("duty_new", reference)
    return render(request, "sharing/duty_inbox.html", {"page": queries.duty_inbox(actor)})


@door("GET", "POST")
def duty_received(request: HttpRequest, actor: Actor, passed: uuid.UUID) -> HttpResponse:
    """Read what was passed on, acknowledge it, and say what became of it."""
    line = queries.received_page(actor, passed)
    form = AnswerDutyForm(posted(request), initial={"version": line.version})
    status = settle(form, lambda: acknowledge_duty(
        actor, passed, form.cleaned_data["version"],
        DutyOutcome(form.cleaned_data["outcome"]) if form.cleaned_data["outcome"] else None,
    ))  # fmt: skip
    if status == DONE:
        tell(request, _("Recorded. The team sees that you have it."))
        return see_other("duty_received", passed)
    if status != 200:
        line = queries.received_page(actor, passed)
    return render(request, "sharing/duty_received.html", {"line": line, "form": form}, status=status)
