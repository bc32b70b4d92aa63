"""The second wall of reports lets each act through for those it is for, and shows each row to them alone."""

from typing import Any

from tests.sharing.report_acts import lay, wrong


def test_the_wall_of_reports_keeps_to_its_people(world: Any) -> None:
    found = wrong(lay(world))
    assert not found, "\n".join(found)
