"""Declarations of legal advice: who reads a question and what goes with it, and who answers it.

Advisers carry the duty in the partnership and see no case by it. Whoever asked reads their own question as long as they
see its case.
"""

from dataclasses import dataclass

from django.db.models import Q

from access import policy
from access.actor import Actor
from access.sight import Sight
from access.sight_proposals import wording
from agencies.choices import Duty


def _asked(actor: Actor, verb: str, prefix: str) -> Q:
    mine = Q(**{f"{prefix}membership_id": actor.membership_id})
    return mine & Q(policy.case_condition(actor, verb, f"{prefix}case_id"))


def _advises(actor: Actor, prefix: str) -> Q:
    return Q(**{f"{prefix}partnership_id": actor.partnership_id}) if actor.has_duty(Duty.LEGAL) else Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Asked(Sight):
    """Questions and what goes with them. ``prefix`` leads to the question."""

    prefix: str = ""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear questions to read (view), and for advisers those of others to answer (advise)."""
        if verb == "view":
            return _asked(actor, "view", self.prefix) | _advises(actor, self.prefix)
        if verb == "advise":
            return _advises(actor, self.prefix) & ~Q(**{f"{self.prefix}user_id": actor.user_id})
        return None


@dataclass(frozen=True, slots=True)
class Answered(Sight):
    """Answers. ``items`` and ``parts`` are those of a proposed disclosure (``access/sight_proposals.py``)."""

    items: str
    parts: str

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear answers to one's own questions and to advisers (view); and those told about a proposal (told)."""
        if verb == "told":
            return Q(proposal__isnull=False) & wording(actor, "proposal__", self.items, self.parts)
        return Asked("request__").condition(actor, verb) if verb == "view" else None
