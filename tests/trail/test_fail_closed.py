"""If it cannot be recorded it does not happen: 503, and not a row of business."""

from typing import Any

import pytest

from access.models import Event
from casework.models import CaseTeamMember, Note
from devstack.testing import backstage
from tests.casework.test_write_note import TYPED
from tests.factories import NoteFactory

NEW = "/cases/VRP-CEDAR/notes/new/"
READING = ("/cases/VRP-CEDAR/notes/", "/cases/VRP-CEDAR/access/", "/cases/VRP-CEDAR/access.csv")


def rows() -> tuple[int, int, int]:
    with backstage():
        models = (Note, CaseTeamMember, Event)
        return tuple(model.objects.unguarded(because="test").count() for model in models)  # type: ignore[return-value]


@pytest.mark.parametrize("how", ["revoked", "trigger"])
@pytest.mark.parametrize("path", READING)
def test_a_page_that_cannot_be_recorded_is_not_shown(
    world: Any, browse: Any, refusing_trail: Any, path: str, how: str
) -> None:
    NoteFactory(case=world.case, by=world.supervisor, full="Words of the note.")
    client = browse(world.supervisor)
    with refusing_trail(how):
        answer = client.get(path)
    assert answer.status_code == 503
    assert b"Valcourt" not in answer.content
    assert b"Words of the note." not in answer.content
    assert b"recorded" in answer.content
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("how", ["revoked", "trigger"])
def test_an_act_that_cannot_be_recorded_leaves_nothing(world: Any, browse: Any, refusing_trail: Any, how: str) -> None:
    client, before = browse(world.supervisor), rows()
    with refusing_trail(how):
        assert client.post(NEW, TYPED).status_code == 503
    assert rows() == before
    assert client.post(NEW, TYPED).status_code == 303
    assert rows() > before


def test_a_refusal_that_cannot_be_recorded_is_no_refusal_either(world: Any, browse: Any, refusing_trail: Any) -> None:
    client = browse(world.stranger)
    with refusing_trail():
        assert client.get("/cases/VRP-CEDAR/notes/").status_code == 503
        assert client.get("/cases/VRP-NEVER/notes/").status_code == 503
    assert client.get("/cases/VRP-CEDAR/notes/").status_code == 404


def test_an_explanation_that_cannot_be_recorded_is_not_given(world: Any, browse: Any, refusing_trail: Any) -> None:
    client = browse(world.supervisor)
    for about in ("VRP-CEDAR", "VRP-NEVER"):
        body = {"email": world.officer.user.email, "about": about}
        with refusing_trail():
            assert client.post("/explain/", body).status_code == 503
        assert client.post("/explain/", body).status_code == 200
