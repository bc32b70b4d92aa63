"""Who reads that a note was released further, or less far: those who work on the case and may know of the note."""

from dataclasses import dataclass

from django.db.models import Q

from access import policy
from access.actor import Actor
from access.sight import Sight


@dataclass(frozen=True, slots=True)
class Released(Sight):
    """Lines about the release of a note."""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear lines to view; nobody does anything else with them."""
        items = policy.item_condition(actor, "view", "note__")
        if verb != "view" or items is None:
            return None
        return Q(items) & Q(policy.case_condition(actor, "work", "case_id"))
