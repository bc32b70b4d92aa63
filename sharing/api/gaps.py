"""Gaps between agreements for programs."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer
from access.api.schema import operation
from sharing.queries.gaps import gap_page


class AgreementGapAnswer(Answer):
    """One agency that reads nothing of another."""

    reader = s.CharField()
    other = s.CharField()
    purpose = s.CharField(help_text=_("In words"))
    category = s.CharField(help_text=_("Kind of data, in words; empty: nothing at all is covered"))
    cases = s.IntegerField()
    references = s.ListField(child=s.CharField(), help_text=_("Cases that the caller may see"))
    advice = s.CharField(help_text=_("What closes it"))


class GapsAnswer(Answer):
    """The gaps of the partnership."""

    without = AgreementGapAnswer(many=True, help_text=_("No agreement in force covers what the two do together"))
    partly = AgreementGapAnswer(many=True, help_text=_("One kind of data is left out"))


class Gaps(Endpoint):
    """Who works together without an agreement."""

    @operation(GapsAnswer, operation_id="agreement_gaps")
    def list(self, request: Request) -> Response:
        """Gaps between agreements; for chair and coordinators."""
        return Response(GapsAnswer(gap_page(self.actor)).data)
