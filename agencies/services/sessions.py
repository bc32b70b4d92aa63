"""Ending what a person has open, everywhere at once."""

import uuid

from allauth.usersessions.models import UserSession
from django.db import transaction

from access.actor import Actor
from agencies.services.steps import recorded


@transaction.atomic
def end_sessions(actor: Actor, user_id: uuid.UUID) -> int:
    """End every session of the person, on every device, when this transaction is committed.

    Returns how many there were. A request under way with one of them is answered and then finds itself signed out.
    """
    sessions = list(UserSession.objects.filter(user_id=user_id))
    for session in sessions:
        session.end()
    if sessions:
        recorded(actor, "account.signed_out", "account", [user_id], detail={"sessions": len(sessions)})
    return len(sessions)
