"""Doors of requests between agencies."""

from __future__ import annotations

from typing import Any

from tests.doors.door import SEEN_BY_ALL, Door, of_case
from tests.doors.rows.assessments import KNOWN
from tests.doors.stage import Stage

LISTED = "200: inside; 404: outside; 403: mentor"
WHOLE = "200: inside; 404: outside; 403: teacher mentor"
TAKEN_OUT = "200: inside; 404: outside; 403: teacher mentor rescuer"
ASK = "200: supervisor manager officer clinician; 403: teacher mentor chair rescuer; 404: outside"
ANSWER = "403: inside; 404: outside; 404: teacher mentor; {}: officer"
EFFECT = "403: inside; 404: outside; 404: teacher mentor; {}: supervisor manager"


def _asked(wrong: int, right: int) -> str:
    """The health agency is asked: it does not ask itself."""
    return f"{right}: supervisor manager officer; {wrong}: clinician; 403: teacher mentor chair rescuer; 404: outside"


def _one(name: str) -> Any:
    return lambda s: {"sharing_request": s.more[name].pk}


def _question(s: Stage) -> dict[str, Any]:
    return {
        "asked": str(s.health.pk), "purpose": "reintegration", "tier": "3", "question": "Does he attend?",
        "reason": "The plan has it as an action.",
    }  # fmt: skip


def _sent(s: Stage) -> dict[str, Any]:
    return {**_question(s), "tier": "summary"}


def _answer(_s: Stage) -> dict[str, Any]:
    return {"code": "nothing_held", "about": "professional_conversation"}


def _take_out(_s: Stage) -> dict[str, Any]:
    return {"reason": "The court asked for it", "format": "csv"}


def _effect(_s: Stage) -> dict[str, Any]:
    return {"text": "The evening visits wait."}


ROWS: dict[str, Door] = {
    "request_inbox": Door(get=SEEN_BY_ALL),
    "agency_ledger": Door(get="200: all; 403: mentor"),
    "agency_ledger_file": Door(get="200: all; 403: mentor", post="200: all; 403: mentor", form=_take_out),
    "api_agency_ledger": Door(get="200: all; 403: mentor", json=True),
    "case_ledger_whole": Door(get=WHOLE, args=of_case),
    "case_ledger_file": Door(get=TAKEN_OUT, post=TAKEN_OUT, args=of_case, form=_take_out),
    "api_case_ledger_whole": Door(get=WHOLE, args=of_case, json=True),
    "partnership_ledger": Door(get="403: all; 200: legal"),
    "api_partnership_ledger": Door(get="403: all; 200: legal", json=True),
    "agreement_gaps": Door(get="403: all; 200: chair coordinator"),
    "api_agreement_gaps": Door(get="403: all; 200: chair coordinator", json=True),
    "symmetry": Door(get="200: all; 403: mentor"),
    "api_symmetry": Door(get="200: all; 403: mentor", json=True),
    "request_review": Door(get="403: all; 200: chair"),
    "request_list": Door(get=LISTED, args=of_case),
    "request_new": Door(get=ASK, post=_asked(422, 303), args=of_case, form=_question),
    "request_detail": Door(get=KNOWN, args=_one("request")),
    "request_answer": Door(post=ANSWER.format(303), args=_one("request"), form=_answer),
    "request_effect": Door(post=EFFECT.format(303), args=_one("request_refused"), form=_effect),
    "api_requests": Door(get=SEEN_BY_ALL, json=True),
    "api_case_requests": Door(get=LISTED, post=_asked(422, 201), args=of_case, json=True, form=_sent),
    "api_request": Door(get=KNOWN, args=_one("request_told"), json=True),
    "api_request_seen": Door(post=KNOWN.replace("200", "201"), args=_one("request"), json=True),
    "api_request_answer": Door(
        post=ANSWER.format(201), args=_one("request"), json=True, form=lambda _s: {"code": "nothing_held"}
    ),
    "api_request_effect": Door(post=EFFECT.format(201), args=_one("request_refused"), json=True, form=_effect),
}
