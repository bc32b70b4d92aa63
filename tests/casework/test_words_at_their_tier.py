"""Questions and answers about a text reach nobody who does not read that text."""

from typing import Any

import pytest
from django.db import connection

from casework.models import NoteResponse
from devstack.testing import backstage
from tests.factories import MembershipFactory, NoteFactory, PlaceFactory

ASKED, ANSWERED = "Is it Marko you mean?", "Yes, Marko, at the gym."


@pytest.fixture
def talk(world: Any, browse: Any) -> Any:
    """The case manager asks about the full text of a note that companions and guests may read less of."""
    note = NoteFactory(case=world.case, by=world.supervisor, full="F", summary="S", gist="G", told_to_companions=True)
    browse(world.manager).post(f"/notes/{note.pk}/respond/", {"kind": "question", "text": ASKED})
    with backstage():
        question = NoteResponse.objects.unguarded(because="test").get()
    browse(world.supervisor).post(
        f"/notes/{note.pk}/respond/", {"kind": "answer", "text": ANSWERED, "answers": str(question.pk)}
    )
    return note


def read(browse: Any, who: Any, note: Any) -> Any:
    """The page of the note."""
    answer = browse(who).get(f"/notes/{note.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_both_sides_read_what_was_said_about_the_text_they_read(world: Any, browse: Any, talk: Any) -> None:
    for who in (world.manager, world.supervisor):
        assert ASKED in read(browse, who, talk)
        assert ANSWERED in read(browse, who, talk)


def test_a_companion_and_a_guest_of_the_same_agency_do_not(world: Any, browse: Any, act: Any, talk: Any) -> None:
    guest = MembershipFactory(agency=world.charity)
    PlaceFactory(case=world.case, membership=guest, kind="ad_hoc")
    for who in (world.mentor, guest):
        body = read(browse, who, talk)
        assert "Marko" not in body
        assert "Marko" not in browse(who).get("/").content.decode()
        with act(who) as actor, connection.cursor() as cursor:
            cursor.execute("SELECT text FROM casework_noteresponse")  # the second wall by itself
            assert cursor.fetchall() == []
            assert not NoteResponse.objects.visible_to(actor).exists()


def test_what_a_guest_asks_is_read_by_the_guest_and_both_agencies(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor, summary="S")
    browse(world.teacher).post(f"/notes/{note.pk}/respond/", {"kind": "question", "text": ASKED})
    for who in (world.teacher, world.supervisor):
        assert ASKED in read(browse, who, note)
