"""Who reads a text for the public before it is out: inside its case, whoever asked for it, chair and legal advisers."""

from dataclasses import dataclass

from django.db.models import Q

from access import policy
from access.actor import Actor
from access.sight import INSIDE, Sight
from agencies.choices import Duty

DECIDING = (Duty.CHAIR, Duty.LEGAL)
"""Who decides: one of each, and never whoever asked for it."""


@dataclass(frozen=True, slots=True)
class PublicationItself(Sight):
    """Texts for the public and what is said to them. ``prefix`` leads to the text."""

    prefix: str = ""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear to read (view), to decide (decide), and for whoever asked for it or leads the case (keep)."""
        case = f"{self.prefix}case_id"
        here = Q(**{f"{self.prefix}partnership_id": actor.partnership_id})
        mine = Q(**{f"{self.prefix}membership_id": actor.membership_id})
        alone = Q(**{f"{self.prefix}case_id__isnull": True})
        decides = any(actor.has_duty(duty) for duty in DECIDING)
        if verb == "decide":
            return here & ~Q(**{f"{self.prefix}user_id": actor.user_id}) if decides else None
        if verb == "keep":
            works = Q(policy.case_condition(actor, "edit", case))
            return (mine & (alone | works)) | Q(policy.case_condition(actor, "lead", case))
        if verb != "view":
            return None
        found = (mine & alone) | Q(policy.case_condition(actor, "view", case, INSIDE))
        return found | here if decides else found
