"""Who reads that a note was released further or less far, or for minutes: who is on the case and may know of it."""

from dataclasses import dataclass

from django.db.models import Q

from access import policy
from access.actor import Actor
from access.sight import Sight


@dataclass(frozen=True, slots=True)
class Released(Sight):
    """Lines about the release of a note, read from the places on the case that may ``places``."""

    places: str = "work"

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear lines to view; nobody does anything else with them."""
        items = policy.item_condition(actor, "view", "note__")
        if verb != "view" or items is None:
            return None
        return Q(items) & Q(policy.case_condition(actor, self.places, "case_id"))
