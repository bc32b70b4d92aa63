"""Doors of instruments, assessments and contributions."""

from __future__ import annotations

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.doors.door import BY_COORDINATOR, SEEN, SEEN_BY_ALL, Door, of_case
from tests.doors.stage import Stage, in_days
from tests.factories.assessments import SRDR

KNOWN = "200: inside; 404: outside; 404: teacher mentor"


RECORDS = "{}: supervisor manager officer clinician; 403: rescuer chair; 404: teacher mentor outside"
BY_PROGRAM = "403: inside; 201: supervisor manager officer clinician; 404: outside"
"""A guest knows the case, and is told that a permanent member records it; the page is no page of theirs."""
RIGHTS = "403: inside; 404: outside; {}: officer; 404: teacher mentor"


def _external(_s: Stage) -> dict[str, Any]:
    return {
        "tool": "Harbour Guide", "made_on": in_days(-9), "assessor": "A psychologist", "kept_at": "Their file",
        "conclusion": "Needs somebody to talk to",
    }  # fmt: skip


def _put_right(s: Stage) -> dict[str, Any]:
    return {**_external(s), "correction_reason": "The day was wrong"}


def _led(status: int) -> str:
    return f"403: inside; 404: outside; {status}: manager; 404: teacher mentor"


ASK, DONE, RULE = _led(200), _led(303), _led(422)
"""By the case manager alone; ``RULE``: the stage's assessment is not as far as that."""
CLOSING = "403: inside; 404: outside; {}: manager officer; 404: teacher mentor"
MAY_DIFFER = "{}: supervisor manager officer clinician; 403: rescuer chair; 404: teacher mentor outside"
KEPT = "403: inside; 404: outside; {}: supervisor manager; 404: teacher mentor"
OURS = "404: inside; 404: outside; 200: officer rescuer"
"""The police's own contribution: rescuer comes by emergency access, and reads no rating."""


def _ours(status: int) -> str:
    return f"404: inside; 404: outside; {status}: officer; 403: rescuer"


def _of(name: str, part: str, **more: Any) -> Any:
    return lambda s: {part: s.more[name].pk, **more}


def _judged(**more: Any) -> Any:
    return _of("judged", "assessment", **more)


def _given(**more: Any) -> Any:
    return _of("given", "contribution", **more)


def _version(name: str) -> Any:
    return lambda s: {"version": s.more[name].version}


def _another(_s: Stage) -> dict[str, Any]:
    text = json.dumps({**SRDR, "version": "1.1"})
    return {"file": SimpleUploadedFile("srdr.json", text.encode(), "application/json")}


def _new(s: Stage) -> dict[str, Any]:
    return {
        "kind": "review", "as_of": in_days(0), "setting": "community", "no_custody": "on",
        "instrument": str(s.questions.pk),
    }  # fmt: skip


def _scenario(s: Stage) -> dict[str, Any]:
    return {
        "kind": "violence", "what": "A fight", "who": "Old friends", "how_soon": "Weeks", "first_signs": "Stays out",
        "first_response": "Call", "responder": str(s.officer.pk), "version": s.scenario.version,
    }  # fmt: skip


def _half(_s: Stage) -> dict[str, Any]:
    return {"grounds_C1": "Half a sen", "draft_version": "0"}


ROWS: dict[str, Door] = {
    "instrument_list": Door(get=SEEN_BY_ALL, post=BY_COORDINATOR, form=_another),
    "instrument_shipped": Door(post=BY_COORDINATOR),
    "instrument": Door(get="200: all; 404: stranger", args=_of("questions", "instrument")),
    "instrument_use": Door(post="403: all; 303: coordinator; 404: stranger", args=_of("questions", "instrument"),
        form=_version("questions")),
    "assessment_list": Door(get=SEEN, args=of_case),
    "assessment_new": Door(get="403: inside; 404: outside; 200: manager",
        post="403: inside; 404: outside; 422: manager", args=of_case, form=_new),
    "assessment_change": Door(get=KNOWN, args=of_case),
    "assessment_compare": Door(get=KNOWN, args=lambda s: {
        "assessment": s.signed_before.pk, "other": s.signed.pk}),
    "assessment": Door(get=KNOWN, args=_judged()),
    "assessment_ask": Door(get=ASK, post=DONE, args=_judged(), form=lambda s: {
        "agencies": [f"{s.probation.pk}:{s.supervisor.pk}"], "due_on": in_days(7), "version": s.judged.version}),
    "assessment_consensus": Door(get=ASK, post=DONE, args=_judged(), form=_version("judged")),
    "assessment_sign": Door(get=ASK, post=RULE, args=_judged(), form=_version("judged")),
    "assessment_countersign": Door(get=KNOWN,
        post="403: inside; 404: outside; 303: supervisor chair; 404: teacher mentor",
        args=_of("signed", "assessment"), form=_version("signed")),
    "assessment_correct": Door(get=ASK, post=RULE, args=_of("signed", "assessment"), form=lambda _s: {
        "reason": "A date was wrong"}),
    "assessment_court": Door(get=KEPT.format(200), post=KEPT.format(303), args=_of("signed_before", "assessment"),
        form=_version("signed_before")),
    "external_list": Door(get=KNOWN, args=of_case),
    "external_new": Door(get=RECORDS.format(200), post=RECORDS.format(303), args=of_case, form=_external),
    "external_correct": Door(get=RIGHTS.format(200), post=RIGHTS.format(303), args=_of("external", "external"),
        form=_put_right),
    "api_case_externals": Door(get=KNOWN, post=BY_PROGRAM, args=of_case, json=True, form=_external),
    "api_external_correct": Door(post=RIGHTS.format(201), args=_of("external", "external"), json=True, form=_put_right),
    "assessment_section": Door(get=KNOWN, post=RULE, args=_judged(section="C")),
    "assessment_section_draft": Door(post=ASK, args=_judged(section="C"), form=lambda _s: {
        "reason_C1": "Half a sen", "draft_version": "0"}),
    "formulation": Door(get=ASK, post=DONE, args=_judged(), form=lambda _s: {"how": "By a friend", "version": 0}),
    "formulation_draft": Door(post=ASK, args=_judged(), form=lambda _s: {"how": "By a fri", "draft_version": "0"}),
    "judgement": Door(get=ASK, post=RULE, args=_judged(), form=lambda _s: {
        "priority": "routine", "imminence": "none_seen", "confidence": "low", "words": "It holds.", "version": 0}),
    "scenario_new": Door(get=ASK, post=DONE, args=_judged(), form=_scenario),
    "scenario_edit": Door(get=ASK, post=DONE, args=_of("scenario", "scenario"), form=_scenario),
    "gap_new": Door(get=ASK, post=DONE, args=_judged(), form=lambda s: {
        "text": "Who pays", "owner": str(s.officer.pk), "due_on": in_days(5)}),
    "gap_close": Door(get=CLOSING.format(200), post=CLOSING.format(303), args=_of("gap", "gap"), form=lambda s: {
        "answer": "An aunt", "version": s.gap.version}),
    "dissent_new": Door(get=MAY_DIFFER.format(200), post=MAY_DIFFER.format(422), args=_judged(), form=lambda _s: {
        "view": "Marked", "reason": "We saw it"}),
    "api_case_assessments": Door(get=SEEN, args=of_case, json=True),
    "api_assessment": Door(get=KNOWN, args=_judged(), json=True),
    "api_assessment_court": Door(get=KEPT.format(200), post=KEPT.format(201), args=_of("signed_before", "assessment"),
        json=True, form=lambda s: {"version": s.signed_before.version, "told": True}),
    "api_assessment_section": Door(get=KNOWN, post=_led(409), args=_judged(section="C"), json=True, form=lambda _s: {
        "agreed": [{"item": "C1", "answer": "some", "reason": "Seen"}]}),
    "api_assessment_judgement": Door(post=_led(409), args=_judged(), json=True, form=lambda _s: {
        "priority": "routine", "imminence": "none_seen", "confidence": "low", "words": "It holds.", "version": 0}),
    "api_contribution_section": Door(
        post="403: inside; 404: outside; 201: officer; 404: teacher mentor", args=_given(section="C"),
        json=True, form=lambda _s: {
            "ratings": [{"item": "C1", "answer": "some", "grounds": "Seen twice"}]}),
    "api_instruments": Door(get=SEEN_BY_ALL, json=True),
    "api_instrument": Door(get="200: all; 404: stranger", args=_of("questions", "instrument"), json=True),
    "contribution": Door(get=OURS, args=_given()),
    "contribution_section": Door(get=_ours(200), post=_ours(303), args=_given(section="C"), form=lambda s: {
        "answer_C1": "some", "grounds_C1": "Seen twice", "nature_C1": "fact"}),
    "contribution_draft": Door(post=_ours(200), args=_given(section="C"), form=_half),
    "contribution_hand_in": Door(get=_ours(200), post=_ours(303), args=_given(), form=lambda s: {
        "words": "He was seen twice.", "nature": "fact", "version": s.given.version}),
    "contribution_words_draft": Door(post=_ours(200), args=_given(), form=lambda _s: {
        "words": "He was", "draft_version": "0"}),
    "contribution_nothing": Door(get=_ours(200), post=_ours(303), args=_given(), form=lambda s: {
        "reason": "We know nothing", "version": s.given.version}),
}  # fmt: skip
