"""Loads what was learned from the stories: one lesson stands, one waits for approval."""

from typing import Any

from casework.choices import LessonState
from casework.learning import TEXTS
from casework.models import Lesson, LessonDraft
from sharing.demo.cases import Story
from sharing.demo.cast import Cast

WORDS = (*TEXTS, "domains")


def load_lessons(cast: Cast, stories: list[Story]) -> None:
    """Load each story's lesson on its way; one that was decided stands for everybody, as a row that knows no case."""
    for story in stories:
        for fact in story.facts.get("lesson", ()):
            _load(cast, story, fact)


def _load(cast: Cast, story: Story, fact: dict[str, Any]) -> None:
    calendar, by = cast.calendar, cast.member(fact["by"])
    draft = LessonDraft(
        id=calendar.key(), case=story.case, partnership=cast.partnership, author=by.user, membership=by,
        written_on=calendar.day(fact["day"]), **{name: fact[name] for name in WORDS},
    )  # fmt: skip
    if "decided" in fact:
        draft.state, draft.decided_on = LessonState.APPROVED, calendar.day(fact["decided"])
        draft.decided_by = cast.member(fact["decided_by"]).user
        draft.lesson = Lesson(
            id=calendar.key(), partnership=cast.partnership, year=draft.decided_on.year,
            **{name: fact[name] for name in WORDS},
        )  # fmt: skip
        draft.lesson.save(force_insert=True)
    draft.save(force_insert=True)
