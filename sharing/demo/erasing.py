"""Loads legal holds, with who has it due to look at them again."""

import tomllib
from typing import Any

from access.choices import Operation
from casework.choices import DeadlineKind, DeadlineState
from casework.models import Deadline
from sharing.demo.assessments import Told
from sharing.demo.cases import Story
from sharing.demo.cast import FOLDER, Cast
from sharing.demo.wall import without_trigger
from sharing.models import LegalHold


def load_erasing(cast: Cast, stories: list[Story]) -> list[Told]:
    """Load every hold; return the lines of the trail that it left."""
    facts = tomllib.loads((FOLDER / "erasing.toml").read_text(encoding="utf-8"))
    cases = {story.case.reference: story.case for story in stories}
    with without_trigger("sharing_legalhold", "follow"):  # what is due is loaded here
        return [_hold(cast, cases[fact["case"]], fact) for fact in facts["hold"]]


def _hold(cast: Cast, case: Any, fact: dict[str, Any]) -> Told:
    calendar, by = cast.calendar, cast.member(fact["by"])
    row = LegalHold(
        id=calendar.key(), case=case, partnership=cast.partnership, ground=fact["ground"], words=fact["words"],
        placed_at=calendar.at(fact["day"], fact["hour"], 15), membership=by, user=by.user,
        review_on=calendar.day(fact["review"]),
    )  # fmt: skip
    row.save(force_insert=True)
    Deadline(
        id=calendar.key(), kind=DeadlineKind.HOLD, due_on=row.review_on, responsible=by, agency=by.agency,
        state=DeadlineState.OPEN, subject_kind="hold", subject_id=row.pk,
    ).save(force_insert=True)  # fmt: skip
    about: dict[str, Any] = {"kind": "hold", "subjects": [row.pk], "case_id": case.pk}
    return by, row.placed_at, Operation.COLLECT, "hold.placed", about
