"""The reporting rules of a partnership: the whole list, and what is shown beside a form."""

import uuid
from dataclasses import dataclass

from access.actor import Actor
from casework.choices import RuleChannel, RulePlace, RuleTime
from casework.models import ReportingRule

SOONEST = list(RuleTime)
"""In the order in which they are shown: what goes at once stands first."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule."""

    id: uuid.UUID
    situation: str
    channel: RuleChannel
    recipient: str
    within: RuleTime
    pass_on: str
    basis: str
    places: tuple[RulePlace, ...]
    is_active: bool
    version: int

    @property
    def urgent(self) -> bool:
        """Whether it goes at once."""
        return self.within == RuleTime.NOW


def _line(row: ReportingRule) -> RuleLine:
    return RuleLine(
        row.pk, row.situation, RuleChannel(row.channel), row.recipient, RuleTime(row.within), row.pass_on, row.basis,
        tuple(RulePlace(place) for place in row.places), row.is_active, row.version,
    )  # fmt: skip


def _ordered(lines: list[RuleLine]) -> tuple[RuleLine, ...]:
    return tuple(sorted(lines, key=lambda line: (not line.is_active, SOONEST.index(line.within), line.situation)))


def reporting_rules(actor: Actor) -> tuple[RuleLine, ...]:
    """Return every rule of the actor's partnership, the soonest first and those out of use last."""
    return _ordered([_line(row) for row in ReportingRule.objects.visible_to(actor)])


def rules_beside(actor: Actor, place: RulePlace) -> tuple[RuleLine, ...]:
    """Return the rules in use that are shown beside a form, the soonest first."""
    rows = ReportingRule.objects.visible_to(actor).filter(is_active=True, places__contains=[place])
    return _ordered([_line(row) for row in rows])


def rule_to_edit(actor: Actor, rule_id: uuid.UUID) -> RuleLine:
    """Return a rule that the actor may change.

    Raises:
        Http404, NotAllowed: it is not theirs to change.
    """
    return _line(ReportingRule.objects.get_for(actor, "edit", pk=rule_id))
