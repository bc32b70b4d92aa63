"""The forms that withdraw and contest a note ask on the way in what they ask when sent."""

import re
from typing import Any

import pytest

from access.models import Event
from casework.models import NoteSeen
from devstack.testing import backstage
from tests.casework.doors import page
from tests.factories import NoteFactory

WHO = {
    "supervisor": {"withdraw": (200, 303), "contest": (422, 422)},
    "officer": {"withdraw": (403, 403), "contest": (200, 303)},
    "teacher": {"withdraw": (403, 403), "contest": (200, 303)},
    "chair": {"withdraw": (403, 403), "contest": (403, 403)},
    "mentor": {"withdraw": (404, 404), "contest": (404, 404)},
    "colleague": {"withdraw": (404, 404), "contest": (404, 404)},
    "stranger": {"withdraw": (404, 404), "contest": (404, 404)},
}
NAMED = re.compile(r"""name=["'](reason|text)["']""")
TYPED = {"withdraw": {"reason": "It was about somebody else."}, "contest": {"text": "It was another day."}}


@pytest.fixture
def note(world: Any) -> Any:
    return NoteFactory(case=world.case, by=world.supervisor, full="They met.", summary="S", gist="G")


@pytest.mark.parametrize("act", TYPED)
@pytest.mark.parametrize("who", WHO)
def test_asking_and_sending_are_answered_alike(world: Any, browse: Any, note: Any, who: str, act: str) -> None:
    client, path = browse(getattr(world, who)), f"/notes/{note.pk}/{act}/"
    asked, empty, sent = client.get(path), client.post(path, {}), client.post(path, TYPED[act])
    wanted = WHO[who][act]
    assert (asked.status_code, sent.status_code) == wanted
    assert empty.status_code == (422 if wanted[0] == 200 else wanted[0])
    if wanted[0] != 200:
        for answer in (asked, empty):
            assert not NAMED.search(answer.content.decode())


def test_who_is_refused_the_form_has_not_read_the_note(world: Any, browse: Any, note: Any) -> None:
    assert browse(world.officer).get(f"/notes/{note.pk}/withdraw/").status_code == 403
    assert browse(world.colleague).get(f"/notes/{note.pk}/contest/").status_code == 404
    with backstage():
        assert not NoteSeen.objects.unguarded(because="test").filter(note=note).exists()
        verbs = Event.objects.unguarded(because="test").values_list("verb", "operation")
        assert {verb for verb, operation in verbs if operation == "consult"} == set()
        assert sorted(verb for verb, operation in verbs if operation == "refuse") == [
            "door.note_contest", "door.note_withdraw",
        ]  # fmt: skip


def test_history_offers_no_form_and_keeps_what_was_typed(world: Any, browse: Any, note: Any) -> None:
    client, path = browse(world.supervisor), f"/notes/{note.pk}/withdraw/"
    assert NAMED.search(page(client, path))
    assert client.post(path, {"reason": "First."}).status_code == 303
    late = client.post(path, {"reason": "Typed at the same time."})
    assert late.status_code == 422
    assert "no longer current" in late.content.decode()
    assert "Typed at the same time." in late.content.decode()
    again = page(client, path, 422)
    assert "no longer current" in again
    assert not NAMED.search(again)


def test_a_reload_after_success_repeats_nothing(world: Any, browse: Any, note: Any) -> None:
    """Each answer after success is 303: whatever the browser does next, it asks and does not send."""
    officer = browse(world.officer)
    for act, typed in (("respond", {"kind": "read"}), ("contest", TYPED["contest"])):
        assert officer.post(f"/notes/{note.pk}/{act}/", typed).status_code == 303
    supervisor = browse(world.supervisor)
    for path in (f"/notes/{note.pk}/correct/draft/", "/cases/VRP-CEDAR/notes/draft/"):
        assert supervisor.post(path, {"discard": "1"}).status_code == 303
