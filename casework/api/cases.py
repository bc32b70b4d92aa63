"""Cases, their teams and what is due, for programs."""

from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.paging import page_of, read_cursor
from access.api.schema import operation, page_answer
from casework.api.answers import CaseAnswer, CaseLineAnswer, DueAnswer, TeamAnswer
from casework.api.bodies import CaseQuery, DueQuery
from casework.queries.api_cases import case_shown, team_shown
from casework.queries.api_deadlines import DueFilters, due_page
from casework.queries.case_list import SORTS, CaseFilters, case_page

CasePageAnswer = page_answer("CasePage", CaseLineAnswer, total=s.IntegerField())
DuePageAnswer = page_answer("DeadlinePage", DueAnswer)


class Cases(Endpoint):
    """The cases on which the caller has a place now."""

    @operation(CasePageAnswer, operation_id="case_list", parameters=[CaseQuery])
    def list(self, request: Request) -> Response:
        """One page of the caller's cases, with their exact number."""
        asked = self.asked(CaseQuery)
        sort = asked.get("ordering", SORTS[0])
        order = f"cases.{sort}"
        cursor = read_cursor(asked.get("cursor", ""), order)
        filters = CaseFilters(
            text=asked.get("q", ""), status=asked.get("status", "open"), stage=asked.get("stage", ""),
            level=int(asked["level"]) if "level" in asked else None, agency=asked.get("agency"),
            role=asked.get("role", ""),
        )  # fmt: skip
        page = case_page(self.actor, filters, sort, cursor.after, cursor.before)
        rows = CaseLineAnswer(page.rows, many=True).data
        return Response(page_of(order, rows, page.older, page.newer, total=page.total))

    @operation(CaseAnswer, operation_id="case_read")
    def retrieve(self, request: Request, reference: str) -> Response:
        """One case, as far as the caller's place shows it."""
        return Response(CaseAnswer(case_shown(self.actor, reference)).data)

    @operation(TeamAnswer, operation_id="case_team")
    def team(self, request: Request, reference: str) -> Response:
        """Who has a place on the case now; names only where the caller's place shows them."""
        return Response(TeamAnswer({"results": team_shown(self.actor, reference)}).data)


class Deadlines(Endpoint):
    """What is due on the caller's cases, and what the caller answers for."""

    @operation(DuePageAnswer, operation_id="deadline_list", parameters=[DueQuery])
    def list(self, request: Request) -> Response:
        """One page of all deadlines the caller may see, the soonest first."""
        return self._page("deadlines")

    @operation(DuePageAnswer, operation_id="deadline_mine", parameters=[DueQuery])
    def mine(self, request: Request) -> Response:
        """One page of the deadlines that the caller answers for."""
        return self._page("deadlines.mine", mine=True)

    @operation(DuePageAnswer, operation_id="case_deadlines", parameters=[DueQuery])
    def of_case(self, request: Request, reference: str) -> Response:
        """One page of a case's deadlines."""
        return self._page("deadlines.case", case=reference)

    def _page(self, order: str, *, case: str = "", mine: bool = False) -> Response:
        asked = self.asked(DueQuery)
        cursor = read_cursor(asked.pop("cursor", ""), order)
        filters = DueFilters(case=case, mine=mine, **asked)
        page = due_page(self.actor, filters, cursor.after, cursor.before)
        return Response(page_of(order, DueAnswer(page.rows, many=True).data, page.later, page.sooner))
