"""Lessons behind the doors: on their way out of the hidden case, standing, withdrawn; a word in every text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from tests.factories import LessonDraftFactory, LessonFactory

if TYPE_CHECKING:
    from tests.doors.stage import Stage

TEXTS = ("heading", "happened", "helped", "differently")
APPROVERS = ("chair", "coordinator")
TEAM = ("supervisor", "manager", "officer", "clinician", "rescuer", "chair")
STAFF = (
    *TEAM, "teacher", "analyst", "past_guest", "colleague", "border", "legal", "coordinator", "duty",
)  # fmt: skip
READERS = {
    **dict.fromkeys([f"lesson waiting {name}" for name in TEXTS], (*TEAM, "coordinator")),
    **dict.fromkeys([f"lesson returned {name}" for name in (*TEXTS, "reason")], (*TEAM, "coordinator")),
    **dict.fromkeys([f"lesson standing {name}" for name in TEXTS], STAFF),
    **dict.fromkeys([f"lesson withdrawn {name}" for name in (*TEXTS, "reason")], APPROVERS),
}
"""Who reads which: the coordinator decided about the one that was returned."""


def lay_lessons(stage: Stage) -> None:
    """Lay one lesson of each state; the case manager wrote those on their way."""
    w = stage.world

    def words(of: str) -> dict[str, str]:
        return {name: stage.hide(f"lesson {of} {name}") for name in TEXTS}

    stage.more["draft_lesson"] = LessonDraftFactory(case=w.case, membership=w.manager, **words("waiting"))
    LessonDraftFactory(
        case=w.case, membership=w.manager, state="returned", decided_by=w.coordinator.user,
        decided_on=timezone.localdate(), reason=stage.hide("lesson returned reason"), **words("returned"),
    )  # fmt: skip
    stage.more["lesson"] = LessonFactory(partnership=w.partnership, **words("standing"))
    LessonFactory(
        partnership=w.partnership, withdrawn_on=timezone.localdate(),
        withdrawn_because=stage.hide("lesson withdrawn reason"), **words("withdrawn"),
    )  # fmt: skip
