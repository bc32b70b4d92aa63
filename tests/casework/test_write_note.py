"""Writing a note through the real door: tiers, audience, draft, refusals."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from access.models import Event
from agencies.errors import RuleBroken
from casework.models import Note, NoteAudience, NoteText
from casework.services.notes import write_note
from casework.writing import NewNote
from devstack.testing import backstage

TYPED = {
    "kind": "contact",
    "occurred_on": (timezone.now() - dt.timedelta(days=1)).date().isoformat(),
    "title": "An offer of work",
    "full": "On 3 May he met Marko at the gym; Marko offered a paid job moving parcels.",
    "summary": "In early May someone linked to his former group offered him paid work.",
    "gist": "Risk of a renewed approach is raised this month.",
    "action": "Strengthen the job offer; avoid evening gaps.",
    "nature": "fact",
    "handling": "team",
    "secrecy": "none",
    "released_tier": "4",
}


def texts_of(client: Any, path: Any = "/cases/VRP-CEDAR/notes/") -> Any:
    return client.get(path).content.decode()


def test_each_member_reads_the_tier_they_were_promised(world: Any, browse: Any) -> None:
    answer = browse(world.supervisor).post("/cases/VRP-CEDAR/notes/new/", TYPED)
    assert answer.status_code == 303
    for who, has, lacks in (
        (world.officer, TYPED["full"], None),
        (world.manager, TYPED["full"], None),
        (world.teacher, TYPED["summary"], TYPED["full"]),
        (world.chair, TYPED["summary"], TYPED["full"]),
    ):
        page = texts_of(browse(who))
        assert has in page
        assert lacks is None or lacks not in page
    assert TYPED["gist"] not in texts_of(browse(world.mentor))


@pytest.mark.parametrize("who", ["analyst", "past_guest", "colleague", "border", "stranger", "legal", "coordinator"])
def test_outsiders_get_what_a_case_that_never_existed_gets(world: Any, browse: Any, who: Any) -> None:
    client = browse(getattr(world, who))
    for path in ("/cases/{}/notes/", "/cases/{}/notes/new/"):
        real, never = client.get(path.format("VRP-CEDAR")), client.get(path.format("VRP-NEVER"))
        assert real.status_code == never.status_code == 404
        assert real.content == never.content


def test_the_audience_the_writer_was_shown_is_stored_and_logged(world: Any, browse: Any) -> None:
    browse(world.supervisor).post("/cases/VRP-CEDAR/notes/new/", TYPED)
    with backstage():
        note = Note.objects.unguarded(because="test").get()
        audience = NoteAudience.objects.unguarded(because="test").get(note=note)
        lines = set(Event.objects.unguarded(because="test").values_list("verb", flat=True))
        shared = Event.objects.unguarded(because="test").get(verb="note.shared")
    tiers = {entry["membership"]: entry["tier"] for entry in audience.entries}
    assert tiers[str(world.officer.pk)] == 4
    assert tiers[str(world.teacher.pk)] == 3
    assert tiers[str(world.border.pk)] == 0
    assert {"note.written", "note.shared"} <= lines
    assert world.officer.pk in shared.recipients
    assert world.border.pk not in shared.recipients


def test_the_panel_names_who_would_see_what_and_who_would_not(world: Any, browse: Any) -> None:
    page = browse(world.supervisor).post("/cases/VRP-CEDAR/notes/audience/", TYPED).content.decode()
    assert world.officer.user.full_name in page
    assert "No agreement in force" in page
    assert "The summary repeats" not in page
    warned = browse(world.supervisor).post(
        "/cases/VRP-CEDAR/notes/audience/", {**TYPED, "summary": "Marko offered him work."}
    )
    assert "Marko" in warned.content.decode()


def test_a_gist_tells_neither_the_day_nor_the_source_nor_a_name(world: Any, browse: Any) -> None:
    day = (timezone.now() - dt.timedelta(days=40)).date()
    graded = {"nature": "reported", "source_grade": "1", "knowledge_grade": "A", "handling": "core"}
    browse(world.supervisor).post("/cases/VRP-CEDAR/notes/new/", {**TYPED, **graded, "occurred_on": day.isoformat()})
    spoken = f"{day.day} {day:%B} {day.year}"
    full, gist = texts_of(browse(world.officer)), texts_of(browse(world.teacher))
    for told in (spoken, "Reliable source", world.supervisor.user.full_name):
        assert told in full
        assert told not in gist
    assert TYPED["gist"] in gist
    hit = f"?since={day.isoformat()}&until={day.isoformat()}"
    assert TYPED["gist"] not in texts_of(browse(world.teacher), "/cases/VRP-CEDAR/notes/" + hit)


def test_guests_see_posts_and_no_names_in_the_panel(world: Any, browse: Any) -> None:
    page = browse(world.teacher).post("/cases/VRP-CEDAR/notes/audience/", TYPED).content.decode()
    assert world.officer.user.full_name not in page
    assert world.officer.position.name in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"full": ""}, "Write the full text"),
        ({"action": ""}, "Say what the reader of the gist should do"),
        ({"nature": "reported"}, "Grade the source"),
        ({"handling": "named"}, "Choose who may read the full text"),
        ({"handling": ""}, "Choose who may see the full text"),
        ({"occurred_on": "2999-01-01"}, "lies in the future"),
        ({"occurred_on": "yesterday"}, "Enter a real date"),
        ({"kind": "police_information", "source_grade": "1", "knowledge_grade": "A"}, "checked the gist"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(world: Any, browse: Any, change: Any, sentence: Any) -> None:
    answer = browse(world.supervisor).post("/cases/VRP-CEDAR/notes/new/", {**TYPED, **change})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert TYPED["summary"] in page
    with backstage():
        assert Note.objects.unguarded(because="test").count() == 0


def test_only_people_of_the_case_are_named_and_only_colleagues_check(world: Any, act: Any) -> None:
    new = NewNote(
        kind="contact", occurred_on=timezone.localdate(), nature="fact", handling="named", title="T", full="F",
        named=(world.stranger.user_id,),
    )  # fmt: skip
    with act(world.supervisor) as actor:
        with pytest.raises(RuleBroken, match="place on this case"):
            write_note(actor, "VRP-CEDAR", new)
        checked = dataclasses.replace(
            new, named=(world.officer.user_id,), gist="G", action="A", checked_by=world.officer.user_id
        )
        with pytest.raises(RuleBroken, match="your own agency"):
            write_note(actor, "VRP-CEDAR", checked)
        allowed = dataclasses.replace(checked, checked_by=world.colleague.user_id)
        assert write_note(actor, "VRP-CEDAR", allowed).handling == "named"


def test_a_draft_is_kept_for_its_writer_alone_and_goes_with_the_saved_note(world: Any, browse: Any) -> None:
    writer = browse(world.supervisor)
    saved = writer.post("/cases/VRP-CEDAR/notes/draft/", {**TYPED, "full": "Half a sentence", "draft_version": "0"})
    assert saved.status_code == 200
    assert saved.json()["fields"]["draft_version"] == "1"
    assert "Half a sentence" in texts_of(writer, "/cases/VRP-CEDAR/notes/new/")
    assert "Half a sentence" not in texts_of(browse(world.officer), "/cases/VRP-CEDAR/notes/new/")
    stale = writer.post("/cases/VRP-CEDAR/notes/draft/", {**TYPED, "draft_version": "0"})
    assert stale.status_code == 409
    writer.post("/cases/VRP-CEDAR/notes/new/", TYPED)
    assert "Half a sentence" not in texts_of(writer, "/cases/VRP-CEDAR/notes/new/")


def test_a_correction_is_a_new_version_and_a_withdrawal_leaves_the_fact(world: Any, browse: Any) -> None:
    writer, reader = browse(world.supervisor), browse(world.officer)
    writer.post("/cases/VRP-CEDAR/notes/new/", TYPED)
    with backstage():
        first = Note.objects.unguarded(because="test").get()
    answer = writer.post(f"/notes/{first.pk}/correct/", {**TYPED, "full": "He met someone at the gym."})
    assert answer.status_code == 303
    assert "He met someone at the gym." in texts_of(reader)
    assert TYPED["full"] not in texts_of(reader)
    with backstage():
        second = Note.objects.unguarded(because="test").get(supersedes=first)
    assert TYPED["full"] in texts_of(reader, f"/notes/{second.pk}/")
    assert writer.post(f"/notes/{first.pk}/correct/", TYPED).status_code == 422
    assert writer.post(f"/notes/{second.pk}/withdraw/", {"reason": "Written on the wrong case"}).status_code == 303
    page = texts_of(reader)
    assert "He met someone" not in page
    assert "holds relevant information" in page
    assert browse(world.officer).post(f"/notes/{second.pk}/withdraw/", {"reason": "x"}).status_code in (403, 404)


def test_partner_agencies_answer_and_only_the_two_agencies_read_it(world: Any, browse: Any) -> None:
    wanted = {**TYPED, "answer_by": (timezone.now() + dt.timedelta(days=3)).date().isoformat()}
    browse(world.supervisor).post("/cases/VRP-CEDAR/notes/new/", wanted)
    with backstage():
        note = Note.objects.unguarded(because="test").get()
        assert NoteText.objects.unguarded(because="test").filter(note=note).count() == 3
    officer = browse(world.officer)
    assert "Answer wanted by" in texts_of(officer)
    assert officer.post(f"/notes/{note.pk}/respond/", {"kind": "acting"}).status_code == 303
    asked = officer.post(f"/notes/{note.pk}/respond/", {"kind": "question", "text": "Which gym was it?"})
    assert asked.status_code == 303
    assert "Which gym was it?" in texts_of(browse(world.supervisor))
    assert "Which gym was it?" not in texts_of(browse(world.manager))
    assert officer.post(f"/notes/{note.pk}/respond/", {"kind": "question", "text": ""}).status_code == 422
    assert browse(world.stranger).post(f"/notes/{note.pk}/respond/", {"kind": "read"}).status_code == 404


def test_a_contest_travels_with_the_note(world: Any, browse: Any) -> None:
    browse(world.supervisor).post("/cases/VRP-CEDAR/notes/new/", TYPED)
    with backstage():
        note = Note.objects.unguarded(because="test").get()
    answer = browse(world.manager).post(f"/notes/{note.pk}/contest/", {"text": "He was at work that day."})
    assert answer.status_code == 303
    for who in (world.supervisor, world.officer, world.teacher):
        assert "He was at work that day." in texts_of(browse(who))
