"""How far a note goes later: the agency that wrote it alone says so, each change is a line, nothing is untold."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from access.choices import Tier
from agencies.errors import RuleBroken
from casework.models import Note, NoteRelease
from casework.releasing import Release
from casework.services.releases import release_note
from devstack.testing import backstage
from tests.api.caller import caller
from tests.casework.doors import lines, page
from tests.cast import acting
from tests.factories import NoteFactory

WHY = "a test looks at what was stored"


@pytest.fixture
def note(world: Any) -> Note:
    """A note of the police, of which the gist leaves the agency."""
    made: Note = NoteFactory(
        case=world.case,
        by=world.officer,
        full="Full words.",
        summary="Summary words.",
        gist="Gist words.",
        released_tier=2,
    )
    return made


def stored(row: Any) -> Any:
    with backstage():
        return type(row).objects.unguarded(because=WHY).get(pk=row.pk)


def at(note: Note) -> str:
    return f"/notes/{note.pk}/release/"


def form(**more: Any) -> dict[str, Any]:
    return {"tier": "4", "reason": "The plan needs it.", "seen": "4:0", **more}


def test_going_further_is_shown_before_and_stands_on_the_ledger(world: Any, browse: Any, note: Note) -> None:
    client = browse(world.officer)
    assert "Summary words." not in page(browse(world.supervisor), f"/notes/{note.pk}/")
    shown = client.post(at(note), {**form(seen=""), "preview": "1"}).content.decode()
    assert "newly" in shown
    assert world.supervisor.user.full_name in shown
    assert 'name="seen" value="4:0"' in shown
    assert stored(note).released_tier == 2
    assert client.post(at(note), form()).status_code == 303
    assert stored(note).released_tier == 4
    assert "Full words." in page(browse(world.supervisor), f"/notes/{note.pk}/")
    (line,) = lines("note.released")
    assert world.supervisor.pk in line.recipients
    ledger = page(browse(world.supervisor), "/cases/VRP-CEDAR/ledger/whole/")
    assert "A note goes further" in ledger
    assert "The plan needs it." in ledger


def test_it_is_not_kept_before_its_effect_was_shown(world: Any, browse: Any, note: Note) -> None:
    for seen in ("", "3:0", "4:1"):
        answer = browse(world.officer).post(at(note), form(seen=seen))
        assert answer.status_code == 422
        assert "Look at who would read more or less" in answer.content.decode()
    assert stored(note).released_tier == 2


def test_going_less_far_takes_nothing_back_and_says_so(world: Any, browse: Any, note: Note) -> None:
    with acting(world.officer) as actor:
        release_note(actor, note.pk, Release(Tier.FULL, False), "More.")
        release_note(actor, note.pk, Release(Tier.EXISTENCE, False), "Less.")
    assert [line.detail["after"] for line in lines("note.held_back")] == [1]
    assert "takes nothing back" in page(browse(world.officer), at(note))
    assert browse(world.supervisor).get(f"/notes/{note.pk}/").status_code == 403, "that it exists is known"


def test_no_earlier_version_and_no_court_goes_further_than_the_newest(world: Any) -> None:
    first = NoteFactory(case=world.case, by=world.officer, full="F", summary="S", status="corrected", court_tier=0)
    second = NoteFactory(case=world.case, by=world.officer, full="F", summary="S", supersedes=first, court_tier=4)
    with acting(world.officer) as actor:
        release_note(actor, second.pk, Release(Tier.GIST, False), "Less.")
    assert (stored(first).released_tier, stored(second).released_tier, stored(second).court_tier) == (2, 2, 2)
    with acting(world.officer) as actor:
        release_note(actor, second.pk, Release(Tier.FULL, True), "More.")
    assert (stored(first).released_tier, stored(first).told_to_companions) == (2, False)
    assert stored(second).told_to_companions is True


@pytest.mark.parametrize(("labels", "after", "said"), [
    ({}, Release(Tier.GIST, False), "how it stands now"),
    ({"secrecy": "health"}, Release(Tier.FULL, False), "Clinical text never leaves"),
    ({"secrecy": "investigation"}, Release(Tier.GIST, True), "under secrecy is not told"),
    ({"handling": "core"}, Release(Tier.GIST, True), "Only notes with the handling"),
    ({"kind": "assessment"}, Release(Tier.FULL, False), "released with the assessment"),
    ({"status": "corrected"}, Release(Tier.FULL, False), "no longer current"),
])  # fmt: skip
def test_rules_hold(world: Any, labels: dict[str, Any], after: Release, said: str) -> None:
    row = NoteFactory(case=world.case, by=world.officer, full="F", summary="S", gist="G", released_tier=2, **labels)
    with acting(world.officer) as actor, pytest.raises(RuleBroken, match=said):
        release_note(actor, row.pk, after, "Because.")
    with acting(world.officer) as actor, pytest.raises(RuleBroken, match="Say why"):
        release_note(actor, row.pk, after, " ")


def test_others_are_refused_by_page_and_by_bare_sql(world: Any, browse: Any, note: Note) -> None:
    for who, status in (("supervisor", 403), ("teacher", 403), ("stranger", 404)):
        assert browse(getattr(world, who)).post(at(note), form()).status_code == status, who
    for who in ("supervisor", "teacher", "manager"):
        with acting(getattr(world, who)):
            assert not goes(note, getattr(world, who), note.released_tier, 4)
    with acting(world.officer):
        assert not goes(note, world.officer, 3, 4), "the line says how it stood"
        assert not goes(note, world.officer, 2, 4, agency=world.probation), "in the name of another agency"
        assert not goes(note, world.officer, 2, 4, membership=world.supervisor)
        assert goes(note, world.officer, 2, 4)
    assert stored(note).released_tier == 4


def test_bare_sql_goes_no_further_without_a_line_and_changes_none(world: Any, note: Note) -> None:
    with acting(world.officer), connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="narrowed, never widened"), transaction.atomic():
            cursor.execute("UPDATE casework_note SET released_tier = 4 WHERE id = %s", [note.pk])
        goes(note, world.officer, 2, 4)
        for statement in ("DELETE FROM casework_noterelease", "UPDATE casework_noterelease SET reason = 'x'"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)
    with backstage():
        assert NoteRelease.objects.unguarded(because=WHY).count() == 1


def test_a_partner_proposes_companions_and_the_originator_decides(world: Any, browse: Any) -> None:
    row = NoteFactory(case=world.case, by=world.officer, full="F", summary="S")
    told = {"kind": "propose", "text": "His mentor goes with him."}
    assert "Propose that companions be told" in page(browse(world.supervisor), f"/notes/{row.pk}/")
    assert browse(world.supervisor).post(f"/notes/{row.pk}/respond/", told).status_code == 303
    assert "His mentor goes with him." in page(browse(world.officer), f"/notes/{row.pk}/")
    assert "His mentor goes with him." not in page(browse(world.clinician), f"/notes/{row.pk}/")
    assert stored(row).told_to_companions is False
    assert browse(world.officer).post(at(row), form(companions="on", seen="4:1")).status_code == 303
    assert stored(row).told_to_companions is True
    assert browse(world.manager).post(f"/notes/{row.pk}/respond/", told).status_code == 422, "they are told already"


@pytest.mark.parametrize(("labels", "who"), [
    ({}, "teacher"), ({}, "officer"), ({"handling": "core"}, "supervisor"), ({"secrecy": "legal"}, "supervisor"),
    ({"told_to_companions": True}, "supervisor"), ({"status": "corrected"}, "supervisor"),
    ({"kind": "assessment"}, "supervisor"),
])  # fmt: skip
def test_what_cannot_be_told_to_companions_is_not_proposed(
    world: Any, browse: Any, labels: dict[str, Any], who: str
) -> None:
    row, by = NoteFactory(case=world.case, by=world.officer, full="F", summary="S", **labels), getattr(world, who)
    if labels.get("status") is None:
        assert browse(by).post(f"/notes/{row.pk}/respond/", {"kind": "propose", "text": "W"}).status_code == 422
    with acting(by), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        propose(row, by)


def test_what_can_be_told_is_proposed_by_bare_sql_too(world: Any) -> None:
    row = NoteFactory(case=world.case, by=world.officer, full="F", summary="S")
    with acting(world.supervisor):
        propose(row, world.supervisor)
    with backstage():
        assert row.responses.model.objects.unguarded(because=WHY).filter(kind="propose").count() == 1


def propose(note: Note, by: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_noteresponse (id, note_id, agency_id, author_id, membership_id, kind, text, tier, at)"
            " VALUES (gen_random_uuid(), %s, %s, %s, %s, 'propose', 'W', 2, now())",
            [note.pk, by.agency_id, by.user_id, by.pk],
        )


def goes(note: Note, by: Any, before: int, tier: int, agency: Any = None, membership: Any = None) -> bool:
    """Whether a line put down by bare SQL is let through."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO casework_noterelease (id, case_id, note_id, agency_id, membership_id, tier_before, tier,"
                " companions_before, companions, reason, newly, made_at) VALUES (gen_random_uuid(), %s, %s, %s, %s, %s,"
                " %s, false, false, 'R', '[]', now())",
                [note.case_id, note.pk, (agency or by.agency).pk, (membership or by).pk, before, tier],
            )
    except DatabaseError:
        return False
    return True


def test_programs_ask_who_would_read_more_before_it_is_done(world: Any, note: Note) -> None:
    path, asked = f"/notes/{note.pk}/release/audience/", {"tier": "full", "companions": False}
    answer = caller(world.officer).post(path, asked)
    assert answer.status_code == 200, answer.content
    gains = {one["membership_id"]: (one["before"], one["after"]) for one in answer.json()["changes"]}
    assert gains[str(world.supervisor.pk)] == (2, 4)
    assert stored(note).released_tier == 2
    assert lines("note.released") == []
    assert caller(world.supervisor).post(path, asked).status_code == 403
    assert caller(world.stranger).post(path, asked).status_code == 404
    assert caller(world.mentor).post(path, asked).status_code == 404
