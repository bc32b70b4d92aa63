"""Orders, court decisions, conditions and custody, for programs."""

import uuid

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.schema import operation
from casework.api.once import ONCE, form_key
from casework.api.order_answers import (
    ConditionsAnswer,
    CourtsAnswer,
    CreatedAnswer,
    CustodyListAnswer,
    DecisionsAnswer,
    OrdersAnswer,
    OrderTypesAnswer,
)
from casework.api.order_bodies import DecisionBody, OrderBody, ProposalBody, new_decision, new_order, new_proposal
from casework.queries.api_orders import conditions_told, decisions_told, orders_told, stays_told
from casework.queries.courts import courts, order_types
from casework.services.conditions import propose_condition
from casework.services.orders import record_decision, record_order


def _created(key: uuid.UUID) -> Response:
    return Response(CreatedAnswer({"id": key}).data, status=status.HTTP_201_CREATED)


class CaseOrders(Endpoint):
    """The orders of one case."""

    @operation(OrdersAnswer, operation_id="order_list")
    def list(self, request: Request, reference: str) -> Response:
        """Every order of the case, the one that begins last in front."""
        return Response(OrdersAnswer({"results": orders_told(self.actor, reference)}).data)

    @operation(CreatedAnswer, status=201, operation_id="order_record", request=OrderBody, parameters=[ONCE])
    def create(self, request: Request, reference: str) -> Response:
        """Record an order with the decision behind it; for the order supervisor."""
        new = new_order(self.sent(OrderBody))
        return _created(record_order(self.actor, reference, new, form_key(request)).pk)


class CaseDecisions(Endpoint):
    """What courts decided on one case."""

    @operation(DecisionsAnswer, operation_id="court_decision_list")
    def list(self, request: Request, reference: str) -> Response:
        """Every court decision of the case, the latest in front."""
        return Response(DecisionsAnswer({"results": decisions_told(self.actor, reference)}).data)

    @operation(CreatedAnswer, status=201, operation_id="court_decision_record", request=DecisionBody, parameters=[ONCE])
    def create(self, request: Request, reference: str) -> Response:
        """Record what a court decided: the only way in which a condition changes; for the order supervisor."""
        new = new_decision(self.sent(DecisionBody))
        return _created(record_decision(self.actor, reference, new, form_key(request)).pk)


class CaseConditions(Endpoint):
    """The conditions of one case."""

    @operation(ConditionsAnswer, operation_id="condition_list")
    def list(self, request: Request, reference: str) -> Response:
        """Every version of every condition, and the proposals."""
        return Response(ConditionsAnswer({"results": conditions_told(self.actor, reference)}).data)

    @operation(CreatedAnswer, status=201, operation_id="condition_propose", request=ProposalBody, parameters=[ONCE])
    def create(self, request: Request, reference: str) -> Response:
        """Propose a condition. It binds nobody until a court decides."""
        new = new_proposal(self.sent(ProposalBody))
        return _created(propose_condition(self.actor, reference, new, form_key(request)).pk)


class CaseCustody(Endpoint):
    """Stays in custody."""

    @operation(CustodyListAnswer, operation_id="custody_list")
    def list(self, request: Request, reference: str) -> Response:
        """Every stay of the case's person, the latest in front."""
        return Response(CustodyListAnswer({"results": stays_told(self.actor, reference)}).data)


class Courts(Endpoint):
    """What an order is recorded with."""

    @operation(CourtsAnswer, operation_id="court_list")
    def list(self, request: Request) -> Response:
        """The courts of the caller's partnership, those in use first."""
        return Response(CourtsAnswer({"results": courts(self.actor)}).data)

    @operation(OrderTypesAnswer, operation_id="order_type_list")
    def types(self, request: Request) -> Response:
        """The types of order of the caller's partnership, those in use first."""
        return Response(OrderTypesAnswer({"results": order_types(self.actor)}).data)
