"""The ledger of the partnership for programs of its legal advisers."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer
from access.api.schema import operation
from sharing.queries.advisers_ledger import advisers_ledger


class AdviserLineAnswer(Answer):
    """One disclosure as an adviser reads it."""

    id = s.UUIDField()
    case_mark = s.CharField(
        help_text=_("The same for each line of a case, to one reader in one month; it leads nowhere")
    )
    on = s.CharField(help_text=_("In words"))
    what = s.CharField()
    giver = s.CharField()
    recipient = s.CharField()
    purpose = s.CharField(help_text=_("In words"))
    basis = s.CharField(help_text=_("In words; empty where the law itself orders it"))
    tier = s.CharField(help_text=_("In words"))
    told = s.CharField(help_text=_("Whether the person knows, in words"))


class PartnershipLedgerAnswer(Answer):
    """One page of what left the teams, the newest first."""

    lines = AdviserLineAnswer(many=True)
    older = s.CharField(help_text=_("What to send as “after” for the next page; empty on the last"))


class PartnershipLedger(Endpoint):
    """What left the teams of a partnership."""

    @operation(PartnershipLedgerAnswer, operation_id="partnership_ledger")
    def list(self, request: Request) -> Response:
        """What left the teams, the newest first; for legal advisers. “told=no”: of which the person does not know."""
        untold, after = request.query_params.get("told") == "no", request.query_params.get("after", "")
        return Response(PartnershipLedgerAnswer(advisers_ledger(self.actor, untold, after)).data)
