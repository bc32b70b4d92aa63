"""What the services of reviews refuse although no page lets it come so far, and what they keep of a second look."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import connection
from django.utils import timezone

from assessments.models import Feedback, Review, ReviewEvidence
from assessments.reviewing import NewFeedback, Progressed, ReviewWords
from assessments.services.reviews import give_feedback, hold_review, write_review
from devstack.testing import backstage
from tests.assessments.test_reviews import furnished, newest, objectives, opened, written
from tests.assessments.test_services_refuse import refused
from tests.casework.planning import rows
from tests.casework.test_sent_at_once import before_it_is_there
from tests.factories import NoteFactory


def said(one: Any, *evidence: uuid.UUID) -> ReviewWords:
    """A review in which one objective rests on these records."""
    day = timezone.localdate()
    return ReviewWords(day, day + dt.timedelta(days=80), objectives=(Progressed(one.pk, "some", "W", evidence),))


def test_a_review_rests_on_records_that_its_writer_reads(world: Any, browse: Any, act: Any) -> None:
    furnished(world)
    review = opened(world, browse)
    one = objectives(review)[0]
    hidden = NoteFactory(case=world.case, by=world.clinician, full="Hidden.", handling="sealed")
    with act(world.manager) as actor:
        words = refused(write_review, actor, review.pk, said(one, hidden.pk), review.version)
    assert words == ("Choose one of the records shown.", f"evidence_{one.pk}")
    assert rows(ReviewEvidence) == []
    note = NoteFactory(case=world.case, by=world.manager, full="Seen.")
    for evidence in ((note.pk,), (), (note.pk,), (note.pk,)):
        with act(world.manager) as actor:
            write_review(actor, review.pk, said(one, *evidence), newest().version)
    (link,) = rows(ReviewEvidence)
    assert link.is_current


def test_what_somebody_says_twice_in_one_moment_is_there_once(world: Any, browse: Any, act: Any) -> None:
    furnished(world)
    review, new, form = opened(world, browse), NewFeedback("person", "You came when I called."), uuid.uuid4()
    with act(world.officer) as actor:
        first = give_feedback(actor, review.pk, new, form)
    with act(world.officer) as actor, before_it_is_there("assessments_feedback"):
        assert give_feedback(actor, review.pk, new, form).pk == first.pk
    assert len(rows(Feedback)) == 1


def test_the_next_review_lies_ahead_when_this_one_is_held(world: Any, browse: Any, act: Any) -> None:
    furnished(world)
    review = written(world, browse)
    with backstage(), connection.cursor() as cursor:  # a draft that lay long
        cursor.execute("UPDATE assessments_review SET next_review_on = current_date, version = version + 1")
    with act(world.manager) as actor:
        words, _field = refused(hold_review, actor, review.pk, timezone.localdate(), newest().version)
    assert words == "Choose a day ahead for the next review."
    assert newest().state == "draft"


def test_a_review_is_held_although_its_plan_is_no_longer_in_force(world: Any, browse: Any, act: Any) -> None:
    plan = furnished(world)
    review = written(world, browse)
    with backstage(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE casework_planversion SET state = 'superseded', superseded_on = current_date,"
            " version = version + 1 WHERE id = %s", [plan.pk]
        )  # fmt: skip
    with act(world.manager) as actor:
        hold_review(actor, review.pk, timezone.localdate(), newest().version)
    assert rows(Review, pk=review.pk)[0].state == "held"
