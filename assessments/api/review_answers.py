"""What is told of reviews: the attributes of frozen dataclasses, nothing behind them."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s

from access.api.fields import Answer
from assessments.choices import ReviewState


class ReviewLineAnswer(Answer):
    """One review in a list. Days are in words."""

    id = s.UUIDField()
    period_from = s.CharField()
    period_to = s.CharField()
    state = s.ChoiceField(ReviewState.choices)
    by = s.CharField()
    held_on = s.CharField()
    next_review_on = s.CharField(source="next_on")


class ReviewsAnswer(Answer):
    """The reviews of a case, newest first."""

    results = ReviewLineAnswer(many=True, source="lines")


class SinceAnswer(Answer):
    """What was done for an objective in the period, as far as the caller may know, in numbers."""

    done = s.IntegerField()
    overdue = s.IntegerField()
    blocked = s.IntegerField()
    contacts = s.IntegerField()
    sessions_attended = s.IntegerField(source="came")
    sessions_missed = s.IntegerField(source="missed")


class ReviewedObjectiveAnswer(Answer):
    """How far an objective came."""

    id = s.UUIDField()
    objective = s.CharField(source="text")
    measure = s.CharField()
    target_on = s.CharField(source="target")
    progress = s.CharField(source="code", help_text=_("Empty while it is not said"))
    words = s.CharField()
    records = s.ListField(
        child=s.ListField(child=s.CharField()), help_text=_("Pairs of note and title, where the caller reads the note")
    )
    since = SinceAnswer()


class ReviewFeedbackAnswer(Answer):
    """What somebody said of the work."""

    id = s.UUIDField()
    speaker = s.CharField()
    agency = s.CharField(help_text=_("The agency that wrote it down"))
    words = s.CharField()
    on = s.CharField()


class CoherenceAnswer(Answer):
    """What the coherence check finds today."""

    clashes = s.ListField(child=s.CharField(), source="sentences")
    objectives_without_action = s.ListField(child=s.CharField(), source="without_action")
    agencies_without_part = s.ListField(child=s.CharField(), source="without_part")


class ReviewAnswer(Answer):
    """One review."""

    review = ReviewLineAnswer(source="line")
    version = s.IntegerField()
    plan_version = s.IntegerField(source="plan")
    objectives = ReviewedObjectiveAnswer(many=True)
    achievements = s.ListField(child=s.ListField(child=s.CharField()), help_text=_("Pairs of words and day"))
    check = CoherenceAnswer(allow_null=True)
    coherence = s.CharField()
    next_steps = s.CharField()
    person_view = s.CharField()
    family_view = s.CharField()
    feedback = ReviewFeedbackAnswer(many=True)
    lacks = s.ListField(child=s.CharField(), help_text=_("What is missing before it can be held"))
