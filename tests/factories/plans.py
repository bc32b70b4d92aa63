"""Factories of the plan: versions, objectives, actions, interventions, network. Backstage."""

import datetime as dt

import factory
from django.utils import timezone

from casework.models import (
    Achievement,
    Action,
    ClinicalPart,
    EndingStep,
    Finding,
    Intervention,
    NetworkLink,
    Objective,
    PlanVersion,
    SafetyPart,
    Session,
)
from tests.factories.base import BackstageFactory


def _day(offset: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=offset)


class PlanVersionFactory(BackstageFactory):
    class Meta:
        model = PlanVersion

    case = None
    membership = None
    number = 1
    state = "in_force"
    in_force_from = factory.LazyFunction(lambda: _day(-60))
    next_review_on = factory.LazyFunction(lambda: _day(30))


class ObjectiveFactory(BackstageFactory):
    class Meta:
        model = Objective

    plan = None
    case = factory.SelfAttribute("plan.case")
    agency = factory.SelfAttribute("plan.membership.agency")
    text = "A place to live that is not with the group"
    area = "reintegration"
    domain = "housing"
    function = "reintegration"
    measure = "Own room for three months"
    target_on = factory.LazyFunction(lambda: _day(90))
    in_force = factory.LazyAttribute(lambda row: row.plan.state == "in_force")


class FindingFactory(BackstageFactory):
    class Meta:
        model = Finding

    objective = None
    case = factory.SelfAttribute("objective.case")
    text = "Sleeps at three addresses"


class ActionFactory(BackstageFactory):
    class Meta:
        model = Action

    case = None
    membership = None
    agency = factory.SelfAttribute("membership.agency")
    text = "Hand in the housing form"
    due_on = factory.LazyFunction(lambda: _day(10))


class InterventionFactory(BackstageFactory):
    class Meta:
        model = Intervention

    case = None
    provider = None
    type = "mentoring"
    title = "Mentoring"
    goal = "Somebody outside the group"
    starts_on = factory.LazyFunction(lambda: _day(-30))


class ClinicalPartFactory(BackstageFactory):
    class Meta:
        model = ClinicalPart

    intervention = None
    case = factory.SelfAttribute("intervention.case")
    agency = factory.SelfAttribute("intervention.provider")
    title = "Talks about sleep"
    goal = "Sleep through the night"


class SessionFactory(BackstageFactory):
    class Meta:
        model = Session

    intervention = None
    membership = None
    case = factory.SelfAttribute("intervention.case")
    agency = factory.SelfAttribute("membership.agency")
    on = factory.LazyFunction(lambda: _day(-3))
    attended = "yes"


class SafetyPartFactory(BackstageFactory):
    class Meta:
        model = SafetyPart

    plan = None
    case = factory.SelfAttribute("plan.case")
    heading = "victim_safety"
    text = "No identified victim"


class NetworkLinkFactory(BackstageFactory):
    class Meta:
        model = NetworkLink

    case = None
    label = "Aunt"
    role = "stands_by"


class EndingStepFactory(BackstageFactory):
    class Meta:
        model = EndingStep

    case = None
    agency = None
    support = "Weekly talks"
    by_on = factory.LazyFunction(lambda: _day(60))


class AchievementFactory(BackstageFactory):
    class Meta:
        model = Achievement

    case = None
    membership = None
    on = factory.LazyFunction(lambda: _day(-10))
    text = "Passed the welding test"
    for_court = True
