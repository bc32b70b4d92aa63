"""Who reads a report that something reached somebody it should not: its writer, the case manager, chair and advisers.

Nobody else learns what it says; the log of the case tells that one was made. A place on the team is enough for one's
own, whatever the agreements say.
"""

from dataclasses import dataclass

from django.db.models import Q

from access import policy
from access.actor import Actor
from access.sight import Sight
from agencies.choices import Duty

DECIDING = (Duty.CHAIR, Duty.LEGAL)
"""Who is told of each report in the partnership, without the case."""


@dataclass(frozen=True, slots=True)
class LeakItself(Sight):
    """Reports and what was done about them. ``prefix`` leads to the report."""

    prefix: str = ""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear to read (view); to decide on authority and person (decide), and to close it (close)."""
        here = Q(**{f"{self.prefix}partnership_id": actor.partnership_id})
        if verb == "decide":
            return here if actor.has_duty(Duty.LEGAL) else None
        informed = any(actor.has_duty(duty) for duty in DECIDING)
        if verb == "close":
            return here if informed else None
        if verb != "view":
            return None
        mine = Q(**{f"{self.prefix}membership_id": actor.membership_id})
        case = f"{self.prefix}case_id"
        found = mine & (Q(policy.team_condition(actor, case)) | Q(policy.case_condition(actor, "write", case)))
        found |= Q(policy.case_condition(actor, "lead", case))
        return found | here if informed else found
