"""Reviews for programs: read, open, write, add feedback and hold, by the same rules as on the pages."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Body, Day, Key, OneOf, Text
from access.api.schema import operation
from assessments.api.review_answers import ReviewAnswer, ReviewsAnswer
from assessments.choices import Progress, Speaker
from assessments.queries.reviews import review_list, review_page
from assessments.reviewing import NewFeedback, NewReview, Progressed, ReviewWords
from assessments.services.reviews import give_feedback, hold_review, open_review, write_review
from casework.api.once import ONCE, form_key

LONG, MOST_OBJECTIVES, MOST_RECORDS, MOST_VERSIONS = 4000, 100, 50, 1_000_000


class NewReviewBody(Body):
    """A review to open over a period, both days included."""

    period_from = Day()
    period_to = Day()


class ProgressBody(Body):
    """How far one objective came; ``id`` is its key in the review."""

    id = Key()
    progress = OneOf(Progress.choices, required=False)
    words = Text(max_length=600, required=False, allow_blank=True, default="")
    evidence = s.ListField(child=Key(), required=False, max_length=MOST_RECORDS, help_text=_("Notes that show it"))


class ReviewBody(Body):
    """What a review in draft says. Texts left out are emptied, objectives left out stay as they are."""

    period_to = Day()
    next_review_on = Day()
    coherence = Text(max_length=LONG, required=False, allow_blank=True, default="")
    next_steps = Text(max_length=LONG, required=False, allow_blank=True, default="")
    person_view = Text(max_length=LONG, required=False, allow_blank=True, default="")
    family_view = Text(max_length=LONG, required=False, allow_blank=True, default="")
    objectives = s.ListField(child=ProgressBody(), required=False, max_length=MOST_OBJECTIVES)
    version = s.IntegerField(min_value=1, max_value=MOST_VERSIONS, help_text=_("The one that was read"))


class HoldBody(Body):
    """That a review was held."""

    held_on = Day()
    version = s.IntegerField(min_value=1, max_value=MOST_VERSIONS, help_text=_("The one that was read"))


class FeedbackBody(Body):
    """What the person, the family or the caller's agency says of the work."""

    speaker = OneOf(Speaker.choices)
    words = Text(max_length=1000)


class Reviews(Endpoint):
    """Reviews of the plan: progress, achievements, coherence, what people said, and what is next."""

    @operation(ReviewsAnswer, operation_id="review_list")
    def of_case(self, request: Request, reference: str) -> Response:
        """The reviews of a case, newest first."""
        return Response(ReviewsAnswer(review_list(self.actor, reference)).data)

    @operation(ReviewAnswer, status=201, operation_id="review_open", request=NewReviewBody)
    def open(self, request: Request, reference: str) -> Response:
        """Open a review of the plan in force; for the case manager, one at a time."""
        row = open_review(self.actor, reference, NewReview(**self.sent(NewReviewBody)))
        return self._answer(row.pk, 201)

    @operation(ReviewAnswer, operation_id="review_read")
    def retrieve(self, request: Request, review: uuid.UUID) -> Response:
        """One review."""
        return self._answer(review)

    @operation(ReviewAnswer, status=201, operation_id="review_write", request=ReviewBody)
    def write(self, request: Request, review: uuid.UUID) -> Response:
        """Write on a review in draft; for the case manager."""
        sent = self.sent(ReviewBody)
        version = sent.pop("version")
        said = tuple(
            Progressed(one["id"], one.get("progress", ""), one.get("words", ""), tuple(one.get("evidence", ())))
            for one in sent.pop("objectives", ())
        )
        write_review(self.actor, review, ReviewWords(**sent, objectives=said), version)
        return self._answer(review, 201)

    @operation(ReviewAnswer, status=201, operation_id="review_hold", request=HoldBody)
    def hold(self, request: Request, review: uuid.UUID) -> Response:
        """Note that a review was held: it is locked, and the next one falls due; for the case manager."""
        sent = self.sent(HoldBody)
        hold_review(self.actor, review, sent["held_on"], sent["version"])
        return self._answer(review, 201)

    @operation(ReviewAnswer, status=201, operation_id="review_feedback", request=FeedbackBody, parameters=[ONCE])
    def feedback(self, request: Request, review: uuid.UUID) -> Response:
        """Add feedback to a review in draft; for permanent members."""
        give_feedback(self.actor, review, NewFeedback(**self.sent(FeedbackBody)), form_key(request))
        return self._answer(review, 201)

    def _answer(self, review: uuid.UUID, status: int = 200) -> Response:
        return Response(ReviewAnswer(review_page(self.actor, review)).data, status=status)
