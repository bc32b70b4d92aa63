"""Loads which notes may stand in summary minutes, what partners propose for them, and the lines that it left."""

import tomllib
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from access.choices import Operation, Tier
from agencies.queries.cadences import DEFAULTS
from casework.choices import DeadlineKind, DeadlineState, ResponseKind
from casework.due import due_in_working_days
from casework.models import Deadline, MinutesClearance, NoteResponse
from sharing.demo.assessments import Told
from sharing.demo.cast import FOLDER, Cast
from sharing.demo.notes import TIERS, Written


def load_minutes(cast: Cast, written: list[Written]) -> list[Told]:
    """Load every clearance and proposal, and return the lines they left on the trail."""
    facts = tomllib.loads((FOLDER / "minutes.toml").read_text(encoding="utf-8"))
    notes = {(one.note.case.reference, one.facts.get("title")): one for one in written}
    lines: list[Told] = []
    for fact in facts["clearance"]:
        lines.append(_cleared(cast, notes[fact["case"], fact["title"]], fact))
    for fact in facts["proposal"]:
        lines += _proposed(cast, notes[fact["case"], fact["title"]], fact)
    return lines


def _cleared(cast: Cast, one: Written, fact: dict[str, Any]) -> Told:
    tier = TIERS[fact["tier"]] if "tier" in fact else Tier.NONE
    row = MinutesClearance(
        id=cast.calendar.key(), case=one.note.case, note=one.note, agency=one.writer.agency, membership=one.writer,
        tier=int(tier), reason=fact["reason"], made_at=cast.calendar.office_hour(fact["day"]),
    )  # fmt: skip
    row.save(force_insert=True)
    about: dict[str, Any] = {"kind": "note", "subjects": [one.note.pk], "case_id": one.note.case_id}
    return one.writer, row.made_at, Operation.ALTER, "note.minuted" if tier else "note.unminuted", about


def _proposed(cast: Cast, one: Written, fact: dict[str, Any]) -> Iterator[Told]:
    by = cast.member(fact["by"])
    row = NoteResponse(
        id=cast.calendar.key(), note=one.note, agency=by.agency, author=by.user, membership=by,
        kind=ResponseKind.MINUTES, text=fact["text"], at=cast.calendar.office_hour(fact["day"]), tier=Tier.GIST,
    )  # fmt: skip
    row.save(force_insert=True)
    due_on = due_in_working_days(DEFAULTS["question"].days, timezone.localdate(row.at))
    Deadline(
        id=cast.calendar.key(), case=one.note.case, kind=DeadlineKind.QUESTION, due_on=due_on, responsible=one.writer,
        agency=one.writer.agency, state=DeadlineState.OPEN, subject_kind="note_response", subject_id=row.pk,
    ).save(force_insert=True)  # fmt: skip
    about: dict[str, Any] = {
        "kind": "note_response", "subjects": [row.pk, one.note.pk], "case_id": one.note.case_id,
    }  # fmt: skip
    yield by, row.at, Operation.COLLECT, "note.response_minutes", about
