"""Pages that list reports to a court and show one: where it stands, its words, what was left out, its files."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from access.actor import Actor
from access.doors import door
from agencies.errors import RuleBroken
from casework.views.onward import broken, posted, see_other
from casework.views.tabs import case_tabs
from sharing.forms.reports import (
    AcknowledgeForm,
    AnswerForm,
    GiveUpForm,
    QueueForm,
    ReportNewForm,
    ReturnForm,
    SendForm,
    TellForm,
)
from sharing.queries.report_desk import report_changes as changes_of
from sharing.queries.report_desk import start_desk
from sharing.queries.report_list import report_list as list_of
from sharing.queries.report_list import report_queue as queue_of
from sharing.queries.report_page import report_page
from sharing.services.reports import start_report


@door("GET")
def report_queue(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What one's agency owes to courts, the late first, and words of one's agency to check."""
    form = QueueForm(request.GET)
    form.is_valid()
    mine, everything = form.cleaned_data.get("mine", False), form.cleaned_data.get("everything", False)
    page = queue_of(actor, mine=mine, everything=everything)
    context = {
        "page": page,
        "form": QueueForm(request.GET),
        "filtered": mine or everything,
        "agency": actor.agency_name,
    }
    return render(request, "sharing/report_queue.html", context)


@door("GET")
def report_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The reports of a case."""
    page = list_of(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "reports"), "page": page}
    return render(request, "sharing/report_list.html", context)


@door("GET", "POST")
def report_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Begin a report: it is assembled from the record at once."""
    desk = start_desk(actor, reference)
    about = request.GET.get("about", "")
    if request.method == "GET" and about in desk.begun:  # a link from the breach leads to the report once there is one
        return see_other("report_detail", desk.begun[about])
    form, status = ReportNewForm(posted(request), choices=desk.choices, initial={"about": about}), 422
    if request.method == "POST" and form.is_valid():
        try:
            report = start_report(actor, desk.file.reference, form.new_report())
        except RuleBroken as error:
            status = broken(form, error)
        else:
            return see_other("report_detail", report.pk)
    context = {"file": desk.file, "tabs": case_tabs(desk.file, "reports"), "desk": desk, "form": form}
    return render(request, "sharing/report_new.html", context, status=status if form.errors else 200)


@door("GET")
def report_show(request: HttpRequest, actor: Actor, report: uuid.UUID) -> HttpResponse:
    """One report."""
    return report_answer(request, actor, report)


def report_answer(
    request: HttpRequest, actor: Actor, report: uuid.UUID, status: int = 200, sentence: str = "", **forms: Any
) -> HttpResponse:
    """Render the page of a report, with the form that was refused or the rule that an act broke."""
    page = report_page(actor, report)
    context = {
        "file": page.file, "tabs": case_tabs(page.file, "reports"), "page": page, "line": page.line, "may": page.may,
        "sentence": sentence, "refused": next(iter(forms.values()), None),
        "answer_form": AnswerForm(), "give_up_form": GiveUpForm(), "return_form": ReturnForm(), "send_form": SendForm(),
        "acknowledge_form": AcknowledgeForm(), "tell_form": TellForm(), **forms,
    }  # fmt: skip
    return render(request, "sharing/report_detail.html", context, status=status)


@door("GET")
def report_changes(request: HttpRequest, actor: Actor, report: uuid.UUID) -> HttpResponse:
    """What differs from the last report."""
    page = changes_of(actor, report)
    context = {"file": page.file, "tabs": case_tabs(page.file, "reports"), "page": page}
    return render(request, "sharing/report_changes.html", context)
