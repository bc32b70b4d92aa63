"""The end of a case for programs: its outcome on both strands, and what was found afterwards."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer
from access.api.schema import operation
from casework.queries.closings import closing_page


class StrandAnswer(Answer):
    """One strand."""

    name = s.CharField(help_text=_("In words"))
    result = s.CharField(help_text=_("achieved, partial, no_change, worse or not_known"))
    text = s.CharField(help_text=_("How it is known; nothing in a follow-up"))


class OutcomeAnswer(Answer):
    """How the work ended, as recorded once."""

    id = s.UUIDField()
    number = s.IntegerField()
    recorded = s.CharField(source="on", help_text=_("The day, in words"))
    by = s.CharField()
    strands = StrandAnswer(many=True)
    went_on = s.CharField(help_text=_("What goes on voluntarily"))
    agreed = s.CharField(help_text=_("What was agreed for afterwards"))
    reason = s.CharField(help_text=_("Why it was recorded again"))


class FollowUpAnswer(Answer):
    """One look after closing."""

    id = s.UUIDField()
    which = s.CharField(source="label")
    due = s.CharField(help_text=_("The day, in words"))
    state = s.CharField(help_text=_("How near the day is, or done"))
    held = s.CharField(help_text=_("The day, in words"))
    by = s.CharField()
    method = s.CharField(help_text=_("In words"))
    found = s.CharField()
    strands = StrandAnswer(many=True)
    reopen = s.BooleanField()


class ClosingAnswer(Answer):
    """How the work ended, as far as it has."""

    case = s.CharField(source="file.reference")
    closed = s.CharField(help_text=_("The day, in words; nothing while the case runs"))
    missing = s.ListField(child=s.CharField(), help_text=_("What is missing before an ending case may close"))
    outcome = OutcomeAnswer(allow_null=True)
    earlier = OutcomeAnswer(many=True, help_text=_("What was recorded before, the newest first"))
    follow_ups = FollowUpAnswer(many=True)


class Closings(Endpoint):
    """The end of one case."""

    @operation(ClosingAnswer, operation_id="closing_read")
    def retrieve(self, request: Request, reference: str) -> Response:
        """Outcome, earlier outcomes and follow-ups."""
        return Response(ClosingAnswer(closing_page(self.actor, reference)).data)
