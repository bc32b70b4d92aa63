"""Each condition of the second wall of rights is needed: with any one removed, an act or a row is missed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.doors.stage import Stage
from tests.guards import mutants
from tests.guards.mutants import RIGHTS, Mutant, of_named
from tests.sharing.rights_acts import TABLES, lay, wrong


@pytest.fixture
def stage(world: Any) -> Stage:
    """The staged requests of the person."""
    return lay(world)


def missed(stage: Stage, mutant: Mutant) -> bool:
    """Whether somebody notices that the condition is gone. One that breaks down is told by whoever asked it."""
    try:
        with transaction.atomic(), mutants.database_altered(mutant):
            return bool(wrong(stage, mutant.table.removeprefix("sharing_"), first=True))
    except DatabaseError:
        return True


def test_every_condition_of_the_wall_of_rights_is_needed(stage: Stage) -> None:
    ours = {f"sharing_{name}" for name in TABLES}
    found = [mutant for mutant in mutants.of_policies("sharing") if mutant.table in ours]
    found += of_named(*RIGHTS)
    assert len(found) > 15
    assert not wrong(stage)
    assert {mutant.name for mutant in found if not missed(stage, mutant)} == set()
