"""Who knows of a deferral: the record of the case is read from inside; whoever decides of it may see no case at all."""

from dataclasses import dataclass

from django.db.models import Q

from access import policy
from access.actor import Actor
from access.sight import INSIDE, Sight
from agencies.choices import Duty

DECIDE = (Duty.CHAIR, Duty.COORDINATOR)
"""Who approves a deferral (domain section 3.6)."""
DECIDE_AGAIN = Duty.LEGAL
"""Who approves one that reaches far, after them."""


@dataclass(frozen=True, slots=True)
class Deferred(Sight):
    """Deferrals to view; to ``decide``, ``second`` or ``end`` as one whose duty it is, never one's own."""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear the deferrals of cases one is inside of, and those of the partnership to whoever decides of them."""
        decides, again = any(actor.has_duty(duty) for duty in DECIDE), actor.has_duty(DECIDE_AGAIN)
        here = Q(partnership_id=actor.partnership_id)
        if verb == "view":
            inside = Q(policy.case_condition(actor, "view", "case_id", INSIDE))
            return inside | here if decides or again else inside
        others = here & ~Q(proposer_id=actor.user_id)
        if verb == "decide" and decides:
            return others
        if verb == "second" and again:
            return others & ~Q(decider_id=actor.user_id)
        if verb == "end" and (decides or again):
            return here
        return None
