"""Sights of lessons: those that stand for all, and those on their way out of a case."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from access import policy
from access.actor import Actor
from access.expressions import Sql
from access.sight import INSIDE, Sight
from agencies.choices import Duty


def approves_lessons(actor: Actor) -> bool:
    """Whether the actor may let lessons of their partnership stand, and take them back."""
    return shares_lessons(actor) and (actor.has_duty(Duty.CHAIR) or actor.has_duty(Duty.COORDINATOR))


def shares_lessons(actor: Actor) -> bool:
    """Whether lessons are for the actor: a member of staff of an agency that takes part for good."""
    return not (actor.is_companion or actor.is_guest)


def _at_home(actor: Actor) -> Q:
    """Rows of the actor's partnership, while the actor is in good standing."""
    standing = Sql(
        "agencies_in_standing(:user, :membership)", {"user": actor.user_id, "membership": actor.membership_id}, {}
    )
    return Q(partnership_id=actor.partnership_id) & Q(standing)


@dataclass(frozen=True, slots=True)
class LessonItself(Sight):
    """Approved lessons: for the staff of the partnership; withdrawn ones for those who may approve."""

    def condition(self, actor: Actor, verb: str) -> Any | None:
        """Clear lessons to read, and standing ones to withdraw."""
        if verb == "withdraw" and approves_lessons(actor):
            return _at_home(actor) & Q(withdrawn_on__isnull=True)
        if verb != "view" or not shares_lessons(actor):
            return None
        return _at_home(actor) if approves_lessons(actor) else _at_home(actor) & Q(withdrawn_on__isnull=True)


@dataclass(frozen=True, slots=True)
class LessonOnItsWay(Sight):
    """Lessons before approval: inside their case; for chair and coordinators while they wait, and what they decided.

    Nobody weighs what they wrote themselves.
    """

    def condition(self, actor: Actor, verb: str) -> Any | None:
        """Clear lessons on their way to read or to weigh; else ask the case."""
        waits = _at_home(actor) & Q(state="waiting") & ~Q(author_id=actor.user_id)
        if verb == "weigh":
            return waits if approves_lessons(actor) else None
        inside = policy.case_condition(actor, verb, "case_id", INSIDE)
        if inside is None or verb != "view" or not approves_lessons(actor):
            return inside
        return Q(inside) | waits | (_at_home(actor) & Q(decided_by_id=actor.user_id))
