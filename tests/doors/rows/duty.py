"""Doors of duty reports. A place on the team is enough to make one, without an agreement too."""

from typing import Any

from tests.doors.door import Door, of_case
from tests.doors.stage import Stage

TEAM = "{0}: inside; 403: chair; 404: outside; {0}: border"
KNOWN = "200: inside; 404: outside; 200: legal; 404: teacher mentor"
WRITER = "403: inside; 404: outside; {0}: supervisor; 403: legal; 404: teacher mentor"
RECEIVER = "404: all; 403: supervisor; {0}: duty"


def _report(s: Stage) -> dict[str, Any]:
    return {"duty": s.duty_report.pk}


def _passed(s: Stage) -> dict[str, Any]:
    return {"passed": s.duty_passed.pk}


def _typed(s: Stage) -> dict[str, Any]:
    return {
        "to_agency": str(s.police.pk), "how_soon": "days", "feared": "A fire.", "at_risk": "Neighbours.",
        "rests_on": ["behaviour"], "known": "He bought what burns.", "passed": "Somebody bought what burns.",
    }  # fmt: skip


ROWS: dict[str, Door] = {
    "duty_inbox": Door(get="200: all"),
    "duty_list": Door(get="200: inside; 404: outside; 200: border", args=of_case),
    "duty_draft": Door(post=TEAM.format(200), args=of_case, form=lambda _s: {"feared": "So", "draft_version": "0"}),
    "duty_new": Door(get=TEAM.format(200), post=TEAM.format(303), args=of_case, form=_typed),
    "duty_detail": Door(get=KNOWN, args=_report),
    "duty_correct": Door(get=WRITER.format(200), post=WRITER.format(303), args=_report, form=_typed),
    "duty_received": Door(get=RECEIVER.format(200), post=RECEIVER.format(303), args=_passed,
        form=lambda _s: {"version": 1, "outcome": "noted"}),
    "api_case_duty_reports": Door(get="200: inside; 404: outside; 200: border", post=TEAM.format(201), args=of_case,
        form=_typed, json=True),
    "api_duty_inbox": Door(get="200: all", json=True),
    "api_duty_report": Door(get=KNOWN, args=_report, json=True),
    "api_duty_acknowledge": Door(post=RECEIVER.format(201), args=_passed, json=True,
        form=lambda _s: {"version": 1, "outcome": "noted"}),
}  # fmt: skip
