"""Doors of the end of a case: its outcome, its follow-ups, the sheet for the person."""

from __future__ import annotations

from typing import Any

from tests.doors.door import Door, of_case
from tests.doors.rows.plans import ASK_MANAGER, AT_WORK, BY_NAME
from tests.doors.stage import Stage, in_days

ASK_FOLLOW = "200: inside; 404: outside; 403: chair rescuer; 404: teacher mentor"
BY_FOLLOW = "303: inside; 404: outside; 403: chair rescuer; 404: teacher mentor"


def _outcome(_s: Stage) -> dict[str, Any]:
    return {
        "disengagement": "partial", "disengagement_text": "Eight months away.", "reintegration": "achieved",
        "reintegration_text": "A room and a trade.", "agreed": "The coach calls.", "call": "The coach",
        "feedback_offered_on": in_days(-1), "keep_until": in_days(900), "months": ["6", "12"],
        "reason": "A word was missing.",
    }  # fmt: skip


def _found(_s: Stage) -> dict[str, Any]:
    return {
        "held_on": in_days(0), "method": "phone", "found": "Works and sleeps well.", "disengagement": "partial",
        "reintegration": "achieved",
    }  # fmt: skip


ROWS: dict[str, Door] = {
    "closing": Door(get=BY_NAME, args=of_case),
    "outcome_new": Door(get=ASK_MANAGER, post="403: inside; 404: outside; 422: manager", args=of_case, form=_outcome),
    "result_sheet": Door(get=AT_WORK, args=of_case),
    "follow_up": Door(get=ASK_FOLLOW, post=BY_FOLLOW, args=lambda s: {"follow_up": s.follow_up.pk}, form=_found),
    "api_case_closing": Door(get=BY_NAME, args=of_case, json=True),
}
