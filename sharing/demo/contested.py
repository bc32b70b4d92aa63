"""Loads what persons contest and what is restricted: the note, the words, the answer, with the lines they left."""

from collections.abc import Iterator
from typing import Any

from access.choices import Operation
from casework.choices import DeadlineKind, DeadlineState
from casework.models import Deadline, Note
from sharing.demo.assessments import Told
from sharing.demo.cases import Story
from sharing.demo.cast import Cast
from sharing.demo.notes import Written
from sharing.demo.wall import without_trigger
from sharing.models import ContestedFact, ContestedWord, Restriction, RestrictionWord


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
    note, request = _note(story, written, fact), _request(story, asked)
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


def load_restrictions(cast: Cast, stories: list[Story], written: list[Written], asked: list[Told]) -> list[Told]:
    """Load what is restricted on the requests of persons; its review is due. Return the lines of the trail."""
    lines: list[Told] = []
    with without_trigger("sharing_restriction", "follow"):  # what is due is loaded here
        for story in stories:
            for fact in story.facts.get("restriction", ()):
                lines.append(_restrict(cast, story, _note(story, written, fact), _request(story, asked), fact))
    return lines


def _restrict(cast: Cast, story: Story, note: Note, request: Any, fact: dict[str, Any]) -> Told:
    calendar, by = cast.calendar, cast.member(fact["by"])
    row = Restriction(
        id=calendar.key(), case=story.case, request_id=request, note=note, newest=note, ground=fact["ground"],
        placed_on=calendar.day(fact["day"]), membership=by, review_on=calendar.day(fact["review"]),
    )  # fmt: skip
    row.save(force_insert=True)
    at = calendar.at(fact["day"], 10, 15)
    RestrictionWord(
        id=calendar.key(), case=story.case, restriction=row, note=note, kind="placed", text=fact["reason"],
        membership=by, at=at,
    ).save(force_insert=True)  # fmt: skip
    Deadline(
        id=calendar.key(), case=story.case, kind=DeadlineKind.RESTRICTION, due_on=row.review_on, responsible=by,
        agency=by.agency, state=DeadlineState.OPEN, subject_kind="restriction", subject_id=row.pk,
    ).save(force_insert=True)  # fmt: skip
    about: dict[str, Any] = {"kind": "restriction", "subjects": [row.pk], "case_id": story.case.pk}
    return by, at, Operation.ALTER, "restriction.placed", about


def _note(story: Story, written: list[Written], fact: dict[str, Any]) -> Note:
    return next(one.note for one in written if one.story is story and one.facts["title"] == fact["note"])


def _request(story: Story, asked: list[Told]) -> Any:
    return next(about["subjects"][0] for *_, about in asked if about["case_id"] == story.case.pk)
