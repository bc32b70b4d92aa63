"""Doors of proposed disclosures: known inside the case, drafted by permanent members, decided by somebody else."""

from __future__ import annotations

from typing import Any

from tests.doors.door import Build, Door, of_case
from tests.doors.stage import Stage, in_days

LISTED = "200: inside; 404: outside; 403: teacher mentor"
KNOWN = "200: inside; 404: outside; 404: teacher mentor"
PROPOSED = "{}: inside; 404: outside; 403: teacher mentor chair rescuer"


def _by(who: str, status: int) -> str:
    return f"403: inside; 404: outside; {status}: {who}; 404: teacher mentor"


def _one(name: str) -> Build:
    return lambda s: {"proposal": s.more[name].pk}


def _typed(_s: Stage) -> dict[str, Any]:
    return {"recipient": "A firm", "purpose": "reintegration", "basis": "public_task", "categories": ["education_work"]}


def _edited(s: Stage) -> dict[str, Any]:
    return {**_typed(s), "version": _version(s, "proposal_draft")}


def _version(s: Stage, name: str) -> int:
    from devstack.testing import backstage

    with backstage():
        rows = type(s.more[name]).objects.unguarded(because="test")
        found: int = rows.values_list("version", flat=True).get(pk=s.more[name].pk)
    return found


def _handed(s: Stage) -> dict[str, Any]:
    return {"version": _version(s, "proposal_draft")}


def _decided(s: Stage) -> dict[str, Any]:
    return {"version": _version(s, "proposal_waits"), "decision": "refuse", "reason": "No need."}


def _said(s: Stage) -> dict[str, Any]:
    return {"version": _version(s, "proposal_waits"), "approve": False, "reason": "No need."}


def _made(_s: Stage) -> dict[str, Any]:
    return {"made_on": in_days(0), "how": "phone", "contact": "The foreman"}


ROWS: dict[str, Door] = {
    "proposal_queue": Door(get="200: all; 403: mentor"),
    "proposal_list": Door(get=LISTED, args=of_case),
    "proposal_new": Door(get=PROPOSED.format(200), post=PROPOSED.format(303), args=of_case, form=_typed),
    "proposal_detail": Door(get=KNOWN, args=_one("proposal_waits")),
    "proposal_edit": Door(
        get=_by("supervisor", 200), post=_by("supervisor", 303), args=_one("proposal_draft"), form=_edited
    ),
    "proposal_doubt": Door(
        get="200: inside; 404: outside; 403: chair rescuer; 404: teacher mentor",
        post="422: inside; 404: outside; 403: chair rescuer; 404: teacher mentor; 303: supervisor officer",
        args=_one("proposal_waits"), form=lambda _s: {"question": "May the firm know?"},
    ),
    "proposal_hand_in": Door(post=_by("supervisor", 303), args=_one("proposal_draft"), form=_handed),
    "proposal_decide": Door(post=_by("chair", 303), args=_one("proposal_waits"), form=_decided),
    "proposal_made": Door(post=_by("supervisor manager", 303), args=_one("proposal_approved"), form=_made),
    "proposal_received": Door(
        post=_by("supervisor manager", 303), args=_one("proposal_made"),
        form=lambda _s: {"acknowledged_on": in_days(0)},
    ),
    "proposal_close": Door(post=_by("supervisor manager", 303), args=_one("proposal_made")),
    "proposal_withdraw": Door(
        post=_by("supervisor manager", 303), args=_one("proposal_approved"), form=lambda _s: {"why": "He tells them."}
    ),
    "api_case_proposals": Door(get=LISTED, post=PROPOSED.format(201), args=of_case, form=_typed, json=True),
    "api_proposal": Door(get=KNOWN, args=_one("proposal_waits"), json=True),
    "api_proposal_hand_in": Door(post=_by("supervisor", 201), args=_one("proposal_draft"), form=_handed, json=True),
    "api_proposal_decide": Door(post=_by("chair", 201), args=_one("proposal_waits"), form=_said, json=True),
    "api_proposal_made": Door(post=_by("supervisor manager", 201), args=_one("proposal_approved"), form=_made,
        json=True),
}  # fmt: skip
