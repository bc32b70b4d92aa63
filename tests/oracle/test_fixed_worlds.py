"""Both walls answer alike on the fixed worlds, by which each of their conditions is tried."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from tests.oracle import walls, writes
from tests.oracle.fixed import by_agreements, by_hand, by_standing, by_tiers
from tests.oracle.lay import lay
from tests.oracle.test_walls_agree import judge_readers
from tests.oracle.world import World


class _Undo(Exception):
    """Takes a world away."""


def laid() -> Iterator[World]:
    """The fixed worlds, each in the database while it is judged."""
    for w in (by_standing(), by_agreements(), by_hand(), by_tiers()):
        try:
            with transaction.atomic():
                lay(w)
                yield w
                raise _Undo
        except _Undo:
            pass


def walls_differ() -> list[str]:
    """What somebody in a fixed world is shown or may write otherwise than they should."""
    found: list[str] = []
    for w in laid():
        for who in w.everybody():
            found += [*walls.orm_differs(w, who), *walls.sql_differs(w, who), *writes.writing_differs(w, who)]
        judge_readers(w)
    return found


def test_both_walls_agree_on_the_fixed_worlds(db: None) -> None:
    assert walls_differ() == []
