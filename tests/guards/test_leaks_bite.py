"""Each condition of the second wall of leaks is needed: with any one removed, an act or a row is missed."""

from __future__ import annotations

from typing import Any

from tests.guards import mutants
from tests.guards.mutants import LEAKING, of_named
from tests.guards.test_advice_bite import missed_by
from tests.sharing.leak_acts import TABLES, lay, wrong


def test_every_condition_of_the_wall_of_leaks_is_needed(world: Any) -> None:
    stage, ours = lay(world), {f"sharing_{name}" for name in TABLES}
    found = [mutant for mutant in mutants.of_policies("sharing") if mutant.table in ours]
    found += of_named(*LEAKING)
    assert len(found) > 20
    assert not wrong(stage)
    assert {mutant.name for mutant in found if not missed_by(stage, mutant, wrong)} == set()
