"""Each condition of the second wall of requests is needed: with any one of them removed, an act or a row is missed.

What ties rows to one case has tests of its own (``test_links.py``); the policies are tried without it.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.doors.stage import Stage
from tests.guards import mutants
from tests.guards.equivalent import IN_REQUESTS
from tests.guards.mutants import ASKING, Mutant, of_named, without_turns
from tests.sharing.request_acts import TABLES, lay, wrong


@pytest.fixture
def stage(world: Any) -> Stage:
    """The staged requests."""
    return lay(world)


def missed(stage: Stage, mutant: Mutant) -> bool:
    """Whether somebody notices that the condition is gone. One that breaks down is told by whoever asked it."""
    table = mutant.table.removeprefix("sharing_")
    try:
        with transaction.atomic(), mutants.database_altered(mutant):
            return bool(wrong(stage, table, first=True, loose=True))
    except DatabaseError:
        return True


def test_every_condition_of_the_wall_of_requests_is_needed(stage: Stage) -> None:
    policies = [one for one in mutants.of_policies("sharing") if one.table.removeprefix("sharing_") in TABLES]
    assert policies
    with without_turns():
        assert not wrong(stage, loose=True)
        left = {one.name for one in (*policies, *of_named(*ASKING)) if not missed(stage, one)}
    assert left == set(IN_REQUESTS)
