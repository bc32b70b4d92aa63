"""Doors of breaches and joint decisions."""

from __future__ import annotations

from typing import Any

from tests.doors.door import ASK_MANAGERS, BY_MANAGERS, Build, Door, of_case
from tests.doors.stage import Stage, in_days

LIST = "200: inside; 404: outside; 403: teacher mentor"
ONE = "200: inside; 404: outside; 404: teacher mentor"
ASK_SUPERVISOR = "403: inside; 404: outside; 404: teacher mentor; 200: supervisor"
BY_SUPERVISOR = "403: inside; 404: outside; 404: teacher mentor; 303: supervisor"
ASK_MEMBERS = "200: inside; 404: outside; 404: teacher mentor; 403: chair rescuer"
BY_MEMBERS = "303: inside; 404: outside; 404: teacher mentor; 403: chair rescuer"
WORDS = {"words": "He cared for his father.", "handling": "team", "court_tier": "4", "summary": ""}
TERM = {"category": "reporting", "text": "Reports in the evening.", "function": "relapse_prevention", "replaces": ""}
DECISION = {"kind": "plan", "chosen": "Version three", "reasons": "It fits.", "options": ""}


def _breach(step: str) -> Build:
    return lambda s: {**of_case(s), "breach": s.more[f"breach_{step}"].pk}


def _step(step: str, **typed: Any) -> Build:
    return lambda s: {"version": s.more[f"breach_{step}"].version, "on": in_days(0), **typed}


def _acts(step: str, **typed: Any) -> Door:
    return Door(get=ASK_SUPERVISOR, post=BY_SUPERVISOR, args=_breach(step), form=_step(step, **typed))


def _start(s: Stage) -> dict[str, Any]:
    return {
        "condition": s.breach_condition.pk, "suspected_on": in_days(0), "contacts": [s.missed.pk], "is_serious": "",
    }  # fmt: skip


def _decision(s: Stage) -> dict[str, Any]:
    return {**of_case(s), "decision": s.joint.pk}


ROWS: dict[str, Door] = {
    "breach_list": Door(get=LIST, args=of_case),
    "breach_new": Door(get="403: inside; 404: outside; 200: supervisor",
        post="403: inside; 404: outside; 303: supervisor", args=of_case, form=_start),
    "breach_new_draft": Door(post="403: inside; 404: outside; 200: supervisor", args=of_case,
        form=lambda _s: {"words": "Not there", "draft_version": "0"}),
    "breach_detail": Door(get=ONE, args=_breach("whole")),
    "breach_proof": Door(get=ASK_MEMBERS, post=BY_MEMBERS, args=_breach("ask"),
        form=lambda s: {"contacts": [s.missed.pk]}),
    "breach_ask": _acts("ask", delivery="letter"),
    "breach_explanation": _acts("explanation", came="yes", **WORDS),
    "breach_weigh": _acts("weigh", accepted="no", **WORDS),
    "breach_drop": _acts("drop", **WORDS),
    "breach_warn": _acts("warn", delivery="letter", window_to=in_days(365), **WORDS),
    "breach_propose": _acts("propose", proposal="no_action", reasons="It is excused."),
    "breach_refer": _acts("refer"),
    "breach_hearing": _acts("hearing", hearing_on=in_days(20)),
    "breach_heard": _acts("heard"),
    "breach_outcome": _acts("outcome", outcome="no_action", decided_on=in_days(0)),
    "breach_end": _acts("end"),
    "breach_term": Door(get=ASK_MEMBERS, post=BY_MEMBERS, args=_breach("ask"), form=lambda _s: TERM),
    "breach_term_drop": Door(post=BY_SUPERVISOR, args=lambda s: {**_breach("ask")(s), "term": s.term.pk}),
    "breach_draft": Door(post=ASK_SUPERVISOR, args=lambda s: {**_breach("explanation")(s), "act": "explanation"},
        form=lambda _s: {"words": "He said", "draft_version": "0"}),
    "decision_list": Door(get=LIST, args=of_case),
    "decision_record": Door(get=ASK_MANAGERS, post=BY_MANAGERS, args=of_case,
        form=lambda _s: {**DECISION, "decided_on": in_days(0)}),
    "decision_record_draft": Door(post=ASK_MANAGERS, args=of_case,
        form=lambda _s: {"reasons": "It fits", "draft_version": "0"}),
    "decision_detail": Door(get=ONE, args=_decision),
    "decision_position": Door(get="200: inside; 404: outside; 403: teacher mentor chair rescuer",
        post="303: inside; 404: outside; 403: teacher mentor chair rescuer; 409: officer", args=_decision,
        form=lambda _s: {"view": "agrees"}),
    "api_case_breaches": Door(get=LIST, post="403: inside; 404: outside; 201: supervisor", args=of_case, json=True,
        form=lambda s: {"condition_id": str(s.breach_condition.pk), "suspected_on": in_days(0),
            "contacts": [str(s.missed.pk)]}),
    "api_breach": Door(get=ONE, args=_breach("whole"), json=True),
    "api_breach_steps": Door(post="403: inside; 404: outside; 404: teacher mentor; 201: supervisor",
        args=_breach("ask"), json=True, form=_step("ask", kind="explanation_asked", delivery="letter")),
    "api_breach_proposals": Door(post="403: inside; 404: outside; 404: teacher mentor; 201: supervisor",
        args=_breach("propose"), json=True, form=_step("propose", proposal="no_action", reasons="It is excused.")),
    "api_breach_outcome": Door(post="403: inside; 404: outside; 404: teacher mentor; 201: supervisor",
        args=_breach("outcome"), json=True, form=lambda s: {"version": s.breach_outcome.version,
            "outcome": "no_action", "decided_on": in_days(0)}),
    "api_joint_decisions": Door(get=LIST, args=of_case, json=True),
    "api_joint_decision": Door(get=ONE, args=_decision, json=True),
}  # fmt: skip
