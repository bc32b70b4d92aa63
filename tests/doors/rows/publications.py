"""Doors of texts for the public: a case from inside, chair and adviser without it; about none, all but companions."""

from __future__ import annotations

from typing import Any

from tests.doors.door import Door, of_case
from tests.doors.stage import Stage, in_days

LISTED = "200: inside; 404: outside; 403: teacher mentor"
WORKERS = "403: inside; 404: outside; {}: supervisor manager officer clinician"
ONE = "200: inside; 404: outside; 200: legal; 404: teacher mentor"
KEPT = "403: inside; 404: outside; {}: supervisor manager; 403: legal; 404: teacher mentor"
DESK = "200: all; 403: mentor"


def _one(s: Stage) -> dict[str, Any]:
    return {"publication": s.publication.pk}


def _step(s: Stage) -> dict[str, Any]:
    return {"publication": s.publication.pk, "step": "consent"}


def _typed(_s: Stage) -> dict[str, Any]:
    return {
        "outlet": "newsletter", "asked_by": "A partner.", "purpose": "To show that it works.",
        "text": "One of them came every week, and it helped.", "answer_by": in_days(10),
    }  # fmt: skip


def _said(_s: Stage) -> dict[str, Any]:
    return {"verdict": "yes", "how": "aloud", "on": in_days(0), "words": "We read it together."}


def _sent(s: Stage) -> dict[str, Any]:
    return {"kind": "consent", **_said(s)}


ROWS: dict[str, Door] = {
    "publication_desk": Door(get=DESK),
    "publication_new": Door(get=DESK, post=DESK.replace("200", "303"), form=_typed),
    "publication_list": Door(get=LISTED, args=of_case),
    "publication_propose": Door(get=WORKERS.format(200), post=WORKERS.format(303), args=of_case, form=_typed),
    "publication_detail": Door(get=ONE, args=_one),
    "publication_change": Door(get=KEPT.format(200), post=KEPT.format(303), args=_one, form=_typed),
    "publication_step": Door(get=KEPT.format(200), post=KEPT.format(303), args=_step, form=_said),
    "api_publications": Door(get=DESK, post=DESK.replace("200", "201"), form=_typed, json=True),
    "api_publication": Door(get=ONE, args=_one, json=True),
    "api_publication_change": Door(post=KEPT.format(201), args=_one, form=_typed, json=True),
    "api_publication_step": Door(post=KEPT.format(201), args=_one, form=_sent, json=True),
    "api_case_publications": Door(get=LISTED, post=WORKERS.format(201), args=of_case, form=_typed, json=True),
}  # fmt: skip
