"""An erasure reaches every row, draft and file of a case, and nothing else; the trail keeps the bare fact."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from devstack.testing import as_role, backstage
from tests.doors.stage import Stage, build
from tests.factories import CaseFactory, PlaceFactory
from tests.guards.tables import CASE_BOUND
from tests.guards.test_links import fill
from tests.sharing.erasing_scene import (
    carried_out,
    close,
    decided,
    everything,
    granted,
    is_there,
    keys_of,
    proposed,
    stored,
)

STAYS = {
    "access_event": "the trail: the bare facts",
    "assessments_instrument": "the partnership's questions", "casework_caseoversight": "an appointment over an area",
    "casework_court": "a court of the partnership", "casework_lesson": "approved, and of no case any more",
    "casework_ordertype": "a kind of order", "casework_remindermail": "that a message went out, without a word",
    "casework_reportingrule": "a rule of the partnership", "casework_signentry": "a sign of the catalogue",
    "sharing_erasure": "the bare fact", "sharing_erasurenotice": "who is told of it, by agency and court",
}  # fmt: skip
"""Tables of which an erasure takes no row, and what each holds."""
OF_THE_PERSON = {"casework_person", "casework_contactpoint", "casework_relationship", "casework_case"}
KEPT_WORDS = (
    "token name",
    "feed name",
    "oversight decision",
    "lesson standing",
    "lesson withdrawn",
    "rule ",
    "general publication",
)
"""Hidden words that stand in no row of the case."""


def reached() -> set[str]:
    with backstage(), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT name FROM sharing_tables_of_a_case()")
        return {name for (name,) in cursor.fetchall()} | OF_THE_PERSON


def test_every_table_of_a_case_is_reached_or_reasoned_about(db: None) -> None:
    """A new one that hangs on a case points to it, or to a table that does: then it is found by itself."""
    assert CASE_BOUND - reached() == set(STAYS)
    with as_role("throughcare_policy"), connection.cursor() as cursor:
        for name in sorted(reached()):
            cursor.execute("SELECT has_table_privilege(%s, 'DELETE')", [name])
            assert cursor.fetchone() == (True,), f"GRANT DELETE ON {name} TO throughcare_policy"
        cursor.execute("SELECT has_table_privilege('access_event', 'DELETE')")
        assert cursor.fetchone() == (False,)


@pytest.fixture
def stage(world: Any) -> Stage:
    return build(world)


def _let_nothing_stand_in_the_way() -> None:
    """Lift what holds or restricts, and answer what the person asked."""
    over = "version = version + 1"
    with backstage(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE sharing_legalhold SET {over}, lifted_at = now(), lifted_by_id = membership_id, last_words = 'Over'"
        )
        cursor.execute(
            f"""UPDATE sharing_restriction SET {over}, lifted_on = placed_on, told_on = placed_on,
                lifted_by_id = membership_id WHERE lifted_on IS NULL"""
        )
        cursor.execute(
            f"""UPDATE sharing_rightsrequest SET {over}, state = 'withdrawn', decided_on = received_on,
                decided_by_id = membership_id WHERE state = 'received'"""
        )


def test_nothing_is_left_of_it_and_nothing_else_is_touched(stage: Stage, browse: Any) -> None:
    w = stage.world
    other = CaseFactory(reference="VRP-MAPLE", partnership=w.partnership, lead_agency=w.probation)
    PlaceFactory(case=other, membership=w.supervisor, is_case_manager=True)
    rows_of_other = fill(other, w.supervisor)
    source = granted(w)
    close(w)
    _let_nothing_stand_in_the_way()
    row = proposed(w, browse, source, words=stage.hide("erasure words"))
    assert decided(w, browse, row) == 303
    mine, foreign = set(keys_of(w.case.pk)), set(keys_of(other.pk))
    assert len(mine) > len(foreign) > len(rows_of_other) // 2
    before = everything()
    assert carried_out() == 1
    after = everything()

    assert not is_there(w)
    left = {
        (table, of) for table, rows in after.items() for text in rows for of, word in stage.words.items()
        if (word in text or word.encode().hex() in text) and not of.startswith(KEPT_WORDS)
    }  # fmt: skip
    assert {(t, of) for t, of in left if t != "access_event"} == set()
    pointing = {
        table for table, rows in after.items() for text in rows if any(key in text for key in mine)
    } - {"access_event", "sharing_erasure"}  # fmt: skip
    assert pointing == set()
    assert before["access_event"] == [line for line in after["access_event"] if line in set(before["access_event"])]
    for table, rows in before.items():
        theirs = [text for text in rows if any(key in text for key in foreign)]
        assert set(theirs) <= set(after[table]), table
    _nothing_elsewhere(list(stage.words.values()))
    done = stored(row)
    assert (done.state, done.words, done.decision_words, done.source_id) == ("done", "", "", source.pk)
    made = {"access_event", "sharing_erasurenotice"}
    told = len(after["sharing_erasurenotice"]) - len(before["sharing_erasurenotice"])
    assert sum(done.counts.values()) == told + sum(  # each recipient who is to be told makes something due
        len(rows) - len(after[table]) for table, rows in before.items() if table not in made
    )
    assert told > 0
    assert carried_out() == 0


def _nothing_elsewhere(words: list[str]) -> None:
    """No hidden word in what is cached, nor in a file beside the database."""
    client = cache._cache.get_client()  # type: ignore[attr-defined]  # the connection that the cache holds
    held = b"".join(key + (client.get(key) or b"") for key in client.scan_iter("*") if client.type(key) == b"string")
    files = b"".join(p.read_bytes() for p in pathlib.Path(settings.CHECKPOINT_DIR).rglob("*") if p.is_file())
    assert [word for word in words if word.encode() in held or word.encode() in files] == []
