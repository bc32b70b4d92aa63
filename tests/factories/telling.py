"""Factories of what the person was told and said. Backstage."""

import factory
from django.utils import timezone

from casework.choices import NoticePoint
from casework.models import ParticipationConsent, TransparencyNotice
from tests.factories.base import BackstageFactory


class NoticeFactory(BackstageFactory):
    class Meta:
        model = TransparencyNotice

    case = None
    membership = None
    given_on = factory.LazyFunction(timezone.localdate)
    how = "read_out"
    points = sorted(NoticePoint.values)
    language = "French"
    interpreter = "not_needed"
    copy = "given"
    answer = "signed"
    recorded_at = factory.LazyFunction(timezone.now)


class ConsentFactory(BackstageFactory):
    class Meta:
        model = ParticipationConsent

    case = None
    membership = None
    said_on = factory.LazyFunction(timezone.localdate)
    answer = "takes_part"
    part = "The mentoring"
    recorded_at = factory.LazyFunction(timezone.now)
