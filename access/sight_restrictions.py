"""Who knows that something is restricted: of a whole case whoever sees it, of a note whoever reads words of it."""

from dataclasses import dataclass

from django.db.models import Q

from access import policy
from access.actor import Actor
from access.sight import INSIDE, Sight


@dataclass(frozen=True, slots=True)
class Restricted(Sight):
    """Restrictions. ``tier``: how far the note is read; ``rule``: places on the case; ``note`` leads to the note."""

    note: str
    tier: int
    rule: str = "TRUE"

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear rows to view, and to ``manage`` those of cases that the actor manages."""
        if verb not in ("view", "manage"):
            return None
        seen = Q(policy.item_condition(actor, "view", f"{self.note}__", f"{{tier}} >= {self.tier}"))
        whole = Q(**{f"{self.note}__isnull": True}) & Q(policy.case_condition(actor, "view", "case_id", self.rule))
        found = whole | (Q(**{f"{self.note}__isnull": False}) & seen)
        return found & Q(policy.case_condition(actor, "manage", "case_id")) if verb == "manage" else found


MARK, WORDS = Restricted("newest", 2), Restricted("note", 4, INSIDE)
"""That it is restricted; and why."""
