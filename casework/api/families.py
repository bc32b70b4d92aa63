"""People around the person for programs, and who of the team contacts them."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Key, Text, Whole
from access.api.schema import operation
from casework.choices import Influence, RelationshipKind
from casework.forms.families import LONGEST
from casework.queries.families import people_around
from casework.services.families import FamilyContact, name_family_contact

LARGEST = 2_147_483_647


class NearAnswer(Answer):
    """Somebody around the person."""

    id = s.UUIDField()
    name = s.CharField()
    kind = s.ChoiceField(RelationshipKind.choices)
    influence = s.ChoiceField(Influence.choices)
    member_id = s.UUIDField(source="contact_id", allow_null=True, help_text=_("Who contacts them without asking"))
    member = s.CharField(source="contact")
    words = s.CharField(help_text=_("Who may contact them, in words"))
    version = s.IntegerField()


class NearListAnswer(Answer):
    """The people around the person today."""

    results = NearAnswer(many=True)


class FamilyContactBody(Body):
    """Which member contacts somebody without asking the case manager first."""

    version = Whole(min_value=1, max_value=LARGEST)
    member_id = Key(required=False, allow_null=True, help_text=_("Left out: the case manager alone"))
    words = Text(max_length=LONGEST, required=False, allow_blank=True)


class FamilyContactAnswer(Answer):
    """Who contacts them now."""

    id = s.UUIDField(source="pk")
    member_id = s.UUIDField(source="contact_member_id", allow_null=True)
    version = s.IntegerField()


class People(Endpoint):
    """The people around the person of one case."""

    @operation(NearListAnswer, operation_id="people_around")
    def list(self, request: Request, reference: str) -> Response:
        """Who is around the person, and who of the team contacts them."""
        return Response(NearListAnswer({"results": people_around(self.actor, reference)}).data)

    @operation(FamilyContactAnswer, status=201, operation_id="family_contact", request=FamilyContactBody)
    def contact(self, request: Request, reference: str, relationship: uuid.UUID) -> Response:
        """Name the member who contacts them, as case manager."""
        sent = self.sent(FamilyContactBody)
        new = FamilyContact(sent.get("member_id"), sent.get("words", ""))
        row = name_family_contact(self.actor, reference, relationship, new, sent["version"])
        return Response(FamilyContactAnswer(row).data, status=status.HTTP_201_CREATED)
