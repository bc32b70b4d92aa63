"""Declarations by which a protected model says how its rows hang on a case or an item.

A sight turns an actor and a verb into one condition; ``None`` means darkness. Models declare, the policy decides.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Q

from access import policy
from access.actor import Actor
from access.choices import Tier
from agencies.choices import Duty

INSIDE = "s.kind IN ('permanent', 'emergency', 'oversight')"
INSIDE_OR_LEADING = f"({INSIDE} OR s.manages OR s.supervises)"
"""Places from which the record of a case is read: not those of guests and companions (domain section 3.6)."""


class Sight(Protocol):
    """What every declaration can do."""

    def condition(self, actor: Actor, verb: str) -> Any | None:
        """Return what ``filter()`` takes, or None when nothing may be seen."""

    def point(self, actor: Actor, verb: str) -> Any | None:
        """The same rows, for a lookup that names them, by key for example: what only leads a list is left out.

        Planning a lead costs more than it finds where a key leads already (performance decision 8).
        """
        return self.condition(actor, verb)


@dataclass(frozen=True, slots=True)
class ByCase(Sight):
    """Rows of a case. ``path`` leads to the key of the case; ``rule`` narrows the places (over ``s``)."""

    path: str
    rule: str = "TRUE"

    def condition(self, actor: Actor, verb: str) -> Any | None:
        """Clear rows of the cases on which the actor may ``verb``."""
        return policy.case_condition(actor, verb, self.path, self.rule)

    def point(self, actor: Actor, verb: str) -> Any | None:
        """The same places, asked for each row."""
        return policy.case_point(actor, verb, self.path, self.rule)


@dataclass(frozen=True, slots=True)
class CaseItself(ByCase):
    """The case. Whoever oversees an area reads its list by the area's index (performance decision 6)."""

    path: str = "pk"

    def apart(self, actor: Actor) -> list[Q]:
        """Conditions whose union is that of ``view`` and that share no row: the actor's own cases, then each area."""
        parts = policy.apart(actor)
        if parts is None:
            return [Q(policy.case_condition(actor, "view", self.path, self.rule))]
        areas = [
            Q(partnership_id=seen.partnership_id, area=seen.area, lead_agency_id__in=seen.leads) for seen in parts.areas
        ]
        own = Q(**{f"{self.path}__in": parts.own})
        for area in areas if parts.own else ():  # usually there is none: then nothing need be left out
            own &= ~area
        return [own, *areas]


def _led(actor: Actor, prefix: str, decides: Q | None) -> Q | None:
    """Put the lead before what decides. It never widens: list and single row are decided by one text."""
    if decides is None:
        return None
    lead = policy.item_lead(actor, prefix)
    return decides if lead is None else Q(lead) & decides


@dataclass(frozen=True, slots=True)
class ByItem(Sight):
    """A handled item itself (``prefix`` empty) or rows hanging on one; ``rule`` may use ``{tier}`` and ``s``."""

    prefix: str = ""
    rule: str = "TRUE"

    def condition(self, actor: Actor, verb: str) -> Any | None:
        """Clear rows whose item the actor may ``verb``; the case semi-join leads, so that an index does."""
        return _led(actor, self.prefix, self.point(actor, verb))

    def point(self, actor: Actor, verb: str) -> Any | None:
        """What decides, without the lead."""
        items = policy.item_condition(actor, verb, self.prefix, self.rule)
        return None if items is None else Q(items)


@dataclass(frozen=True, slots=True)
class ByTier(Sight):
    """The texts of an item: one row per tier, cleared up to the tier the actor reads."""

    prefix: str = "note__"
    tier: str = "tier"

    def condition(self, actor: Actor, verb: str) -> Any | None:
        """Clear texts at or below the actor's tier; the case semi-join leads."""
        return _led(actor, self.prefix, self.point(actor, verb))

    def point(self, actor: Actor, verb: str) -> Any | None:
        """What decides, without the lead."""
        if verb not in ("view", "read"):
            return None
        return Q(**{f"{self.tier}__lte": policy.tier_expression(actor, self.prefix)})


@dataclass(frozen=True, slots=True)
class BetweenAgencies(Sight):
    """Words that pass between one agency and an item's originator: nobody else reads them, and only at their tier."""

    agency: str = "agency_id"
    prefix: str = "note__"
    tier: str = "tier"

    def condition(self, actor: Actor, verb: str) -> Any | None:
        """Clear rows of items the actor reads, where the actor's agency is one of the two; the case semi-join leads."""
        return _led(actor, self.prefix, self.point(actor, verb))

    def point(self, actor: Actor, verb: str) -> Any | None:
        """What decides, without the lead."""
        item = ByItem(self.prefix).point(actor, "read" if verb == "view" else verb)
        if item is None:
            return None
        deep = Q(**{f"{self.tier}__lte": Tier.GIST}) | Q(
            **{f"{self.tier}__lte": policy.tier_expression(actor, self.prefix)}
        )
        two = Q(**{self.agency: actor.agency_id}) | Q(**{f"{self.prefix}originator_id": actor.agency_id})
        return item & two & deep


@dataclass(frozen=True, slots=True)
class Own(Sight):
    """Rows that belong to one person under one membership."""

    user: str = "user_id"
    membership: str = "membership_id"

    def condition(self, actor: Actor, verb: str) -> Any | None:
        """Clear the actor's own rows."""
        return Q(**{self.user: actor.user_id, self.membership: actor.membership_id})


@dataclass(frozen=True, slots=True)
class InPartnership(Sight):
    """Rows of a partnership that hold nothing about a person: its courts, its catalogue. Coordinators keep them."""

    def condition(self, actor: Actor, verb: str) -> Any | None:
        """Clear the partnership's rows to its members, and for keeping to its coordinators."""
        if verb not in ("view", "edit") or (verb == "edit" and not actor.has_duty(Duty.COORDINATOR)):
            return None
        return Q(partnership_id=actor.partnership_id)


@dataclass(frozen=True, slots=True)
class ByWords(Sight):
    """Fields whose words are a note: read by those who read at least its summary, since a gist hides the day.

    Without words yet (something planned) they are read from the places that work on the case, and by who planned it.
    Only the agency that made them changes them; case manager and order supervisor, who read them, follow them up.
    ``prefix`` leads to the row that has note, case and maker.
    """

    prefix: str = ""

    def condition(self, actor: Actor, verb: str) -> Any | None:
        """Clear rows to read, or one's own agency's to edit."""
        path, mine = f"{self.prefix}case_id", Q(**{f"{self.prefix}membership_id": actor.membership_id})
        if verb == "edit":
            work, write = (policy.case_condition(actor, v, path) for v in ("edit", "write"))
            ours = Q(**{f"{self.prefix}originator_id": actor.agency_id})
            return ours & (Q(work) | (mine & Q(write)))
        if verb == "follow":
            ours, read = (Q(self.condition(actor, v)) for v in ("edit", "view"))
            return ours | (read & Q(policy.case_condition(actor, "manage", path)))
        if verb != "view":
            return None
        words = policy.item_condition(actor, "view", f"{self.prefix}note__", rule="{tier} >= 3")
        work, seen = (policy.case_condition(actor, v, path) for v in ("work", "view"))
        planned = Q(**{f"{self.prefix}note__isnull": True}) & (Q(work) | (mine & Q(seen)))
        return planned | (Q(**{f"{self.prefix}note__isnull": False}) & Q(words))


@dataclass(frozen=True, slots=True)
class PlanPart(Sight):
    """Parts of the plan: read from inside the case; guests and companions read what is marked for them and their own.

    ``owner`` names the agency whose guests have it for their own, ``doer`` the membership whose companion has;
    ``in_force`` a column that must hold before a mark opens anything.
    """

    owner: str = ""
    doer: str = ""
    in_force: str = ""

    def condition(self, actor: Actor, verb: str) -> Any | None:
        """Clear parts to read; to edit, those of cases worked on and one's own agency's; else ask the case."""
        if verb not in policy.CASE_VERBS:
            return None
        inside = Q(policy.case_condition(actor, verb, "case_id", INSIDE))
        guest, companion = (
            Q(policy.case_condition(actor, "write", "case_id", f"s.kind = '{kind}'"))
            for kind in ("ad_hoc", "companion")
        )
        ours = Q(**{self.owner: actor.agency_id}) if self.owner else Q(pk__in=[])
        if verb == "edit":
            return inside | (ours & guest)
        if verb != "view":
            return inside
        mine = Q(**{self.doer: actor.membership_id}) if self.doer else Q(pk__in=[])
        counts = Q(**{self.in_force: True}) if self.in_force else Q()
        return (
            inside
            | ((ours | (Q(for_guests=True) & counts)) & guest)
            | ((mine | (Q(for_companions=True) & counts)) & companion)
        )


@dataclass(frozen=True, slots=True)
class OwnAgency(Sight):
    """Rows of a case that nobody reads but the agency that made them, from its places on the case."""

    path: str = "case_id"
    agency: str = "agency_id"

    def condition(self, actor: Actor, verb: str) -> Any | None:
        """Clear the rows of the actor's agency, on cases where the actor has a place of a professional."""
        found = policy.case_condition(actor, verb, self.path, "s.kind IN ('permanent', 'ad_hoc')")
        return None if found is None else Q(**{self.agency: actor.agency_id}) & Q(found)


@dataclass(frozen=True, slots=True)
class Trail(Sight):
    """Lines of the trail: one's own, those of cases one manages, and all for the legal adviser."""

    def condition(self, actor: Actor, verb: str) -> Any | None:
        """Clear lines the actor may read; nobody may do anything else with a line."""
        if verb != "view":
            return None
        own = Q(user_id=actor.user_id)
        if actor.has_duty(Duty.LEGAL):
            return own | Q(partnership_id=actor.partnership_id)
        cases = policy.case_condition(actor, "log", "case_id")
        return own if cases is None else own | Q(cases)


@dataclass(frozen=True, slots=True)
class DueRow(Sight):
    """Deadlines: those of cases one works on, and those one answers for."""

    def condition(self, actor: Actor, verb: str) -> Any | None:
        """Clear deadlines of cases seen from a permanent place, and one's own on any seen case.

        Those of no case: one's own, and those of one's agency for which nobody answers; seniors know all of it.

        Any other verb than ``view`` asks for a place that may do it, or for being the one who answers for the row.
        """
        if verb not in policy.CASE_VERBS:
            return None
        work = policy.case_condition(actor, "work" if verb == "view" else verb, "case_id")
        seen = policy.case_condition(actor, "view", "case_id")
        mine = Q(responsible_id=actor.membership_id)
        ours = Q(agency_id=actor.agency_id)
        if not actor.has_duty(Duty.SUPERVISOR):
            ours &= Q(responsible_id__isnull=True)
        own = mine | ours if verb == "view" else mine
        caseless = Q(case_id__isnull=True) & own
        if work is None or seen is None:
            return caseless
        return Q(work) | (mine & Q(seen)) | caseless
