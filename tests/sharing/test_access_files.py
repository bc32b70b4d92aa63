"""The file for the person: all that they may have, nothing of anybody else, reviewed by another, handed over."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404

from access.models import Event
from agencies.errors import Conflict, NotAllowed, RuleBroken
from casework.models import Case, NoteText
from devstack.testing import backstage
from sharing.choices_rights import HandedHow, KeptOut
from sharing.models import AccessFile, RightsRequest
from sharing.services import access_files as acts
from tests.cast import acting
from tests.factories import NoteFactory
from tests.factories.publications import PublicationFactory, PublicationStepFactory
from tests.factories.rights import RightsRequestFactory
from tests.sharing.given import laden, today


@pytest.fixture
def asks(world: Any) -> Any:
    """A request for access of somebody who is known."""
    return RightsRequestFactory(case=world.case, membership=world.officer, identity="known", identity_on=today())


def stored(row: Any) -> AccessFile:
    with backstage():
        return AccessFile.objects.unguarded(because="test").get(pk=row.pk)


def assembled(world: Any, asks: Any) -> AccessFile:
    with acting(world.manager) as actor:
        return acts.put_together(actor, asks.pk)


def reviewed(world: Any, asks: Any) -> AccessFile:
    row = assembled(world, asks)
    with acting(world.manager) as actor:
        acts.hand_in(actor, row.pk, 1)
    with acting(world.legal) as actor:
        acts.review(actor, row.pk, 2)
    return stored(row)


def handed(world: Any, asks: Any) -> AccessFile:
    row = reviewed(world, asks)
    with acting(world.manager) as actor:
        acts.hand_over(actor, row.pk, row.version, today(), HandedHow.HAND)
    return stored(row)


def test_it_holds_all_that_the_person_may_have_and_no_word_of_anybody_else(world: Any, asks: Any) -> None:
    words = laden(world)
    row = handed(world, asks)
    data = row.form("json").decode()
    assert {of for of, word in words.mine.items() if word not in data} == set()
    told = json.dumps(row.entries) + data
    assert {of for of, word in words.theirs.items() if word.casefold() in told.casefold()} == set()
    assert row.form("pdf").startswith(b"%PDF-")
    assert set(row.stays_out) == {"investigation", "secret", "others", "handling", "source"}


def test_a_text_for_the_public_is_in_it_once_it_came_out(world: Any, asks: Any) -> None:
    of = {"case": world.case, "membership": world.supervisor, "asked_by": "The reporter Q. Asker."}
    out, foreign = (
        PublicationFactory(**of, text="zqpublished"),
        PublicationFactory(**of | {"case": None}, text="zqother"),
    )
    PublicationFactory(**of, text="zqwaiting")
    withdrawn = PublicationFactory(**of, text="zqdrawn")
    for row in (out, foreign):
        PublicationStepFactory(publication=row, membership=world.supervisor, kind="published")
    PublicationStepFactory(publication=withdrawn, membership=world.supervisor, kind="withdrawn", on=None)
    data = handed(world, asks).form("json").decode()
    entries = [one for part in json.loads(data)["parts"] for one in part["entries"]]
    (found,) = [one for one in entries if one["key"].startswith("publication:")]
    assert (found["key"], found["text"], found["on"]) == (f"publication:{out.pk}", "zqpublished", today().isoformat())
    assert found["title"] == "Published: A journalist"
    assert [word for word in ("zqother", "zqwaiting", "zqdrawn", "Asker", out.purpose) if word in data] == []


def test_the_data_has_the_documented_shape(world: Any, asks: Any) -> None:
    laden(world)
    shape = json.loads(handed(world, asks).form("json"))
    assert set(shape) == {"format", "request", "case", "made_on", "language", "notice", "contacts", "parts"}
    assert (shape["format"], shape["case"], shape["made_on"]) == (
        "throughcare.access/1", "VRP-CEDAR", today().isoformat(),
    )  # fmt: skip
    assert all(set(part) == {"part", "title", "entries"} for part in shape["parts"])
    entries = [one for part in shape["parts"] for one in part["entries"]]
    assert all(set(one) == {"key", "title", "text", "on", "agency"} for one in entries)
    assert len({one["key"] for one in entries}) == len(entries)
    assert [one["key"] for one in shape["parts"][0]["entries"]][:2] == ["person:name", "person:born_on"]


def test_nobody_reviews_what_they_put_together(world: Any, asks: Any) -> None:
    row = assembled(world, asks)
    with acting(world.manager) as actor:
        acts.hand_in(actor, row.pk, 1)
        with pytest.raises(NotAllowed):
            acts.review(actor, row.pk, 2)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE sharing_accessfile SET state = 'reviewed', reviewer_id = %s, reviewed_at = now(), version = 3"
                " WHERE id = %s", [world.manager.user_id, row.pk],
            )  # fmt: skip
    with backstage(), transaction.atomic(), pytest.raises(IntegrityError):
        AccessFile.objects.unguarded(because="test").filter(pk=row.pk).update(
            state="reviewed", reviewer=world.manager.user, reviewed_at="2026-01-01T00:00Z", version=3
        )
    with acting(world.supervisor) as actor:
        acts.review(actor, row.pk, 2)
    assert stored(row).state == "reviewed"


def test_advisers_read_it_once_it_is_handed_in_and_nothing_else(world: Any, asks: Any, browse: Any) -> None:
    row = assembled(world, asks)
    at = f"/rights/{asks.pk}/file/"
    assert browse(world.legal).get(at).status_code == 403
    with acting(world.manager) as actor:
        acts.hand_in(actor, row.pk, 1)
    page = browse(world.legal).get(at)
    assert page.status_code == 200
    assert "Valcourt" in page.content.decode()
    assert browse(world.legal).get("/cases/VRP-CEDAR/").status_code == 404
    for outsider in (world.officer, world.coordinator):
        assert browse(outsider).get(at).status_code == 403


def test_an_entry_is_kept_out_on_a_ground(world: Any, asks: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor, full="A neighbour may be known by this.")
    row, key = assembled(world, asks), f"note:{note.pk}"
    with acting(world.manager) as actor:
        acts.hand_in(actor, row.pk, 1)
    with acting(world.legal) as actor:
        with pytest.raises(RuleBroken):
            acts.keep_out(actor, row.pk, "note:none", KeptOut.OTHERS, "R")
        with pytest.raises(RuleBroken):
            acts.keep_out(actor, row.pk, key, KeptOut.OTHERS, " ")
        acts.keep_out(actor, row.pk, key, KeptOut.OTHERS, "The neighbour.")
        with pytest.raises(Conflict):
            acts.keep_out(actor, row.pk, key, KeptOut.SAFETY, "Again.")
        acts.review(actor, row.pk, 2)
        with pytest.raises(NotAllowed):
            acts.keep_out(actor, row.pk, "case:opened", KeptOut.SAFETY, "Too late.")
    with acting(world.manager) as actor:
        acts.hand_over(actor, row.pk, 3, today(), HandedHow.LETTER)
    assert b"A neighbour may be known" not in stored(row).form("json")
    with backstage():
        request = RightsRequest.objects.unguarded(because="test").get(pk=asks.pk)
        lines = Event.objects.unguarded(because="test").filter(verb__startswith="access_file.")
        assert "neighbour" not in str([(one.detail, one.reason) for one in lines])
    assert (request.state, request.remedy_told_on) == ("partly", today())


def test_what_may_not_be_given_any_more_is_not_handed_over(world: Any, asks: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor, full="He works.")
    row = reviewed(world, asks)
    with backstage():
        note.secrecy = "investigation"
        note.save(update_fields=["secrecy"])
    with acting(world.manager) as actor, pytest.raises(Conflict):
        acts.hand_over(actor, row.pk, row.version, today(), HandedHow.HAND)
    assert stored(row).state == "reviewed"
    assert stored(row).pdf == ""
    with acting(world.manager) as actor:
        again = acts.put_together(actor, asks.pk)
    assert stored(row).state == "dropped"
    assert "He works." not in json.dumps(stored(again).entries)


def test_words_that_read_otherwise_now_are_not_handed_over(world: Any, asks: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor, full="He works.")
    row = reviewed(world, asks)
    with backstage():
        NoteText.objects.unguarded(because="test").filter(note=note).update(text="He works at night.")
    with acting(world.manager) as actor, pytest.raises(Conflict):
        acts.hand_over(actor, row.pk, row.version, today(), HandedHow.HAND)


@pytest.mark.parametrize("day", [-1, 1])
def test_it_goes_on_a_real_day(world: Any, asks: Any, day: int) -> None:
    row = reviewed(world, asks)
    with acting(world.manager) as actor, pytest.raises(RuleBroken):
        acts.hand_over(actor, row.pk, row.version, today(day), HandedHow.HAND)


def test_it_goes_to_somebody_who_is_known(world: Any) -> None:
    asks = RightsRequestFactory(case=world.case, membership=world.officer)
    row = reviewed(world, asks)
    with acting(world.manager) as actor, pytest.raises(RuleBroken):
        acts.hand_over(actor, row.pk, row.version, today(), HandedHow.HAND)


def test_it_takes_its_steps_in_turn(world: Any, asks: Any) -> None:
    row = assembled(world, asks)
    with acting(world.manager) as actor:
        with pytest.raises(RuleBroken):
            acts.hand_over(actor, row.pk, 1, today(), HandedHow.HAND)
        with pytest.raises(Conflict):
            acts.hand_in(actor, row.pk, 9)
        acts.hand_in(actor, row.pk, 1)
        with pytest.raises(RuleBroken):
            acts.hand_in(actor, row.pk, 2)
    with acting(world.officer) as actor, pytest.raises(Http404):
        acts.review(actor, row.pk, 2)
    with acting(world.legal) as actor, pytest.raises(NotAllowed):
        acts.hand_over(actor, row.pk, 2, today(), HandedHow.HAND)


def test_nothing_is_put_together_for_another_right_or_before_the_person_is_told(world: Any, asks: Any) -> None:
    other = RightsRequestFactory(case=world.case, membership=world.officer, kind="erasure")
    with acting(world.manager) as actor, pytest.raises(RuleBroken):
        acts.put_together(actor, other.pk)
    with backstage():
        case = Case.objects.unguarded(because="test").get(pk=world.case.pk)
        case.notice_given_on, case.notice_deferred_to, case.version = None, today(5), case.version + 1
        case.save()
    with acting(world.manager) as actor, pytest.raises(RuleBroken):
        acts.put_together(actor, asks.pk)


def test_the_pages_go_all_the_way(world: Any, asks: Any, browse: Any) -> None:
    at = f"/rights/{asks.pk}/file/"
    manager, adviser = browse(world.manager), browse(world.legal)
    assert manager.post(f"{at}hand-in/", {"version": 1}).status_code == 404
    assert manager.post(f"{at}assemble/").status_code == 303
    assert manager.post(f"{at}keep-out/", {"number": 999, "ground": "others", "reason": "R"}).status_code == 422
    assert manager.post(f"{at}keep-out/", {"number": 1, "ground": "others", "reason": "Not theirs."}).status_code == 303
    assert manager.post(f"{at}hand-in/", {"version": 1}).status_code == 303
    assert "Not theirs." in adviser.get(at).content.decode()
    assert adviser.get(f"{at}copy/pdf/").status_code == 404
    assert adviser.post(f"{at}review/", {"version": 2}).status_code == 303
    assert manager.post(f"{at}hand-over/", {"version": 3, "on": "", "how": "hand"}).status_code == 422
    typed = {"version": 3, "on": str(today()), "how": "hand"}
    assert manager.post(f"{at}hand-over/", typed).status_code == 303
    paper = adviser.get(f"{at}copy/pdf/")
    assert paper["Content-Type"] == "application/pdf"
    assert paper["Cache-Control"] == "no-store, private"
    assert paper.content == _only().form("pdf")
    assert manager.post(f"{at}assemble/").status_code == 422
    assert "Given to the person" in browse(world.officer).get("/cases/VRP-CEDAR/ledger/").content.decode()


def _only() -> AccessFile:
    with backstage():
        return AccessFile.objects.unguarded(because="test").get()
