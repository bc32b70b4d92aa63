"""Requests of the person for programs: recorded, moved on and decided by the same rules as on the pages."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Day, OneOf, Text
from access.api.schema import operation
from casework.api.once import ONCE, form_key
from sharing.api.contested import ContestedLineAnswer
from sharing.api.restrictions import RestrictionLineAnswer
from sharing.choices_rights import DECISIONS, Identity, RightsHow, RightsKind, RightsState
from sharing.queries.rights import rights_desk, rights_list, rights_page
from sharing.rights import Longer, NewRights, RightsDecision
from sharing.services import rights as acts

LONG = 4000
READ = _("The one that was read")


class RightsAnswer(Answer):
    """A request of the person, with its clock."""

    id = s.UUIDField()
    mark = s.CharField(help_text=_("A neutral name to speak of it"))
    kind = s.ChoiceField(RightsKind.choices)
    received_on = s.DateField()
    identity = s.CharField(help_text=_("How it is known who asks; empty: not checked yet"))
    due_on = s.DateField(help_text=_("The day that counts now"))
    longer_until = s.CharField(source="longer", help_text=_("In words; empty: it was not extended"))
    state = s.ChoiceField(RightsState.choices)
    recorded_by = s.CharField()
    agency = s.CharField()
    version = s.IntegerField()


class RightsListAnswer(Answer):
    """The requests of one case, those that wait first."""

    lines = RightsAnswer(many=True)


class RightsDeskAnswer(Answer):
    """The clocks of a partnership."""

    waiting = RightsAnswer(many=True)
    over = RightsAnswer(many=True)
    late = s.IntegerField()


class RightsPageAnswer(Answer):
    """One request with its words; they are empty for whoever keeps its clock without seeing the case."""

    request = RightsAnswer(source="line")
    asked = s.CharField()
    longer = s.CharField()
    decided = s.CharField()
    contested = ContestedLineAnswer(many=True, help_text=_("Notes that were named on a request to put something right"))
    restrictions = RestrictionLineAnswer(many=True, help_text=_("What is, or was, restricted on it"))


class RightsBody(Body):
    """A request as it came."""

    kind = OneOf(RightsKind.choices)
    how = OneOf(RightsHow.choices)
    received_on = Day()
    words = Text(max_length=LONG)
    identity = OneOf(Identity.choices, required=False)


class RightsIdentityBody(Body):
    """How it is known who asks."""

    identity = OneOf(Identity.choices)
    version = s.IntegerField(min_value=1, max_value=1_000_000, help_text=READ)


class RightsLongerBody(Body):
    """That an answer takes longer."""

    until_on = Day()
    reason = Text(max_length=LONG)
    told_on = Day()
    version = s.IntegerField(min_value=1, max_value=1_000_000, help_text=READ)


class RightsDecisionBody(Body):
    """What becomes of a request; unless all is granted, the day on which the person was told where to complain."""

    state = OneOf([(one.value, one.label) for one in DECISIONS])
    reason = Text(max_length=LONG)
    remedy_told_on = Day(required=False)
    version = s.IntegerField(min_value=1, max_value=1_000_000, help_text=READ)


class Rights(Endpoint):
    """What the person asks about their record."""

    @operation(RightsDeskAnswer, operation_id="rights_desk")
    def desk(self, request: Request) -> Response:
        """The clocks of the partnership; for chair, coordinator and legal adviser."""
        return Response(RightsDeskAnswer(rights_desk(self.actor)).data)

    @operation(RightsListAnswer, operation_id="rights_of_case")
    def of_case(self, request: Request, reference: str) -> Response:
        """What the person of a case asked."""
        return Response(RightsListAnswer(rights_list(self.actor, reference)).data)

    @operation(RightsPageAnswer, status=201, operation_id="rights_record", request=RightsBody, parameters=[ONCE])
    def record(self, request: Request, reference: str) -> Response:
        """Record that the person asks something about their record."""
        sent = self.sent(RightsBody)
        identity = Identity(sent["identity"]) if sent.get("identity") else None
        new = NewRights(
            RightsKind(sent["kind"]), RightsHow(sent["how"]), sent["received_on"], sent["words"], identity
        )  # fmt: skip
        return self._answer(acts.record_request(self.actor, reference, new, form_key(request)).pk, 201)

    @operation(RightsPageAnswer, operation_id="rights_request")
    def retrieve(self, request: Request, rights: uuid.UUID) -> Response:
        """One request of the person."""
        return self._answer(rights)

    @operation(RightsPageAnswer, status=201, operation_id="rights_identity", request=RightsIdentityBody)
    def identity(self, request: Request, rights: uuid.UUID) -> Response:
        """Record how it is known who asks."""
        sent = self.sent(RightsIdentityBody)
        acts.check_identity(self.actor, rights, sent["version"], Identity(sent["identity"]))
        return self._answer(rights, 201)

    @operation(RightsPageAnswer, status=201, operation_id="rights_extend", request=RightsLongerBody)
    def extend(self, request: Request, rights: uuid.UUID) -> Response:
        """Say once that it takes longer."""
        sent = self.sent(RightsLongerBody)
        acts.take_longer(self.actor, rights, sent["version"], Longer(sent["until_on"], sent["reason"], sent["told_on"]))
        return self._answer(rights, 201)

    @operation(RightsPageAnswer, status=201, operation_id="rights_decide", request=RightsDecisionBody)
    def decide(self, request: Request, rights: uuid.UUID) -> Response:
        """Decide it, with a reason in words for the person."""
        sent = self.sent(RightsDecisionBody)
        new = RightsDecision(RightsState(sent["state"]), sent["reason"], sent.get("remedy_told_on"))
        acts.decide_request(self.actor, rights, sent["version"], new)
        return self._answer(rights, 201)

    def _answer(self, rights: uuid.UUID, status: int = 200) -> Response:
        return Response(RightsPageAnswer(rights_page(self.actor, rights)).data, status=status)
