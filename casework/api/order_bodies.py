"""What callers send about orders, court decisions and proposed conditions."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s

from access.api.fields import Body, Day, Flag, Key, OneOf, Text, Whole
from casework.choices import ConditionCategory, CourtAct, Function
from casework.courtwork import NewCondition, NewDecision, NewOrder, NewProposal, Variation

MOST_CONDITIONS = 40
LONGEST_WORDS = 4000


class ConditionBody(Body):
    """A condition in the court's exact words."""

    category = OneOf(ConditionCategory.choices)
    exact_text = Text(max_length=LONGEST_WORDS)
    function = OneOf(Function.choices)
    measure = Text(max_length=300, required=False, allow_blank=True)
    starts_on = Day(required=False, allow_null=True)
    ends_on = Day(required=False, allow_null=True)
    proposal_id = Key(required=False, allow_null=True, help_text=_("The proposal that the court took up"))


class ChangedBody(Body):
    """A binding condition and the words that take the place of its words."""

    condition_id = Key()
    condition = ConditionBody()


class OrderBody(Body):
    """An order as the court made it, with its first conditions."""

    court_id = Key()
    type_id = Key()
    number = Text(max_length=60)
    made_on = Day()
    starts_on = Day()
    ends_on = Day(required=False, allow_null=True)
    supervising_agency_id = Key()
    report_every_days = Whole(required=False, allow_null=True, min_value=1, max_value=366)
    plan_needs_court = Flag(required=False)
    words = Text(max_length=LONGEST_WORDS, required=False, allow_blank=True)
    conditions = s.ListField(child=ConditionBody(), required=False, max_length=MOST_CONDITIONS)


class DecisionBody(Body):
    """What a court decided about an order."""

    order_id = Key()
    act = OneOf(CourtAct.choices)
    decided_on = Day()
    number = Text(max_length=60, required=False, allow_blank=True)
    words = Text(max_length=LONGEST_WORDS, required=False, allow_blank=True)
    imposed = s.ListField(child=ConditionBody(), required=False, max_length=MOST_CONDITIONS)
    varied = s.ListField(child=ChangedBody(), required=False, max_length=MOST_CONDITIONS)
    ended = s.ListField(child=Key(), required=False, max_length=MOST_CONDITIONS)
    order_ends_on = Day(required=False, allow_null=True)
    custody_from = Day(required=False, allow_null=True)
    court_id = Key(required=False, allow_null=True)


class ProposalBody(Body):
    """A condition that the team would ask the court for."""

    order_id = Key()
    condition = ConditionBody()
    changes = Key(required=False, allow_null=True, help_text=_("The binding condition that it would change"))


def _conditions(sent: dict[str, Any], name: str) -> tuple[NewCondition, ...]:
    return tuple(NewCondition(**one) for one in sent.pop(name, []))


def new_order(sent: dict[str, Any]) -> NewOrder:
    """Return the order that was sent."""
    conditions = _conditions(sent, "conditions")
    return NewOrder(**{"ends_on": None, **sent}, conditions=conditions)


def new_decision(sent: dict[str, Any]) -> NewDecision:
    """Return the decision that was sent."""
    varied = tuple(Variation(one["condition_id"], NewCondition(**one["condition"])) for one in sent.pop("varied", []))
    imposed, ended = _conditions(sent, "imposed"), tuple(sent.pop("ended", []))
    return NewDecision(**sent, imposed=imposed, varied=varied, ended=ended)


def new_proposal(sent: dict[str, Any]) -> NewProposal:
    """Return the proposal that was sent."""
    return NewProposal(sent["order_id"], NewCondition(**sent["condition"]), sent.get("changes"))
