"""When a person last looked at their start page."""

import datetime as dt

from django.utils import timezone

from access.actor import Actor
from agencies.models import User


def note_visit(actor: Actor) -> dt.datetime | None:
    """Remember that the actor looks now, and return when they looked before (None for the first time)."""
    before = User.objects.filter(pk=actor.user_id).values_list("cases_looked_at", flat=True).first()
    User.objects.filter(pk=actor.user_id).update(cases_looked_at=timezone.now())
    return before
