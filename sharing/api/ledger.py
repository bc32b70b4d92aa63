"""The ledger of a case for programs."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer
from access.api.paging import page_of, read_cursor
from access.api.schema import operation, page_answer
from casework.api.bodies import PageQuery
from sharing.choices import DisclosurePurpose
from sharing.queries.ledger import case_ledger


class LedgerLineAnswer(Answer):
    """Something that left the case team."""

    id = s.UUIDField()
    report = s.UUIDField(help_text=_("The report to the court that was passed on"))
    what = s.CharField()
    recipient = s.CharField()
    purpose = s.ChoiceField(DisclosurePurpose.choices)
    records = s.IntegerField(source="items", help_text=_("Records behind it"))
    fullest = s.CharField(help_text=_("Fullest text that was told, in words; empty: only counts and labels"))
    made_on = s.DateField()
    made_by = s.CharField(source="by")
    agency = s.CharField()
    told_on = s.DateField(allow_null=True, help_text=_("Day on which the person was told"))
    told_by = s.CharField()
    tell_by = s.DateField(allow_null=True, help_text=_("Day by which the person must be told"))


LEDGER = "ledger"
LedgerPageAnswer = page_answer(
    "LedgerPage", LedgerLineAnswer, total=s.IntegerField(help_text=_("Disclosures of the case")),
    untold=s.IntegerField(help_text=_("Disclosures of which the person was not told yet")),
)  # fmt: skip


class Ledgers(Endpoint):
    """What left the case team."""

    @operation(LedgerPageAnswer, operation_id="ledger_of_case", parameters=[PageQuery])
    def of_case(self, request: Request, reference: str) -> Response:
        """One page of what left the team of one case, to whom, and whether the person was told; the newest first."""
        cursor = read_cursor(self.asked(PageQuery).pop("cursor", ""), LEDGER)
        page = case_ledger(self.actor, reference, cursor.after, cursor.before)
        lines = LedgerLineAnswer(page.lines, many=True).data
        return Response(page_of(LEDGER, lines, page.older, page.newer, total=page.total, untold=page.untold))
