"""Loads how stories ended: outcomes, and follow-ups with what is due about them."""

from typing import Any

from casework.choices import DeadlineKind, DeadlineState
from casework.models import Deadline, FollowUp, Outcome
from sharing.demo.cases import Story
from sharing.demo.cast import Cast

WORDS = (
    "disengagement", "disengagement_text", "reintegration", "reintegration_text", "went_on", "for_person", "agreed",
    "call", "months",
)  # fmt: skip


def load_closings(cast: Cast, stories: list[Story]) -> None:
    """Load the outcome of every story that ended, its follow-ups and their deadlines."""
    told = [(story, fact) for story in stories for fact in story.facts.get("outcome", ())]
    Outcome.objects.bulk_create(_outcome(cast, story, fact) for story, fact in told)
    for story in stories:
        for fact in story.facts.get("follow_up", ()):
            _follow_up(cast, story, fact)


def _outcome(cast: Cast, story: Story, fact: dict[str, Any]) -> Outcome:
    calendar = cast.calendar
    return Outcome(
        id=calendar.key(), case=story.case, closing=1, number=1, recorded_on=calendar.day(fact["day"]),
        level=story.case.level,
        membership=cast.member(fact["by"]), feedback_offered_on=calendar.day(fact["feedback"]),
        keep_until=calendar.day(fact["keep"]), **{name: fact[name] for name in WORDS},
    )  # fmt: skip


def _follow_up(cast: Cast, story: Story, fact: dict[str, Any]) -> None:
    calendar, member = cast.calendar, cast.member(fact["who"])
    row = FollowUp(
        id=calendar.key(), case=story.case, closing=1, months=fact["months"], due_on=calendar.day(fact["due"])
    )  # fmt: skip
    row.save(force_insert=True)
    Deadline(
        id=calendar.key(), case=story.case, kind=DeadlineKind.FOLLOW_UP, due_on=row.due_on, responsible=member,
        agency=member.agency, state=DeadlineState.OPEN, subject_kind="follow_up", subject_id=row.pk,
    ).save(force_insert=True)  # fmt: skip
