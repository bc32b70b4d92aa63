"""Factories of reviews: what they say of objectives, the records behind it, and feedback. Backstage."""

import datetime as dt

import factory
from django.utils import timezone

from assessments.models import Feedback, Review, ReviewedObjective, ReviewEvidence
from tests.factories.base import BackstageFactory


def _day(offset: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=offset)


class ReviewFactory(BackstageFactory):
    """One in draft; ``state="held"`` was held yesterday."""

    class Meta:
        model = Review

    plan = None
    membership = None
    case = factory.SelfAttribute("plan.case")
    period_from = factory.LazyFunction(lambda: _day(-60))
    period_to = factory.LazyFunction(lambda: _day(-1))
    state = "draft"
    opened_at = factory.LazyFunction(timezone.now)
    held_on = factory.LazyAttribute(lambda row: _day(-1) if row.state == "held" else None)
    next_review_on = factory.LazyFunction(lambda: _day(80))


class ReviewedObjectiveFactory(BackstageFactory):
    class Meta:
        model = ReviewedObjective

    review = None
    objective = None
    case = factory.SelfAttribute("review.case")


class ReviewEvidenceFactory(BackstageFactory):
    class Meta:
        model = ReviewEvidence

    reviewed = None
    note = None
    case = factory.SelfAttribute("reviewed.case")


class FeedbackFactory(BackstageFactory):
    """What the agency of ``membership`` says."""

    class Meta:
        model = Feedback

    review = None
    membership = None
    case = factory.SelfAttribute("review.case")
    agency = factory.SelfAttribute("membership.agency")
    speaker = "member"
    words = "We hear of changes too late"
    at = factory.LazyFunction(timezone.now)
