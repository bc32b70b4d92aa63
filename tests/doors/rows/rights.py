"""Doors of what the person asks about their record: the case from inside, and whoever keeps the clocks without it."""

from __future__ import annotations

from typing import Any

from tests.doors.door import Door, of_case
from tests.doors.stage import Stage, in_days

KEEPERS = "403: all; 200: chair coordinator legal"
LISTED = "200: inside; 404: outside; 403: teacher mentor"
WORKERS = "403: inside; 404: outside; {}: supervisor manager officer clinician"
ONE = "200: inside; 404: outside; 200: coordinator legal; 404: teacher mentor"
STEP = "403: inside; 404: outside; {}: supervisor manager; 403: coordinator legal; 404: teacher mentor"


def _one(s: Stage) -> dict[str, Any]:
    return {"rights": s.rights.pk}


def _asked(_s: Stage) -> dict[str, Any]:
    return {"kind": "access", "how": "letter", "received_on": in_days(0), "words": "What do you hold about me?"}


def _identity(_s: Stage) -> dict[str, Any]:
    return {"version": 1, "identity": "document"}


def _longer(_s: Stage) -> dict[str, Any]:
    return {"version": 1, "until_on": in_days(50), "told_on": in_days(0), "reason": "Two archives are asked."}


def _decision(_s: Stage) -> dict[str, Any]:
    return {"version": 1, "state": "refused", "reason": "It was asked last week.", "remedy_told_on": in_days(0)}


STEPS = {"identity": _identity, "extend": _longer, "decide": _decision}
ROWS: dict[str, Door] = {
    "rights_desk": Door(get=KEEPERS),
    "rights_list": Door(get=LISTED, args=of_case),
    "rights_new": Door(get=WORKERS.format(200), post=WORKERS.format(303), args=of_case, form=_asked),
    "rights_detail": Door(get=ONE, args=_one),
    "api_rights_desk": Door(get=KEEPERS, json=True),
    "api_case_rights": Door(get=LISTED, post=WORKERS.format(201), args=of_case, form=_asked, json=True),
    "api_rights": Door(get=ONE, args=_one, json=True),
    **{f"rights_{name}": Door(post=STEP.format(303), args=_one, form=form) for name, form in STEPS.items()},
    **{f"api_rights_{name}": Door(post=STEP.format(201), args=_one, form=form, json=True)
       for name, form in STEPS.items()},
}  # fmt: skip
