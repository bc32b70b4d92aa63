"""The ledger of a case for programs."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer
from access.api.paging import page_of, read_cursor
from access.api.schema import operation, page_answer
from agencies.choices import Purpose
from casework.api.bodies import PageQuery
from sharing.api import bodies as b
from sharing.queries.disclosures import disclosure_page
from sharing.queries.ledger import case_ledger
from sharing.queries.shared_sheet import shared_sheet
from sharing.services.notifying import Telling, tell_person


class LedgerLineAnswer(Answer):
    """Something that left the case team."""

    id = s.UUIDField()
    report = s.UUIDField(allow_null=True, help_text=_("The report to the court that was passed on, if it was one"))
    duty_report = s.UUIDField(allow_null=True, help_text=_("The duty report that was passed on, if it was one"))
    what = s.CharField()
    recipient = s.CharField()
    purpose = s.ChoiceField(Purpose.choices)
    records = s.IntegerField(source="items", help_text=_("Records behind it"))
    fullest = s.CharField(help_text=_("Fullest text that was told, in words; empty: only counts and labels"))
    made_on = s.DateField()
    made_by = s.CharField(source="by")
    agency = s.CharField()
    told_on = s.DateField(allow_null=True, help_text=_("Day on which the person was told"))
    told_by = s.CharField()
    tell_by = s.DateField(allow_null=True, help_text=_("Day by which the person must be told"))
    put_off_until = s.CharField(source="put_off", help_text=_("A deferral runs until this day, in words"))


LEDGER = "ledger"
LedgerPageAnswer = page_answer(
    "LedgerPage", LedgerLineAnswer, total=s.IntegerField(help_text=_("Disclosures of the case")),
    untold=s.IntegerField(help_text=_("Disclosures of which the person was not told yet")),
)  # fmt: skip


class PartnerAnswer(Answer):
    """An agency that takes part; without an agreement it gets nothing now, unless it leads."""

    name = s.CharField()
    leads = s.BooleanField()
    purposes = s.ListField(child=s.CharField(), help_text=_("In words"))
    agreements = s.ListField(child=s.CharField())
    categories = s.ListField(child=s.CharField(), source="data", help_text=_("Kinds of data, in words"))


class KnownAnswer(Answer):
    """Something that left the team and of which the person was told."""

    what = s.CharField()
    recipient = s.CharField(source="to")
    purpose = s.CharField(source="why", help_text=_("In words"))
    on = s.CharField(help_text=_("The day, in words"))
    told_on = s.CharField(help_text=_("The day, in words"))
    told_by = s.CharField()
    told_now = s.BooleanField(source="now", help_text=_("Put off until now: told with this sheet"))
    told_before = s.BooleanField(source="before", help_text=_("Told before it was sent"))


class SharedSheetAnswer(Answer):
    """What the sheet for the person says; nothing of it where the notice is put off."""

    put_off_until = s.CharField(source="put_off", help_text=_("The day, in words; empty where nothing is put off"))
    partners = PartnerAnswer(many=True)
    passed_on = KnownAnswer(many=True)
    held_back = s.IntegerField(help_text=_("Disclosures of which the person was not told yet: not for them"))
    contact = s.CharField()
    advisers = s.ListField(child=s.CharField())


class Ledgers(Endpoint):
    """What left the case team."""

    @operation(LedgerPageAnswer, operation_id="ledger_of_case", parameters=[PageQuery])
    def of_case(self, request: Request, reference: str) -> Response:
        """One page of what left the team of one case, to whom, and whether the person was told; the newest first."""
        cursor = read_cursor(self.asked(PageQuery).pop("cursor", ""), LEDGER)
        page = case_ledger(self.actor, reference, cursor.after, cursor.before)
        lines = LedgerLineAnswer(page.lines, many=True).data
        return Response(page_of(LEDGER, lines, page.older, page.newer, total=page.total, untold=page.untold))

    @operation(SharedSheetAnswer, operation_id="shared_sheet")
    def sheet(self, request: Request, reference: str) -> Response:
        """What the person may know of the sharing about them; for case manager and order supervisor."""
        return Response(SharedSheetAnswer(shared_sheet(self.actor, reference)).data)

    @operation(LedgerLineAnswer, operation_id="disclosure")
    def retrieve(self, request: Request, disclosure: uuid.UUID) -> Response:
        """One disclosure, as far as the ledger tells of it."""
        return Response(LedgerLineAnswer(disclosure_page(self.actor, disclosure).line).data)

    @operation(LedgerLineAnswer, status=201, operation_id="disclosure_told", request=b.ToldBody)
    def told(self, request: Request, disclosure: uuid.UUID) -> Response:
        """Record that the person was told of it, as case manager or order supervisor."""
        tell_person(self.actor, disclosure, Telling(**self.sent(b.ToldBody)))
        return Response(LedgerLineAnswer(disclosure_page(self.actor, disclosure).line).data, status=201)
