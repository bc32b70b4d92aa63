"""Doors of legal advice: whoever asked, and the advisers."""

from __future__ import annotations

from typing import Any

from tests.doors.door import WRITTEN, Door, of_case
from tests.doors.stage import Stage

BETWEEN = "404: all; 200: supervisor legal"
ADVISERS = "403: all; 200: legal"
ASKED = "{}: inside; 404: outside; 403: chair rescuer"


def _answers(status: int) -> str:
    return f"404: all; 403: supervisor; {status}: legal"


def _one(s: Stage) -> dict[str, Any]:
    return {"advice": s.advice.pk}


def _question(_s: Stage) -> dict[str, Any]:
    return {"question": "May I tell the landlord?"}


def _answer(_s: Stage) -> dict[str, Any]:
    return {"conclusion": "may_if", "words": "If the person was told.", "reasoning": "It is the least intrusive way."}


ROWS: dict[str, Door] = {
    "advice_desk": Door(get=ADVISERS),
    "advice_detail": Door(get=BETWEEN, args=lambda s: {"advice": s.advice_answered.pk}),
    "advice_answer": Door(get=_answers(200), post=_answers(303), args=_one, form=_answer),
    "advice_list": Door(get=WRITTEN, args=of_case),
    "advice_new": Door(get=WRITTEN, post=ASKED.format(303), args=of_case, form=_question),
    "api_advice_desk": Door(get=ADVISERS, json=True),
    "api_advice": Door(get=BETWEEN, args=_one, json=True),
    "api_advice_answer": Door(post=_answers(201), args=_one, form=_answer, json=True),
    "api_case_advice": Door(get=WRITTEN, post=ASKED.format(201), args=of_case, form=_question, json=True),
}
