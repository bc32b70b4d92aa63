"""What happens to an agreement after it is written: one narrow page for each act, with what it will mean."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.doors import door
from agencies.forms.agreements import LeaveForm, OfferForm, PartyForm, RenewForm, SignatureForm
from agencies.forms.base import VersionedForm
from agencies.forms.members import EndForm
from agencies.queries.agreements import AgreementPage, Party, agreement_page, party_choices, review_proposed
from agencies.services import agreements as services
from agencies.views.answers import COORDINATOR, DONE, FOR_COORDINATORS, posted, see_other, settle

Act = Callable[..., None]
coordinators = door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)


def _answer(
    request: HttpRequest,
    page: AgreementPage,
    form: VersionedForm,
    act: Act,
    words: tuple[Any, Any, Any, Any],
    warning: bool = False,
) -> HttpResponse:
    """Ask, act or explain. ``words`` are title, what it means, the button, what was done."""
    status = settle(form, lambda: act(**form.cleaned_data), {"version": page.version})
    title, meaning, button, done = words
    if status == DONE:
        messages.success(request, done)
        return see_other("agreement_detail", page.line.id)
    context = {"form": form, "page": page, "title": title, "meaning": meaning, "button": button, "warning": warning}
    return render(request, "agencies/agreement_act.html", context, status=status)


def _parties(parties: list[Party]) -> list[tuple[str, str]]:
    return [(str(party.agency_id), party.name) for party in parties]


@coordinators
def agreement_offer(request: HttpRequest, actor: Actor, agreement: uuid.UUID) -> HttpResponse:
    """Offer the finished text for signature."""
    page = agreement_page(actor, agreement)
    form = OfferForm(posted(request), initial={"version": page.version})
    words = (
        _("Offer for signature"),
        _("All parties can sign the text as it stands. After the first signature nobody changes it any more."),
        _("Offer for signature"),
        _("The agreement is offered for signature."),
    )
    return _answer(
        request, page, form, lambda version: services.offer_agreement(actor, agreement, version=version), words
    )


@coordinators
def agreement_sign(request: HttpRequest, actor: Actor, agreement: uuid.UUID) -> HttpResponse:
    """Record the signature of a party."""
    page = agreement_page(actor, agreement)
    start = {"version": page.version, "signed_on": timezone.localdate()}
    form = SignatureForm(posted(request), initial=start, agencies=_parties(page.line.waiting))
    words = (
        _("Record a signature"),
        _("Have the signed paper before you. From two signatures on, and from its first day, it opens what it names."),
        _("Record the signature"),
        _("The signature is recorded."),
    )

    def sign(agency: str, **given: Any) -> None:
        services.sign_agreement(actor, agreement, uuid.UUID(agency), **given)

    return _answer(request, page, form, sign, words)


@coordinators
def agreement_join(request: HttpRequest, actor: Actor, agreement: uuid.UUID) -> HttpResponse:
    """Let one more agency join."""
    page = agreement_page(actor, agreement)
    inside = {party.agency_id for party in page.line.parties if not party.left}
    others = [one for one in party_choices(actor) if uuid.UUID(one[0]) not in inside]
    form = PartyForm(posted(request), initial={"version": page.version}, agencies=others)
    words = (
        _("Add a party"),
        _("The agency is bound, and sees anything under the agreement, only once its signature is recorded."),
        _("Add the party"),
        _("The agency is a party. Record its signature when you have it."),
    )

    def join(agency: str, version: int) -> None:
        services.add_party(actor, agreement, uuid.UUID(agency), version=version)

    return _answer(request, page, form, join, words)


@coordinators
def agreement_leave(request: HttpRequest, actor: Actor, agreement: uuid.UUID) -> HttpResponse:
    """Release an agency."""
    page = agreement_page(actor, agreement)
    inside = [party for party in page.line.parties if not party.left]
    form = LeaveForm(posted(request), initial={"version": page.version}, agencies=_parties(inside))
    words = (
        _("A party leaves"),
        _("From this moment nothing is shared with it under this agreement. The others stay bound."),
        _("Release the party"),
        _("The agency has left the agreement. It holds from this moment."),
    )

    def leave(agency: str, **given: Any) -> None:
        services.leave_agreement(actor, agreement, uuid.UUID(agency), **given)

    return _answer(request, page, form, leave, words)


@coordinators
def agreement_suspend(request: HttpRequest, actor: Actor, agreement: uuid.UUID) -> HttpResponse:
    """Stop sharing under it."""
    page = agreement_page(actor, agreement)
    form = EndForm(posted(request), initial={"version": page.version})
    words = (
        _("Suspend the agreement"),
        _("From this moment nobody sees anything of another agency by it, on no case. It can be resumed."),
        _("Suspend now"),
        _("The agreement is suspended. It holds from this moment."),
    )
    return _answer(request, page, form, lambda **given: services.suspend_agreement(actor, agreement, **given), words)


@coordinators
def agreement_resume(request: HttpRequest, actor: Actor, agreement: uuid.UUID) -> HttpResponse:
    """Let sharing go on."""
    page = agreement_page(actor, agreement)
    form = EndForm(posted(request), initial={"version": page.version})
    words = (
        _("Resume the agreement"),
        _("From this moment its parties see again what it opens, also what was written meanwhile."),
        _("Resume now"),
        _("The agreement goes on. It holds from this moment."),
    )
    return _answer(request, page, form, lambda **given: services.resume_agreement(actor, agreement, **given), words)


@coordinators
def agreement_renew(request: HttpRequest, actor: Actor, agreement: uuid.UUID) -> HttpResponse:
    """Give it a new last day."""
    page = agreement_page(actor, agreement)
    form = RenewForm(posted(request), initial={"version": page.version, "review_on": review_proposed(actor)})
    words = (
        _("Renew the agreement"),
        _("The text and the signatures stay. If it has run out, it opens again from this moment."),
        _("Renew"),
        _("The agreement is renewed."),
    )
    return _answer(request, page, form, lambda **given: services.renew_agreement(actor, agreement, **given), words)


@coordinators
def agreement_terminate(request: HttpRequest, actor: Actor, agreement: uuid.UUID) -> HttpResponse:
    """End it for good."""
    page = agreement_page(actor, agreement)
    form = EndForm(posted(request), initial={"version": page.version})
    words = (
        _("End the agreement for good"),
        _("From this moment nobody sees anything of another agency by it. This cannot be undone."),
        _("End it for good"),
        _("The agreement has ended. It holds from this moment."),
    )
    return _answer(
        request, page, form, lambda **given: services.terminate_agreement(actor, agreement, **given), words, True
    )
