"""Retention reviews for programs: read and recorded by the same rules as on the pages."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Day, OneOf, Text
from access.api.schema import operation
from casework.api.once import ONCE, form_key
from sharing.choices import RetentionProposal
from sharing.choices_erasing import ErasureState
from sharing.queries.retention import retention_page
from sharing.services.retention import NewRetention, review_retention


class RetentionReviewAnswer(Answer):
    """One review as recorded."""

    id = s.UUIDField()
    reviewed = s.CharField(source="on", help_text=_("The day, in words"))
    by = s.CharField()
    proposal = s.CharField(help_text=_("In words"))
    erase = s.BooleanField(help_text=_("Whether it proposes that the record is erased"))
    reason = s.CharField()
    next = s.CharField(source="next_on", help_text=_("The day of the next review, in words"))


class StandingHoldAnswer(Answer):
    """A legal hold that stands on the record; only for whoever may know of it."""

    id = s.UUIDField()
    mark = s.CharField(help_text=_("A neutral name to speak of it"))


class ProposedErasureAnswer(Answer):
    """An erasure that was proposed; only for whoever may know of it."""

    id = s.UUIDField()
    mark = s.CharField(help_text=_("A neutral name to speak of it"))
    state = s.ChoiceField(ErasureState.choices)


class RetentionAnswer(Answer):
    """Whether the record of a case is still needed, as it was reviewed, the newest first."""

    due = s.CharField(help_text=_("The day of the review that is asked for now, in words; empty while none is"))
    over = s.BooleanField(help_text=_("Whether the work is over, so that erasing may be proposed"))
    period_unset = s.BooleanField(
        source="unset", help_text=_("Whether the partnership has not said how long records are kept after closing")
    )
    may_review = s.BooleanField()
    reviews = RetentionReviewAnswer(source="lines", many=True)
    holds = StandingHoldAnswer(many=True)
    erasures = ProposedErasureAnswer(many=True)


class RetentionBody(Body):
    """What is proposed for the record; ``keep_until`` goes with one that is over and kept."""

    proposal = OneOf(RetentionProposal.choices)
    reason = Text(max_length=500)
    keep_until = Day(required=False)


class Retention(Endpoint):
    """Whether the record of a case is still needed."""

    @operation(RetentionAnswer, operation_id="retention_read")
    def of_case(self, request: Request, reference: str) -> Response:
        """What was reviewed, and when it is looked at next."""
        return self._answer(reference)

    @operation(RetentionAnswer, status=201, operation_id="retention_review", request=RetentionBody, parameters=[ONCE])
    def review(self, request: Request, reference: str) -> Response:
        """Review whether the record is kept (case manager). It proposes; nothing is erased by it."""
        sent = self.sent(RetentionBody)
        new = NewRetention(sent["proposal"], sent["reason"], sent.get("keep_until"))
        review_retention(self.actor, reference, new, form_key(request))
        return self._answer(reference, 201)

    def _answer(self, reference: str, status: int = 200) -> Response:
        return Response(RetentionAnswer(retention_page(self.actor, reference)).data, status=status)
