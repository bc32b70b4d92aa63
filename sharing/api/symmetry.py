"""Symmetry between agencies for programs: counts of a quarter that is over, small ones hidden."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Query, Text
from access.api.schema import operation
from sharing.queries.symmetry import symmetry_page

HIDDEN = _("Null where it is hidden")


class QuarterQuery(Query):
    """Which quarter."""

    quarter = Text(max_length=6, required=False, help_text=_("As 2026-3; else the last one that is over"))


class SymmetryAgencyAnswer(Answer):
    """One agency."""

    agency = s.CharField(source="name")
    asked = s.IntegerField(allow_null=True, help_text=HIDDEN)
    was_asked = s.IntegerField(allow_null=True, help_text=HIDDEN)
    answered = s.IntegerField(allow_null=True, help_text=HIDDEN)
    left_open = s.IntegerField(allow_null=True, help_text=_("Of those asked, without answer when the quarter ended"))
    days = s.IntegerField(allow_null=True, help_text=_("Days that an answer took, in the middle"))


class AskedLineAnswer(Answer):
    """What one agency asked another."""

    asker = s.CharField()
    asked = s.CharField()
    number = s.IntegerField()
    answered = s.IntegerField()
    parts = s.ListField(
        child=s.IntegerField(allow_null=True), help_text=_("Answers in full, summaries, gists, without words")
    )
    days = s.IntegerField(allow_null=True)


class GivenLineAnswer(Answer):
    """Notes that one agency gave another to read."""

    giver = s.CharField()
    taker = s.CharField()
    number = s.IntegerField()
    parts = s.ListField(child=s.IntegerField(allow_null=True), help_text=_("Full texts, summaries, gists"))


class SymmetryAnswer(Answer):
    """A quarter."""

    quarter = s.CharField()
    least = s.IntegerField(help_text=_("Numbers under this are hidden, with more where they could be reckoned"))
    agencies = SymmetryAgencyAnswer(many=True)
    asked = AskedLineAnswer(many=True)
    given = GivenLineAnswer(many=True)
    one_sided = s.ListField(child=s.CharField(), help_text=_("One-sidedness, in words"))


class Symmetry(Endpoint):
    """Who asks, answers and gives."""

    @operation(SymmetryAnswer, operation_id="symmetry", parameters=[QuarterQuery])
    def retrieve(self, request: Request) -> Response:
        """Counts of a quarter that is over, for every professional of the partnership alike."""
        quarter = self.asked(QuarterQuery).get("quarter", "")
        return Response(SymmetryAnswer(symmetry_page(self.actor, quarter)).data)
