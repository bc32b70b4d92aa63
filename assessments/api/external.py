"""References to licensed tools for programs: read, record, put right, by the same rules as on the pages."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Day, Text
from access.api.schema import operation
from assessments.assessing import NewExternal
from assessments.queries.external import external_list
from assessments.services.external import correct_external, record_external
from casework.api.once import ONCE, form_key
from casework.api.order_answers import CreatedAnswer


class ExternalBody(Body):
    """A reference: no question of the tool, no score."""

    tool = Text(max_length=120)
    made_on = Day()
    assessor = Text(max_length=200)
    kept_at = Text(max_length=300)
    conclusion = Text(max_length=300, help_text=_("In words, as short as a gist; a figure is refused"))


class ExternalCorrectionBody(ExternalBody):
    """The reference as it should be."""

    correction_reason = Text(max_length=300)


class ExternalLineAnswer(Answer):
    """One reference to an assessment made with a licensed tool."""

    id = s.UUIDField()
    tool = s.CharField()
    made_on = s.CharField()
    assessor = s.CharField()
    kept_at = s.CharField()
    conclusion = s.CharField()
    agency = s.CharField()
    corrects = s.UUIDField(allow_null=True)
    correction_reason = s.CharField()
    replaced = s.BooleanField(help_text=_("A correction took its place"))


class ExternalsAnswer(Answer):
    """The references of a case, newest first."""

    results = ExternalLineAnswer(many=True, source="lines")


class Externals(Endpoint):
    """Assessments made with licensed tools, by reference alone."""

    @operation(ExternalsAnswer, operation_id="external_list")
    def of_case(self, request: Request, reference: str) -> Response:
        """The references of a case, newest first, with those that were corrected."""
        return Response(ExternalsAnswer(external_list(self.actor, reference)).data)

    @operation(CreatedAnswer, status=201, operation_id="external_record", request=ExternalBody, parameters=[ONCE])
    def record(self, request: Request, reference: str) -> Response:
        """Record one for the caller's agency; for permanent members."""
        row = record_external(self.actor, reference, NewExternal(**self.sent(ExternalBody)), form_key(request))
        return Response(CreatedAnswer({"id": row.pk}).data, status=201)

    @operation(CreatedAnswer, status=201, operation_id="external_correct", request=ExternalCorrectionBody)
    def correct(self, request: Request, external: uuid.UUID) -> Response:
        """Put one right; for the agency that recorded it."""
        sent = self.sent(ExternalCorrectionBody)
        reason = sent.pop("correction_reason")
        row = correct_external(self.actor, external, NewExternal(**sent), reason)
        return Response(CreatedAnswer({"id": row.pk}).data, status=201)
