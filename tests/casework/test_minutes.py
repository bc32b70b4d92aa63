"""Summary minutes: the agency that wrote a note alone says which text stands there, others propose it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from access.choices import Tier
from agencies.errors import RuleBroken
from casework.due import day_words
from casework.models import Note, NoteResponse
from casework.services.minutes import clear_for_minutes
from devstack.testing import backstage
from tests.casework.doors import lines, must_look_absent, page, statements
from tests.cast import acting
from tests.factories import NoteFactory
from tests.factories.minutes import ClearanceFactory

MINUTES = "/cases/VRP-CEDAR/minutes/"


@pytest.fixture
def note(world: Any) -> Note:
    """A note of the police in all three texts."""
    made: Note = NoteFactory(
        case=world.case, by=world.officer, full="Full words.", summary="Summary words.", gist="Gist words."
    )
    return made


def form(**more: Any) -> dict[str, Any]:
    return {"tier": "2", "reason": "Whoever plans needs it.", **more}


def at(note: Note) -> str:
    return f"/notes/{note.pk}/minutes/"


def goes(statement: str, *values: Any) -> bool:
    """Whether a statement changes a row, undone afterwards."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            touched: int = cursor.rowcount
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return touched > 0


def test_minutes_hold_the_cleared_text_and_no_fuller_one(world: Any, browse: Any, note: Note) -> None:
    assert "Nothing is cleared" in page(browse(world.supervisor), MINUTES)
    answer = browse(world.officer).post(at(note), form())
    assert answer.status_code == 303
    assert answer["Location"] == MINUTES
    for who in ("supervisor", "manager", "officer", "chair"):
        shown = page(browse(getattr(world, who)), MINUTES)
        assert "Gist words." in shown, who
        assert "Summary words." not in shown, who
        assert "Full words." not in shown, who
    (line,) = lines("note.minuted")
    assert (line.tier, line.subjects) == (2, [note.pk])
    ledger = page(browse(world.supervisor), "/cases/VRP-CEDAR/ledger/whole/")
    assert "Cleared for the minutes" in ledger
    assert "Whoever plans needs it." in ledger


def test_a_gist_in_the_minutes_hides_the_day_and_its_place_in_time(world: Any, browse: Any) -> None:
    texts = {"summary": "S", "gist": "G"}
    days = {"Long ago": 400, "Lately": 3}
    for title, ago in days.items():
        on = timezone.localdate() - dt.timedelta(days=ago)
        row = NoteFactory(case=world.case, by=world.officer, title=title, occurred_on=on, released_tier=2, **texts)
        ClearanceFactory(note=row, tier=2)
    shown = page(browse(world.supervisor), MINUTES)
    assert not [ago for ago in days.values() if day_words(timezone.localdate() - dt.timedelta(days=ago)) in shown]
    assert shown.count(f"recorded {day_words(timezone.localdate())}") == 2
    first = NoteFactory(
        case=world.case, by=world.officer, title="Older day", full="F", summary="S",
        occurred_on=timezone.localdate() - dt.timedelta(days=9),
    )  # fmt: skip
    ClearanceFactory(note=first, tier=3)
    shown = page(browse(world.supervisor), MINUTES)
    assert day_words(first.occurred_on) in shown
    assert max(shown.index(title) for title in days) < shown.index("Older day")


def test_it_is_taken_back_with_a_reason(world: Any, browse: Any, note: Note) -> None:
    ClearanceFactory(note=note, tier=3)
    assert "Summary words." in page(browse(world.supervisor), MINUTES)
    assert browse(world.officer).post(at(note), form(tier="0", reason=" ")).status_code == 422
    assert browse(world.officer).post(at(note), form(tier="0")).status_code == 303
    assert "Summary words." not in page(browse(world.supervisor), MINUTES)
    assert len(lines("note.unminuted")) == 1
    assert "Taken back" in page(browse(world.officer), at(note))


@pytest.mark.parametrize("change", [
    {"status": "withdrawn"}, {"released_tier": 1}, {"handling": "core"}, {"secrecy": "investigation"},
])  # fmt: skip
def test_what_was_narrowed_since_stands_there_no_more(
    world: Any, browse: Any, note: Note, change: dict[str, Any]
) -> None:
    ClearanceFactory(note=note, tier=2)
    with backstage():
        fresh = Note.objects.unguarded(because="a test narrows it").get(pk=note.pk)
        for name, value in change.items():
            setattr(fresh, name, value)
        fresh.save(update_fields=list(change))
    assert "Gist words." not in page(browse(world.supervisor), MINUTES)


@pytest.mark.parametrize(("labels", "tier", "said"), [
    ({"secrecy": "investigation"}, Tier.GIST, "under secrecy"),
    ({"handling": "core"}, Tier.GIST, "handling “team”"),
    ({"kind": "assessment"}, Tier.GIST, "Words of an assessment"),
    ({"released_tier": 1}, Tier.GIST, "does not leave your agency"),
    ({"gist": ""}, Tier.GIST, "no such text"),
    ({}, Tier.NONE, "how it stands now"),
    ({"status": "corrected"}, Tier.GIST, "no longer current"),
])  # fmt: skip
def test_rules_hold_in_the_service_and_in_bare_sql(world: Any, labels: dict[str, Any], tier: Tier, said: str) -> None:
    row = NoteFactory(case=world.case, by=world.officer, **{"full": "F", "summary": "S", "gist": "G", **labels})
    with acting(world.officer) as actor:
        with pytest.raises(RuleBroken, match=said):
            clear_for_minutes(actor, row.pk, tier, "Because.")
        if tier != Tier.NONE:
            assert not _inserts(world, row, world.officer, 2)


def _inserts(world: Any, note: Note, by: Any, tier: int) -> bool:
    return goes(
        "INSERT INTO casework_minutesclearance (id, case_id, note_id, agency_id, membership_id, tier, reason, made_at)"
        " VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, 'R', now())",
        world.case.pk, note.pk, by.agency_id, by.pk, tier,
    )  # fmt: skip


def test_no_full_text_and_nobody_else(world: Any, browse: Any, note: Note) -> None:
    assert browse(world.officer).post(at(note), form(tier="4")).status_code == 422
    with acting(world.officer):
        assert _inserts(world, note, world.officer, 2)
        assert not _inserts(world, note, world.officer, 4)
    for who, status in (("supervisor", 403), ("manager", 403), ("teacher", 403), ("chair", 403), ("stranger", 404)):
        member = getattr(world, who)
        assert browse(member).post(at(note), form()).status_code == status, who
        with acting(member):
            assert not _inserts(world, note, member, 2), who
            assert not _inserts(world, note, world.officer, 2), who
    ClearanceFactory(note=note)
    with acting(world.officer):
        for statement in ("DELETE FROM", "UPDATE"):
            change = "casework_minutesclearance" + (" SET reason = 'x'" if statement == "UPDATE" else "")
            assert not goes(f"{statement} {change}")


def test_outsiders_find_no_page_and_companions_are_refused(world: Any, browse: Any, note: Note) -> None:
    ClearanceFactory(note=note)
    must_look_absent(browse(world.stranger), "/cases/{}/minutes/")
    for who in ("mentor", "teacher"):
        answer = browse(getattr(world, who)).get(MINUTES)
        assert answer.status_code == 403, who
        assert "Gist words." not in answer.content.decode(), who


def test_a_partner_proposes_and_the_writer_answers(world: Any, browse: Any, note: Note) -> None:
    said = {"kind": "minutes", "text": "It would help the school."}
    assert "Propose it for the summary minutes" in page(browse(world.supervisor), f"/notes/{note.pk}/")
    assert browse(world.supervisor).post(f"/notes/{note.pk}/respond/", said).status_code == 303
    with backstage():
        asked = NoteResponse.objects.unguarded(because="a test reads it").get(kind="minutes")
    assert "It would help the school." in page(browse(world.officer), "/")
    answer = {"kind": "answer", "answers": str(asked.pk), "text": "Cleared as a gist."}
    assert browse(world.officer).post(f"/notes/{note.pk}/respond/", answer).status_code == 303
    assert "Cleared as a gist." in page(browse(world.supervisor), f"/notes/{note.pk}/")
    assert len(lines("note.response_minutes")) == 1


@pytest.mark.parametrize(("who", "labels"), [
    ("teacher", {}), ("mentor", {}), ("officer", {}), ("supervisor", {"handling": "core"}),
    ("supervisor", {"secrecy": "investigation"}), ("supervisor", {"kind": "assessment"}),
])  # fmt: skip
def test_nobody_else_proposes_and_nothing_that_may_not_stand_there(
    world: Any, browse: Any, who: str, labels: dict[str, Any]
) -> None:
    row = NoteFactory(case=world.case, by=world.officer, **{"full": "F", "summary": "S", "gist": "G", **labels})
    member = getattr(world, who)
    answer = browse(member).post(f"/notes/{row.pk}/respond/", {"kind": "minutes", "text": "Please."})
    assert answer.status_code in (403, 404, 422), answer.status_code
    with acting(member):
        assert not goes(
            "INSERT INTO casework_noteresponse (id, note_id, agency_id, author_id, membership_id, kind, text, at, tier)"
            " VALUES (gen_random_uuid(), %s, %s, %s, %s, 'minutes', 'x', now(), 2)",
            row.pk, member.agency_id, member.user_id, member.pk,
        )  # fmt: skip


def test_programs_read_and_clear(world: Any, browse: Any, note: Note) -> None:
    client = browse(world.officer)
    body = {"tier": "gist", "reason": "Whoever plans needs it."}
    answer = client.post(f"/api/v1/notes/{note.pk}/minutes/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["tier"]) == (201, 2)
    again = client.post(f"/api/v1/notes/{note.pk}/minutes/", body, content_type="application/json")
    assert again.status_code == 422
    (read,) = browse(world.supervisor).get("/api/v1/cases/VRP-CEDAR/minutes/").json()["notes"]
    assert (read["text"], read["tier"]) == ("Gist words.", 2)


def test_no_statement_per_note(world: Any, browse: Any, note: Note) -> None:
    client = browse(world.supervisor)
    ClearanceFactory(note=note)
    page(client, MINUTES)
    one = statements(client, MINUTES)
    for _ in range(8):
        ClearanceFactory(note=NoteFactory(case=world.case, by=world.officer, full="F", gist="G"))
    assert statements(client, MINUTES) == one
