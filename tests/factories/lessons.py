"""Factories of lessons, on their way and standing. Backstage."""

import factory
from django.utils import timezone

from casework.models import Lesson, LessonDraft
from tests.factories.base import BackstageFactory


class _Words(BackstageFactory):
    class Meta:
        abstract = True

    heading = "Start before the sentence ends"
    happened = "The sentence was shorter than the work that was planned."
    helped = "An offer to go on voluntarily, made early."
    differently = "Make the offer in the first week."
    domains = ("work",)

    @classmethod
    def _adjust_kwargs(cls, **kwargs: object) -> dict[str, object]:
        return {**kwargs, "domains": list(kwargs["domains"])}  # type: ignore[call-overload]


class LessonFactory(_Words):
    class Meta:
        model = Lesson

    partnership = None
    year = 2025


class LessonDraftFactory(_Words):
    class Meta:
        model = LessonDraft

    case = None
    membership = None
    partnership = factory.LazyAttribute(lambda o: o.case.partnership)
    author = factory.LazyAttribute(lambda o: o.membership.user)
    written_on = factory.LazyFunction(timezone.localdate)
