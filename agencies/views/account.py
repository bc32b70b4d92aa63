"""One's own account: who I am here, for whom I act, and the first password."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from access.actor import Actor
from access.doors import door
from access.identify import CHOSEN
from agencies.choices import RemindBy
from agencies.forms.codes import FirstPasswordForm
from agencies.forms.members import ActingForForm, RemindByForm
from agencies.queries.account import my_account as account_of
from agencies.queries.account import my_memberships
from agencies.queries.links import holder_of_link
from agencies.services.accounts import set_first_password
from agencies.services.acting import choose_membership, choose_reminders
from agencies.views.answers import DONE, posted, see_address, see_other, settle, way_back

LINK, TAKEN = "first_password_token", "set"
"""Key of the session that holds the token of a one-time link, and the word that stands for it in the address."""


@door("GET", standing=False)
def my_account(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who am I: name, agency, position, duties, and where to change what I can change myself."""
    return render(request, "agencies/my_account.html", {"account": account_of(actor)})


@door("GET", "POST", standing=False)
def acting_for(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose among one's own memberships."""
    mine = my_memberships(actor)
    choices = [(str(one.id), f"{one.agency}: {one.position}") for one in mine]
    form = ActingForForm(posted(request), initial={"membership": str(actor.membership_id)}, memberships=choices)
    chosen: list[str] = []
    status = settle(form, lambda: chosen.append(choose_membership(actor, uuid.UUID(form.cleaned_data["membership"]))))
    if status == DONE:
        request.session[CHOSEN] = form.cleaned_data["membership"]
        messages.success(request, _("You act for %(agency)s now.") % {"agency": chosen[0]})
        return see_address(way_back(request))
    context = {"form": form, "memberships": mine, "next": way_back(request)}
    return render(request, "agencies/acting_for.html", context, status=status)


@door("GET", "POST", standing=False)
def reminder_choice(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose how one is reminded: by e-mail at once, once a day, or only here."""
    form = RemindByForm(posted(request), initial={"by": account_of(actor).reminded_by})
    status = settle(form, lambda: choose_reminders(actor, RemindBy(form.cleaned_data["by"])))
    if status == DONE:
        messages.success(request, _("Your choice holds from now on."))
        return see_other("my_account")
    return render(request, "agencies/reminder_choice.html", {"form": form}, status=status)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def first_password(request: HttpRequest, uidb64: str, token: str) -> HttpResponse:
    """Set a password with a one-time link. Open to whoever holds the link; it says nothing about anybody.

    The token moves from the address into the session at once, so that neither log nor history keeps a working link.
    """
    kept = request.session.get(LINK, "") if token == TAKEN else token
    holder = holder_of_link(uidb64, kept)
    if holder is None:
        return render(request, "agencies/first_password.html", {"spoiled": True}, status=404)
    if token != TAKEN:
        request.session[LINK] = token
        return see_other("first_password", uidb64, TAKEN)
    form = FirstPasswordForm(posted(request), holder=holder)
    status = settle(form, lambda: set_first_password(uidb64, kept, form.cleaned_data["password"]))
    if status == DONE:
        del request.session[LINK]
        messages.success(request, _("Your password is set. Sign in with it."))
        return see_other("account_login")
    return render(request, "agencies/first_password.html", {"form": form}, status=status)
