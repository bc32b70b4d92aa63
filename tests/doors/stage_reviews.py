"""Reviews behind the doors: one that was held and one in draft; a word in every text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from tests.doors.stage_assessments import INSIDE
from tests.factories import (
    AchievementFactory,
    ActionFactory,
    FeedbackFactory,
    NoteFactory,
    ObjectiveFactory,
    ReviewedObjectiveFactory,
    ReviewEvidenceFactory,
    ReviewFactory,
)

if TYPE_CHECKING:
    from tests.doors.stage import Stage

TEXTS = ("coherence", "next_steps", "person_view", "family_view")
READERS: dict[str, tuple[str, ...]] = {
    **{f"review {name}": INSIDE for name in TEXTS},
    "review words": INSIDE, "review feedback": INSIDE,
    "review record": ("officer",),
}  # fmt: skip
"""Who may be told each word; the title of a record is read by its own readers alone."""


def lay_reviews(stage: Stage) -> None:
    """Lay a held review, and one in draft with progress, a record that others do not read, and feedback."""
    w = stage.world
    stage.more["held"] = ReviewFactory(
        plan=stage.plan, membership=w.manager, state="held",
        period_from=timezone.localdate() - dt.timedelta(days=150),
        period_to=timezone.localdate() - dt.timedelta(days=61),
    )  # fmt: skip
    stage.more["review"] = ReviewFactory(
        plan=stage.plan, membership=w.manager, **{name: stage.hide(f"review {name}") for name in TEXTS}
    )
    stage.more["reviewed"] = ReviewedObjectiveFactory(
        review=stage.review, objective=stage.in_force, words=stage.hide("review words")
    )
    ReviewedObjectiveFactory(review=stage.held, objective=stage.in_force, progress="some")
    record = NoteFactory(
        case=w.case, by=w.officer, handling="sealed", listed=(w.officer.user,), title=stage.hide("review record")
    )
    ReviewEvidenceFactory(reviewed=stage.reviewed, note=record)
    FeedbackFactory(review=stage.review, membership=w.officer, words=stage.hide("review feedback"))


def more_reviews(stage: Stage) -> None:
    """One more of everything that pages of reviews list."""
    w = stage.world
    ReviewFactory(plan=stage.plan, membership=w.manager, state="held")
    objective = ObjectiveFactory(plan=stage.plan)
    reviewed = ReviewedObjectiveFactory(review=stage.review, objective=objective)
    ReviewEvidenceFactory(reviewed=reviewed, note=NoteFactory(case=w.case, by=w.officer, full="W.", summary="W."))
    ActionFactory(
        case=w.case, membership=w.supervisor, line=objective.line, due_on=timezone.localdate() - dt.timedelta(days=2)
    )
    AchievementFactory(case=w.case, membership=w.manager, on=stage.review.period_to)
    FeedbackFactory(review=stage.review, membership=w.officer)
