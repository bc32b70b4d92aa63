"""Restriction of processing for programs: by the same rules as on the pages."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Day, OneOf, Text
from access.api.schema import operation
from casework.api.once import ONCE, form_key
from sharing.choices_restricting import RestrictionGround
from sharing.queries.restrictions import restriction_page
from sharing.restricting import Lifting, NewRestriction
from sharing.services import restricting as acts

LONG = 2000
READ = _("The one that was read")


class RestrictionLineAnswer(Answer):
    """One restriction; the title is empty of a whole case."""

    id = s.UUIDField()
    whole = s.BooleanField(help_text=_("The whole case"))
    title = s.CharField()
    ground = s.CharField(help_text=_("In words"))
    since = s.CharField(help_text=_("The day, in words"))
    review = s.CharField(help_text=_("The day, in words"))
    runs = s.BooleanField()
    lifted = s.CharField(help_text=_("The day, in words; empty while it runs"))
    told = s.CharField(help_text=_("The day on which the person was told before it was lifted"))


class RestrictionAnswer(Answer):
    """One restriction with its words, as far as they are read."""

    restriction = RestrictionLineAnswer(source="line")
    case = s.CharField(source="file.reference")
    note = s.UUIDField(allow_null=True)
    reason = s.CharField(source="placed")
    lifting = s.CharField()
    version = s.IntegerField()


class RestrictBody(Body):
    """What is restricted: the whole case where no note is named."""

    note = s.UUIDField(required=False, allow_null=True)
    ground = OneOf(RestrictionGround.choices)
    reason = Text(max_length=LONG)
    review_on = Day()


class GoOnBody(Body):
    """That it goes on until another review."""

    review_on = Day()
    version = s.IntegerField(min_value=1, max_value=1_000_000, help_text=READ)


class LiftBody(Body):
    """That it is lifted, after the person was told."""

    reason = Text(max_length=LONG)
    told_on = Day()
    version = s.IntegerField(min_value=1, max_value=1_000_000, help_text=READ)


class Restrictions(Endpoint):
    """Restriction of processing."""

    @operation(RestrictionAnswer, status=201, operation_id="rights_restrict", request=RestrictBody, parameters=[ONCE])
    def place(self, request: Request, rights: uuid.UUID) -> Response:
        """Restrict a note, or the whole case."""
        sent = self.sent(RestrictBody)
        new = NewRestriction(RestrictionGround(sent["ground"]), sent["reason"], sent["review_on"], sent.get("note"))
        return self._answer(acts.restrict(self.actor, rights, new, form_key(request)).pk, 201)

    @operation(RestrictionAnswer, operation_id="restriction")
    def retrieve(self, request: Request, restriction: uuid.UUID) -> Response:
        """One restriction."""
        return self._answer(restriction)

    @operation(RestrictionAnswer, status=201, operation_id="restriction_go_on", request=GoOnBody)
    def go_on(self, request: Request, restriction: uuid.UUID) -> Response:
        """Let it go on until another review."""
        sent = self.sent(GoOnBody)
        acts.go_on_restricting(self.actor, restriction, sent["version"], sent["review_on"])
        return self._answer(restriction, 201)

    @operation(RestrictionAnswer, status=201, operation_id="restriction_lift", request=LiftBody)
    def lift(self, request: Request, restriction: uuid.UUID) -> Response:
        """Lift it, after the person was told."""
        sent = self.sent(LiftBody)
        acts.lift_restriction(self.actor, restriction, sent["version"], Lifting(sent["reason"], sent["told_on"]))
        return self._answer(restriction, 201)

    def _answer(self, restriction: uuid.UUID, status: int = 200) -> Response:
        return Response(RestrictionAnswer(restriction_page(self.actor, restriction)).data, status=status)
