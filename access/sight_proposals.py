"""Declarations of disclosures proposed to anyone outside the team: who knows of one, reads its words, decides.

That one is proposed, to whom and what for, is known inside the case. Its words are read by the agency that proposes it
from a permanent place, by other permanent places that may read each record behind it as far, and once it is handed in
by whoever oversees the area and decides. No tier is widened by a proposal, but for those who must decide on its words.
"""

from dataclasses import dataclass

from django.db.models import Q

from access import policy
from access.actor import Actor
from access.expressions import Sql
from access.sight import INSIDE, Sight

OVERSEES = "s.kind = 'oversight'"


def _on_case(actor: Actor, verb: str, prefix: str, rule: str = "TRUE") -> Q:
    return Q(policy.case_condition(actor, verb, f"{prefix}case_id", rule))


def wording(actor: Actor, prefix: str, items: str, parts: str) -> Q:
    """Return what clears the words of the proposal at ``prefix``.

    ``items`` is SQL of the records behind it; ``parts`` says in SQL whether its words are there to be read: the
    database shows records and words to the same readers, so that neither can hide what the other tells.
    """
    whole = Sql(parts, {}, {"row": f"{prefix}pk"})
    beyond = policy.nothing_beyond(actor, f"{prefix}pk", items)
    working = _on_case(actor, "work", prefix) & (Q(**{f"{prefix}agency_id": actor.agency_id}) | (Q(beyond) & Q(whole)))
    return working | (~Q(**{f"{prefix}state": "draft"}) & _on_case(actor, "view", prefix, OVERSEES))


def _keeps(actor: Actor) -> Q:
    mine = Q(membership_id=actor.membership_id) & _on_case(actor, "edit", "")
    return mine | _on_case(actor, "manage", "")


@dataclass(frozen=True, slots=True)
class ProposalItself(Sight):
    """The proposal as an entry in a list, and what may be done with it. ``items`` is SQL of the records behind it."""

    items: str
    parts: str

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear proposals to know of (view), read, write as its proposer, keep, and decide (second: as the other)."""
        if verb == "view":
            return _on_case(actor, "view", "", INSIDE)
        if verb == "read":
            return wording(actor, "", self.items, self.parts)
        if verb == "write":
            return Q(membership_id=actor.membership_id) & _on_case(actor, "edit", "") & Q(state="draft")
        if verb == "keep":
            return _keeps(actor)
        if verb in ("decide", "second"):
            able = _on_case(actor, "view", "", OVERSEES)
            if verb == "second":
                able = able | _on_case(actor, "manage", "")
            return able & ~Q(user_id=actor.user_id) & wording(actor, "", self.items, self.parts)
        return None


@dataclass(frozen=True, slots=True)
class ProposalWording(Sight):
    """What is read by whoever reads the words of the proposal at ``prefix``."""

    items: str
    parts: str
    prefix: str = "proposal__"

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear rows to read."""
        return wording(actor, self.prefix, self.items, self.parts) if verb == "view" else None


@dataclass(frozen=True, slots=True)
class ProposalRecords(Sight):
    """Records behind a proposal: of each only who may know that it exists."""

    items: str
    parts: str
    prefix: str = "proposal__"

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear rows to read."""
        if verb != "view":
            return None
        return wording(actor, self.prefix, self.items, self.parts) & Q(policy.item_condition(actor, "view", "note__"))
