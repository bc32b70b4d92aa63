"""Accounts: the one-time link for a password, switching off and on."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import NotAllowed, RuleBroken
from agencies.models import AgencyMembership, User
from agencies.queries.links import TOKENS, holder_of_link
from agencies.queries.members import acts_elsewhere
from agencies.services.sessions import end_sessions
from agencies.services.steps import locked, must_coordinate, recorded


@dataclass(frozen=True, slots=True)
class PasswordLink:
    """The two parts of a one-time link, and when it stops working. Shown once, kept nowhere."""

    uid: str
    token: str
    expires_at: dt.datetime


@transaction.atomic
def issue_password_link(actor: Actor, membership_id: uuid.UUID) -> PasswordLink:
    """Make a one-time link with which a person sets a password; an old password stops working, sessions end.

    Earlier links of the person stop working too.

    Raises:
        Http404: no such membership in the actor's partnership.
        NotAllowed: the actor is no coordinator, or it is the actor's own.
        RuleBroken: the account is switched off, or the person acts in another partnership as well.
    """
    user = _account_of(actor, membership_id)
    if not user.is_active:
        raise RuleBroken(_("This account is switched off. Switch it on first."))
    reset = user.has_usable_password()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    end_sessions(actor, user.pk)
    recorded(actor, "account.link_issued", "account", [user.pk], detail={"reset": reset})
    expires = timezone.now() + dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    return PasswordLink(urlsafe_base64_encode(force_bytes(user.pk)), TOKENS.make_token(user), expires)


@transaction.atomic
def set_first_password(uid: str, token: str, password: str) -> None:
    """Set the password of the person whom a one-time link was made for. ``password`` has been validated.

    Raises:
        RuleBroken: the link was used, replaced or has expired.
    """
    user = holder_of_link(uid, token, lock=True)
    if user is None:
        raise RuleBroken(_("This link does not work any more. Ask the partnership coordinator for a new one."))
    user.set_password(password)
    user.save(update_fields=["password"])
    trail.record(None, "account.password_set", operation=Operation.ADMINISTER, kind="account", subjects=[user.pk])


@transaction.atomic
def switch_account(actor: Actor, membership_id: uuid.UUID, *, on: bool) -> None:
    """Switch a person's account on, or off and sign them out everywhere.

    Raises:
        Http404: no such membership in the actor's partnership.
        NotAllowed: the actor is no coordinator, or it is the actor's own.
        RuleBroken: the person acts in another partnership as well.
    """
    user = _account_of(actor, membership_id)
    if user.is_active == on:
        return
    user.is_active = on
    user.save(update_fields=["is_active"])
    recorded(actor, "account.switched_on" if on else "account.switched_off", "account", [user.pk])
    end_sessions(actor, user.pk)


def _account_of(actor: Actor, membership_id: uuid.UUID) -> User:
    must_coordinate(actor)
    row = locked(AgencyMembership.objects.filter(agency__partnership=actor.partnership_id), membership_id, None)
    if row.user_id == actor.user_id:
        raise NotAllowed(_("Nobody does this to their own account here. Ask another coordinator."))
    if acts_elsewhere(actor, row.user_id):
        raise RuleBroken(_("This person also acts in another partnership. Only the operator may do this."))
    return User.objects.select_for_update().get(pk=row.user_id)
