"""Doors of what the person was told and says to taking part."""

from __future__ import annotations

from typing import Any

from casework.choices import NoticePoint
from tests.doors.door import ASK_MANAGERS, Door, of_case
from tests.doors.rows.plans import BY_NAME
from tests.doors.stage import Stage, in_days

RECORDED = "403: inside; 404: outside; 303: manager supervisor"
API_RECORDED = RECORDED.replace("303", "201")


def notice(_s: Stage) -> dict[str, Any]:
    """A notice that says it all."""
    return {
        "given_on": in_days(-1), "how": "read_out", "points": list(NoticePoint.values), "language": "French",
        "interpreter": "not_needed", "copy": "given", "answer": "signed",
    }  # fmt: skip


def consent(_s: Stage) -> dict[str, Any]:
    """Somebody takes part."""
    return {"said_on": in_days(-1), "answer": "takes_part", "part": "The mentoring"}


ROWS: dict[str, Door] = {
    "telling": Door(get=BY_NAME, args=of_case),
    "notice_new": Door(get=ASK_MANAGERS, post=RECORDED, args=of_case, form=notice),
    "consent_new": Door(get=ASK_MANAGERS, post=RECORDED, args=of_case, form=consent),
    "api_case_telling": Door(get=BY_NAME, args=of_case, json=True),
    "api_case_notices": Door(post=API_RECORDED, args=of_case, form=notice, json=True),
    "api_case_consents": Door(post=API_RECORDED, args=of_case, form=consent, json=True),
}
