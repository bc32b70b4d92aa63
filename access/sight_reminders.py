"""Sights of reminders and of the ledger of messages that carry them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from access import policy
from access.actor import Actor
from access.sight import Sight
from agencies.choices import Duty


@dataclass(frozen=True, slots=True)
class OwnReminder(Sight):
    """Reminders: one's own alone, and of a case only while one sees it."""

    def condition(self, actor: Actor, verb: str) -> Any | None:
        """Clear the actor's reminders to read and to settle."""
        if verb not in ("view", "settle"):
            return None
        own = Q(user_id=actor.user_id, membership_id=actor.membership_id)
        return own & (Q(case_id__isnull=True) | Q(policy.case_condition(actor, "view", "case_id")))


@dataclass(frozen=True, slots=True)
class MailRow(Sight):
    """Messages that carried reminders: whom, when and what became of them, for coordinators of the partnership."""

    def condition(self, actor: Actor, verb: str) -> Any | None:
        """Clear the partnership's messages to its coordinators."""
        if verb not in ("view", "note") or not actor.has_duty(Duty.COORDINATOR):
            return None
        return Q(partnership_id=actor.partnership_id)
