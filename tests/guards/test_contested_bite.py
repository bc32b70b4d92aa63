"""Each condition of the second wall of contested facts and restrictions is needed: one removed is missed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.guards import mutants
from tests.guards.mutants import CONTESTING, RESTRICTING, of_named
from tests.guards.test_advice_bite import missed_by
from tests.sharing import contested_acts, restriction_acts


@pytest.mark.parametrize(
    ("acts", "functions"),
    [(contested_acts, CONTESTING), (restriction_acts, RESTRICTING)],
    ids=["contested", "restricted"],
)
def test_every_condition_of_the_wall_is_needed(world: Any, acts: Any, functions: tuple[str, ...]) -> None:
    stage, ours = acts.lay(world), {f"sharing_{name}" for name in acts.TABLES}
    found = [mutant for mutant in mutants.of_policies("sharing") if mutant.table in ours]
    found += of_named(*functions)
    assert len(found) > 15
    assert not acts.wrong(stage)
    assert {mutant.name for mutant in found if not missed_by(stage, mutant, acts.wrong)} == set()
