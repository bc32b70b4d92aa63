"""Who knows of a request of the person: the record of the case from inside; its clock also whoever keeps the rights."""

from dataclasses import dataclass

from django.db.models import Q

from access import policy
from access.actor import Actor
from access.sight import INSIDE, Sight
from agencies.choices import Duty

KEEP = (Duty.COORDINATOR, Duty.CHAIR, Duty.LEGAL)
"""Who keeps an eye on the clocks of a partnership without seeing its cases."""


@dataclass(frozen=True, slots=True)
class Asked(Sight):
    """Requests themselves, which hold no words about anybody; all but ``view`` is asked of the place on the case."""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear the requests of cases one is inside of, and to view those of the partnership to who keeps clocks."""
        inside = policy.case_condition(actor, verb, "case_id", INSIDE)
        if inside is None:
            return None
        if verb == "view" and any(actor.has_duty(duty) for duty in KEEP):
            return Q(inside) | Q(partnership_id=actor.partnership_id)
        return Q(inside)


@dataclass(frozen=True, slots=True)
class GivenToPerson(Sight):
    """The file for the person: whoever manages the case, and once it is handed in the legal advisers, who review it.

    ``prefix`` leads to the file.
    """

    prefix: str = ""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear files to view; to ``manage``, those of cases one manages; to ``review``, those of others that wait."""
        manages = Q(policy.case_condition(actor, "manage", "case_id"))
        here = Q(**{f"{self.prefix}partnership_id": actor.partnership_id})
        adviser = here if actor.has_duty(Duty.LEGAL) else Q(pk__in=[])
        if verb == "manage":
            return manages
        if verb == "review":
            others = Q(**{f"{self.prefix}state": "in_review"}) & ~Q(**{f"{self.prefix}assembler_id": actor.user_id})
            return others & (manages | adviser)
        if verb != "view":
            return None
        return manages | (adviser & ~Q(**{f"{self.prefix}state__in": ["assembled", "dropped"]}))
