"""Duty reports, backstage: that one was made, its words, and what passed."""

import factory
from django.utils import timezone

from sharing.models import DutyPassed, DutyReport, DutyWord
from tests.factories.base import BackstageFactory


class DutyReportFactory(BackstageFactory):
    """``DutyReportFactory(case=..., membership=..., to_agency=...)``: that it was made, without its words."""

    class Meta:
        model = DutyReport

    case = None
    membership = None
    to_agency = None
    partnership = factory.SelfAttribute("case.partnership")
    agency = factory.SelfAttribute("membership.agency")
    user = factory.SelfAttribute("membership.user")
    how_soon = "days"
    rests_on = factory.LazyFunction(lambda: ["behaviour"])
    made_at = factory.LazyFunction(timezone.now)


class DutyWordFactory(BackstageFactory):
    class Meta:
        model = DutyWord

    report = None
    feared = "A fire."
    at_risk = "Neighbours."
    known = "He bought what burns."


class DutyPassedFactory(BackstageFactory):
    class Meta:
        model = DutyPassed

    report = None
    to_agency = factory.SelfAttribute("report.to_agency")
    text = "Somebody bought what burns."
    how_soon = factory.SelfAttribute("report.how_soon")
    sent_at = factory.SelfAttribute("report.made_at")
    sender = factory.SelfAttribute("report.user.full_name")
    sender_agency = factory.SelfAttribute("report.agency")
