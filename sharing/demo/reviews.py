"""Loads the reviews: what they say of each objective, the records behind it, and what people said of the work."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from typing import Any

from access.choices import ItemStatus, Operation
from agencies.models import save_next
from assessments.choices import ReviewState
from assessments.models import Feedback, Review, ReviewedObjective, ReviewEvidence
from casework.models import Note, NoteText, Objective
from sharing.demo.assessments import Told
from sharing.demo.cast import FOLDER, Cast
from sharing.demo.plans import Planned

TEXTS = ("coherence", "next_steps", "person_view", "family_view")


def load_reviews(cast: Cast, plans: list[Planned]) -> list[Told]:
    """Load the reviews of every story that has some; return their lines of the trail."""
    lines: list[Told] = []
    for plan in plans:
        path = FOLDER / "reviews" / f"{str(plan.story.facts['title']).lower()}.toml"
        if path.exists():
            for fact in tomllib.loads(path.read_text(encoding="utf-8"))["review"]:
                lines += _load(cast, plan, fact)
    return lines


def _load(cast: Cast, plan: Planned, fact: dict[str, Any]) -> Iterator[Told]:
    calendar, by, held = cast.calendar, cast.member(fact["by"]), "held" in fact
    row = Review(
        id=calendar.key(), case=plan.story.case, plan=plan.versions[fact["version"]], membership=by,
        period_from=calendar.day(fact["from"]), period_to=calendar.day(fact["to"]),
        opened_at=calendar.at(fact["opened"], 9, 40), state=ReviewState.HELD if held else ReviewState.DRAFT,
        held_on=calendar.day(fact["held"]) if held else None, next_review_on=calendar.day(fact["next"]),
        **{name: fact.get(name, "") for name in TEXTS},
    )  # fmt: skip
    row.save(force_insert=True)
    if row.held_on and row.held_on > (row.case.reviewed_on or dt.date.min):
        row.case.reviewed_on = row.held_on
        save_next(row.case, "reviewed_on")
    about: dict[str, Any] = {"kind": "review", "subjects": [row.pk], "case_id": row.case_id}
    yield by, row.opened_at, Operation.COLLECT, "review.opened", about
    for key, said in fact["objectives"].items():
        _say(cast, plan, row, key, said)
    for told in fact.get("feedback", ()):
        member = cast.member(told["by"])
        feedback = Feedback(
            id=calendar.key(), case=row.case, review=row, speaker=told["speaker"], words=told["words"],
            agency=member.agency, membership=member, at=calendar.at(told["day"], 13, 20),
        )  # fmt: skip
        feedback.save(force_insert=True)
        yield member, feedback.at, Operation.COLLECT, "review.feedback_given", about
    if held:
        yield by, calendar.at(fact["held"], 15, 30), Operation.ALTER, "review.held", about


def _say(cast: Cast, plan: Planned, row: Review, key: str, said: dict[str, Any]) -> None:
    objective = Objective._base_manager.get(plan_id=row.plan_id, line=plan.lines[key])
    one = ReviewedObjective(
        id=cast.calendar.key(), case=row.case, review=row, objective=objective, progress=said.get("progress", ""),
        words=said.get("words", ""),
    )  # fmt: skip
    one.save(force_insert=True)
    for title in said.get("records", ()):
        texts = NoteText._base_manager.filter(note__case=row.case, title=title, note__status=ItemStatus.CURRENT)
        note = Note._base_manager.get(pk__in=texts.values("note_id"))
        ReviewEvidence(id=cast.calendar.key(), case=row.case, reviewed=one, note=note).save(force_insert=True)
