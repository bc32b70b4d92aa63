"""Each condition of the second wall of reports is needed: with any one of them removed, an act or a row is missed.

The policies and what they ask are tried alone: with the triggers that know whose turn it is out of the way, which
refuse many of the same acts. The conditions of those triggers are tried with them in their place.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.doors.stage import Stage
from tests.guards import mutants
from tests.guards.equivalent import IN_REPORTS
from tests.guards.mutants import Mutant, without_turns
from tests.sharing.advice_acts import TABLES as ADVICE
from tests.sharing.contested_acts import TABLES as CONTESTED
from tests.sharing.erasing_acts import TABLES as ERASING
from tests.sharing.leak_acts import TABLES as LEAKS
from tests.sharing.proposal_acts import TABLES as PROPOSALS
from tests.sharing.publication_acts import TABLES as PUBLICATIONS
from tests.sharing.report_acts import wrong
from tests.sharing.report_stage import lay
from tests.sharing.request_acts import TABLES as REQUESTS
from tests.sharing.restriction_acts import TABLES as RESTRICTED
from tests.sharing.rights_acts import TABLES as RIGHTS


@pytest.fixture
def stage(world: Any) -> Stage:
    """The staged reports."""
    return lay(world)


def missed(stage: Stage, mutant: Mutant, loose: bool) -> bool:
    """Whether somebody notices that the condition is gone. One that breaks down is told by whoever asked it."""
    try:
        with transaction.atomic(), mutants.database_altered(mutant):
            return bool(wrong(stage, mutant.table.removeprefix("sharing_"), first=True, loose=loose))
    except DatabaseError:
        return True


def test_every_condition_of_the_wall_of_reports_is_needed(stage: Stage) -> None:
    elsewhere = {
        f"sharing_{name}"
        for name in (*ADVICE, *CONTESTED, *ERASING, *LEAKS, *PROPOSALS, *PUBLICATIONS, *REQUESTS, *RESTRICTED, *RIGHTS)
    }
    policies = [
        mutant for mutant in mutants.of_policies("sharing")
        if mutant.table not in elsewhere and ".made_as_approved " not in mutant.name
    ]  # fmt: skip
    alone = [*policies, *mutants.of_report_functions(), *mutants.of_what_never_changes()]
    with without_turns():
        assert not wrong(stage, loose=True)
        left = {mutant.name for mutant in alone if not missed(stage, mutant, loose=True)}
    assert not wrong(stage)
    left |= {mutant.name for mutant in mutants.of_turns() if not missed(stage, mutant, loose=False)}
    assert left == set(IN_REPORTS)
