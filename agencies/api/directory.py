"""The directory of agencies, for programs, as the pages show it."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, OneOf, Query, Text
from access.api.schema import operation
from agencies.choices import AgencyGroup, AgencyStatus
from agencies.queries.agencies import agency_page
from agencies.queries.directory import directory


class AgencyLineAnswer(Answer):
    """One agency of the directory. Involvement and status stand in words."""

    id = s.UUIDField()
    name = s.CharField()
    code = s.CharField()
    sub_type = s.CharField()
    area = s.CharField()
    involvement = s.CharField()
    status = s.CharField()
    is_local = s.BooleanField()
    is_ours = s.BooleanField()
    agreement = s.BooleanField(help_text=_("Whether an agreement with anybody is in force"))


class AgencyGroupAnswer(Answer):
    """One of the five groups with its agencies."""

    value = s.ChoiceField(AgencyGroup.choices)
    label = s.CharField()  # type: ignore[assignment]  # a field, not the label of this serializer
    taking_part = s.IntegerField()
    local = s.IntegerField()
    agencies = AgencyLineAnswer(many=True)


class DirectoryAnswer(Answer):
    """The agencies of the caller's partnership, group by group."""

    partnership = s.CharField()
    area = s.CharField()
    shown = s.IntegerField()
    total = s.IntegerField()
    gaps = s.ListField(child=s.CharField(), help_text=_("Groups of which nobody takes part here"))
    groups = AgencyGroupAnswer(many=True)


class MemberAnswer(Answer):
    """One person at an agency; the name is empty where the caller gets positions only."""

    name = s.CharField()
    position = s.CharField()
    duties = s.ListField(child=s.CharField())
    is_companion = s.BooleanField()
    is_me = s.BooleanField()


class AgencyAnswer(Answer):
    """One agency: who they are, who speaks for them, with whom something may be shared now."""

    id = s.UUIDField()
    name = s.CharField()
    code = s.CharField()
    group = s.CharField()
    sub_type = s.CharField()
    level = s.CharField()
    area = s.CharField()
    involvement = s.CharField()
    status = s.CharField()
    takes_part = s.BooleanField()
    mandate = s.CharField()
    powers = s.CharField()
    limits = s.CharField()
    resources = s.CharField()
    regime = s.CharField()
    secrecy = s.CharField()
    focal_point = MemberAnswer(allow_null=True)
    deputy = MemberAnswer(allow_null=True)
    members = MemberAnswer(many=True)
    names_shown = s.BooleanField()
    partners = s.ListField(child=s.CharField())
    is_ours = s.BooleanField()


class AgencyQuery(Query):
    """Filters of the directory."""

    group = OneOf(AgencyGroup.choices, required=False)
    status = OneOf(AgencyStatus.choices, required=False)
    q = Text(required=False, allow_blank=True, max_length=80)


class Agencies(Endpoint):
    """The directory of the caller's partnership."""

    @operation(DirectoryAnswer, operation_id="agency_list", parameters=[AgencyQuery])
    def list(self, request: Request) -> Response:
        """Every agency of the partnership, the local ones first."""
        asked = self.asked(AgencyQuery)
        found = directory(self.actor, text=asked.pop("q", ""), **asked)
        return Response(DirectoryAnswer(found).data)

    @operation(AgencyAnswer, operation_id="agency_read")
    def retrieve(self, request: Request, agency: uuid.UUID) -> Response:
        """One agency of the partnership."""
        return Response(AgencyAnswer(agency_page(self.actor, agency)).data)
