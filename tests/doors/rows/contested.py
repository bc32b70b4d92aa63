"""Doors of what the person contests: who reads the note, who answers for its agency, who tells recipients."""

from __future__ import annotations

from typing import Any

from tests.doors.door import Door
from tests.doors.stage import Stage, in_days

TELLS = "403: inside; 404: outside; {0}: supervisor manager; 404: teacher mentor"
READS = "200: inside; 404: outside; 404: mentor"
ADDS = "403: inside; 404: outside; {0}: supervisor manager; 404: mentor"
ANSWERS = "403: inside; 404: outside; {0}: supervisor; 404: mentor"


def _fact(s: Stage) -> dict[str, Any]:
    return {"contested": s.contested.pk}


def _correction(s: Stage) -> dict[str, Any]:
    return {"correction": s.correction.pk}


def _answer(_s: Stage) -> dict[str, Any]:
    return {"version": 1, "outcome": "stands", "reason": "We saw it."}


def _core(s: Stage) -> dict[str, Any]:
    return {"contested": s.contested_core.pk}


def _recipient(s: Stage) -> dict[str, Any]:
    return {"disclosure": str(s.put_off.pk)}


def _told(_s: Stage) -> dict[str, Any]:
    return {"version": 1, "told_on": in_days(0), "how": "mail"}


ROWS: dict[str, Door] = {
    "contested_detail": Door(get=READS, args=_fact),
    "contested_answer": Door(post=ANSWERS.format(303), args=_fact, form=_answer),
    "contested_recipient": Door(post=ADDS.format(303), args=_core, form=_recipient),
    "correction_tell": Door(get=TELLS.format(200), post=TELLS.format(303), args=_correction, form=_told),
    "api_contested": Door(get=READS, args=_fact, json=True),
    "api_contested_answer": Door(post=ANSWERS.format(201), args=_fact, form=_answer, json=True),
    "api_contested_recipient": Door(post=ADDS.format(201), args=_core, form=_recipient, json=True),
    "api_correction": Door(get=TELLS.format(200), args=_correction, json=True),
    "api_correction_told": Door(post=TELLS.format(201), args=_correction, form=_told, json=True),
}
