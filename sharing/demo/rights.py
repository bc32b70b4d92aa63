"""Loads what persons asked about their records, with who has it due, and the file that is put together for one."""

import json
from typing import Any

from access.choices import Operation
from access.identify import actor_of
from casework.choices import DeadlineKind, DeadlineState
from casework.due import months_after
from casework.models import Deadline
from sharing.choices_rights import FileState, RightsKind, RightsWordKind
from sharing.demo.assessments import Told
from sharing.demo.cases import Story
from sharing.demo.cast import Cast
from sharing.demo.wall import without_trigger
from sharing.models import AccessFile, AccessOmission, RightsRequest, RightsWord
from sharing.queries.access_sources import assemble


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


def load_access_files(cast: Cast, stories: list[Story]) -> list[Told]:
    """Load the file for whoever asked for it, after everything that it is put together from."""
    return [line for story in stories for fact in story.facts.get("rights", ()) if "file" in fact
            for line in _put_together(cast, story, fact["file"])]  # fmt: skip


def _put_together(cast: Cast, story: Story, fact: dict[str, Any]) -> list[Told]:
    """As the case manager put it together and handed it in; somebody else is still to review it."""
    calendar, by = cast.calendar, cast.member(fact["by"])
    actor = actor_of(by)
    asked: RightsRequest = RightsRequest.objects.visible_to(actor).get(case=story.case, kind=RightsKind.ACCESS)
    made = assemble(actor, story.case)
    row = AccessFile(
        id=calendar.key(), case=story.case, partnership=cast.partnership, request=asked, state=FileState.IN_REVIEW,
        given=json.dumps([one.row() for one in made.entries]), stays_out=made.stays_out, assembled_by=by,
        assembler=by.user, assembled_at=calendar.at(fact["day"], 10, 20),
    )  # fmt: skip
    row.save(force_insert=True)
    out = AccessOmission(
        id=calendar.key(), case=story.case, file=row, ground=fact["ground"], reason=fact["reason"], membership=by,
        key=next(one.key for one in made.entries if fact["keeps_out"] in one.text), at=calendar.at(fact["day"], 10, 45),
    )  # fmt: skip
    out.save(force_insert=True)
    about: dict[str, Any] = {"kind": "access_file", "subjects": [row.pk, asked.pk], "case_id": story.case.pk}
    return [
        (by, row.assembled_at, Operation.COMBINE, "access_file.assembled", about),
        (by, out.at, Operation.ALTER, "access_file.entry_kept_out", about),
        (by, calendar.at(fact["handed_in"], 15, 10), Operation.DISCLOSE, "access_file.handed_in", about),
    ]
