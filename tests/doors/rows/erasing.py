"""Doors of legal holds and erasures: chair and legal advisers without the case, and the case manager."""

from __future__ import annotations

from typing import Any

from tests.doors.door import Door, of_case
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


def _erasure(s: Stage) -> dict[str, Any]:
    return {"erasure": s.erasure.pk}


def _typed(s: Stage) -> dict[str, Any]:
    return {
        "source": f"request:{s.erasable.pk}", "legal_ground": "unlawful", "words": "It is about somebody else.",
        "told_on": in_days(0), "note": str(s.notes["core"].pk),
    }  # fmt: skip


def _sent(s: Stage) -> dict[str, Any]:
    typed = {name: value for name, value in _typed(s).items() if name != "source"}
    return {**typed, "ground": "request", "goes_back_to": str(s.erasable.pk)}


def _no(_s: Stage) -> dict[str, Any]:
    return {"version": 1, "verdict": "refuse", "words": "It is needed."}


def _sent_no(_s: Stage) -> dict[str, Any]:
    return {"version": 1, "approve": False, "words": "It is needed."}


def _notice(s: Stage) -> dict[str, Any]:
    return {"notice": s.erasure_notice.pk}


def _told(_s: Stage) -> dict[str, Any]:
    return {"version": 1, "told_on": in_days(0), "how": "mail"}


TELLS = "404: all; {}: manager chair legal"
LEAD = "403: inside; 404: outside; {}: manager"
BACK = "404: all; 403: chair legal; {}: manager"
ROWS: dict[str, Door] = {
    "hold_desk": Door(get=DESK.format(200)),
    "hold_new": Door(get=DESK.format(200), post=DESK.format(303), form=_placed),
    "hold_detail": Door(get=KNOWN, args=_hold),
    "hold_step": Door(get=DECIDED.format(200), post=DECIDED.format(303), args=_hold, form=_lifted),
    "api_hold_desk": Door(get=DESK.format(200), post=DESK.format(201), form=_placed, json=True),
    "api_hold": Door(get=KNOWN, args=_hold, json=True),
    "api_hold_step": Door(post=DECIDED.format(201), args=_hold, form=_lifted, json=True),
    "erasure_desk": Door(get=DESK.format(200)),
    "erasure_new": Door(get=LEAD.format(200), post=LEAD.format(422), args=of_case, form=_typed),  # a hold stands
    "erasure_detail": Door(get=KNOWN, args=_erasure),
    "erasure_decide": Door(post=DECIDED.format(303), args=_erasure, form=_no),
    "erasure_withdraw": Door(post=BACK.format(303), args=_erasure, form=lambda _s: {"version": 1}),
    "erasure_tell": Door(get=TELLS.format(200), post=TELLS.format(303), args=_notice, form=_told),
    "api_erasure_tell": Door(post=TELLS.format(201), args=_notice, form=_told, json=True),
    "api_erasure_desk": Door(get=DESK.format(200), json=True),
    "api_case_erasures": Door(post=LEAD.format(409), args=of_case, form=_sent, json=True),  # likewise
    "api_erasure": Door(get=KNOWN, args=_erasure, json=True),
    "api_erasure_decide": Door(post=DECIDED.format(201), args=_erasure, form=_sent_no, json=True),
    "api_erasure_withdraw": Door(post=BACK.format(201), args=_erasure, form=lambda _s: {"version": 1}, json=True),
}
