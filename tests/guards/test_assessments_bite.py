"""Each condition of the second wall of assessments is needed: with any one of them removed, an act or a row is missed.

The policies and what they ask are tried alone: with the triggers that know whose turn it is out of the way, which
refuse many of the same acts. The conditions of those triggers are tried with them in their place; of what a step brings
about, everything that is otherwise afterwards is looked at.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.assessments.acts import wrong
from tests.assessments.bite_stage import lay
from tests.assessments.effects import odd
from tests.doors.stage import Stage
from tests.guards import mutants
from tests.guards.equivalent import IN_ASSESSMENTS
from tests.guards.mutants import Mutant, of_named, without_turns


@pytest.fixture
def stage(world: Any) -> Stage:
    """The staged assessments."""
    return lay(world)


def missed(stage: Stage, mutant: Mutant, loose: bool) -> bool:
    """Whether somebody notices that the condition is gone. One that breaks down is told by whoever asked it."""
    try:
        with transaction.atomic(), mutants.database_altered(mutant):
            return bool(wrong(stage, mutant.table.removeprefix("assessments_"), first=True, loose=loose))
    except DatabaseError:
        return True


def brought_about(stage: Stage, mutant: Mutant) -> bool:
    """Whether a step brings about something else without the condition."""
    try:
        with transaction.atomic(), mutants.database_altered(mutant):
            return bool(odd(stage))
    except DatabaseError:
        return True


def test_every_condition_of_the_wall_of_assessments_is_needed(stage: Stage) -> None:
    alone = [*mutants.of_policies("assessments"), *of_named(*mutants.ASSESSING)]
    with without_turns("assessments"):
        assert not wrong(stage, loose=True)
        left = {mutant.name for mutant in alone if not missed(stage, mutant, loose=True)}
    assert not wrong(stage)
    told = {**mutants.ASSESSING_IN_TURN, **mutants.ASSESSING_ALWAYS}
    left |= {m.name for m in of_named(*told, tables=told) if not missed(stage, m, loose=False)}
    assert not odd(stage)
    left |= {m.name for m in of_named(*mutants.ASSESSING_EFFECTS) if not brought_about(stage, m)}
    assert left == set(IN_ASSESSMENTS)
