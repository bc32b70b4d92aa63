"""Factories of what the person asks about their record. Backstage."""

import datetime as dt

import factory
from django.utils import timezone

from sharing.models import RightsRequest, RightsWord
from tests.factories.base import BackstageFactory


def _day(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


class RightsRequestFactory(BackstageFactory):
    """A request that ``membership`` recorded ten days ago, and that waits."""

    class Meta:
        model = RightsRequest

    case = None
    membership = None
    partnership = factory.SelfAttribute("case.partnership")
    kind = "access"
    how = "letter"
    received_on = factory.LazyFunction(lambda: _day(-10))
    due_on = factory.LazyFunction(lambda: _day(20))
    recorded_at = factory.LazyFunction(timezone.now)


class RightsWordFactory(BackstageFactory):
    class Meta:
        model = RightsWord

    request = None
    case = factory.SelfAttribute("request.case")
    membership = factory.SelfAttribute("request.membership")
    kind = "asked"
    text = "What do you hold about me?"
    at = factory.LazyFunction(timezone.now)
