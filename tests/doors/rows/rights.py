"""Doors of what the person asks about their record: the case from inside, and whoever keeps the clocks without it."""

from __future__ import annotations

from typing import Any

from tests.doors.door import Door, of_case
from tests.doors.stage import Stage, in_days

KEEPERS = "403: all; 200: chair coordinator legal"
LISTED = "200: inside; 404: outside; 403: teacher mentor"
WORKERS = "403: inside; 404: outside; {}: supervisor manager officer clinician"
ONE = "200: inside; 404: outside; 200: coordinator legal; 404: teacher mentor"
STEP = "403: inside; 404: outside; {}: supervisor manager; 403: coordinator legal; 404: teacher mentor"


def _one(s: Stage) -> dict[str, Any]:
    return {"rights": s.rights.pk}


def _asked(_s: Stage) -> dict[str, Any]:
    return {"kind": "access", "how": "letter", "received_on": in_days(0), "words": "What do you hold about me?"}


def _identity(_s: Stage) -> dict[str, Any]:
    return {"version": 1, "identity": "document"}


def _longer(_s: Stage) -> dict[str, Any]:
    return {"version": 1, "until_on": in_days(50), "told_on": in_days(0), "reason": "Two archives are asked."}


def _decision(_s: Stage) -> dict[str, Any]:
    return {"version": 1, "state": "refused", "reason": "It was asked last week.", "remedy_told_on": in_days(0)}


def _at(name: str, **more: Any) -> Any:
    return lambda s: {"rights": s.more[f"rights_{name}"].pk, **more}


def _out(**entry: Any) -> Any:
    return lambda _s: {**entry, "ground": "others", "reason": "It names a neighbour."}


def _over(_s: Stage) -> dict[str, Any]:
    return {"version": 1, "on": in_days(0), "how": "hand"}


def _read(_s: Stage) -> dict[str, Any]:
    return {"version": 1}


def _restrict(s: Stage) -> dict[str, Any]:
    return {
        "note": str(s.notes["core"].pk), "ground": "evidence", "reason": "It is evidence.", "review_on": in_days(60),
    }  # fmt: skip


def _named(s: Stage) -> dict[str, Any]:
    return {"note": str(s.notes["core"].pk), "words": "It was another day."}


FILE = "403: inside; 404: outside; {0}: supervisor manager legal; 403: coordinator; 404: teacher mentor"
REVIEW = "403: inside; 404: outside; {0}: supervisor legal; 403: coordinator; 404: teacher mentor"
FILES: dict[str, tuple[str, Any, Any]] = {
    "assemble": (STEP, _one, lambda _s: {}),
    "keep_out": (FILE, _one, _out(number=1)),
    "hand_in": (STEP, _at("fresh"), _read),
    "review": (REVIEW, _one, _read),
    "hand_over": (STEP.replace("403: coordinator legal", "403: coordinator; 403: legal"), _at("ready"), _over),
}  # fmt: skip
"""Steps of the file for the person: for whom, of which request, with what."""
COPY = "404: all; 200: supervisor manager legal"
STEPS = {"identity": _identity, "extend": _longer, "decide": _decision}
ROWS: dict[str, Door] = {
    "rights_desk": Door(get=KEEPERS),
    "rights_list": Door(get=LISTED, args=of_case),
    "rights_new": Door(get=WORKERS.format(200), post=WORKERS.format(303), args=of_case, form=_asked),
    "rights_detail": Door(get=ONE, args=_one),
    "rights_contest": Door(get=STEP.format(200), post=STEP.format(303), args=_at("unnamed"), form=_named),
    "api_rights_contest": Door(post=STEP.format(201), args=_at("unnamed"), form=_named, json=True),
    "rights_restrict": Door(get=STEP.format(200), post=STEP.format(303), args=_at("restriction"), form=_restrict),
    "api_rights_restrict": Door(post=STEP.format(201), args=_at("restriction"), form=_restrict, json=True),
    "api_rights_desk": Door(get=KEEPERS, json=True),
    "api_case_rights": Door(get=LISTED, post=WORKERS.format(201), args=of_case, form=_asked, json=True),
    "api_rights": Door(get=ONE, args=_one, json=True),
    **{f"rights_{name}": Door(post=STEP.format(303), args=_one, form=form) for name, form in STEPS.items()},
    **{f"api_rights_{name}": Door(post=STEP.format(201), args=_one, form=form, json=True)
       for name, form in STEPS.items()},
    "rights_file": Door(get=FILE.format(200), args=_one),
    "rights_copy": Door(get=COPY, args=_at("given", kind="pdf")),
    "api_rights_file": Door(get=FILE.format(200), args=_one, json=True),
    "api_rights_copy": Door(get=COPY, args=_at("given", kind="json"), json=True),
    **{f"rights_{name}": Door(post=who.format(303), args=args, form=form)
       for name, (who, args, form) in FILES.items()},
    **{f"api_rights_{name}": Door(
        post=who.format(201), args=args, form=_out(key="note:1") if name == "keep_out" else form, json=True)
       for name, (who, args, form) in FILES.items()},
}  # fmt: skip
