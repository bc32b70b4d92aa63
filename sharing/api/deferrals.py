"""Deferrals for programs: proposed, decided, looked at again and ended by the same rules as on the pages."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Day, OneOf, Text
from access.api.schema import operation
from sharing.choices import DeferralGround, DeferralState
from sharing.deferring import NewDeferral
from sharing.queries.deferrals import deferral_list, deferral_page
from sharing.services import deferrals as acts


class DeferralAnswer(Answer):
    """That the person is told of a disclosure later."""

    id = s.UUIDField()
    disclosure = s.UUIDField(allow_null=True, help_text=_("Null where it puts off the transparency notice"))
    what = s.CharField()
    recipient = s.CharField(source="to")
    ground = s.CharField(help_text=_("In words"))
    facts = s.CharField()
    until_on = s.DateField(help_text=_("Day on which the person is told"))
    state = s.ChoiceField(DeferralState.choices)
    runs = s.BooleanField(help_text=_("The person is not told today"))
    needs_second = s.BooleanField(source="twice", help_text=_("The legal adviser approves it too"))
    reason = s.CharField()
    proposed_by = s.CharField()
    decided_by = s.CharField()
    seconded_by = s.CharField()
    version = s.IntegerField()


class DeferralsAnswer(Answer):
    """The latest deferrals of the partnership."""

    waiting = DeferralAnswer(many=True)
    running = DeferralAnswer(many=True)
    over = DeferralAnswer(many=True)


class DeferralBody(Body):
    """A deferral to propose."""

    ground = OneOf(DeferralGround.choices)
    facts = Text(max_length=2000)
    until_on = Day()


class DeferralDecisionBody(Body):
    """What is decided; a refusal needs a reason."""

    approves = s.BooleanField()
    reason = Text(max_length=500, required=False, allow_blank=True, default="")
    version = s.IntegerField(min_value=1, max_value=1_000_000, help_text=_("The one that was read"))


class DeferralEndBody(Body):
    """Why it ends before its day."""

    reason = Text(max_length=500)


class Deferrals(Endpoint):
    """Telling the person later."""

    @operation(DeferralsAnswer, operation_id="deferral_list")
    def list(self, request: Request) -> Response:
        """What waits for a decision and what runs; for chair, coordinator and legal adviser."""
        return Response(DeferralsAnswer(deferral_list(self.actor)).data)

    @operation(DeferralAnswer, operation_id="deferral")
    def retrieve(self, request: Request, deferral: uuid.UUID) -> Response:
        """One deferral."""
        return self._answer(deferral)

    @operation(DeferralAnswer, status=201, operation_id="deferral_propose", request=DeferralBody)
    def propose(self, request: Request, disclosure: uuid.UUID) -> Response:
        """Propose that the person be told of a disclosure later; somebody else decides."""
        return self._answer(acts.propose_deferral(self.actor, disclosure, self._new()).pk, 201)

    @operation(DeferralAnswer, status=201, operation_id="notice_deferral_propose", request=DeferralBody)
    def propose_notice(self, request: Request, reference: str) -> Response:
        """Propose that the transparency notice of a case be given later; somebody else decides."""
        return self._answer(acts.propose_notice_deferral(self.actor, reference, self._new()).pk, 201)

    def _new(self) -> NewDeferral:
        sent = self.sent(DeferralBody)
        return NewDeferral(DeferralGround(sent["ground"]), sent["facts"], sent["until_on"])

    @operation(DeferralAnswer, status=201, operation_id="deferral_decide", request=DeferralDecisionBody)
    def decide(self, request: Request, deferral: uuid.UUID) -> Response:
        """Approve or refuse it: chair or coordinator, and the legal adviser after them where it reaches far."""
        sent = self.sent(DeferralDecisionBody)
        acts.decide_deferral(self.actor, deferral, sent["version"], sent["approves"], sent["reason"])
        return self._answer(deferral, 201)

    @operation(DeferralAnswer, status=201, operation_id="deferral_review", request=None)
    def review(self, request: Request, deferral: uuid.UUID) -> Response:
        """Record that it was looked at again and goes on."""
        acts.review_deferral(self.actor, deferral)
        return self._answer(deferral, 201)

    @operation(DeferralAnswer, status=201, operation_id="deferral_end", request=DeferralEndBody)
    def end(self, request: Request, deferral: uuid.UUID) -> Response:
        """End it before its day: the person is to be told at once."""
        acts.end_deferral(self.actor, deferral, self.sent(DeferralEndBody)["reason"])
        return self._answer(deferral, 201)

    def _answer(self, deferral: uuid.UUID, status: int = 200) -> Response:
        return Response(DeferralAnswer(deferral_page(self.actor, deferral).line).data, status=status)
