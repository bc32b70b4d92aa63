"""Reports of leaks and the steps after one, backstage."""

import datetime as dt

import factory
from django.utils import timezone

from sharing.models import LeakReport, LeakStep
from tests.factories.base import BackstageFactory


class LeakFactory(BackstageFactory):
    """``LeakFactory(case=..., membership=...)``: reported now, noticed an hour ago."""

    class Meta:
        model = LeakReport

    case = None
    membership = None
    partnership = factory.SelfAttribute("case.partnership")
    user = factory.SelfAttribute("membership.user")
    reported_at = factory.LazyFunction(timezone.now)
    noticed_at = factory.LazyAttribute(lambda row: row.reported_at - dt.timedelta(hours=1))
    what = "A letter went to the wrong house."
    tier = 3
    kinds = factory.LazyFunction(lambda: ["supervision"])
    reached = "A neighbour."


class LeakStepFactory(BackstageFactory):
    class Meta:
        model = LeakStep

    report = None
    membership = None
    case = factory.SelfAttribute("report.case")
    user = factory.SelfAttribute("membership.user")
    kind = "measure"
    words = "The letter was fetched."
    made_at = factory.LazyFunction(timezone.now)
