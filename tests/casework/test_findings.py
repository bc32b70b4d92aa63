"""What an objective answers: read from inside the case alone, and a note that keeps its own readers."""

from typing import Any

import pytest
from django.db import connection

from casework.models import Finding, Objective
from casework.queries.findings import MOST
from tests.api.caller import caller
from tests.casework.doors import page
from tests.casework.planning import PLAN, objective, posted, rows
from tests.factories import (
    CaseFactory,
    FindingFactory,
    NoteFactory,
    ObjectiveFactory,
    PlanVersionFactory,
)

NEW = "/cases/VRP-CEDAR/objectives/new/"
LINK = "Read the note it answers"


@pytest.fixture
def drafted(world: Any) -> Any:
    """A version in force with an objective opened to everybody, and a draft beside it."""
    world.plan = PlanVersionFactory(case=world.case, membership=world.manager)
    world.opened = ObjectiveFactory(plan=world.plan, text="Opened", for_companions=True, for_guests=True)
    world.finding = FindingFactory(objective=world.opened, text="Owes money to the group")
    world.draft = PlanVersionFactory(
        case=world.case, membership=world.manager, number=2, state="draft", in_force_from=None
    )
    return world


def told(world: Any, act: Any, who: str) -> int:
    """How many findings the second wall shows to somebody, whoever asks it."""
    with act(getattr(world, who)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM casework_finding")
        return int(cursor.fetchone()[0])


def test_the_second_wall_alone_hides_it_from_guests_and_companions(drafted: Any, act: Any) -> None:
    shown = {who: told(drafted, act, who) for who in ("manager", "officer", "chair", "teacher", "mentor", "colleague")}
    assert shown == {"manager": 1, "officer": 1, "chair": 1, "teacher": 0, "mentor": 0, "colleague": 0}


def test_pages_and_programs_tell_it_inside_alone(drafted: Any, browse: Any) -> None:
    note = NoteFactory(case=drafted.case, by=drafted.supervisor, full="He said so.", summary="He said so.")
    another = ObjectiveFactory(plan=drafted.plan, text="Another", for_companions=True, for_guests=True)
    FindingFactory(objective=another, text="", note=note)
    for who in ("manager", "officer", "chair"):
        body = page(browse(getattr(drafted, who)), PLAN)
        assert "Because: Owes money to the group" in body, who
        assert (LINK in body, f"/notes/{note.pk}/" in body) == (True, True), who
    for who in ("teacher", "mentor"):
        body = page(browse(getattr(drafted, who)), PLAN)
        assert "Opened" in body
        assert [words for words in ("Owes money", "Because", LINK, str(note.pk)) if words in body] == [], who
        told = caller(getattr(drafted, who)).get("/cases/VRP-CEDAR/objectives/").json()["results"]
        assert {(one["finding"], one["finding_note"]) for one in told} == {("", None)}
    told = caller(drafted.officer).get("/cases/VRP-CEDAR/objectives/").json()["results"]
    assert {(one["finding"], one["finding_note"]) for one in told} == {
        ("Owes money to the group", None), ("", str(note.pk))
    }  # fmt: skip


def test_the_note_is_a_link_to_its_readers_and_nothing_to_others(drafted: Any, browse: Any) -> None:
    note = NoteFactory(case=drafted.case, by=drafted.officer, handling="named", listed=(drafted.supervisor.user,))
    FindingFactory(objective=ObjectiveFactory(plan=drafted.plan), text="Asked at the gate", note=note)
    for who, reads in (("officer", True), ("supervisor", True), ("clinician", False), ("manager", False)):
        body = page(browse(getattr(drafted, who)), PLAN)
        assert "Because: Asked at the gate" in body
        assert (LINK in body, str(note.pk) in body) == (reads, reads), who


def test_notes_of_this_case_that_the_writer_reads_are_offered(drafted: Any, browse: Any) -> None:
    for title in ("Earlier words", "Later words"):
        NoteFactory(case=drafted.case, by=drafted.supervisor, full="-", title=title)
    hidden = NoteFactory(case=drafted.case, by=drafted.officer, handling="sealed", title="Sealed words", full="-")
    elsewhere = CaseFactory(partnership=drafted.partnership, lead_agency=drafted.charity)
    foreign = NoteFactory(case=elsewhere, by=drafted.manager, title="Words of another case", full="-")
    manager = browse(drafted.manager)
    body = page(manager, NEW)
    assert 0 < body.index("Later words") < body.index("Earlier words")
    assert "Sealed words" not in body
    assert "another case" not in body
    for note in (hidden, foreign):
        answer = posted(manager, NEW, objective(finding_note=note.pk), 422)
        assert "Choose one of the notes shown" in answer.content.decode()
    for number in range(MOST):
        NoteFactory(case=drafted.case, by=drafted.supervisor, full="-", title=f"Note {number}")
    assert page(manager, NEW).count("<option") - page(manager, NEW).count('<option value="">') > MOST
    assert "Earlier words" not in page(manager, NEW)
    assert [row.text for row in rows(Finding)] == ["Owes money to the group"]


def test_a_finding_says_something_or_points_to_a_note(drafted: Any, browse: Any) -> None:
    note = NoteFactory(case=drafted.case, by=drafted.supervisor, full="-", title="Words")
    manager = browse(drafted.manager)
    body = posted(manager, NEW, objective(finding=""), 422).content.decode()
    assert "or choose the note that says it" in body
    posted(manager, NEW, objective(finding="", finding_note=note.pk))
    made = rows(Objective, plan=drafted.draft)[0]
    (stored,) = rows(Finding, objective=made)
    assert (stored.text, stored.note_id, stored.case_id) == ("", note.pk, drafted.case.pk)
    path = f"/objectives/{made.pk}/edit/"
    assert f'value="{note.pk}" selected' in page(manager, path)
    posted(manager, path, objective(finding="No address", finding_note="", version="1"))
    (stored,) = rows(Finding, objective=made)
    assert (stored.text, stored.note_id, stored.version) == ("No address", None, 2)


def test_a_note_that_the_case_manager_does_not_read_stays_named(drafted: Any, browse: Any) -> None:
    NoteFactory(case=drafted.case, by=drafted.supervisor, full="-", title="Words for all")
    sealed = NoteFactory(case=drafted.case, by=drafted.officer, handling="sealed", full="-", title="Sealed words")
    officer, manager = browse(drafted.officer), browse(drafted.manager)
    posted(officer, NEW, objective(finding="Somebody asks for him", finding_note=sealed.pk))
    (proposed,) = rows(Objective, state="proposed")
    path = f"/objectives/{proposed.pk}/edit/"
    body = page(manager, path)
    assert "Words for all" in body
    assert "Sealed words" not in body
    assert str(sealed.pk) not in body
    posted(manager, path, objective(finding="Somebody asks for him", finding_note=sealed.pk, version="1"), 422)
    posted(manager, path, objective(finding="Somebody asks for him often", version="1"))
    (stored,) = rows(Finding, objective=proposed)
    assert (stored.text, stored.note_id) == ("Somebody asks for him often", sealed.pk)
    assert LINK in page(officer, f"{PLAN}2/")
    assert LINK not in page(manager, f"{PLAN}2/")


def test_the_next_version_takes_findings_along_and_the_comparison_tells_them(world: Any, browse: Any) -> None:
    plan = PlanVersionFactory(case=world.case, membership=world.manager)
    note = NoteFactory(case=world.case, by=world.officer, handling="sealed", full="-")
    FindingFactory(objective=ObjectiveFactory(plan=plan), text="Sleeps badly", note=note)
    manager = browse(world.manager)
    posted(manager, f"{PLAN}new/", {})
    (copied,) = rows(Finding, objective__plan__number=2)
    assert (copied.text, copied.note_id) == ("Sleeps badly", note.pk)
    change = objective(finding="Sleeps well now", version="1")
    posted(manager, f"/objectives/{copied.objective_id}/edit/", change)
    body = page(manager, f"{PLAN}compare/1/2/")
    assert "Because: Sleeps badly" in body
    assert "Because: Sleeps well now" in body
    assert str(note.pk) not in body
