"""Who knows that a record is held or erased: the case manager, and chair and legal advisers without the case."""

from dataclasses import dataclass

from django.db.models import Q

from access import policy
from access.actor import Actor
from access.sight import Sight
from agencies.choices import Duty

OVERSEE = (Duty.CHAIR, Duty.LEGAL)
"""Who places holds and decides what is erased."""


@dataclass(frozen=True, slots=True)
class HeldOrErased(Sight):
    """Legal holds and erasures. They name no person, so that chair and advisers read them without the case.

    ``of`` leads to the hold or the erasure, where a row hangs on one.
    """

    of: str = ""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear to read (view) also to the case manager; to decide to chair and legal advisers of the partnership."""
        here = Q(**{f"{self.of}partnership_id": actor.partnership_id})
        oversees = any(actor.has_duty(duty) for duty in OVERSEE)
        if verb == "decide":
            return here if oversees else None
        if verb != "view":
            return None
        leads = Q(policy.case_condition(actor, "lead", f"{self.of}case_id"))
        return leads | here if oversees else leads
