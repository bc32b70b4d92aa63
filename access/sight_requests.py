"""Declarations of what agencies ask each other about a case: who knows of it, who reads the words, who answers.

That something was asked, by when, and that it was answered is known inside the case, and to guests of the two agencies.
The words are between the two agencies and the case manager, and only while an agreement in force between the two covers
the purpose: asked at every reading. Whoever asked keeps reading their own words. Guests do not learn which of the two
silences an answer is.
"""

from dataclasses import dataclass

from django.db.models import Q

from access import policy
from access.actor import Actor
from access.sight import INSIDE, Sight

TIED = "EXISTS (SELECT 1 FROM agencies_ties(@one) f WHERE f.agency_id = @two AND f.purpose = {r.purpose})"
"""An agreement in force between two agencies covers the purpose of the request."""


def _tied(one: str, two: str) -> str:
    return TIED.replace("@one", one).replace("@two", two)


HELD = _tied("{r.agency}", "{r.asked}")
ANSWERS = f"(s.agency_id = {{r.asked}} AND {HELD})"
LEADS = (
    f"(s.manages AND s.kind = 'permanent' AND {HELD}"
    f" AND (s.agency_id = {{r.agency}} OR {_tied('s.agency_id', '{r.agency}')})"
    f" AND (s.agency_id = {{r.asked}} OR {_tied('s.agency_id', '{r.asked}')}))"
)
"""The case manager, whose agency has agreements with both."""
BETWEEN = f"((s.agency_id = {{r.agency}} OR {ANSWERS}) AND s.kind IN ('permanent', 'ad_hoc'))"
READS = f"({BETWEEN} OR {LEADS})"
RULES = {
    "view": f"({INSIDE} OR (s.kind = 'ad_hoc' AND s.agency_id IN ({{r.agency}}, {{r.asked}})))",
    "read": READS,
    "answer": f"{ANSWERS} AND s.kind IN ('permanent', 'ad_hoc')",
    "ask": "s.agency_id = {r.agency} AND s.kind = 'permanent'",
    "remark": f"((s.agency_id = {{r.agency}} AND s.kind = 'permanent') OR {LEADS})",
}
"""What a place ``s`` must be to do this with a request."""


def _fits(actor: Actor, rule: str, prefix: str) -> Q:
    """Rows whose request (at ``prefix``) fits the rule; the case semi-join leads."""
    columns = {
        "case": f"{prefix}case_id", "r.agency": f"{prefix}agency_id", "r.asked": f"{prefix}asked_id",
        "r.purpose": f"{prefix}purpose",
    }  # fmt: skip
    decides, lead = Q(policy.place_condition(actor, rule, columns)), policy.item_lead(actor, prefix)
    return decides if lead is None else Q(lead) & decides


@dataclass(frozen=True, slots=True)
class RequestItself(Sight):
    """That something was asked, and what may be done with it."""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear requests to know of (view), to read, answer, ask again, remark on."""
        return _fits(actor, RULES[verb], "") if verb in RULES else None


@dataclass(frozen=True, slots=True)
class RequestPart(Sight):
    """Words of a request and its answer; ``permanent``: from a permanent place alone."""

    permanent: bool = False

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear rows to read."""
        rule = f"{READS} AND s.kind = 'permanent'" if self.permanent else READS
        return _fits(actor, rule, "request__") if verb == "view" else None


@dataclass(frozen=True, slots=True)
class Silent(Sight):
    """Which silence an answer is: from permanent places of the two and the case manager; the chair reviews them."""

    def condition(self, actor: Actor, verb: str) -> Q | None:
        """Clear rows to read, or to review by oversight."""
        rules = {"view": f"{READS} AND s.kind = 'permanent'", "review": "s.kind = 'oversight'"}
        if verb == "view":
            return _fits(actor, f"(({rules['view']}) OR {rules['review']})", "request__")
        return _fits(actor, rules[verb], "request__") if verb in rules else None
