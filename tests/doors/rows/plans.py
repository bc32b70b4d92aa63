"""Doors of the plan, its actions and interventions."""

from __future__ import annotations

from typing import Any

from tests.doors.door import (
    ASK_MANAGERS,
    SEEN,
    Door,
    of_case,
)
from tests.doors.stage import Stage, in_days

ASK_MANAGER = "403: inside; 404: outside; 200: manager"
BY_MANAGER = "403: inside; 404: outside; 303: manager"
ASK_PERMANENT = "200: inside; 404: outside; 403: teacher mentor chair rescuer"
BY_PERMANENT = "303: inside; 404: outside; 403: teacher mentor chair rescuer"
INSIDE_ONLY = "200: inside; 404: outside; 404: teacher mentor"
BY_NAME = "200: inside; 404: outside; 403: teacher mentor"
AT_WORK = "200: inside; 404: outside; 403: teacher mentor chair"
EDIT_ONE = "200: inside; 404: outside; 403: rescuer; 404: teacher mentor chair"
SAVE_ONE = "303: inside; 404: outside; 403: rescuer; 404: teacher mentor chair"
API_BY_PERMANENT = BY_PERMANENT.replace("303", "201")
API_BY_MANAGER = BY_MANAGER.replace("303", "201")
KEPT_BY_MANAGER = "403: inside; 404: outside; 200: manager; 404: teacher mentor"
KEPT_BY_OFFICE = "403: inside; 404: outside; 200: supervisor manager; 404: teacher mentor"
OF_THE_OFFICE = "403: inside; 404: outside; 303: supervisor manager; 404: teacher mentor"
"""What belongs to the probation office on the stage: its member and the case manager change it."""


def _plan(number: int) -> Any:
    return lambda s: {**of_case(s), "number": number}


def _of(name: str, part: str = "") -> Any:
    return lambda s: {part or name: s.more[name].pk}


def _relative(s: Stage) -> dict[str, Any]:
    return {**of_case(s), "relationship": s.relative.pk}


def _objective(s: Stage) -> dict[str, Any]:
    return {
        "text": "A room of one's own", "area": "reintegration", "domain": "housing", "function": "reintegration",
        "finding": "Sleeps at three addresses", "measure": "Three months in one place", "target_on": in_days(90),
        "state": "active", "version": s.objective.version,
    }  # fmt: skip


def _api_objective(s: Stage) -> dict[str, Any]:
    return {name: value for name, value in _objective(s).items() if name not in ("state", "version")}


def _action(s: Stage) -> dict[str, Any]:
    return {
        "text": "Hand in the form", "membership": s.officer.pk, "due_on": in_days(9), "version": s.action.version
    }  # fmt: skip


def _intervention(s: Stage) -> dict[str, Any]:
    return {
        "type": "education_work", "provider": s.college.pk, "title": "Welding", "goal": "A trade",
        "setting": "community", "is_voluntary": "yes", "starts_on": in_days(-5), "version": s.intervention.version,
        "overlap_accepted": "One of them ends next month.",
    }  # fmt: skip


def _half(_s: Stage) -> dict[str, Any]:
    return {"text": "Half a sen", "draft_version": "0"}


def _link(s: Stage) -> dict[str, Any]:
    return {"label": "Aunt", "role": "stands_by", "closeness": "1", "version": s.tie.version}


def _ending(s: Stage) -> dict[str, Any]:
    return {
        "support": "Weekly talks", "agency": s.charity.pk, "by_on": in_days(60), "version": s.ending.version
    }  # fmt: skip


ROWS: dict[str, Door] = {
    "plan": Door(get=SEEN, args=of_case),
    "plan_version": Door(get="200: inside; 404: outside; 404: teacher mentor", args=_plan(2)),
    "plan_new": Door(post="403: inside; 404: outside; 422: manager", args=of_case),
    "plan_edit": Door(get=ASK_MANAGER, post=BY_MANAGER, args=_plan(2), form=lambda s: {
        "risk_text": "Evenings are the hard part.", "version": s.draft.version}),
    "safety_edit": Door(get=ASK_MANAGER, post=BY_MANAGER, args=_plan(2), form=lambda _s: {
        "victim_safety": "No identified victim"}),
    "plan_draft": Door(post=ASK_MANAGER, args=lambda s: {**_plan(2)(s), "form": "plan"}, form=lambda _s: {
        "risk_text": "Even", "draft_version": "0"}),
    "plan_step": Door(get=ASK_MANAGERS, post="403: inside; 404: outside; 303: manager",
        args=lambda s: {**_plan(2)(s), "step": "show"}, form=lambda _s: {"on": in_days(0)}),
    "objective_new": Door(get=ASK_PERMANENT, post=BY_PERMANENT, args=of_case, form=_objective),
    "objective_edit": Door(get="403: inside; 404: outside; 200: manager; 404: teacher mentor",
        post="403: inside; 404: outside; 303: manager; 404: teacher mentor", args=_of("objective"), form=_objective),
    "objective_new_draft": Door(post=ASK_PERMANENT, args=of_case, form=_half),
    "objective_edit_draft": Door(post=KEPT_BY_MANAGER, args=_of("objective"), form=_half),
    "action_new_draft": Door(post=ASK_PERMANENT, args=of_case, form=_half),
    "action_edit_draft": Door(post=KEPT_BY_OFFICE, args=_of("action"), form=_half),
    "intervention_new_draft": Door(post=ASK_PERMANENT, args=of_case, form=_half),
    "intervention_edit_draft": Door(post=KEPT_BY_OFFICE, args=_of("intervention"), form=_half),
    "objective_move": Door(get="403: inside; 404: outside; 200: manager; 404: teacher mentor",
        post="403: inside; 404: outside; 303: manager; 404: teacher mentor", args=_of("objective"),
        form=lambda s: {"state": "future", "version": s.objective.version}),
    "action": Door(get=INSIDE_ONLY, post=OF_THE_OFFICE,
        args=_of("action"), form=lambda _s: {"state": "in_progress"}),
    "action_new": Door(get=ASK_PERMANENT, post=BY_PERMANENT, args=of_case, form=_action),
    "action_edit": Door(get="403: inside; 404: outside; 200: supervisor manager; 404: teacher mentor",
        post=OF_THE_OFFICE, args=_of("action"), form=_action),
    "action_done": Door(post=OF_THE_OFFICE, args=_of("action")),
    "intervention": Door(get=INSIDE_ONLY, args=_of("intervention")),
    "intervention_new": Door(get=ASK_PERMANENT, post=BY_PERMANENT, args=of_case, form=_intervention),
    "intervention_edit": Door(get="403: inside; 404: outside; 200: supervisor manager; 404: teacher mentor",
        post=OF_THE_OFFICE, args=_of("intervention"), form=_intervention),
    "plan_versions": Door(get=BY_NAME, args=of_case),
    "plan_compare": Door(get=BY_NAME, args=lambda s: {**of_case(s), "old": 1, "new": 2}),
    "plan_sheet": Door(get=AT_WORK, args=of_case),
    "network": Door(get=AT_WORK, args=of_case),
    "network_new": Door(get=ASK_PERMANENT, post=BY_PERMANENT, args=of_case, form=_link),
    "network_edit": Door(get=EDIT_ONE, post=SAVE_ONE, args=lambda s: {"link": s.tie.pk}, form=_link),
    "ending_new": Door(get=ASK_PERMANENT, post=BY_PERMANENT, args=of_case, form=_ending),
    "ending_edit": Door(get="200: inside; 404: outside; 403: chair rescuer; 404: teacher mentor",
        post="303: inside; 404: outside; 403: chair rescuer; 404: teacher mentor",
        args=lambda s: {"step": s.ending.pk}, form=_ending),
    "achievement_new": Door(get=ASK_PERMANENT, post=BY_PERMANENT, args=of_case, form=lambda _s: {
        "text": "Passed the test", "on": in_days(-1)}),
    "api_case_plan_versions": Door(get=BY_NAME, post="403: inside; 404: outside; 409: manager", args=of_case,
        json=True),
    "api_plan_version": Door(get="200: inside; 404: outside; 404: teacher mentor", args=_plan(2), json=True),
    "api_plan_version_texts": Door(post=API_BY_MANAGER, args=_plan(2), json=True, form=lambda s: {
        "version": s.draft.version, "risk_text": "Evenings are the hard part."}),
    "api_plan_version_safety": Door(post=API_BY_MANAGER, args=_plan(2), json=True, form=lambda _s: {
        "victim_safety": "No identified victim"}),
    "api_plan_version_steps": Door(post=API_BY_MANAGER, args=_plan(2), json=True, form=lambda _s: {
        "step": "show", "on": in_days(0)}),
    "family_contact": Door(get=ASK_MANAGER, post=BY_MANAGER, args=_relative, form=lambda s: {
        "member": s.officer.pk, "words": "After six", "version": s.relative.version}),
    "api_case_people": Door(get=AT_WORK, args=of_case, json=True),
    "api_family_contact": Door(post=API_BY_MANAGER, args=_relative, json=True, form=lambda s: {
        "member_id": str(s.officer.pk), "version": s.relative.version}),
    "api_case_network": Door(get=AT_WORK, args=of_case, json=True),
    "api_case_plan": Door(get=SEEN, args=of_case, json=True),
    "api_case_objectives": Door(get=SEEN, post=API_BY_PERMANENT, args=of_case, form=_api_objective, json=True),
    "api_case_actions": Door(get=SEEN, post=API_BY_PERMANENT, args=of_case, json=True,
        form=lambda s: {"text": "Hand in the form", "membership_id": str(s.officer.pk), "due_on": in_days(9)}),
    "api_session_record": Door(post=OF_THE_OFFICE.replace("303", "201"), args=_of("intervention"), json=True,
        form=lambda _s: {"on": in_days(-1), "attended": "yes"}),
    "api_case_interventions": Door(get=SEEN, args=of_case, json=True),
    "api_action": Door(get=INSIDE_ONLY, args=_of("action"), json=True),
    "api_action_moves": Door(post="403: inside; 404: outside; 201: supervisor manager; 404: teacher mentor",
        args=_of("action"), form=lambda _s: {"state": "in_progress"}, json=True),
    "session_new": Door(post=OF_THE_OFFICE, args=_of("intervention"), form=lambda _s: {
        "on": in_days(-1), "attended": "yes"}),
}  # fmt: skip
