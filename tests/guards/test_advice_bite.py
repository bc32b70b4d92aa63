"""Each condition of the second wall of legal advice is needed: with any one removed, an act or a row is missed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.doors.stage import Stage
from tests.guards import mutants
from tests.guards.mutants import ADVISING, Mutant, of_named
from tests.sharing.advice_acts import TABLES, lay, wrong


@pytest.fixture
def stage(world: Any) -> Stage:
    """The staged questions."""
    return lay(world)


def missed_by(stage: Stage, mutant: Mutant, scene: Callable[..., Any]) -> bool:
    """Whether somebody of the scene notices that the condition is gone. One that breaks down is told by its asker."""
    try:
        with transaction.atomic(), mutants.database_altered(mutant):
            return bool(scene(stage, mutant.table.removeprefix("sharing_"), first=True))
    except DatabaseError:
        return True


def test_every_condition_of_the_wall_of_advice_is_needed(stage: Stage) -> None:
    ours = {f"sharing_{name}" for name in TABLES}
    found = [mutant for mutant in mutants.of_policies("sharing") if mutant.table in ours]
    found += of_named(*ADVISING)
    assert len(found) > 20
    assert not wrong(stage)
    assert {mutant.name for mutant in found if not missed_by(stage, mutant, wrong)} == set()
