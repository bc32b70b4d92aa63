"""Around a report: the timeline of the case, refused knocks, drafts of the editor, clearing a note, programs."""

import uuid
from typing import Any

import pytest

from casework.models import Note
from devstack.testing import backstage
from tests.api.caller import caller
from tests.casework.doors import lines
from tests.cast import browser_of
from tests.sharing.reporting import begin, day, errors, files_of, part_form, post, sent, stored, with_record, word


@pytest.fixture
def court(world: Any) -> Any:
    """The cast's case with an order and a record."""
    return with_record(world)


def test_the_timeline_tells_of_a_report_to_those_who_know_of_it(court: Any) -> None:
    report = sent(court)
    for who, told in (("supervisor", True), ("officer", True), ("chair", True), ("teacher", False), ("mentor", False)):
        page = browser_of(getattr(court, who)).get(f"/cases/{court.case.reference}/timeline/").content.decode()
        assert ("Progress report sent to the court" in page) == told, who
        assert (f"/reports/{report.pk}/" in page) == told, who


def test_a_knock_at_a_report_stands_in_the_log_of_its_case(court: Any) -> None:
    report = begin(court)
    for who in ("stranger", "teacher"):
        client = browser_of(getattr(court, who))
        real, never = client.get(f"/reports/{report.pk}/"), client.get(f"/reports/{uuid.uuid4()}/")
        assert real.status_code == never.status_code == 404
        assert real.content == never.content
    assert [line.case_id for line in lines("door.report_detail") if line.case_id] == [court.case.pk] * 2


def test_what_is_typed_in_a_part_is_kept_and_comes_back(court: Any) -> None:
    report = begin(court)
    client = browser_of(court.supervisor)
    form = part_form(client, report, "everyday") | {"body": "Half a sentence", "draft_version": "0"}
    saved = client.post(f"/reports/{report.pk}/edit/everyday/draft/?page=1", form)
    assert saved.json()["fields"] == {"draft_version": "1"}
    assert "Half a sentence" in client.get(f"/reports/{report.pk}/edit/everyday/").content.decode()
    assert client.post(f"/reports/{report.pk}/edit/everyday/draft/?page=1", form).status_code == 409
    assert word(court, report, "everyday", body="A whole sentence.").status_code == 303
    page = client.get(f"/reports/{report.pk}/edit/everyday/").content.decode()
    assert "A whole sentence." in page
    assert "Your draft was kept" not in page


def test_two_windows_do_not_write_over_each_other(court: Any) -> None:
    report = begin(court)
    client = browser_of(court.supervisor)
    form = part_form(client, report, "recommendation")
    address = f"/reports/{report.pk}/edit/recommendation/"
    assert client.post(address, {**form, "body": "First."}).status_code == 303
    late = client.post(address, {**form, "body": "Second."})
    assert late.status_code == 409
    assert "Second." in late.content.decode()
    assert client.post(address, {**part_form(client, report, "recommendation"), "body": "Second."}).status_code == 303


def test_rules_of_words_say_what_to_do(court: Any) -> None:
    report = begin(court)
    many = word(court, report, "key_points", body="\n".join("abcdef"))
    assert (many.status_code, "at most five" in errors(many)) == (422, True)
    odd = word(court, report, "recommendation", body="Stay\u202e here")
    assert odd.status_code == 422
    early = post(court.supervisor, report, "sign")
    assert errors(early) == "First ask the agencies whose words are quoted."
    post(court.supervisor, report, "ask")
    post(court.officer, report, "check", state="agreed")
    assert "person's view" in errors(post(court.supervisor, report, "sign")).replace("&#x27;", "'")
    assert post(court.supervisor, report, "send", how="portal", sent_on=day(), told_on=day()).status_code == 422


def test_a_statement_of_ones_own_is_added_and_may_move(court: Any) -> None:
    report = begin(court)
    assert word(court, report, "everyday", added="She cooks on Sundays.", added_nature="reported").status_code == 303
    page = browser_of(court.supervisor).get(f"/reports/{report.pk}/preview/").content.decode()
    assert "She cooks on Sundays." in page
    assert post(court.supervisor, report, "refresh").status_code == 303
    assert stored(pk=report.pk).state == "draft"
    assert (
        "She cooks on Sundays." in browser_of(court.supervisor).get(f"/reports/{report.pk}/preview/").content.decode()
    )


def test_programs_get_what_pages_show(court: Any) -> None:
    report = sent(court)
    for who, words in (("supervisor", True), ("officer", True), ("chair", False)):
        call = caller(getattr(court, who))
        listed = call.get(f"/cases/{court.case.reference}/reports/").json()["results"]
        assert [(row["id"], row["state"]) for row in listed] == [(str(report.pk), "sent")]
        one = call.get(f"/reports/{report.pk}/").json()
        assert bool(one["parts"]) == bool(one["files"]) == words
        for row in files_of(report):
            got = call.get(f"/reports/{report.pk}/files/{row.pk}/")
            assert got.status_code == (200 if words else 404)
            assert not words or got.content == bytes(row.content)
    assert caller(court.teacher).get(f"/reports/{report.pk}/").status_code == 404
    assert caller(court.teacher).get(f"/cases/{court.case.reference}/reports/").status_code == 403


def test_a_note_says_how_far_it_may_go_to_the_court(court: Any) -> None:
    note = court.record.police
    client = browser_of(court.officer)
    assert "To the court: Summary" in client.get(f"/notes/{note.pk}/").content.decode()
    fuller = client.post(f"/notes/{note.pk}/court/", {"court_tier": "4"})
    assert (fuller.status_code, "no fuller text than leaves your agency" in errors(fuller)) == (422, True)
    missing = client.post(f"/notes/{note.pk}/court/", {"court_tier": "2"})
    assert "Write the text that may go to the court" in errors(missing)
    assert client.post(f"/notes/{note.pk}/court/", {"court_tier": "0"}).status_code == 303
    (line,) = lines("note.cleared")
    assert (line.subjects, line.detail) == ([note.pk], {"before": 3, "court": 0})
    assert "To the court" not in browser_of(court.supervisor).get(f"/notes/{note.pk}/").content.decode()


def test_contact_notes_of_the_supervising_agency_go_in_full_as_is_usual(court: Any) -> None:
    typed = {
        "kind": "contact", "occurred_on": day(-1), "title": "A visit", "full": "He came on time.", "nature": "fact",
        "handling": "team", "secrecy": "none", "released_tier": "4",
    }  # fmt: skip
    address = f"/cases/{court.case.reference}/notes/new/"
    found = []
    for who, more in (
        ("supervisor", {}), ("supervisor", {"kind": "progress"}), ("officer", {}), ("supervisor", {"court_tier": "0"}),
    ):  # fmt: skip
        assert browser_of(getattr(court, who)).post(address, {**typed, **more}).status_code in (302, 303)
        found.append(_newest())
    assert found == [4, 0, 0, 0]
    refused = browser_of(court.supervisor).post(address, {**typed, "secrecy": "investigation", "court_tier": "4"})
    assert "secrecy of an investigation does not go to the court" in errors(refused)


def _newest() -> int:
    with backstage():
        rows = Note.objects.unguarded(because="test").order_by("-recorded_at")
        return int(rows.values_list("court_tier", flat=True)[0])
