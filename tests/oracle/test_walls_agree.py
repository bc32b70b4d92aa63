"""The oracle, the guarded querysets, the database's policies and ``readers_of_*`` give the same answers.

``ORACLE_WORLDS=5000`` searches deeper and anew; without it the same worlds are judged each time.
"""

from __future__ import annotations

import os
import random

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.oracle import expect, walls, writes
from tests.oracle.lay import lay
from tests.oracle.make import make
from tests.oracle.rule import places, tier
from tests.oracle.world import Who, World

DEEP = os.environ.get("ORACLE_WORLDS")


class _Undo(Exception):
    """Ends an example: its world never was."""


def judge(w: World, whole: bool) -> None:
    """Lay ``w``, ask every wall about everybody, and take it away again; ``whole``: every question of everybody."""
    try:
        with transaction.atomic():
            lay(w)
            for n, who in enumerate(w.everybody()):
                assert walls.orm_differs(w, who, None if whole else n) == [], "guarded querysets"
                assert walls.sql_differs(w, who) == [], "database"
                if whole:
                    assert writes.writing_differs(w, who) == [], "writing"
                for note in w.notes[n % 3 :: 5]:
                    assert walls.one_by_one(w, who, note, expect.NOTE_VERBS[n % 4]), "get_for"
            judge_readers(w)
            raise _Undo
    except _Undo:
        pass


def judge_readers(w: World) -> None:
    """Who would see it: asked from the other side."""
    everybody = [Who(m.person, m) for m in w.memberships]
    on_cases = walls.readers_of_cases(w)
    for case in w.cases:
        assert on_cases[case.id] == {(x.person.id, x.membership.id) for x in everybody if places(w, x, case)}
    on_notes = walls.readers_of_notes(w)
    for note in w.notes:
        assert on_notes[note.id] == {
            (x.person.id, x.membership.id): tier(w, x, note) for x in everybody if places(w, x, note.case)
        }


@settings(
    max_examples=int(DEEP or 64), derandomize=not DEEP, deadline=None, database=None, print_blob=True,
    suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink] if DEEP else [Phase.generate],
)  # fmt: skip
@given(chance=st.randoms(use_true_random=False))
def test_small_worlds(db: None, chance: random.Random) -> None:
    judge(make(chance), whole=bool(DEEP))
