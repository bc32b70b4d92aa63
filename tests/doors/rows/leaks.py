"""Doors of leaks. A place on the team is enough to report one, without an agreement too."""

from typing import Any

from tests.doors.door import Door, of_case
from tests.doors.rows.duty import TEAM
from tests.doors.stage import Stage

KNOWN = "404: all; {}: teacher manager chair legal"
DESK = "403: all; 200: chair legal"
LISTED = "200: inside; 404: outside; 200: border"


def _leak(s: Stage) -> dict[str, Any]:
    return {"leak": s.leak.pk}


def _step(s: Stage) -> dict[str, Any]:
    return {"leak": s.leak.pk, "step": "measure"}


def _typed(_s: Stage) -> dict[str, Any]:
    return {
        "what": "A letter went to the wrong house.", "noticed_on": "2026-01-05", "noticed_time": "09:30", "tier": "3",
        "kinds": ["supervision"], "reached": "A neighbour.",
    }  # fmt: skip


def _sent(_s: Stage) -> dict[str, Any]:
    return {
        "what": "A letter went to the wrong house.", "noticed_at": "2026-01-05T09:30:00Z", "tier": "summary",
        "kinds": ["supervision"], "reached": "A neighbour.",
    }  # fmt: skip


ROWS: dict[str, Door] = {
    "leak_desk": Door(get=DESK),
    "leak_list": Door(get=LISTED, args=of_case),
    "leak_new": Door(get=TEAM.format(200), post=TEAM.format(303), args=of_case, form=_typed),
    "leak_detail": Door(get=KNOWN.format(200), args=_leak),
    "leak_step": Door(get=KNOWN.format(200), post=KNOWN.format(303), args=_step, form=lambda _s: {"words": "Fetched."}),
    "api_leak_desk": Door(get=DESK, json=True),
    "api_case_leaks": Door(get=LISTED, post=TEAM.format(201), args=of_case, form=_sent, json=True),
    "api_leak": Door(get=KNOWN.format(200), args=_leak, json=True),
    "api_leak_step": Door(post=KNOWN.format(201), args=_leak, json=True,
        form=lambda _s: {"kind": "measure", "words": "Fetched."}),
}  # fmt: skip
