"""Loads the references to assessments made with licensed tools; one is put right by a further one."""

import tomllib
from typing import Any

from access.choices import Operation
from assessments.models import ExternalAssessment
from sharing.demo.assessments import Told
from sharing.demo.cases import Story
from sharing.demo.cast import FOLDER, Cast


def load_externals(cast: Cast, stories: list[Story]) -> list[Told]:
    """Load every reference; return their lines of the trail."""
    by_title = {str(story.facts["title"]).lower(): story for story in stories}
    lines: list[Told] = []
    before: ExternalAssessment | None = None
    for fact in tomllib.loads((FOLDER / "externals.toml").read_text(encoding="utf-8"))["external"]:
        row = before = _load(cast, by_title[fact["case"]], fact, before if fact.get("corrects") else None)
        about: dict[str, Any] = {"kind": "external_assessment", "subjects": [row.pk], "case_id": row.case_id}
        act = (Operation.ALTER, "external.corrected") if row.corrects_id else (Operation.COLLECT, "external.recorded")
        lines.append((row.membership, row.recorded_at, *act, about))
    return lines


def _load(cast: Cast, story: Story, fact: dict[str, Any], old: ExternalAssessment | None) -> ExternalAssessment:
    calendar, by = cast.calendar, cast.member(fact["by"])
    row = ExternalAssessment(
        id=calendar.key(), case=story.case, made_on=calendar.day(fact["made"]), agency=by.agency, membership=by,
        recorded_at=calendar.at(fact["recorded"], 11, 15), corrects=old, correction_reason=fact.get("reason", ""),
        **{name: fact[name] for name in ("tool", "assessor", "kept_at", "conclusion")},
    )  # fmt: skip
    row.save(force_insert=True)
    return row
