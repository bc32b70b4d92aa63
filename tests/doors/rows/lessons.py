"""Doors of lessons: what everybody on the staff reads, and how a lesson comes to stand; figures."""

from __future__ import annotations

from typing import Any

from tests.doors.door import Door, of_case
from tests.doors.stage import Stage

BY_STAFF = "200: all; 403: mentor"
ASK_TEAM = "200: inside; 404: outside; 403: chair rescuer teacher mentor"
BY_TEAM = "303: inside; 404: outside; 403: chair rescuer teacher mentor"
ASK_WEIGHING = "403: inside; 404: outside; 404: teacher mentor; 200: chair coordinator"
WEIGHED = "403: inside; 404: outside; 404: teacher mentor; 303: chair coordinator"
ASK_APPROVERS = "403: all; 404: mentor stranger; 200: chair coordinator"
BY_APPROVERS = "403: all; 404: mentor stranger; 303: chair coordinator"


def _lesson(_s: Stage) -> dict[str, Any]:
    return {
        "heading": "Make the offer early", "happened": "The work lasted longer than the order.",
        "helped": "An offer to go on voluntarily.", "differently": "Make it in the first week.", "domains": ["work"],
    }  # fmt: skip


ROWS: dict[str, Door] = {
    "lesson_list": Door(get=BY_STAFF),
    "lesson_new": Door(get=ASK_TEAM, post=BY_TEAM, args=of_case, form=_lesson),
    "lesson_weigh": Door(
        get=ASK_WEIGHING, post=WEIGHED, args=lambda s: {"draft": s.draft_lesson.pk},
        form=lambda _s: {"decision": "approve"},
    ),
    "lesson_withdraw": Door(
        get=ASK_APPROVERS, post=BY_APPROVERS, args=lambda s: {"lesson": s.lesson.pk},
        form=lambda _s: {"reason": "Somebody could be recognised."},
    ),
    "outcomes": Door(get="403: all; 200: chair coordinator"),
    "evaluation_file": Door(
        get="403: all; 200: chair coordinator", post="403: all; 200: chair coordinator",
        form=lambda _s: {"reason": "Yearly report of the partnership"},
    ),
    "api_lessons": Door(get=BY_STAFF, json=True),
}  # fmt: skip
