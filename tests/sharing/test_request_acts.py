"""The second wall of requests lets each act through for those it is for, and shows each row to them alone."""

from typing import Any

from tests.guards.mutants import without_turns
from tests.sharing.request_acts import lay, wrong


def test_the_wall_of_requests_keeps_to_its_people(world: Any) -> None:
    stage = lay(world)
    assert not wrong(stage)
    with without_turns():
        found = wrong(stage, loose=True)
    assert not found, "\n".join(found)
