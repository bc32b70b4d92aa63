"""What is told of orders, conditions, court decisions, custody and courts."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s

from access.api.fields import Answer
from casework.choices import ConditionCategory, ConditionState, CourtAct, CustodyReason, Function, OrderKind, OrderState


class OrderAnswer(Answer):
    """An order of a case."""

    id = s.UUIDField()
    court = s.UUIDField()
    court_name = s.CharField()
    type = s.UUIDField()
    kind = s.ChoiceField(OrderKind.choices)
    local_name = s.CharField()
    number = s.CharField()
    made_on = s.DateField()
    starts_on = s.DateField()
    ends_on = s.DateField(allow_null=True)
    ended_on = s.DateField(allow_null=True)
    days_left = s.IntegerField(allow_null=True, help_text=_("Negative once its last day is past"))
    state = s.ChoiceField(OrderState.choices)
    supervising_agency = s.CharField()
    supervising_agency_code = s.CharField()
    report_every_days = s.IntegerField(allow_null=True)
    plan_needs_court = s.BooleanField()
    version = s.IntegerField()


class ConditionAnswer(Answer):
    """One version of a condition in the court's exact words, or a proposal of the team."""

    id = s.UUIDField()
    order = s.UUIDField()
    number = s.IntegerField(help_text=_("0 for a proposed new condition"))
    edition = s.IntegerField()
    replaces = s.UUIDField(allow_null=True)
    category = s.ChoiceField(ConditionCategory.choices)
    exact_text = s.CharField()
    function = s.ChoiceField(Function.choices)
    measure = s.CharField()
    state = s.ChoiceField(ConditionState.choices)
    binds = s.BooleanField()
    source_decision = s.UUIDField(allow_null=True)
    ending_decision = s.UUIDField(allow_null=True)
    starts_on = s.DateField(allow_null=True)
    ends_on = s.DateField(allow_null=True)
    proposed_by_agency = s.CharField()
    proposed_on = s.DateField(allow_null=True)


class CourtDecisionAnswer(Answer):
    """What a court decided."""

    id = s.UUIDField()
    order = s.UUIDField(allow_null=True)
    court_name = s.CharField()
    act = s.ChoiceField(CourtAct.choices)
    decided_on = s.DateField()
    number = s.CharField()
    words = s.CharField()
    recorded_by = s.CharField()
    recorded_at = s.DateTimeField()


class CustodyAnswer(Answer):
    """A stay in custody."""

    id = s.UUIDField()
    reason = s.ChoiceField(CustodyReason.choices)
    agency = s.CharField()
    began_on = s.DateField()
    release_on = s.DateField(allow_null=True)
    ended_on = s.DateField(allow_null=True)
    decision = s.UUIDField(allow_null=True)
    version = s.IntegerField()


class CourtAnswer(Answer):
    """A court of the partnership."""

    id = s.UUIDField()
    name = s.CharField()
    jurisdiction = s.CharField()
    is_active = s.BooleanField()


class OrderTypeAnswer(Answer):
    """What a kind of order is called in one jurisdiction."""

    id = s.UUIDField()
    jurisdiction = s.CharField()
    kind = s.ChoiceField(OrderKind.choices)
    local_name = s.CharField()
    meaning = s.CharField()
    may_follow_sentence = s.BooleanField()
    is_active = s.BooleanField()


class CreatedAnswer(Answer):
    """What was recorded."""

    id = s.UUIDField()


def _all(name: str, answer: type[Answer]) -> Any:
    return type(name, (Answer,), {"__doc__": "All of them.", "results": answer(many=True)})


OrdersAnswer, ConditionsAnswer = _all("Orders", OrderAnswer), _all("Conditions", ConditionAnswer)
DecisionsAnswer, CustodyListAnswer = _all("CourtDecisions", CourtDecisionAnswer), _all("Custody", CustodyAnswer)
CourtsAnswer, OrderTypesAnswer = _all("Courts", CourtAnswer), _all("OrderTypes", OrderTypeAnswer)
