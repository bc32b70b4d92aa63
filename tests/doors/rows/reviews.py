"""Doors of reviews."""

from __future__ import annotations

from typing import Any

from tests.doors.door import Door, of_case
from tests.doors.rows.assessments import KNOWN
from tests.doors.stage import Stage, in_days

READ = "200: inside; 404: outside; 403: teacher mentor"
SAYS = "{}: supervisor manager officer clinician; 403: rescuer chair; 404: teacher mentor outside"
CALLS = "403: inside; 404: outside; {}: manager"


def _led(status: int) -> str:
    return f"403: inside; 404: outside; {status}: manager; 404: teacher mentor"


def _one(s: Stage) -> dict[str, Any]:
    return {"review": s.review.pk}


def _words(s: Stage) -> dict[str, Any]:
    return {
        "period_to": in_days(0), "next_review_on": in_days(60), "coherence": "Nothing found.", "next_steps": "Go on.",
        "person_view": "It helps.", f"progress_{s.reviewed.pk}": "much", "version": s.review.version,
    }  # fmt: skip


def _sent(s: Stage) -> dict[str, Any]:
    said = [{"id": str(s.reviewed.pk), "progress": "much", "words": "Two of three"}]
    return {"period_to": in_days(0), "next_review_on": in_days(60), "objectives": said, "version": s.review.version}


def _period(_s: Stage) -> dict[str, Any]:
    return {"period_from": in_days(-60), "period_to": in_days(0)}


def _held(s: Stage) -> dict[str, Any]:
    return {"held_on": in_days(0), "version": s.review.version}


def _feedback(_s: Stage) -> dict[str, Any]:
    return {"speaker": "member", "words": "We hear of changes too late."}


ROWS: dict[str, Door] = {
    "review_list": Door(get=READ, args=of_case),
    "review_new": Door(get=CALLS.format(200), post=CALLS.format(422), args=of_case, form=_period),
    "review": Door(get=KNOWN, args=_one),
    "review_edit": Door(get=_led(200), post=_led(303), args=_one, form=_words),
    "review_draft": Door(post=_led(200), args=_one, form=lambda _s: {"next_steps": "Half a sen", "draft_version": "0"}),
    "review_hold": Door(get=_led(200), post=_led(422), args=_one, form=_held),
    "feedback_new": Door(get=SAYS.format(200), post=SAYS.format(303), args=_one, form=_feedback),
    "api_case_reviews": Door(get=READ, post=CALLS.format(409), args=of_case, json=True, form=_period),
    "api_review": Door(get=KNOWN, post=_led(201), args=_one, json=True, form=_sent),
    "api_review_hold": Door(post=_led(409), args=_one, json=True, form=_held),
    "api_review_feedback": Door(post=SAYS.format(201), args=_one, json=True, form=_feedback),
}
