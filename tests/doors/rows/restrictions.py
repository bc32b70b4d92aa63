"""Doors of restrictions: who knows of one, who looks again and lifts it."""

from __future__ import annotations

from typing import Any

from tests.doors.door import Door
from tests.doors.stage import Stage, in_days

KNOWS = "200: inside; 404: outside; 404: mentor"
MOVES = "403: inside; 404: outside; {0}: supervisor manager; 404: mentor"


def _one(s: Stage) -> dict[str, Any]:
    return {"restriction": s.restriction.pk}


def _on(_s: Stage) -> dict[str, Any]:
    return {"version": 1, "review_on": in_days(90)}


def _lift(_s: Stage) -> dict[str, Any]:
    return {"version": 1, "told_on": in_days(0), "reason": "It was found right."}


ROWS: dict[str, Door] = {
    "restriction_detail": Door(get=KNOWS, args=_one),
    "restriction_go_on": Door(post=MOVES.format(303), args=_one, form=_on),
    "restriction_lift": Door(post=MOVES.format(303), args=_one, form=_lift),
    "api_restriction": Door(get=KNOWS, args=_one, json=True),
    "api_restriction_go_on": Door(post=MOVES.format(201), args=_one, form=_on, json=True),
    "api_restriction_lift": Door(post=MOVES.format(201), args=_one, form=_lift, json=True),
}
