"""Whole pictures of a case through the programming interface: the same as the pages, for those who see the pages."""

from typing import Any

import pytest

from tests.api.caller import caller
from tests.factories.reports import supervised


@pytest.fixture
def record(world: Any) -> Any:
    """The cast's case with an order, contacts, a plan and its parts."""
    world.record = supervised(world)
    return world


def test_a_program_reads_the_timeline_page_by_page(record: Any) -> None:
    path = f"/cases/{record.case.reference}/timeline/"
    first = caller(record.supervisor).get(path).json()
    assert first["results"]
    assert "note" in first["kinds"]
    days = [entry["on"] for entry in first["results"]]
    assert days == sorted(days, reverse=True)
    only = caller(record.supervisor).get(path, kind="note").json()
    assert {entry["kind"] for entry in only["results"]} == {"note"}
    if first["next"]:
        second = caller(record.supervisor).get(path, cursor=first["next"]).json()
        assert not {e["id"] for e in first["results"]} & {e["id"] for e in second["results"]}
    assert caller(record.supervisor).get(path, cursor="made up").status_code == 400


def test_a_program_reads_versions_network_and_forecast(record: Any) -> None:
    ask = caller(record.supervisor)
    versions = ask.get(f"/cases/{record.case.reference}/plan/versions/").json()["results"]
    assert [line["number"] for line in versions] == sorted((line["number"] for line in versions), reverse=True)
    network = ask.get(f"/cases/{record.case.reference}/network/").json()
    assert set(network) == {"results", "ended", "accepted", "pulling_back"}
    coming = ask.get("/forecast/").json()
    assert coming["releases"] + coming["ends"] == len(coming["results"])
    plan = ask.get(f"/cases/{record.case.reference}/plan/").json()
    assert {"safety", "ending", "achievements"} <= set(plan)


def test_a_stranger_gets_what_was_never_there(record: Any) -> None:
    ask = caller(record.stranger)
    for part in ("timeline", "network", "plan/versions"):
        real, never = ask.get(f"/cases/{record.case.reference}/{part}/"), ask.get(f"/cases/VRP-NEVER/{part}/")
        assert real.status_code == never.status_code == 404
        assert real.content == never.content
    assert ask.get("/forecast/").json()["results"] == []
