"""Agreements: the list, one of them, and writing it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.forms.agreements import AgreementEditForm, AgreementForm
from agencies.queries.agreements import (
    agreement_page,
    agreement_values,
    agreements_of,
    party_choices,
    review_proposed,
)
from agencies.services.agreements import add_agreement, change_agreement
from agencies.views.answers import COORDINATOR, DONE, FOR_COORDINATORS, posted, see_other, settle, tabs


@door("GET")
def agreement_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every agreement of the partnership and its state now."""
    context = {
        "agreements": agreements_of(actor),
        "may_manage": actor.has_duty(COORDINATOR),
        "tabs": tabs(actor, "agreement_list"),
    }
    return render(request, "agencies/agreement_list.html", context)


@door("GET")
def agreement_detail(request: HttpRequest, actor: Actor, agreement: uuid.UUID) -> HttpResponse:
    """One agreement: what it opens now, between whom, and its sections."""
    page = agreement_page(actor, agreement)
    return render(request, "agencies/agreement_detail.html", {"page": page, "tabs": tabs(actor, "")})


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def agreement_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Begin to write an agreement."""
    made: list[uuid.UUID] = []
    start = {"review_on": review_proposed(actor), **_wanted(request)}
    form = AgreementForm(posted(request), initial=start, agencies=party_choices(actor))
    status = settle(form, lambda: made.append(add_agreement(actor, form.words(), form.party_ids())))
    if status == DONE:
        messages.success(request, _("The agreement is saved. Nothing is shared under it before it is signed."))
        return see_other("agreement_detail", made[0])
    return render(request, "agencies/agreement_form.html", {"form": form}, status=status)


def _wanted(request: HttpRequest) -> dict[str, list[str]]:
    """What a gap asks for, to begin with: parties, purposes and kinds of data in the address."""
    asked = {"parties": "party", "purposes": "purpose", "data_categories": "data"}
    return {name: request.GET.getlist(parameter) for name, parameter in asked.items()}


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def agreement_edit(request: HttpRequest, actor: Actor, agreement: uuid.UUID) -> HttpResponse:
    """Rewrite an agreement that nobody has signed."""
    page, stored = agreement_page(actor, agreement), agreement_values(actor, agreement)
    form = AgreementEditForm(posted(request), initial=stored, agencies=party_choices(actor))

    def change() -> None:
        change_agreement(actor, agreement, form.words(), form.party_ids(), version=form.cleaned_data["version"])

    status = settle(form, change, stored)
    if status == DONE:
        messages.success(request, _("The changes are saved."))
        return see_other("agreement_detail", agreement)
    return render(request, "agencies/agreement_form.html", {"form": form, "page": page}, status=status)
