"""Agreements between agencies, for programs, as the pages show them. They are written and signed on pages."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer
from access.api.schema import operation
from agencies.choices import AgreementState
from agencies.queries.agreements import agreement_page, agreements_of


class PartyAnswer(Answer):
    """An agency's place in an agreement."""

    agency_id = s.UUIDField()
    name = s.CharField()
    code = s.CharField()
    signed_on = s.DateField(allow_null=True)
    signatory = s.CharField(help_text=_("Who signed; empty where the caller gets positions only"))
    binds = s.BooleanField(help_text=_("Signed and not left"))
    left = s.BooleanField()


class AgreementAnswer(Answer):
    """One agreement and its state at this moment."""

    id = s.UUIDField()
    title = s.CharField()
    state = s.ChoiceField(AgreementState.choices)
    opens = s.BooleanField(help_text=_("Whether anything may be shared under it now"))
    since = s.DateField()
    until = s.DateField(allow_null=True, help_text=_("The last day; null: no end is set"))
    review_on = s.DateField(allow_null=True)
    suspended_on = s.DateField(allow_null=True)
    ended_on = s.DateField(allow_null=True)
    reason = s.CharField(help_text=_("Why it was suspended, renewed or ended"))
    purposes = s.ListField(child=s.CharField(), help_text=_("In words"))
    categories = s.ListField(child=s.CharField(), help_text=_("Kinds of data, in words"))
    parties = PartyAnswer(many=True)


class AgreementsAnswer(Answer):
    """The agreements of the partnership, those in force first."""

    agreements = AgreementAnswer(many=True)


class AgreementSectionAnswer(Answer):
    """One written section of an agreement."""

    label = s.CharField()  # type: ignore[assignment]  # a field, not the label of this serializer
    text = s.CharField(help_text=_("Empty: not written yet"))


class WholeAgreementAnswer(Answer):
    """One agreement with what it says."""

    agreement = AgreementAnswer(source="line")
    offered_on = s.DateField(allow_null=True, help_text=_("When it was offered for signature"))
    sections = AgreementSectionAnswer(many=True)
    version = s.IntegerField()


class Agreements(Endpoint):
    """Which agencies may share what with each other, and until when."""

    @operation(AgreementsAnswer, operation_id="agreement_list")
    def list(self, request: Request) -> Response:
        """Every agreement of the partnership; not for companions."""
        return Response(AgreementsAnswer({"agreements": agreements_of(self.actor)}).data)

    @operation(WholeAgreementAnswer, operation_id="agreement_read")
    def retrieve(self, request: Request, agreement: uuid.UUID) -> Response:
        """One agreement of the partnership; not for companions."""
        return Response(WholeAgreementAnswer(agreement_page(self.actor, agreement)).data)
