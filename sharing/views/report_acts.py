"""What is done with a report: asking for checks, answering them, signing, countersigning, sending, telling."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.actor import Actor
from access.doors import door
from agencies.errors import Conflict, RuleBroken
from casework.views.drafting import LONGEST_REVISION
from casework.views.messages import tell
from casework.views.onward import broken, posted, see_other
from casework.views.tabs import case_tabs
from sharing.forms.reports import AcknowledgeForm, AnswerForm, CheckForm, GiveUpForm, ReturnForm, SendForm, TellForm
from sharing.queries.report_page import check_desk
from sharing.reporting import Sending
from sharing.services.notifying import Telling
from sharing.services.report_checks import answer_check, answer_objection, ask_checks
from sharing.services.report_giving_up import give_up_report
from sharing.services.report_sending import acknowledge_report, send_report, tell_of_report
from sharing.services.report_signing import countersign_report, return_report, sign_report
from sharing.services.reports import correct_report
from sharing.views.reports import report_answer
from ui.forms import PlainForm


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) <= LONGEST_REVISION else 0


def _act(request: HttpRequest, actor: Actor, report: uuid.UUID, act: Callable[[], str]) -> HttpResponse:
    """Do what a button asks for; a rule that forbids it is said above the page."""
    try:
        sentence = act()
    except RuleBroken as error:
        return report_answer(request, actor, report, 409 if isinstance(error, Conflict) else 422, error.sentence)
    tell(request, sentence)
    return see_other("report_detail", report)


def _form(
    request: HttpRequest, actor: Actor, report: uuid.UUID, name: str, form: PlainForm, act: Callable[[Any], str]
) -> HttpResponse:
    """Do what a small form on the page asks for; what is wrong with it is said at its fields."""
    status = 422
    if form.is_valid():
        try:
            sentence = act(form.cleaned_data)
        except RuleBroken as error:
            status = broken(form, error)
        else:
            tell(request, sentence)
            return see_other("report_detail", report)
    forms: dict[str, Any] = {name: form}
    return report_answer(request, actor, report, status, **forms)


@door("POST")
def report_ask(request: HttpRequest, actor: Actor, report: uuid.UUID) -> HttpResponse:
    """Ask each quoted agency to check its words."""

    def act() -> str:
        asked = ask_checks(actor, report)
        if not asked:
            return _("No other agency has to be asked. The report can be signed.")
        return ngettext("%(n)d agency was asked.", "%(n)d agencies were asked.", asked) % {"n": asked}

    return _act(request, actor, report, act)


@door("GET", "POST")
def report_check(request: HttpRequest, actor: Actor, report: uuid.UUID) -> HttpResponse:
    """Read one's agency's words in a report and say whether they stand."""
    desk = check_desk(actor, report)
    form, status = CheckForm(posted(request), initial={"version": desk.version}), 422
    if request.method == "POST" and form.is_valid():
        got = form.cleaned_data
        try:
            answer_check(actor, report, got["version"], got["state"], got["words"])
        except Conflict as error:
            status = 409
            form = CheckForm({**request.POST.dict(), "version": str(desk.version)})
            form.add_error(None, error.sentence)
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("Your answer is with the writer of the report."))
            return see_other("report_check", report)
    context = {"file": desk.file, "tabs": case_tabs(desk.file, "reports"), "desk": desk, "form": form}
    return render(request, "sharing/report_check.html", context, status=status if form.errors else 200)


@door("POST")
def report_objection(request: HttpRequest, actor: Actor, report: uuid.UUID) -> HttpResponse:
    """Answer an agency's objection."""

    def act(got: dict[str, Any]) -> str:
        answer_objection(actor, report, got["agency"], got["answer"])
        return _("Your answer stands beside the objection.")

    return _form(request, actor, report, "answer_form", AnswerForm(request.POST), act)


@door("POST")
def report_sign(request: HttpRequest, actor: Actor, report: uuid.UUID) -> HttpResponse:
    """Sign."""

    def act() -> str:
        sign_report(actor, report)
        return _("Signed. The text is fixed now, and the senior is asked to countersign.")

    return _act(request, actor, report, act)


@door("POST")
def report_countersign(request: HttpRequest, actor: Actor, report: uuid.UUID) -> HttpResponse:
    """Countersign."""

    def act() -> str:
        countersign_report(actor, report, _version(request))
        return _("Countersigned. The report can be sent.")

    return _act(request, actor, report, act)


@door("POST")
def report_return(request: HttpRequest, actor: Actor, report: uuid.UUID) -> HttpResponse:
    """Return a report to its writer instead of countersigning it."""

    def act(got: dict[str, Any]) -> str:
        return_report(actor, report, got["why"])
        return _("The report is with its writer again.")

    return _form(request, actor, report, "return_form", ReturnForm(request.POST), act)


@door("POST")
def report_give_up(request: HttpRequest, actor: Actor, report: uuid.UUID) -> HttpResponse:
    """Give up a report that was begun."""

    def act(got: dict[str, Any]) -> str:
        give_up_report(actor, report, got["why"])
        return _("Given up. Nobody is asked about it any more; what the court waits for falls due again.")

    return _form(request, actor, report, "give_up_form", GiveUpForm(request.POST), act)


@door("POST")
def report_send(request: HttpRequest, actor: Actor, report: uuid.UUID) -> HttpResponse:
    """Record that the report went to the court."""

    def act(got: dict[str, Any]) -> str:
        send_report(actor, report, Sending(**got))
        return _("Sent and recorded as a disclosure. The person must be told of it.")

    return _form(request, actor, report, "send_form", SendForm(request.POST), act)


@door("POST")
def report_acknowledge(request: HttpRequest, actor: Actor, report: uuid.UUID) -> HttpResponse:
    """Record that the court has it."""

    def act(got: dict[str, Any]) -> str:
        acknowledge_report(actor, report, got["acknowledged_on"])
        return _("Recorded.")

    return _form(request, actor, report, "acknowledge_form", AcknowledgeForm(request.POST), act)


@door("POST")
def report_told(request: HttpRequest, actor: Actor, report: uuid.UUID) -> HttpResponse:
    """Record that the person was told of the disclosure."""

    def act(got: dict[str, Any]) -> str:
        tell_of_report(actor, report, Telling(**got))
        return _("Recorded. The words stand in a note.")

    return _form(request, actor, report, "tell_form", TellForm(request.POST), act)


@door("POST")
def report_correct(request: HttpRequest, actor: Actor, report: uuid.UUID) -> HttpResponse:
    """Begin a corrected version of a report."""
    try:
        newer = correct_report(actor, report)
    except RuleBroken as error:
        return report_answer(request, actor, report, 409 if isinstance(error, Conflict) else 422, error.sentence)
    tell(request, _("This is the corrected version: a copy to change, check, sign and send again."))
    return see_other("report_detail", newer.pk)
