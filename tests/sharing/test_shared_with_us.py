"""The feed of a partner agency: what was shared, at its tier, across cases; nothing of its own, nothing foreign."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import CaseFactory, NoteFactory, PlaceFactory


def feed(client: Any, query: Any = "") -> Any:
    answer = client.get(f"/shared/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_partners_read_notes_of_others_at_their_own_tier_and_none_of_their_own(world: Any, browse: Any) -> None:
    NoteFactory(case=world.case, by=world.supervisor, full="FULLWORD", summary="SUMMARYWORD", gist="GISTWORD")
    NoteFactory(case=world.case, by=world.officer, full="OWNWORD")
    assert "FULLWORD" in feed(browse(world.officer))
    assert "OWNWORD" not in feed(browse(world.officer))
    assert "SUMMARYWORD" in feed(browse(world.teacher))
    assert "FULLWORD" not in feed(browse(world.teacher))
    assert "OWNWORD" in feed(browse(world.supervisor))


@pytest.mark.parametrize("who", ["analyst", "past_guest", "colleague", "border", "stranger", "coordinator"])
def test_outsiders_have_an_empty_feed(world: Any, browse: Any, who: Any) -> None:
    NoteFactory(case=world.case, by=world.supervisor, full="FULLWORD", summary="S", gist="G")
    assert "Nothing has been shared with you yet" in feed(browse(getattr(world, who)))


def test_what_waits_for_us_is_counted_until_we_answer(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor, answer_by=timezone.localdate() + dt.timedelta(days=2))
    client = browse(world.officer)
    assert "1 note waits" in feed(client)
    assert "A title" in feed(client, "?waiting=on")
    client.post(f"/notes/{note.pk}/respond/", {"kind": "read", "next": "/shared/"})
    assert "0 notes wait" in feed(client)
    assert "No note fits" in feed(client, "?waiting=on")


def test_pages_reach_every_note_once(world: Any, browse: Any) -> None:
    for number in range(30):
        NoteFactory(
            case=world.case, by=world.supervisor, full=f"NUMBER{number:02d}.",
            recorded_at=timezone.now() - dt.timedelta(hours=number),
        )  # fmt: skip
    client = browse(world.officer)
    first = client.get("/shared/")
    second = client.get("/shared/" + first.context["older"])
    words = [f"NUMBER{n:02d}." for n in range(30)]
    pages = [first.content.decode(), second.content.decode()]
    assert [sum(word in page for page in pages) for word in words] == [1] * 30
    assert client.get("/shared/?after=nonsense_cursor").status_code == 200


def test_the_window_of_active_cases_is_exact(world: Any, browse: Any, settings: Any) -> None:
    for number in range(45):
        case = CaseFactory(
            partnership=world.partnership, lead_agency=world.probation, person=world.person,
            last_activity_at=timezone.now() - dt.timedelta(days=200 + number),
        )  # fmt: skip
        PlaceFactory(case=case, membership=world.officer)
        PlaceFactory(case=case, membership=world.supervisor)
        NoteFactory(
            case=case, by=world.supervisor, full=f"OLD{number:02d}.",
            recorded_at=timezone.now() - dt.timedelta(days=100 + number),
        )  # fmt: skip
    page = feed(browse(world.officer))
    assert all(f"OLD{n:02d}." in page for n in range(25))
    assert "OLD25." not in page
