"""Legal holds for programs: placed, kept and lifted by the same rules as on the pages."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Day, OneOf, Text
from access.api.schema import operation
from casework.api.once import ONCE, form_key
from sharing.choices_erasing import HoldGround, HoldStepKind
from sharing.holding import HoldStep, NewHold
from sharing.queries.holds import hold_desk, hold_page
from sharing.services.holds import place_hold, step_of_hold


class LegalHoldAnswer(Answer):
    """A legal hold. It names no case."""

    id = s.UUIDField()
    mark = s.CharField(help_text=_("A neutral name to speak of it"))
    ground = s.CharField(help_text=_("In words"))
    words = s.CharField()
    placed = s.CharField(help_text=_("The moment, in words"))
    by = s.CharField()
    agency = s.CharField()
    review = s.CharField(help_text=_("The day, in words"))
    last_words = s.CharField(help_text=_("Why it was kept or lifted; empty until then"))
    lifted = s.CharField(help_text=_("The moment, in words; empty while it stands"))
    lifted_by = s.CharField()
    version = s.IntegerField()


class LegalHoldDeskAnswer(Answer):
    """The holds of a partnership."""

    standing = LegalHoldAnswer(many=True)
    lifted = LegalHoldAnswer(many=True)


class LegalHoldBody(Body):
    """A hold to be placed."""

    reference = Text(max_length=40, help_text=_("Of the case"))
    ground = OneOf(HoldGround.choices)
    words = Text(max_length=1000)
    review_on = Day()


class LegalHoldStepBody(Body):
    """What becomes of a hold; ``review_on`` goes with one that is kept."""

    kind = OneOf(HoldStepKind.choices)
    words = Text(max_length=1000)
    review_on = Day(required=False)
    version = s.IntegerField(min_value=1, max_value=1_000_000, help_text=_("The one that was read"))


class Holds(Endpoint):
    """Legal holds."""

    @operation(LegalHoldDeskAnswer, operation_id="hold_desk")
    def desk(self, request: Request) -> Response:
        """The holds of the partnership; for the chair and the legal advisers."""
        return Response(LegalHoldDeskAnswer(hold_desk(self.actor)).data)

    @operation(LegalHoldAnswer, status=201, operation_id="hold_place", request=LegalHoldBody, parameters=[ONCE])
    def place(self, request: Request) -> Response:
        """Place a hold: while it stands, nothing of the record is erased."""
        sent = self.sent(LegalHoldBody)
        new = NewHold(sent["reference"], HoldGround(sent["ground"]), sent["words"], sent["review_on"])
        return self._answer(place_hold(self.actor, new, form_key(request)).pk, 201)

    @operation(LegalHoldAnswer, operation_id="hold_read")
    def retrieve(self, request: Request, hold: uuid.UUID) -> Response:
        """One hold."""
        return self._answer(hold)

    @operation(LegalHoldAnswer, status=201, operation_id="hold_step", request=LegalHoldStepBody)
    def step(self, request: Request, hold: uuid.UUID) -> Response:
        """Keep a hold until a later day, or lift it."""
        sent = self.sent(LegalHoldStepBody)
        new = HoldStep(HoldStepKind(sent["kind"]), sent["words"], sent.get("review_on"))
        step_of_hold(self.actor, hold, sent["version"], new)
        return self._answer(hold, 201)

    def _answer(self, hold: uuid.UUID, status: int = 200) -> Response:
        return Response(LegalHoldAnswer(hold_page(self.actor, hold).line).data, status=status)
