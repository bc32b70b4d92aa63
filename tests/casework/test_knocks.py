"""Knocks at notes: whoever answers for the case reads of each, and whoever knocked learns nothing."""

import uuid
from typing import Any

import pytest

from tests.casework.doors import lines
from tests.factories import NoteFactory


def refusals(world: Any) -> Any:
    """Who was refused, by the log of the case."""
    return [line.user_id for line in lines("door.note_detail") if line.case_id == world.case.pk]


@pytest.mark.parametrize("who", ["stranger", "colleague", "past_guest", "coordinator"])
def test_a_knock_at_a_note_stands_in_the_log_of_its_case(world: Any, browse: Any, who: Any) -> None:
    note, knocking = NoteFactory(case=world.case, by=world.supervisor), getattr(world, who)
    client = browse(knocking)
    real, never = client.get(f"/notes/{note.pk}/"), client.get(f"/notes/{uuid.uuid4()}/")
    assert real.status_code == never.status_code == 404
    assert real.content == never.content
    assert refusals(world) == [knocking.user_id]
    assert str(world.case.pk)[:8] not in client.get("/trail/").content.decode()


def test_a_refusal_on_a_note_that_is_read_stands_there_too(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor)
    assert browse(world.officer).get(f"/notes/{note.pk}/correct/").status_code == 403
    assert [line.case_id for line in lines("door.note_correct")] == [world.case.pk]
    log = browse(world.manager).get("/cases/VRP-CEDAR/access/").content.decode()
    assert "Tried to open a page of the case" in log


def test_asking_why_about_a_hidden_note_stands_in_the_log_of_its_case(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor)
    browse(world.colleague).post("/explain/", {"email": world.colleague.user.email, "about": str(note.pk)})
    assert [line.case_id for line in lines("access.explained")] == [world.case.pk]


@pytest.mark.parametrize("path", ["/cases/a%00b/", "/cases/a%00b/notes/", "/cases/VRP-CEDAR%00/team/"])
def test_an_odd_character_in_an_address_finds_nothing_and_is_recorded(world: Any, browse: Any, path: Any) -> None:
    assert browse(world.officer).get(path).status_code == 404
    assert [line.case_id for line in lines("door.case_overview") + lines("door.note_list") + lines("door.case_team")]


def test_odd_cursors_and_versions_are_no_error(world: Any, browse: Any) -> None:
    client = browse(world.officer)
    assert client.get("/cases/?after=a%00").status_code == 200
    for version in ("99999999999", "9" * 5000, "\u0663"):
        answer = client.post("/cases/VRP-CEDAR/notes/draft/", {"full": "x", "draft_version": version})
        assert answer.status_code in (200, 409)
