"""Pages of proposed disclosures: of a case, one with its steps, the inbox of those who decide."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.errors import Conflict, RuleBroken
from agencies.views.answers import DONE, posted, settle
from casework.views.messages import tell
from casework.views.onward import broken, see_other
from casework.views.tabs import case_tabs
from sharing.advising import NewQuestion
from sharing.choices import AdviceAbout
from sharing.forms.advice import QuestionForm
from sharing.forms.proposals import DecideForm, HandInForm, MadeForm, ProposalForm, ReceivedForm, WithdrawForm
from sharing.queries.advice_desks import question_desk
from sharing.queries.proposal_desks import ProposalDesk, draft_desk, proposal_desk
from sharing.queries.proposals import proposal_list as list_of
from sharing.queries.proposals import proposal_page
from sharing.queries.proposals import proposal_queue as queue_of
from sharing.services.advice import ask_advice
from sharing.services.proposal_steps import (
    acknowledge_disclosure,
    close_disclosure,
    decide_proposal,
    make_disclosure,
)
from sharing.services.proposals import hand_in_proposal, propose_disclosure, withdraw_proposal, write_proposal
from ui.forms import PlainForm


@door("GET")
def proposal_queue(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for one's decision."""
    return render(request, "sharing/proposal_queue.html", {"page": queue_of(actor)})


@door("GET")
def proposal_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What is proposed to leave the team of a case, and what became of it."""
    page = list_of(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "disclosures"), "page": page}
    return render(request, "sharing/proposal_list.html", context)


@door("GET", "POST")
def proposal_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Propose to pass something to one recipient."""
    desk = proposal_desk(actor, reference)
    form = _form(request, desk, {"form_key": uuid.uuid4()})
    made: list[uuid.UUID] = []
    status = settle(
        form,
        lambda: made.append(propose_disclosure(actor, reference, form.new(), form.cleaned_data["form_key"]).pk),
    )
    if status == DONE:
        tell(request, _("The draft is kept. Hand it in when it is whole."))
        return see_other("proposal_detail", made[0])
    return _edited(request, desk, form, status)


@door("GET", "POST")
def proposal_edit(request: HttpRequest, actor: Actor, proposal: uuid.UUID) -> HttpResponse:
    """Write on a draft."""
    desk = draft_desk(actor, proposal)
    form = _form(request, desk, desk.values)
    status = settle(form, lambda: write_proposal(actor, proposal, form.new(), form.cleaned_data["version"] or 0))
    if status == DONE:
        tell(request, _("The draft is kept. Hand it in when it is whole."))
        return see_other("proposal_detail", proposal)
    return _edited(request, desk, form, status, proposal)


def _form(request: HttpRequest, desk: ProposalDesk, initial: dict[str, Any]) -> ProposalForm:
    return ProposalForm(posted(request), agencies=desk.agencies, offered=desk.records, initial=initial)


def _edited(
    request: HttpRequest, desk: ProposalDesk, form: ProposalForm, status: int, proposal: uuid.UUID | None = None
) -> HttpResponse:
    context = {"file": desk.file, "tabs": case_tabs(desk.file, "disclosures"), "desk": desk, "form": form,
               "proposal": proposal}  # fmt: skip
    return render(request, "sharing/proposal_edit.html", context, status=status)


@door("GET")
def proposal_detail(request: HttpRequest, actor: Actor, proposal: uuid.UUID) -> HttpResponse:
    """One proposal: where it stands, what the recipient would get, who decided."""
    return _page(request, actor, proposal)


def _page(
    request: HttpRequest, actor: Actor, proposal: uuid.UUID, status: int = 200, sentence: str = "", **forms: Any
) -> HttpResponse:
    page = proposal_page(actor, proposal)
    version = {"version": page.version}
    context = {
        "file": page.file, "tabs": case_tabs(page.file, "disclosures"), "page": page, "line": page.line,
        "may": page.may, "sentence": sentence, "refused": next(iter(forms.values()), None),
        "hand_in_form": HandInForm(initial=version), "decide_form": DecideForm(initial=version),
        "made_form": MadeForm(), "received_form": ReceivedForm(), "withdraw_form": WithdrawForm(), **forms,
    }  # fmt: skip
    return render(request, "sharing/proposal_detail.html", context, status=status)


def _act(
    request: HttpRequest, actor: Actor, proposal: uuid.UUID, name: str, form: PlainForm,
    act: Callable[[dict[str, Any]], object], said: str,
) -> HttpResponse:  # fmt: skip
    """Do what a small form on the page asks for; what is wrong with it is said at its fields or above the page."""
    status = 422
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except RuleBroken as error:
            if error.field is None:
                status = 409 if isinstance(error, Conflict) else 422
                return _page(request, actor, proposal, status, error.sentence)
            status = broken(form, error)
        else:
            tell(request, said)
            return see_other("proposal_detail", proposal)
    forms: dict[str, Any] = {name: form}
    return _page(request, actor, proposal, status, **forms)


@door("POST")
def proposal_hand_in(request: HttpRequest, actor: Actor, proposal: uuid.UUID) -> HttpResponse:
    """Hand the draft in for decision."""

    def act(got: dict[str, Any]) -> object:
        return hand_in_proposal(actor, proposal, got["version"])

    said = _("Handed in. The words are fixed now; somebody else decides.")
    return _act(request, actor, proposal, "hand_in_form", HandInForm(request.POST), act, said)


@door("POST")
def proposal_decide(request: HttpRequest, actor: Actor, proposal: uuid.UUID) -> HttpResponse:
    """Approve or refuse."""

    def act(got: dict[str, Any]) -> object:
        approved = got["decision"] == "approve"
        return decide_proposal(actor, proposal, approved=approved, reason=got["reason"], version=got["version"])

    return _act(request, actor, proposal, "decide_form", DecideForm(request.POST), act, _("Your decision is recorded."))


@door("POST")
def proposal_made(request: HttpRequest, actor: Actor, proposal: uuid.UUID) -> HttpResponse:
    """Record that it was passed on."""
    form = MadeForm(request.POST)
    said = _("Recorded. Telling the person of it is due now.")
    return _act(
        request, actor, proposal, "made_form", form, lambda _got: make_disclosure(actor, proposal, form.passed()), said
    )


@door("POST")
def proposal_received(request: HttpRequest, actor: Actor, proposal: uuid.UUID) -> HttpResponse:
    """Record that the recipient has it."""

    def act(got: dict[str, Any]) -> object:
        return acknowledge_disclosure(actor, proposal, got["acknowledged_on"])

    return _act(request, actor, proposal, "received_form", ReceivedForm(request.POST), act, _("Recorded."))


@door("POST")
def proposal_close(request: HttpRequest, actor: Actor, proposal: uuid.UUID) -> HttpResponse:
    """Close it."""
    form = PlainForm(request.POST)
    return _act(
        request, actor, proposal, "close_form", form, lambda _got: close_disclosure(actor, proposal), _("Closed.")
    )


@door("POST")
def proposal_withdraw(request: HttpRequest, actor: Actor, proposal: uuid.UUID) -> HttpResponse:
    """Withdraw it."""

    def act(got: dict[str, Any]) -> object:
        return withdraw_proposal(actor, proposal, got["why"])

    return _act(request, actor, proposal, "withdraw_form", WithdrawForm(request.POST), act, _("Withdrawn."))


@door("GET", "POST")
def proposal_doubt(request: HttpRequest, actor: Actor, proposal: uuid.UUID) -> HttpResponse:
    """ "I am not sure": ask the legal advisers; it waits until they have answered."""
    page = proposal_page(actor, proposal)
    desk = question_desk(actor, page.file.reference)
    words = page.wording.text if page.wording else ""
    first = _("This is what would be passed on: “%(words)s”") % {"words": words} if words else ""
    choices = [(one.value, one.label) for one in desk.wordings]
    form = QuestionForm(posted(request), choices=choices, initial={"question": first})

    def ask() -> object:
        typed = form.new(None)
        new = NewQuestion(typed.question, AdviceAbout.PROPOSAL, proposal, typed.urgent, typed.quoted)
        return ask_advice(actor, page.file.reference, new, form.key)

    status = settle(form, ask)
    if status == DONE:
        tell(request, _("The legal advisers have your question. Until they answer, this waits."))
        return see_other("proposal_detail", proposal)
    context = {"file": page.file, "tabs": case_tabs(page.file, "disclosures"), "desk": desk, "form": form,
               "proposal": page.line}  # fmt: skip
    return render(request, "sharing/advice_new.html", context, status=status)
