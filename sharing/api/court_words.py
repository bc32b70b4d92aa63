"""For programs: what the court would be told of an assessment, and whether it may be."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Flag, Whole
from access.api.schema import operation
from sharing.api.bodies import LARGEST
from sharing.queries.court_words import court_words
from sharing.services.court_words import clear_for_court, keep_from_court


class ForCourtBody(Body):
    """Whether the court may be told of the assessment."""

    version = Whole(min_value=1, max_value=LARGEST, help_text=_("The version of the assessment that was read"))
    told = Flag(help_text=_("False takes it back, as long as no signed report tells of it"))


class ToldPartAnswer(Answer):
    """A section of a progress report, with what the assessment says in it."""

    title = s.CharField()
    texts = s.ListField(child=s.CharField())


class ForCourtAnswer(Answer):
    """What the court would be told of an assessment, and since when it may be."""

    id = s.UUIDField()
    version = s.IntegerField()
    since = s.CharField(help_text=_("Empty when the court may not be told"))
    by = s.CharField()
    told = s.BooleanField(help_text=_("A signed report tells of it, so that it stays cleared"))
    parts = ToldPartAnswer(many=True)


class AssessmentsForCourt(Endpoint):
    """Assessments that the court may be told of."""

    @operation(ForCourtAnswer, operation_id="assessment_court_read")
    def retrieve(self, request: Request, assessment: uuid.UUID) -> Response:
        """What a progress report would tell; for the case manager and the order supervisor."""
        return Response(ForCourtAnswer(court_words(self.actor, assessment)).data)

    @operation(ForCourtAnswer, status=201, operation_id="assessment_court", request=ForCourtBody)
    def say(self, request: Request, assessment: uuid.UUID) -> Response:
        """Say that the court may be told of it, or take that back."""
        sent = self.sent(ForCourtBody)
        act = clear_for_court if sent["told"] else keep_from_court
        act(self.actor, assessment, sent["version"])
        return Response(ForCourtAnswer(court_words(self.actor, assessment)).data, status=201)
