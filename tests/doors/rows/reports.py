"""Doors of court reports."""

from typing import Any

from tests.doors.door import ASK_MANAGERS, Build, Door, of_case
from tests.doors.stage import Stage, in_days

ASK_MANAGER = "403: inside; 404: outside; 200: manager"
LISTED = "200: inside; 404: outside; 403: teacher mentor"
KNOWN = "200: inside; 404: outside; 404: teacher mentor"
WRITER = "403: inside; 404: outside; 200: supervisor; 404: teacher mentor"
"""A draft: its writer works on it, others inside the case know of it."""


def _by_writer(status: int) -> str:
    return f"403: inside; 404: outside; {status}: supervisor; 404: teacher mentor"


def _report(name: str, **more: Any) -> Build:
    return lambda s: {"report": s.more[f"report_{name}"].pk, **more}


def _file(s: Stage) -> dict[str, Any]:
    return {"report": s.report_open.pk, "file": s.file_open.pk}


def _part(s: Stage) -> dict[str, Any]:
    return {"version": 1, "body": "They keep their word."}


def _disclosed(s: Stage) -> dict[str, Any]:
    return {"disclosure": s.disclosure.pk}


def _deferral(s: Stage) -> dict[str, Any]:
    return {"deferral": s.deferral.pk}


def _runs(s: Stage) -> dict[str, Any]:
    return {"deferral": s.deferral_runs.pk}


def _later(_s: Stage) -> dict[str, Any]:
    return {"ground": "others", "facts": "A neighbour.", "until_on": in_days(30)}


def _decided(_s: Stage) -> dict[str, Any]:
    return {"version": 1, "approves": "yes"}


def _telling(_s: Stage) -> dict[str, Any]:
    return {"told_on": in_days(0), "words": "What is in it."}


def _why(_s: Stage) -> dict[str, Any]:
    return {"why": "The dates are wrong."}


READ = "200: supervisor manager officer clinician rescuer; 403: chair; 404: teacher mentor outside"
DRAFT_READ = _by_writer(200)
ASKED = "404: inside; 404: outside; 200: officer"
TOLD = "403: inside; 404: outside; {}: supervisor manager; 404: teacher mentor"
WORKERS = "403: inside; 404: outside; {}: supervisor manager officer clinician; 404: teacher mentor"
EDITORS = "403: inside; 404: outside; {}: supervisor manager officer clinician"
DECIDED = "{0}: inside; 404: outside; {0}: coordinator legal; 404: teacher mentor"
DECIDERS = "403: inside; 404: outside; {0}: chair coordinator; 403: legal; 404: teacher mentor"
NOBODYS = "403: inside; 404: outside; 404: teacher mentor"

ROWS: dict[str, Door] = {
    "report_queue": Door(get="200: all"),
    "report_list": Door(get=LISTED, args=of_case),
    "case_ledger": Door(get=LISTED, args=of_case),
    "disclosure_detail": Door(get=KNOWN, args=_disclosed),
    "disclosure_told": Door(post=TOLD.format(303), args=_disclosed, form=_telling),
    "api_disclosure": Door(get=KNOWN, args=_disclosed, json=True),
    "api_disclosure_told": Door(post=TOLD.format(201), args=_disclosed, form=_telling, json=True),
    "deferral_list": Door(get="403: all; 200: chair coordinator legal"),
    "deferral_new": Door(get=WORKERS.format(200), post=WORKERS.format(303), args=_disclosed, form=_later),
    "notice_deferral": Door(get=LISTED, post=EDITORS.format(303), args=of_case, form=_later),
    "deferral_detail": Door(get=DECIDED.format(200), args=_deferral),
    "deferral_decide": Door(post=DECIDERS.format(303), args=_deferral, form=_decided),
    "deferral_review": Door(post=DECIDERS.format(303), args=_runs),
    "deferral_end": Door(post=DECIDERS.format(303) + "; 303: legal", args=_runs, form=lambda _s: {"reason": "Over."}),
    "api_deferrals": Door(get="403: all; 200: chair coordinator legal", json=True),
    "api_deferral_propose": Door(post=WORKERS.format(201), args=_disclosed, form=_later, json=True),
    "api_notice_deferral": Door(post=EDITORS.format(201), args=of_case, form=_later, json=True),
    "api_deferral": Door(get=DECIDED.format(200), args=_deferral, json=True),
    "api_deferral_decide": Door(post=DECIDERS.format(201), args=_deferral, json=True,
        form=lambda _s: {"version": 1, "approves": True}),
    "api_deferral_review": Door(post=DECIDERS.format(201), args=_runs, json=True),
    "api_deferral_end": Door(post=DECIDERS.format(201) + "; 201: legal", args=_runs, json=True,
        form=lambda _s: {"reason": "Over."}),
    "retention": Door(get=LISTED, args=of_case),
    "retention_new": Door(get=ASK_MANAGER, post=ASK_MANAGER.replace("200", "303"), args=of_case,
        form=lambda _s: {"proposal": "keep", "reason": "The order runs."}),
    "api_case_retention": Door(get=LISTED, post=ASK_MANAGER.replace("200", "201"), args=of_case, json=True,
        form=lambda _s: {"proposal": "keep", "reason": "The order runs."}),
    "shared_sheet": Door(get=ASK_MANAGERS, args=of_case),
    "api_shared_sheet": Door(get=ASK_MANAGERS, args=of_case, json=True),
    "report_new": Door(
        get="403: inside; 404: outside; 200: supervisor", post="403: inside; 404: outside; 303: supervisor",
        args=of_case, form=lambda s: {"about": f"pre_release:{s.reported_custody.pk}"},
    ),
    "report_detail": Door(get=KNOWN, args=_report("draft")),
    "report_changes": Door(get=READ, args=_report("open")),
    "report_edit": Door(get=WRITER, post=_by_writer(303), args=_report("draft", part="contacts"), form=_part),
    "report_draft": Door(
        post=WRITER, args=_report("draft", part="contacts"), form=lambda _s: {"body": "They met", "draft_version": "0"}
    ),
    "report_refresh": Door(post=_by_writer(303), args=_report("draft")),
    "report_preview": Door(get=READ, args=_report("open")),
    "report_ask": Door(post=_by_writer(303), args=_report("draft")),
    "report_check": Door(
        get=ASKED, post="404: inside; 404: outside; 303: officer", args=_report("checking"),
        form=lambda _s: {"version": 1, "state": "agreed"},
    ),
    "report_objection": Door(
        post=_by_writer(303), args=_report("checking"),
        form=lambda s: {"agency": s.police.pk, "answer": "The patrol's own sheet says so."},
    ),
    "report_sign": Door(post=_by_writer(422), args=_report("checking")),
    "report_countersign": Door(post=NOBODYS, args=_report("sent")),
    "report_give_up": Door(
        post=_by_writer(303), args=_report("draft"), form=lambda _s: {"why": "It was begun by mistake."}
    ),
    "report_return": Door(post=NOBODYS, args=_report("sent"), form=lambda _s: {"why": "The dates are wrong."}),
    "report_send": Door(
        post=_by_writer(303), args=_report("open"),
        form=lambda _s: {"how": "portal", "sent_on": in_days(0), "told_on": in_days(0)},
    ),
    "report_acknowledge": Door(
        post=_by_writer(303), args=_report("sent"), form=lambda _s: {"acknowledged_on": in_days(0)}
    ),
    "report_told": Door(
        post=TOLD.format(303), args=_report("sent"), form=_telling,
    ),
    "report_correct": Door(post=_by_writer(303), args=_report("sent")),
    "report_file": Door(get="200: supervisor manager officer clinician rescuer; 404: chair teacher mentor outside",
        args=_file),
    "report_working": Door(get=READ, args=_report("open")),
    "api_reports": Door(get="200: all", json=True),
    "api_case_reports": Door(get=LISTED, post="403: inside; 404: outside; 201: supervisor", args=of_case, json=True,
        form=lambda s: {"kind": "pre_release", "about": str(s.reported_custody.pk)}),
    "api_case_ledger": Door(get=LISTED, args=of_case, json=True),
    "api_report": Door(get=KNOWN, args=_report("open"), json=True),
    "api_report_file": Door(get="200: supervisor manager officer clinician rescuer; 404: chair teacher mentor outside",
        args=_file, json=True),
    "api_report_part": Door(post=_by_writer(201), args=_report("draft", part="contacts"), form=_part, json=True),
    "api_report_refresh": Door(post=_by_writer(201), args=_report("draft"), json=True),
    "api_report_ask": Door(post=_by_writer(201), args=_report("draft"), json=True),
    "api_report_check": Door(
        get=ASKED, post="404: inside; 403: supervisor; 404: outside; 201: officer", args=_report("checking"),
        form=lambda _s: {"version": 1, "state": "agreed"}, json=True,
    ),
    "api_report_objection": Door(post=_by_writer(201), args=_report("checking"), json=True,
        form=lambda s: {"agency_id": str(s.police.pk), "answer": "The patrol's own sheet says so."}),
    "api_report_sign": Door(post=_by_writer(409), args=_report("checking"), json=True),
    "api_report_countersign": Door(post=NOBODYS, args=_report("sent"), form=lambda _s: {"version": 1}, json=True),
    "api_report_return": Door(post=NOBODYS, args=_report("sent"), form=_why, json=True),
    "api_report_give_up": Door(post=_by_writer(201), args=_report("draft"), form=_why, json=True),
    "api_report_send": Door(post=_by_writer(201), args=_report("open"), json=True,
        form=lambda _s: {"how": "portal", "sent_on": in_days(0), "told_on": in_days(0)}),
    "api_report_acknowledge": Door(post=_by_writer(201), args=_report("sent"), json=True,
        form=lambda _s: {"acknowledged_on": in_days(0)}),
    "api_report_told": Door(post=TOLD.format(201), args=_report("sent"), json=True, form=_telling),
    "api_report_correct": Door(post=_by_writer(201), args=_report("sent"), json=True),
}  # fmt: skip
