"""Breaches, their steps, and joint decisions, for programs."""

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from access.actor import Actor
from access.api.base import Endpoint
from access.api.fields import Body, Day, OneOf, Text
from access.api.schema import operation
from access.choices import Handling, Tier
from casework.api.answers import TIER_OF
from casework.api.breach_answers import (
    BreachAnswer,
    BreachesAnswer,
    JointDecisionDetailAnswer,
    JointDecisionsAnswer,
    StepCreatedAnswer,
)
from casework.breaching import Words
from casework.choices import BreachStepKind, Delivery
from casework.queries.breach_detail import breach_detail
from casework.queries.breaches import breach_list
from casework.queries.decisions import decision_detail, decision_list
from casework.services import breach_court as court
from casework.services import breaches

NEEDS: dict[str, tuple[str, ...]] = {
    BreachStepKind.ASKED: ("on", "delivery"),
    BreachStepKind.GIVEN: ("on", "words"),
    BreachStepKind.NONE_GIVEN: ("on",),
    BreachStepKind.ACCEPTED: ("on", "words"),
    BreachStepKind.NOT_ACCEPTED: ("on", "words"),
    BreachStepKind.NOT_PURSUED: ("on", "words"),
    BreachStepKind.WARNED: ("on", "delivery", "words"),
    BreachStepKind.REFERRED: ("on",),
    BreachStepKind.HEARING: ("hearing_on",),
    BreachStepKind.HEARD: ("on",),
}
"""Steps a program may take, and what each needs. A proposal and an outcome have addresses of their own."""
COURT = [(word, TIER_OF[word].label) for word in ("none", "summary", "full")]
LARGEST = 2_147_483_647


class StepBody(Body):
    """One step of a breach."""

    kind = OneOf([(BreachStepKind(kind).value, BreachStepKind(kind).label) for kind in NEEDS])
    version = s.IntegerField(min_value=1, max_value=LARGEST, help_text=_("The version of the breach that was read"))
    on = Day(required=False, help_text=_("The day of the step; every step but the hearing needs it"))
    delivery = OneOf(Delivery.choices, required=False, help_text=_("How it reached the person"))
    words = Text(max_length=6000, required=False, allow_blank=True, help_text=_("They become a note"))
    summary = Text(max_length=2000, required=False, allow_blank=True)
    handling = OneOf([(one.value, one.label) for one in (Handling.TEAM, Handling.CORE)], required=False)
    court_tier = OneOf(COURT, required=False, help_text=_("Whether the words may go into the report to the court"))
    window_to = Day(required=False, help_text=_("Until when a warning counts; without it, as long as it may"))
    hearing_on = Day(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask for what the step needs."""
        missing = [name for name in NEEDS[attrs["kind"]] if not str(attrs.get(name) or "").strip()]
        if missing:
            raise ValidationError({name: [_("This step needs it.")] for name in missing})
        return attrs


class CaseBreaches(Endpoint):
    """The breaches of a case."""

    @operation(BreachesAnswer, operation_id="breach_list")
    def list(self, request: Request, reference: str) -> Response:
        """All breaches of the case, those with something to do first."""
        return Response(BreachesAnswer(breach_list(self.actor, reference)).data)


class Breaches(Endpoint):
    """One breach, and the steps taken in it."""

    @operation(BreachAnswer, operation_id="breach_read")
    def retrieve(self, request: Request, reference: str, breach: uuid.UUID) -> Response:
        """One breach: the condition in the court's words, proof, steps, proposed terms and decisions."""
        return Response(BreachAnswer(breach_detail(self.actor, reference, breach)).data)

    @operation(StepCreatedAnswer, status=201, operation_id="breach_step", request=StepBody)
    def step(self, request: Request, reference: str, breach: uuid.UUID) -> Response:
        """Take a step as order supervisor. What is due follows as it does on the page."""
        moved = take(self.actor, reference, breach, self.sent(StepBody))
        where = reverse("api_breach", kwargs={"reference": reference, "breach": breach})
        return Response(StepCreatedAnswer(moved).data, status=status.HTTP_201_CREATED, headers={"Location": where})


def take(actor: Actor, reference: str, breach: uuid.UUID, sent: dict[str, Any]) -> object:
    """Take the step that was sent."""
    kind, at = sent["kind"], (actor, reference, breach, sent["version"])
    words = _words(sent)
    if kind == BreachStepKind.ASKED:
        return breaches.ask_explanation(*at, sent["on"], sent["delivery"])
    if kind in (BreachStepKind.GIVEN, BreachStepKind.NONE_GIVEN):
        return breaches.record_explanation(*at, sent["on"], words if kind == BreachStepKind.GIVEN else None)
    if kind in (BreachStepKind.ACCEPTED, BreachStepKind.NOT_ACCEPTED):
        return breaches.weigh_explanation(*at, sent["on"], kind == BreachStepKind.ACCEPTED, words)
    if kind == BreachStepKind.WARNED:
        return breaches.warn(*at, sent["on"], sent["delivery"], sent.get("window_to"), words)
    if kind == BreachStepKind.NOT_PURSUED:
        return breaches.drop_breach(*at, sent["on"], words)
    if kind == BreachStepKind.HEARING:
        return court.set_hearing(*at, sent["hearing_on"])
    if kind == BreachStepKind.HEARD:
        return court.hear(*at, sent["on"], words if words.full.strip() else None)
    return court.refer(*at, sent["on"])


def _words(sent: dict[str, Any]) -> Words:
    tier = TIER_OF[sent.get("court_tier", "none")]
    return Words(sent.get("words", ""), sent.get("summary", ""), sent.get("handling", Handling.TEAM), Tier(tier))


class JointDecisions(Endpoint):
    """The joint decisions of a case."""

    @operation(JointDecisionsAnswer, operation_id="joint_decision_list")
    def list(self, request: Request, reference: str) -> Response:
        """All joint decisions of the case with the positions taken, newest first."""
        return Response(JointDecisionsAnswer(decision_list(self.actor, reference)).data)

    @operation(JointDecisionDetailAnswer, operation_id="joint_decision_read")
    def retrieve(self, request: Request, reference: str, decision: uuid.UUID) -> Response:
        """One joint decision with everybody's position."""
        return Response(JointDecisionDetailAnswer(decision_detail(self.actor, reference, decision)).data)
