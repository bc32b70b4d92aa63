"""People at agencies, as a coordinator keeps them."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from access.errors import NotAllowed
from agencies.errors import RuleBroken
from agencies.forms.members import EndForm, MemberEditForm, NewMemberForm
from agencies.queries.agencies import agency_page
from agencies.queries.members import MemberPage, member_page, member_values, position_choices
from agencies.services.accounts import issue_password_link, switch_account
from agencies.services.members import Added, add_member, change_member, end_member
from agencies.views.answers import COORDINATOR, DONE, FOR_COORDINATORS, posted, see_other, settle


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def member_new(request: HttpRequest, actor: Actor, agency: uuid.UUID) -> HttpResponse:
    """Add a person to an agency."""
    page, made = agency_page(actor, agency), list[Added]()
    form = NewMemberForm(
        posted(request), initial={"begins_on": timezone.localdate()}, positions=position_choices(actor)
    )
    status = settle(form, lambda: made.append(add_member(actor, agency, form.member())))
    if status == DONE and made[0].needs_password:
        messages.success(request, _("The person is added and needs a password: make a one-time link."))
        return see_other("member_password_link", made[0].membership_id)
    if status == DONE:
        messages.success(request, _("The person is added and signs in with the account they have."))
        return see_other("agency_detail", agency)
    return render(request, "agencies/member_form.html", {"form": form, "agency": page}, status=status)


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def member_edit(request: HttpRequest, actor: Actor, membership: uuid.UUID) -> HttpResponse:
    """Change a membership that runs."""
    page, stored = _not_mine(member_page(actor, membership)), member_values(actor, membership)
    form = MemberEditForm(posted(request), initial=stored, positions=position_choices(actor))

    def change() -> None:
        given = form.cleaned_data
        change_member(
            actor, membership, position=form.position_id(), duties=given["duties"], ends_on=given["ends_on"],
            version=given["version"],
        )  # fmt: skip

    status = settle(form, change, stored)
    if status == DONE:
        messages.success(request, _("The changes are saved. The person is signed out everywhere."))
        return see_other("agency_detail", page.agency_id)
    return render(request, "agencies/member_form.html", {"form": form, "member": page}, status=status)


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def member_end(request: HttpRequest, actor: Actor, membership: uuid.UUID) -> HttpResponse:
    """End a membership now."""
    page = _not_mine(member_page(actor, membership))
    stored = {"version": page.version}
    form = EndForm(posted(request), initial=stored)

    def end() -> None:
        end_member(actor, membership, reason=form.cleaned_data["reason"], version=form.cleaned_data["version"])

    status = settle(form, end, stored)
    if status == DONE:
        messages.success(request, _("The membership has ended. The person is signed out everywhere."))
        return see_other("agency_detail", page.agency_id)
    return render(request, "agencies/member_end.html", {"form": form, "member": page}, status=status)


@door("GET", "POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def member_password_link(request: HttpRequest, actor: Actor, membership: uuid.UUID) -> HttpResponse:
    """Make a one-time link for a password. It is shown in this answer alone and kept nowhere."""
    page = _not_mine(member_page(actor, membership))
    context: dict[str, object] = {"member": page}
    if request.method == "POST":
        try:
            link = issue_password_link(actor, membership)
        except RuleBroken as broken:
            context["refusal"] = broken.sentence
            return render(request, "agencies/member_password_link.html", context, status=422)
        address = reverse("first_password", args=[link.uid, link.token])
        context |= {"link": request.build_absolute_uri(address), "expires_at": link.expires_at}
    return render(request, "agencies/member_password_link.html", context)


@door("POST", duty=COORDINATOR, sentence=FOR_COORDINATORS)
def member_account(request: HttpRequest, actor: Actor, membership: uuid.UUID) -> HttpResponse:
    """Switch a person's account off or on."""
    on = request.POST.get("on") == "1"
    try:
        switch_account(actor, membership, on=on)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    else:
        messages.success(
            request,
            _("The account is switched on.")
            if on
            else _("The account is switched off. The person is signed out everywhere."),
        )
    return see_other("member_edit", membership)


def _not_mine(page: MemberPage) -> MemberPage:
    if page.is_me:
        raise NotAllowed(_("Nobody changes their own membership. Ask another coordinator."))
    return page
