"""The plan for programs: its objectives, actions and interventions, and what becomes of an action."""

import uuid

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.schema import operation
from casework.api.plan_answers import (
    ActionMoveBody,
    InterventionsAnswer,
    ObjectivesAnswer,
    PlanActionAnswer,
    PlanActionsAnswer,
    PlanAnswer,
    move_of,
)
from casework.queries.api_plans import action_shown, actions_shown, interventions_shown, objectives_shown
from casework.queries.plans import plan_page
from casework.services.actions import move_action


class CasePlan(Endpoint):
    """The plan of one case and what hangs on it, each as far as the caller's place shows it."""

    @operation(PlanAnswer, operation_id="plan_read")
    def retrieve(self, request: Request, reference: str) -> Response:
        """The plan that counts today, by area."""
        return Response(PlanAnswer(plan_page(self.actor, reference)).data)

    @operation(ObjectivesAnswer, operation_id="plan_objectives")
    def objectives(self, request: Request, reference: str) -> Response:
        """The objectives of the version that counts today."""
        return Response(ObjectivesAnswer({"results": objectives_shown(self.actor, reference)}).data)

    @operation(PlanActionsAnswer, operation_id="plan_actions")
    def actions(self, request: Request, reference: str) -> Response:
        """The actions of the case, those still to be done first."""
        return Response(PlanActionsAnswer({"results": actions_shown(self.actor, reference)}).data)

    @operation(InterventionsAnswer, operation_id="plan_interventions")
    def interventions(self, request: Request, reference: str) -> Response:
        """The interventions of the case with attendance, the newest first."""
        return Response(InterventionsAnswer({"results": interventions_shown(self.actor, reference)}).data)


class Actions(Endpoint):
    """One action, and what becomes of it."""

    @operation(PlanActionAnswer, operation_id="action_read")
    def retrieve(self, request: Request, action: uuid.UUID) -> Response:
        """One action."""
        return Response(PlanActionAnswer(action_shown(self.actor, action)).data)

    @operation(PlanActionAnswer, status=201, operation_id="action_move", request=ActionMoveBody)
    def move(self, request: Request, action: uuid.UUID) -> Response:
        """Say that it is begun, done, cannot be done yet, or is no longer needed; answers how it stands then."""
        move_action(self.actor, action, move_of(self.sent(ActionMoveBody)))
        return Response(PlanActionAnswer(action_shown(self.actor, action)).data, status=status.HTTP_201_CREATED)
