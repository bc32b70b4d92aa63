"""The whole ledger of a case and that of the caller's agency for programs."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Day, Key, OneOf, Text
from access.api.paging import page_of, read_cursor
from access.api.schema import operation, page_answer
from casework.api.bodies import PageQuery
from sharing.ledgering import EntryKind, LedgerFilters, ToldState, Way
from sharing.queries.ledgers import agency_ledger, whole_ledger

WHOLE, OURS = "ledger_whole", "ledger_ours"


class LedgerQuery(PageQuery):
    """Filters of the list, as on the page."""

    kind = OneOf(EntryKind.choices, required=False)
    way = OneOf(Way.choices, required=False, help_text=_("As the caller's agency sees it"))
    other = Key(required=False, help_text=_("The other agency"))
    case = Text(required=False, max_length=40)
    since = Day(required=False)
    until = Day(required=False)
    told = OneOf(ToldState.choices, required=False, help_text=_("Whether the person was told"))


class LedgerEntryAnswer(Answer):
    """One line."""

    id = s.UUIDField()
    kind = s.ChoiceField(EntryKind.choices)
    way = s.CharField(help_text=_("asked, was_asked, given, received; empty between others"))
    day = s.CharField(source="on", help_text=_("In words"))
    recorded_at = s.DateTimeField(source="at")
    case = s.CharField(help_text=_("Empty for whoever receives without the case"))
    giver = s.CharField()
    taker = s.CharField()
    what = s.CharField()
    purpose = s.CharField(help_text=_("In words"))
    state = s.CharField(help_text=_("In words, as far as the caller may know it"))
    told = s.CharField(help_text=_("In words; empty where nobody is to be told"))


EntryPageAnswer = page_answer("LedgerEntryPage", LedgerEntryAnswer)


class WholeLedgers(Endpoint):
    """What crossed between agencies."""

    @operation(EntryPageAnswer, operation_id="ledger_of_agency", parameters=[LedgerQuery])
    def of_agency(self, request: Request) -> Response:
        """What the caller's agency gave, received, asked and answered, over the cases that the caller may see."""
        filters, after = self._asked(OURS)
        page = agency_ledger(self.actor, filters, after)
        return Response(page_of(OURS, LedgerEntryAnswer(page.lines, many=True).data, page.older))

    @operation(EntryPageAnswer, operation_id="ledger_whole_of_case", parameters=[LedgerQuery])
    def of_case(self, request: Request, reference: str) -> Response:
        """Everything that was asked, answered, proposed and passed on about one case."""
        filters, after = self._asked(WHOLE)
        page = whole_ledger(self.actor, reference, filters, after)
        return Response(page_of(WHOLE, LedgerEntryAnswer(page.lines, many=True).data, page.older))

    def _asked(self, order: str) -> tuple[LedgerFilters, str]:
        asked = self.asked(LedgerQuery)
        cursor = read_cursor(asked.pop("cursor", ""), order)
        return LedgerFilters(**asked), cursor.after
