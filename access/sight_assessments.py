"""Declarations of what agencies contribute to a joint assessment: closed to the others until consensus is opened.

An agency contributes from its permanent places and its guests'. Its ratings are its own until the case manager opens
consensus; afterwards they are read from inside the case by those who read the words of the contribution as a summary at
least. Ratings of health items never leave the agency that gave them.
"""

from dataclasses import dataclass

from django.db.models import Q

from access import policy
from access.actor import Actor
from access.sight import INSIDE, Sight

CONTRIBUTES = "s.kind IN ('permanent', 'ad_hoc')"


def _on_case(actor: Actor, verb: str, path: str, rule: str = "TRUE") -> Q:
    return Q(policy.case_condition(actor, verb, path, rule))


@dataclass(frozen=True, slots=True)
class ContributedTo(Sight):
    """That an agency was asked, and how far it is: known inside the case, and to the agency itself."""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear contributions to know of (view), and one's own agency's to write (rate)."""
        own = Q(agency_id=actor.agency_id) & _on_case(actor, "view", "case_id", CONTRIBUTES)
        if verb == "rate":
            return own & Q(opened=False)
        return own | _on_case(actor, "view", "case_id", INSIDE) if verb == "view" else None


@dataclass(frozen=True, slots=True)
class Contributed(Sight):
    """Ratings of a contribution. ``prefix`` leads to the rating."""

    prefix: str = ""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear one's own agency's ratings, and others' once they are opened; to rate, one's own until then."""
        to = f"{self.prefix}contribution__"
        own = Q(**{f"{to}agency_id": actor.agency_id}) & _on_case(actor, "view", f"{to}case_id", CONTRIBUTES)
        if verb == "rate":
            return own & Q(**{f"{to}opened": False})
        if verb != "view":
            return None
        words = policy.item_condition(actor, "view", f"{to}note__", rule="{tier} >= 3")
        inside = _on_case(actor, "view", f"{to}case_id", INSIDE)
        return own | (Q(**{f"{to}opened": True, f"{self.prefix}is_health": False}) & inside & Q(words))


@dataclass(frozen=True, slots=True)
class Linked(Sight):
    """Records behind a rating or behind a consensus: shown to who sees what rests on them, and knows the record."""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear links to read."""
        if verb != "view":
            return None
        known = Q(policy.item_condition(actor, "view", "note__"))
        behind = Q(consensus__isnull=False) & _on_case(actor, "view", "case_id", INSIDE)
        return known & (behind | (Q(rating__isnull=False) & Q(Contributed("rating__").condition(actor, "view"))))


@dataclass(frozen=True, slots=True)
class LinkedToReview(Sight):
    """Records behind the progress of an objective: shown inside the case to whoever knows the record."""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear links to read."""
        if verb != "view":
            return None
        return Q(policy.item_condition(actor, "view", "note__")) & _on_case(actor, "view", "case_id", INSIDE)
