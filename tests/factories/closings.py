"""Factories of the end of a case: its outcome and follow-ups. Backstage."""

import datetime as dt

import factory
from django.utils import timezone

from casework.models import FollowUp, Outcome
from tests.factories.base import BackstageFactory


def _day(offset: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=offset)


class OutcomeFactory(BackstageFactory):
    class Meta:
        model = Outcome

    case = None
    membership = None
    closing = 1
    number = 1
    recorded_on = factory.LazyFunction(lambda: _day(0))
    disengagement = "partial"
    disengagement_text = "No contact with the group for eight months; the songs are still on the telephone."
    reintegration = "achieved"
    reintegration_text = "A room, a trade, an aunt who calls."
    agreed = "The coach keeps the place in the team."
    call = "The coach, Tuesday evenings at the hall"
    feedback_offered_on = factory.LazyFunction(lambda: _day(-3))
    keep_until = factory.LazyFunction(lambda: _day(1800))
    nothing_ends = True
    months = (6, 12)

    @classmethod
    def _adjust_kwargs(cls, **kwargs: object) -> dict[str, object]:
        return {**kwargs, "months": list(kwargs["months"])}  # type: ignore[call-overload]


class FollowUpFactory(BackstageFactory):
    class Meta:
        model = FollowUp

    case = None
    closing = 1
    months = 6
    due_on = factory.LazyFunction(lambda: _day(20))
