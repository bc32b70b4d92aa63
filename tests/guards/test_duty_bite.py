"""Each condition about duty reports and deferrals is needed: with any one removed, an act or a row is missed.

The functions are asked alone, with the triggers out of the way that know whose turn it is; those triggers with them.
"""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError, transaction

from tests.doors.stage import Stage
from tests.guards import mutants
from tests.guards.equivalent import IN_DUTIES
from tests.guards.mutants import DUTIES, DUTIES_IN_TURN, Mutant, of_named, without_turns
from tests.sharing.deferral_acts import lay as lay_more
from tests.sharing.deferral_acts import wrong
from tests.sharing.report_stage import lay


def missed(stage: Stage, mutant: Mutant, loose: bool) -> bool:
    """Whether somebody notices that the condition is gone. One that breaks down is told by whoever asked it."""
    try:
        with transaction.atomic(), mutants.database_altered(mutant):
            return bool(wrong(stage, mutant.table.removeprefix("sharing_"), first=True, loose=loose))
    except DatabaseError:
        return True


def test_every_condition_about_duty_reports_and_deferrals_is_needed(world: Any) -> None:
    stage = lay(world)
    lay_more(stage)
    with without_turns():
        assert not wrong(stage, loose=True)
        left = {mutant.name for mutant in of_named(*DUTIES) if not missed(stage, mutant, loose=True)}
    assert not wrong(stage)
    turns = of_named(*DUTIES_IN_TURN, tables=DUTIES_IN_TURN)
    left |= {mutant.name for mutant in turns if not missed(stage, mutant, loose=False)}
    assert left == set(IN_DUTIES)
