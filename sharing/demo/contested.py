"""Loads what persons contest: the note, their words and the answer of its agency, with the lines they left."""

from collections.abc import Iterator
from typing import Any

from access.choices import Operation
from sharing.demo.assessments import Told
from sharing.demo.cases import Story
from sharing.demo.cast import Cast
from sharing.demo.notes import Written
from sharing.demo.wall import without_trigger
from sharing.models import ContestedFact, ContestedWord


def load_contested(cast: Cast, stories: list[Story], written: list[Written], asked: list[Told]) -> list[Told]:
    """Load every note that a person contests, on the request of their case; return the lines of the trail."""
    lines: list[Told] = []
    with without_trigger("sharing_contestedfact", "ask"):  # its agency has answered
        for story in stories:
            for fact in story.facts.get("contested", ()):
                lines += _load(cast, story, written, asked, fact)
    return lines


def _load(
    cast: Cast, story: Story, written: list[Written], asked: list[Told], fact: dict[str, Any]
) -> Iterator[Told]:  # fmt: skip
    calendar, by, answers = cast.calendar, cast.member(fact["by"]), cast.member(fact["answered_by"])
    note = next(one.note for one in written if one.story is story and one.facts["title"] == fact["note"])
    request = next(about["subjects"][0] for *_, about in asked if about["case_id"] == story.case.pk)
    answered = calendar.at(fact["answered"], 9, 30)
    row = ContestedFact(
        id=calendar.key(), case=story.case, request_id=request, note=note, newest=note, originator=note.originator,
        membership=by, named_at=calendar.at(fact["day"], 14, 20), due_on=calendar.day(fact["day"] + 14),
        outcome=fact["outcome"], answered_at=answered, answered_by=answers,
    )  # fmt: skip
    row.save(force_insert=True)
    for kind, text, who, at in (
        ("person", fact["words"], by, row.named_at), (fact["outcome"], fact["reason"], answers, answered),
    ):  # fmt: skip
        ContestedWord(
            id=calendar.key(), fact=row, note=note, kind=kind, text=text, membership=who, at=at
        ).save(force_insert=True)  # fmt: skip
    about: dict[str, Any] = {"kind": "contested_fact", "subjects": [row.pk], "case_id": story.case.pk}
    yield by, row.named_at, Operation.COLLECT, "contested.named", about
    yield answers, answered, Operation.ALTER, f"contested.{row.outcome}", about
