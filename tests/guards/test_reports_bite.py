"""Each condition of the second wall of reports is needed: with any one of them removed, an act or a row is missed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.doors.stage import Stage
from tests.guards import mutants
from tests.guards.equivalent import IN_REPORTS
from tests.guards.mutants import Mutant
from tests.sharing.report_acts import lay, wrong


@pytest.fixture
def stage(world: Any) -> Stage:
    """The staged reports."""
    return lay(world)


def missed(stage: Stage, mutant: Mutant) -> bool:
    """Whether somebody notices that the condition is gone. One that breaks down is told by whoever asked it."""
    try:
        with transaction.atomic(), mutants.database_altered(mutant):
            return bool(wrong(stage, mutant.table.removeprefix("sharing_"), first=True))
    except DatabaseError:
        return True


def test_every_condition_of_the_wall_of_reports_is_needed(stage: Stage) -> None:
    found = [*mutants.of_policies("sharing"), *mutants.of_report_functions()]
    left = {mutant.name for mutant in found if not missed(stage, mutant)}
    assert left == set(IN_REPORTS)
