"""Loads what reached somebody it should not, with what is due about it and the lines it left."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from typing import Any

from access.choices import Operation
from agencies.models import AgencyMembership
from casework.choices import DeadlineKind, DeadlineState
from casework.models import Deadline
from sharing.demo.assessments import Told
from sharing.demo.cases import Story
from sharing.demo.cast import FOLDER, Cast
from sharing.demo.wall import without_trigger
from sharing.models import LeakReport, LeakStep


def load_leaks(cast: Cast, stories: list[Story]) -> list[Told]:
    """Load every report of a leak, and return the lines it left on the trail."""
    facts = tomllib.loads((FOLDER / "leaks.toml").read_text(encoding="utf-8"))
    cases = {story.case.reference: story.case for story in stories}
    lines: list[Told] = []
    with without_trigger("sharing_leakreport", "falls_due"), without_trigger("sharing_leakstep", "follow"):
        for fact in facts["leak"]:
            lines += _load(cast, cases[fact["case"]], fact)
    return lines


def _load(cast: Cast, case: Any, fact: dict[str, Any]) -> Iterator[Told]:
    calendar, by = cast.calendar, cast.member(fact["by"])
    row = LeakReport(
        id=calendar.key(), case=case, partnership=cast.partnership, membership=by, user=by.user,
        noticed_at=calendar.at(fact["day"], fact["noticed"], 10), reported_at=calendar.at(fact["day"], fact["hour"], 5),
        **{name: fact[name] for name in ("what", "tier", "kinds", "reached", "at_risk", "measures")},
    )  # fmt: skip
    row.save(force_insert=True)
    about: dict[str, Any] = {"kind": "leak", "subjects": [row.pk], "case_id": case.pk}
    yield by, row.reported_at, Operation.COLLECT, "leak.reported", about
    said, manager = fact["step"], cast.member(fact["step"]["by"])
    step = LeakStep(
        id=calendar.key(), case=case, report=row, kind="measure", words=said["words"], membership=manager,
        user=manager.user, made_at=calendar.at(fact["day"], said["hour"], 40),
    )  # fmt: skip
    step.save(force_insert=True)
    yield manager, step.made_at, Operation.ALTER, "leak.measured", about
    _due(cast, row, DeadlineKind.LEAK_DECISION, cast.member(fact["adviser"]), calendar.day(fact["day"] + 3))
    _due(cast, row, DeadlineKind.LEAK_NOTICE, cast.member(fact["chair"]), calendar.day(fact["day"]))


def _due(cast: Cast, row: LeakReport, kind: DeadlineKind, who: AgencyMembership, on: dt.date) -> None:
    Deadline(
        id=cast.calendar.key(), kind=kind, due_on=on, responsible=who, agency=who.agency, state=DeadlineState.OPEN,
        subject_kind="leak", subject_id=row.pk,
    ).save(force_insert=True)  # fmt: skip
