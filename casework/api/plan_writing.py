"""Versions of the plan for programs: beginning one, writing its words, and each step until it is in force."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Day, Key, OneOf, Text
from access.api.schema import operation
from casework.api.overviews import Overviews
from casework.api.plan_answers import PlanAnswer
from casework.choices import ANSWERED, PlanState
from casework.forms.plans import LONG
from casework.planning import PlanTexts, SafetyTexts, Step
from casework.queries.plans import plan_page
from casework.services import plan_steps
from casework.services.plans import edit_plan, start_plan, write_safety

LARGEST = 2_147_483_647
STEPS: dict[str, tuple[Callable[..., Any], tuple[str, ...]]] = {
    "show": (plan_steps.show_plan, ("on",)),
    "answer": (plan_steps.answer_plan, ("answer", "on")),
    "take_back": (plan_steps.take_back_plan, ()),
    "agree": (plan_steps.agree_plan, ()),
    "send": (plan_steps.send_plan, ()),
    "approve": (plan_steps.approve_plan, ("decision_id",)),
    "force": (plan_steps.force_plan, ()),
    "review": (plan_steps.review_plan, ()),
}
"""Each step with its service and what it needs."""


class TextsBody(Body):
    """The words of a draft by area; what is left out is emptied."""

    version = s.IntegerField(min_value=1, max_value=LARGEST, help_text=_("The version of the row that was read"))
    risk_text = Text(max_length=LONG, required=False, allow_blank=True)
    treatment_text = Text(max_length=LONG, required=False, allow_blank=True)
    reintegration_text = Text(max_length=LONG, required=False, allow_blank=True)
    counter_offer = Text(max_length=300, required=False, allow_blank=True)


class SafetyBody(Body):
    """The safety plan of a draft; what is left out is emptied."""

    supervision = Text(max_length=LONG, required=False, allow_blank=True)
    monitoring_control = Text(max_length=LONG, required=False, allow_blank=True)
    interventions = Text(max_length=LONG, required=False, allow_blank=True)
    victim_safety = Text(max_length=LONG, help_text=_("“No identified victim” is an answer too"))
    contingency = Text(max_length=LONG, required=False, allow_blank=True)


class PlanStepBody(Body):
    """How a version moves on."""

    step = OneOf([(name, name) for name in STEPS])
    on = Day(required=False, help_text=_("Day of the showing, of the answer, or of the next review"))
    answer = OneOf([(one.value, one.label) for one in ANSWERED], required=False)
    words = Text(max_length=2000, required=False, allow_blank=True, help_text=_("The person's, or why not asked"))
    decision_id = Key(required=False, allow_null=True, help_text=_("The court decision that approved it"))

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask for what the step needs."""
        missing = [name for name in STEPS[attrs["step"]][1] if not attrs.get(name)]
        if missing:
            raise ValidationError({name: [_("This step needs it.")] for name in missing})
        return attrs


class PlanMovedAnswer(Answer):
    """Where a version of the plan stands now."""

    id = s.UUIDField(source="pk")
    number = s.IntegerField()
    state = s.ChoiceField(PlanState.choices)
    version = s.IntegerField(help_text=_("Of the row; to be sent with the next texts"))


def _moved(plan: object) -> Response:
    return Response(PlanMovedAnswer(plan).data, status=status.HTTP_201_CREATED)


class StartedVersions(Overviews):
    """The versions of the plan, told and begun."""

    @operation(PlanMovedAnswer, status=201, operation_id="plan_version_start", request=None)
    def create(self, request: Request, reference: str) -> Response:
        """Begin the next version as case manager: a copy of the one in force, or an empty first one."""
        return _moved(start_plan(self.actor, reference))


class WrittenVersion(Endpoint):
    """One version of the plan."""

    @operation(PlanAnswer, operation_id="plan_version_read")
    def retrieve(self, request: Request, reference: str, number: int) -> Response:
        """One version with its objectives and its safety plan."""
        return Response(PlanAnswer(plan_page(self.actor, reference, number)).data)

    @operation(PlanMovedAnswer, status=201, operation_id="plan_version_texts", request=TextsBody)
    def texts(self, request: Request, reference: str, number: int) -> Response:
        """Write the words of a draft as case manager."""
        sent = self.sent(TextsBody)
        version = sent.pop("version")
        return _moved(edit_plan(self.actor, reference, number, PlanTexts(**sent), version))

    @operation(PlanMovedAnswer, status=201, operation_id="plan_version_safety", request=SafetyBody)
    def safety(self, request: Request, reference: str, number: int) -> Response:
        """Write the safety plan of a draft as case manager."""
        return _moved(write_safety(self.actor, reference, number, SafetyTexts(**self.sent(SafetyBody))))

    @operation(PlanMovedAnswer, status=201, operation_id="plan_version_step", request=PlanStepBody)
    def step(self, request: Request, reference: str, number: int) -> Response:
        """Take a step as case manager; to agree is the order supervisor's, and both may record the court's approval."""
        sent = self.sent(PlanStepBody)
        act = STEPS[sent.pop("step")][0]
        return _moved(act(self.actor, reference, number, Step(**sent)))
