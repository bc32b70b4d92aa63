"""Single lookups keep their plan, and a kept plan knows nothing of who asked first."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from access import plans
from access.errors import NotAllowed
from casework.models import Note
from devstack.testing import backstage
from tests.factories import NoteFactory


def prepared() -> dict[str, str]:
    """What the server keeps for this connection: text by name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, statement FROM pg_prepared_statements WHERE name LIKE 'tc_kept_%%'")
        return dict(cursor.fetchall())


def sees(actor: Any, note: Any) -> bool:
    try:
        return bool(Note.objects.get_for(actor, "read", pk=note.pk).pk == note.pk)
    except (Http404, NotAllowed):
        return False


def test_one_plan_serves_everybody_and_answers_each_for_themselves(world: Any, act: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor)
    plans._names(connection).clear()
    before = len(prepared())
    for _again in range(7):  # the server weighs a plan for all values after five
        for who, expected in ((world.supervisor, True), (world.colleague, False), (world.officer, True)):
            with act(who) as actor:
                assert sees(actor, note) is expected, who
    assert len(prepared()) == before + 1


def test_a_lookup_is_one_statement_and_kept_when_it_comes_again(world: Any, act: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor)
    plans._names(connection).clear()
    with act(world.supervisor) as actor:
        for begins in ("SELECT", "EXECUTE tc_kept_", "EXECUTE tc_kept_"):
            with CaptureQueriesContext(connection) as sent:
                assert sees(actor, note)
            assert len(sent) == 1
            assert sent[0]["sql"].startswith(begins)


def test_a_plan_outlives_the_transaction_that_made_it(world: Any, act: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor)
    with act(world.supervisor) as actor:
        with transaction.atomic():
            assert sees(actor, note)
            transaction.set_rollback(True)
        assert sees(actor, note)


def test_what_changed_is_seen_at_once(world: Any, act: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor, handling="sealed")
    for _again in range(7):
        with act(world.officer) as actor:
            assert not sees(actor, note)
    with backstage():
        Note.objects.unguarded(because="test").filter(pk=note.pk).update(handling="team")
    with act(world.officer) as actor:
        assert sees(actor, note)


def test_what_comes_after_the_last_kept_plan_is_planned_each_time(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "MOST", 0)
    with plans.kept("default"), CaptureQueriesContext(connection) as sent, connection.cursor() as cursor:
        for _again in range(3):
            cursor.execute("SELECT %s::int + 1", [1])
            assert cursor.fetchone() == (2,)
    assert [line["sql"] for line in sent] == ["SELECT 1::int + 1"] * 3


def test_a_text_that_never_came_again_makes_room(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    plans._names(connection).clear()
    monkeypatch.setattr(plans, "MOST", 2)
    with plans.kept("default"), connection.cursor() as cursor:
        for once in ("1", "2", "3", "4", "4"):
            cursor.execute(f"SELECT {once} + %s::int", [1])
    assert {text: bool(name) for text, name in plans._names(connection).items()} == {
        "SELECT 3 + %s::int": False, "SELECT 4 + %s::int": True
    }  # fmt: skip


def test_a_percent_sign_stays_one(db: None) -> None:
    with plans.kept("default"), connection.cursor() as cursor:
        for letter in "abc":
            cursor.execute("SELECT '%%' || %s::text", [letter])
            assert cursor.fetchone() == (f"%{letter}",)


def test_a_statement_the_server_refuses_is_not_kept(db: None) -> None:
    for _again in range(3):
        with pytest.raises(DatabaseError), transaction.atomic(), plans.kept("default"), connection.cursor() as cursor:
            cursor.execute("SELECT nonsense FROM nowhere WHERE a = %s", [1])
    with plans.kept("default"), connection.cursor() as cursor:
        for number in (3, 4, 5):
            cursor.execute("SELECT %s::int", [number])
            assert cursor.fetchone() == (number,)
