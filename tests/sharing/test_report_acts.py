"""The second wall of reports lets each act through for those it is for, and shows each row to them alone."""

from typing import Any

from tests.guards.mutants import without_turns
from tests.sharing.report_acts import wrong
from tests.sharing.report_stage import lay


def test_the_wall_of_reports_keeps_to_its_people(world: Any) -> None:
    found = wrong(lay(world))
    assert not found, "\n".join(found)


def test_its_policies_alone_keep_to_the_people_whom_they_name(world: Any) -> None:
    stage = lay(world)
    with without_turns():
        found = wrong(stage, loose=True)
    assert not found, "\n".join(found)
