"""Doors of legal holds: chair and legal advisers without the case, and the case manager."""

from __future__ import annotations

from typing import Any

from tests.doors.door import Door
from tests.doors.stage import Stage, in_days

DESK = "403: all; {}: chair legal"
KNOWN = "404: all; 200: manager chair legal"
DECIDED = "404: all; 403: manager; {}: chair legal"


def _hold(s: Stage) -> dict[str, Any]:
    return {"hold": s.hold.pk}


def _placed(s: Stage) -> dict[str, Any]:
    return {
        "reference": s.case.reference, "ground": "claim", "words": "A claim is announced.", "review_on": in_days(30),
    }  # fmt: skip


def _lifted(_s: Stage) -> dict[str, Any]:
    return {"version": 1, "kind": "lift", "words": "The claim was settled."}


ROWS: dict[str, Door] = {
    "hold_desk": Door(get=DESK.format(200)),
    "hold_new": Door(get=DESK.format(200), post=DESK.format(303), form=_placed),
    "hold_detail": Door(get=KNOWN, args=_hold),
    "hold_step": Door(get=DECIDED.format(200), post=DECIDED.format(303), args=_hold, form=_lifted),
    "api_hold_desk": Door(get=DESK.format(200), post=DESK.format(201), form=_placed, json=True),
    "api_hold": Door(get=KNOWN, args=_hold, json=True),
    "api_hold_step": Door(post=DECIDED.format(201), args=_hold, form=_lifted, json=True),
}
