"""Loads what persons asked about their records, with who has it due."""

from typing import Any

from access.choices import Operation
from casework.choices import DeadlineKind, DeadlineState
from casework.due import months_after
from casework.models import Deadline
from sharing.choices_rights import RightsWordKind
from sharing.demo.assessments import Told
from sharing.demo.cases import Story
from sharing.demo.cast import Cast
from sharing.demo.wall import without_trigger
from sharing.models import RightsRequest, RightsWord


def load_rights(cast: Cast, stories: list[Story]) -> list[Told]:
    """Load every request of a person; return the lines of the trail that recorded them."""
    with without_trigger("sharing_rightsrequest", "follow"):  # what is due is loaded here
        return [_load(cast, story, fact) for story in stories for fact in story.facts.get("rights", ())]


def _load(cast: Cast, story: Story, fact: dict[str, Any]) -> Told:
    calendar, by, on = cast.calendar, cast.member(fact["by"]), cast.calendar.day(fact["day"])
    row = RightsRequest(
        id=calendar.key(), case=story.case, partnership=cast.partnership, kind=fact["kind"], how=fact["how"],
        received_on=on, identity=fact["identity"], identity_on=on, due_on=months_after(on, 1), membership=by,
        recorded_at=calendar.at(fact["day"], 11, 40),
    )  # fmt: skip
    row.save(force_insert=True)
    RightsWord(
        id=calendar.key(), case=story.case, request=row, kind=RightsWordKind.ASKED, text=fact["words"], membership=by,
        at=row.recorded_at,
    ).save(force_insert=True)  # fmt: skip
    for member, case in ((cast.member(fact["due_for"]), story.case), (cast.member("luca.vennstrom"), None)):
        Deadline(
            id=calendar.key(), case=case, kind=DeadlineKind.RIGHTS, due_on=row.due_on, responsible=member,
            agency=member.agency, state=DeadlineState.OPEN, subject_kind="rights_request", subject_id=row.pk,
        ).save(force_insert=True)  # fmt: skip
    about: dict[str, Any] = {"kind": "rights_request", "subjects": [row.pk], "case_id": story.case.pk}
    return by, row.recorded_at, Operation.COLLECT, "rights.recorded", about
