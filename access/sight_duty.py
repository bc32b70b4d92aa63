"""Who reads a duty report: three circles. A place on the team is enough for one's own, whatever the agreements say."""

from dataclasses import dataclass

from django.db.models import Q

from access import policy
from access.actor import Actor
from access.sight import INSIDE, Sight
from agencies.choices import Duty

INFORMED = (Duty.CHAIR, Duty.LEGAL)
"""Who is told that one was made, without the case (domain section 3.6)."""


def _own(actor: Actor, prefix: str) -> Q:
    """One's own, as long as one is on the team."""
    mine = Q(**{f"{prefix}membership_id": actor.membership_id, f"{prefix}user_id": actor.user_id})
    case = f"{prefix}case_id"
    return mine & (Q(policy.team_condition(actor, case)) | Q(policy.case_condition(actor, "write", case)))


def _of_the_agency(actor: Actor, prefix: str) -> Q:
    """Those of the actor's agency, where the actor works on the case."""
    return Q(**{f"{prefix}agency_id": actor.agency_id}) & Q(policy.case_condition(actor, "edit", f"{prefix}case_id"))


@dataclass(frozen=True, slots=True)
class DutyItself(Sight):
    """That a report was made: the record of the case, its writer, and whoever is informed without the case."""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear to view; to ``correct`` one's own and those of one's agency."""
        if verb == "correct":
            return _own(actor, "") | _of_the_agency(actor, "")
        if verb != "view":
            return None
        found = _own(actor, "") | Q(policy.case_condition(actor, "view", "case_id", INSIDE))
        if any(actor.has_duty(duty) for duty in INFORMED):
            found |= Q(partnership_id=actor.partnership_id)
        return found


@dataclass(frozen=True, slots=True)
class DutyWords(Sight):
    """What the writer fears, knows and thinks."""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear to the writer, and to their agency where it works on the case."""
        return _own(actor, "report__") | _of_the_agency(actor, "report__") if verb == "view" else None


@dataclass(frozen=True, slots=True)
class DutyPassedOn(Sight):
    """What passed to law enforcement."""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear to its writer and, if released, to those who work on the case; to ``answer`` to its receivers.

        Receivers see no report and no case: their rows are found without either.
        """
        if verb == "answer":
            return Q(to_agency_id=actor.agency_id) if actor.has_duty(Duty.DUTY_DESK) else None
        if verb != "view":
            return None
        released = Q(is_released=True) & Q(policy.case_condition(actor, "work", "report__case_id"))
        return _own(actor, "report__") | _of_the_agency(actor, "report__") | released
