"""Declarations of what is written for a court: who knows of a report, who reads its words, who writes it.

Until it is signed a report is read by the agency that supervises the order, from a permanent place on the case, and
by each agency its own words that it was asked to check. Signed, it is read from the other permanent places as well, but
by nobody who may not read each of the items in it as far as the court was told: no tier is widened by a report. They
read what the court was told: not what was left out, nor what was signed once and returned, nor what another agency
objected to.
"""

from dataclasses import dataclass

from django.db.models import F, Q

from access import policy
from access.actor import Actor
from access.expressions import Sql
from access.sight import INSIDE, Sight
from agencies.choices import Duty

WITH_THE_COURT = ("sent", "acknowledged")


def _on_case(actor: Actor, verb: str, prefix: str, rule: str = "TRUE") -> Q:
    return Q(policy.case_condition(actor, verb, f"{prefix}case_id", rule))


def _ours(actor: Actor, prefix: str) -> Q:
    return Q(**{f"{prefix}agency_id": actor.agency_id})


def _words(actor: Actor, prefix: str, items: str, told: Q | None = None) -> Q:
    """Reports whose whole words the actor reads; of another agency's report only what is ``told`` in it."""
    beyond = policy.nothing_beyond(actor, f"{prefix}pk", items)
    signed = Q(**{f"{prefix}is_frozen": True}) & Q(beyond) & (told or Q())
    return _on_case(actor, "work", prefix) & (_ours(actor, prefix) | signed)


@dataclass(frozen=True, slots=True)
class ReportItself(Sight):
    """The report as an entry in a list, and what may be done with it.

    ``items`` is SQL of the handled items in it, ``parts`` says in SQL whether its parts are
    there to be read.
    """

    items: str
    parts: str

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear reports to know of (view), read, write, keep (those of cases one supervises), correct, countersign."""
        if verb == "view":
            return _on_case(actor, "view", "", INSIDE)
        if verb == "read":
            return _words(actor, "", self.items)
        ours = _ours(actor, "")
        if verb in ("write", "keep"):
            able = ours & _on_case(actor, "supervise", "")
            return able & Q(is_frozen=False) if verb == "write" else able
        if verb == "correct":  # another agency's, once the order changed hands: what it told the court
            whole = Sql(self.parts, {}, {"row": "pk"})
            told = Q(state__in=WITH_THE_COURT) & _words(actor, "", self.items) & Q(whole)
            return _on_case(actor, "supervise", "") & Q(countersigned_at__isnull=False) & (ours | told)
        if verb == "countersign" and actor.has_duty(Duty.SUPERVISOR):
            own = Q(author__user_id=actor.user_id)  # under whichever membership it was written
            return ours & _on_case(actor, "edit", "") & ~own
        return None


@dataclass(frozen=True, slots=True)
class ReportWords(Sight):
    """What is read by whoever reads the whole words of the report at ``prefix``.

    ``made`` names the moment a row was made: other agencies read those since the report was signed last.
    """

    items: str
    prefix: str = "report__"
    made: str = ""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear rows to read."""
        told = Q(**{f"{self.made}__gte": F(f"{self.prefix}signed_at")}) if self.made else None
        return _words(actor, self.prefix, self.items, told) if verb == "view" else None


@dataclass(frozen=True, slots=True)
class ReportQuotes(Sight):
    """The same of what was kept, and besides an agency's own words once it was asked to check them."""

    items: str
    prefix: str = "report__"

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear rows to read."""
        if verb != "view":
            return None
        own = Q(originator_id=actor.agency_id, is_asked=True) & _on_case(actor, "edit", self.prefix)
        return _words(actor, self.prefix, self.items, Q(is_kept=True)) | own


@dataclass(frozen=True, slots=True)
class ReportAnswers(Sight):
    """What an agency says to its words: between that agency and the one that writes the report."""

    prefix: str = "report__"

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear rows to read; with ``answer`` those that are the actor's agency's to answer."""
        own = Q(agency_id=actor.agency_id) & _on_case(actor, "edit", self.prefix)
        if verb == "answer":
            return own & Q(**{f"{self.prefix}is_frozen": False})
        return own | (_ours(actor, self.prefix) & _on_case(actor, "work", self.prefix)) if verb == "view" else None


@dataclass(frozen=True, slots=True)
class ReportGaps(Sight):
    """What a report leaves out: for the agency that writes it, and of an item only who may know that it exists."""

    prefix: str = "report__"

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear rows to read."""
        if verb != "view":
            return None
        known = Q(note__isnull=True) | Q(policy.item_condition(actor, "view", "note__"))
        return _ours(actor, self.prefix) & _on_case(actor, "work", self.prefix) & known
