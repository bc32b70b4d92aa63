"""Doors of courts, orders, conditions and custody."""

from __future__ import annotations

from typing import Any

from tests.doors.door import ASK_COORDINATOR, BY_COORDINATOR, SEEN_BY_ALL, Door, of_case
from tests.doors.stage import Stage, in_days

READ_INSIDE = "200: inside; 404: outside; 403: teacher mentor"
ASK_SUPERVISOR = "403: inside; 404: outside; 200: supervisor"
BY_SUPERVISOR = "403: inside; 404: outside; 303: supervisor"
ASK_EDITORS = "200: inside; 404: outside; 403: teacher mentor chair rescuer"
BY_EDITORS = "303: inside; 404: outside; 403: teacher mentor chair rescuer"


def _order(s: Stage) -> dict[str, Any]:
    return {**of_case(s), "order": s.order.pk}


def _proposal(s: Stage) -> dict[str, Any]:
    return {**of_case(s), "condition": s.proposal.pk}


def _stay(s: Stage) -> dict[str, Any]:
    return {**of_case(s), "episode": s.stay.pk}


def _new_order(s: Stage) -> dict[str, Any]:
    return {
        "court": s.a_court.pk, "type": s.an_order_type.pk, "number": "K 9/26", "made_on": in_days(-5),
        "starts_on": in_days(-3), "ends_on": in_days(300), "supervising_agency": s.probation.pk,
        "imposed-0-exact_text": "The person reports on Mondays.", "imposed-0-category": "reporting",
        "imposed-0-function": "relapse_prevention", "draft_version": "0",
    }  # fmt: skip


def _decision(_s: Stage) -> dict[str, Any]:
    return {"act": "varied", "decided_on": in_days(-1), "order_ends_on": in_days(500), "draft_version": "0"}


def _propose(_s: Stage) -> dict[str, Any]:
    return {"exact_text": "Stay in the province.", "category": "travel", "function": "protection"}


def _custody(_s: Stage) -> dict[str, Any]:
    return {"reason": "remand", "began_on": in_days(-9), "ended_on": in_days(-2)}


def _court(s: Stage) -> dict[str, Any]:
    return {"name": "District Court of Westmark", "jurisdiction": "Westmark", "version": s.a_court.version}


def _type(s: Stage) -> dict[str, Any]:
    return {
        "jurisdiction": "Westmark", "kind": "probation", "local_name": "Aufsicht", "version": s.an_order_type.version,
    }  # fmt: skip


def _api_condition() -> dict[str, Any]:
    return {"category": "travel", "exact_text": "Stay in the province.", "function": "protection"}


def _api_order(s: Stage) -> dict[str, Any]:
    return {
        "court_id": s.a_court.pk, "type_id": s.an_order_type.pk, "number": "K 9/26", "made_on": in_days(-5),
        "starts_on": in_days(-3), "supervising_agency_id": s.probation.pk, "conditions": [_api_condition()],
    }  # fmt: skip


def _api_decision(s: Stage) -> dict[str, Any]:
    return {"order_id": s.order.pk, "act": "imposed", "decided_on": in_days(-1), "imposed": [_api_condition()]}


ROWS: dict[str, Door] = {
    "order_list": Door(get=READ_INSIDE, args=of_case),
    "order_new": Door(get=ASK_SUPERVISOR, post=BY_SUPERVISOR, args=of_case, form=_new_order),
    "order_draft": Door(post=ASK_SUPERVISOR, args=of_case, form=_new_order),
    "decision_new": Door(get=ASK_SUPERVISOR, post=BY_SUPERVISOR, args=_order, form=_decision),
    "decision_draft": Door(post=ASK_SUPERVISOR, args=_order, form=_decision),
    "condition_propose": Door(get=ASK_EDITORS, post=BY_EDITORS, args=_order, form=_propose),
    "condition_set_aside": Door(get=ASK_SUPERVISOR, post=BY_SUPERVISOR, args=_proposal,
        form=lambda _s: {"reason": "The team agreed not to"}),
    "custody_new": Door(get=ASK_EDITORS, post=BY_EDITORS, args=of_case, form=_custody),
    "custody_edit": Door(get=ASK_EDITORS, post=BY_EDITORS, args=_stay,
        form=lambda s: {**_custody(s), "version": s.stay.version}),
    "court_list": Door(get=ASK_COORDINATOR),
    "court_new": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, form=_court),
    "court_edit": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=lambda s: {"court": s.a_court.pk}, form=_court),
    "order_type_new": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, form=_type),
    "order_type_edit": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=lambda s: {"type": s.an_order_type.pk},
        form=_type),
    "api_orders": Door(get=READ_INSIDE, post="403: inside; 404: outside; 201: supervisor", args=of_case,
        form=_api_order, json=True),
    "api_court_decisions": Door(get=READ_INSIDE, post="403: inside; 404: outside; 201: supervisor", args=of_case,
        form=_api_decision, json=True),
    "api_conditions": Door(get=READ_INSIDE, post="201: inside; 404: outside; 403: teacher mentor chair rescuer",
        args=of_case, form=lambda s: {"order_id": s.order.pk, "condition": _api_condition()}, json=True),
    "api_custody": Door(get=READ_INSIDE, post="201: inside; 404: outside; 403: teacher mentor chair rescuer",
        args=of_case, form=lambda _s: {"reason": "remand", "began_on": in_days(-400), "ended_on": in_days(-390)},
        json=True),
    "api_courts": Door(get=SEEN_BY_ALL, json=True),
    "api_order_types": Door(get=SEEN_BY_ALL, json=True),
}  # fmt: skip
