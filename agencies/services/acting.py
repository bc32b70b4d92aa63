"""Choices about oneself: under which membership to act, and how to be reminded."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from access.actor import Actor
from agencies.choices import RemindBy
from agencies.errors import RuleBroken
from agencies.models import User
from agencies.queries.account import my_memberships
from agencies.services.steps import recorded


@transaction.atomic
def choose_membership(actor: Actor, membership_id: uuid.UUID) -> str:
    """Record that the actor goes on under another own membership; return its agency's name.

    Raises:
        RuleBroken: it is not the actor's own, or does not run today.
    """
    for membership in my_memberships(actor):
        if membership.id == membership_id:
            recorded(actor, "account.acting_for", "membership", [membership_id])
            return membership.agency
    raise RuleBroken(_("Choose one of your agencies"), "membership")


@transaction.atomic
def choose_reminders(actor: Actor, by: RemindBy) -> None:
    """Set how the actor is reminded of what falls due, under all of their memberships."""
    User.objects.filter(pk=actor.user_id).update(reminded_by=by)
    recorded(actor, "account.reminded_by", "user", [actor.user_id], detail={"by": by.value})
