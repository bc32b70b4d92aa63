"""What programs record about a breach before the court: the proposal with its terms and positions, and the outcome."""

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Body, Day, Key, OneOf, Text
from access.api.schema import operation
from casework.api.breach_answers import StepCreatedAnswer
from casework.api.breaches import LARGEST
from casework.api.order_answers import CreatedAnswer
from casework.breaching import CourtOutcome, NewJointDecision, NewTerm, Stance
from casework.choices import ConditionCategory, DecisionKind, Function, Outcome, Proposal, View
from casework.forms.breach_court import BY_COURT
from casework.forms.decisions import PROPOSALS
from casework.services.breach_court import record_outcome
from casework.services.decisions import propose

MOST_TERMS = 40
MOST_AGENCIES = 100
LONGEST_WORDS = 6000


class TermBody(Body):
    """Words of a condition."""

    category = OneOf(ConditionCategory.choices)
    text = Text(max_length=2000)
    function = OneOf(Function.choices)
    replaces_id = Key(required=False, allow_null=True, help_text=_("The binding condition that it takes the place of"))


class StanceBody(Body):
    """Where one agency stands; a dissent needs its reason."""

    agency_id = Key()
    view = OneOf(View.choices)
    reason = Text(max_length=500, required=False, allow_blank=True)


class ProposedBody(Body):
    """What is proposed to the court in a breach, why, and who agrees."""

    version = s.IntegerField(min_value=1, max_value=LARGEST, help_text=_("The version of the breach that was read"))
    proposal = OneOf(PROPOSALS)
    on = Day()
    sentence = Text(max_length=240, required=False, allow_blank=True)
    options = Text(max_length=2000, required=False, allow_blank=True, help_text=_("What was weighed"))
    reasons = Text(max_length=4000)
    terms = s.ListField(child=TermBody(), required=False, max_length=MOST_TERMS)
    positions = s.ListField(child=StanceBody(), required=False, max_length=MOST_AGENCIES)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Hold that terms are there for changed terms alone, and that each agency has one voice."""
        if attrs.get("terms") and attrs["proposal"] != Proposal.TERMS:
            raise ValidationError({"terms": [_("Only a proposal to change the terms brings terms.")]})
        agencies = [one["agency_id"] for one in attrs.get("positions", ())]
        if len(set(agencies)) < len(agencies):
            raise ValidationError({"positions": [_("An agency has one voice.")]})
        return attrs


class OutcomeBody(Body):
    """What the court decided about a breach, in its own words."""

    version = s.IntegerField(min_value=1, max_value=LARGEST, help_text=_("The version of the breach that was read"))
    outcome = OneOf([(one.value, one.label) for one in BY_COURT])
    decided_on = Day()
    number = Text(max_length=60, required=False, allow_blank=True)
    words = Text(max_length=LONGEST_WORDS, required=False, allow_blank=True)
    terms = s.ListField(child=TermBody(), required=False, max_length=MOST_TERMS)
    order_ends_on = Day(required=False, allow_null=True, help_text=_("Only when the court moved it"))
    custody_from = Day(required=False, allow_null=True, help_text=_("Only with a revocation"))


def _terms(sent: dict[str, Any]) -> tuple[NewTerm, ...]:
    return tuple(NewTerm(**one) for one in sent.get("terms", ()))


def _decision(sent: dict[str, Any]) -> NewJointDecision:
    label, sentence = str(Proposal(sent["proposal"]).label), sent.get("sentence", "").strip()
    return NewJointDecision(
        DecisionKind.BREACH, sent["on"], sent.get("options", ""), f"{label}: {sentence}" if sentence else label,
        sent["reasons"], tuple(Stance(**one) for one in sent.get("positions", ())), sent["proposal"], _terms(sent),
    )  # fmt: skip


def _outcome(sent: dict[str, Any]) -> CourtOutcome:
    return CourtOutcome(
        Outcome(sent["outcome"]), sent["decided_on"], sent.get("number", ""), sent.get("words", ""), _terms(sent),
        sent.get("order_ends_on"), sent.get("custody_from"),
    )  # fmt: skip


class BreachesInCourt(Endpoint):
    """One breach before the court."""

    @operation(CreatedAnswer, status=201, operation_id="breach_propose", request=ProposedBody)
    def propose(self, request: Request, reference: str, breach: uuid.UUID) -> Response:
        """Record what is proposed to the court, as order supervisor; answers the joint decision that was made."""
        sent = self.sent(ProposedBody)
        made = propose(self.actor, reference, breach, sent["version"], _decision(sent))
        where = reverse("api_joint_decision", kwargs={"reference": reference, "decision": made.pk})
        body = CreatedAnswer({"id": made.pk}).data
        return Response(body, status=status.HTTP_201_CREATED, headers={"Location": where})

    @operation(StepCreatedAnswer, status=201, operation_id="breach_outcome", request=OutcomeBody)
    def outcome(self, request: Request, reference: str, breach: uuid.UUID) -> Response:
        """Record what the court decided, as order supervisor: conditions, order and custody follow."""
        sent = self.sent(OutcomeBody)
        closed = record_outcome(self.actor, reference, breach, sent["version"], _outcome(sent))
        where = reverse("api_breach", kwargs={"reference": reference, "breach": breach})
        return Response(StepCreatedAnswer(closed).data, status=status.HTTP_201_CREATED, headers={"Location": where})
