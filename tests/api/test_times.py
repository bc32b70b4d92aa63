"""Times for programs: read by staff with default and source, set by coordinators, each against what was read."""

from __future__ import annotations

from typing import Any

import pytest

from agencies.models import Partnership
from agencies.queries.cadences import DEFAULTS, ERASE_SOURCE
from casework.choices import DeadlineKind
from devstack.testing import backstage
from tests.api.caller import caller
from tests.casework.doors import lines

SET: dict[str, dict[str, Any]] = {
    "/times/spans/plan_review/": {"days": 60},
    "/times/follow-ups/": {"months": [12, 3]},
    "/times/erasing/": {"months": 48},
}


def kept(world: Any) -> Partnership:
    with backstage():
        return Partnership.objects.get(pk=world.partnership.pk)


def test_staff_reads_what_holds_beside_the_default_and_its_source(world: Any) -> None:
    told = caller(world.officer).get("/times/").json()
    assert {row["name"]: (row["days"], row["comes_from"]) for row in told["spans"]} == {
        name: (usual.days, usual.source) for name, usual in DEFAULTS.items()
    }
    assert not any(row["changed"] for row in told["spans"])
    assert {row["kind"] for row in told["kinds"]} == set(DeadlineKind.values)
    assert told["follow_up_months"] == [6, 12]
    assert told["version"] == kept(world).version
    assert (told["quiet_from"], told["quiet_until"], told["time_zone"]) == ("20:00:00", "07:00:00", "Europe/Lisbon")
    assert told["erase_after_months"] == kept(world).settings.get("erase_after_months")
    assert ERASE_SOURCE not in str(told)  # no default, so none has a source


def test_a_companion_reads_none_and_nobody_but_coordinators_sets_one(world: Any) -> None:
    assert caller(world.mentor).get("/times/").status_code == 403
    before = kept(world)
    for who in (world.officer, world.chair, world.manager, world.stranger):
        client = caller(who)
        for path, sent in SET.items():
            assert client.post(path, {**sent, "version": before.version}).status_code == 403
        assert client.post("/times/kinds/court_report/", {"ahead": 1, "overdue": 1, "escalate": 1}).status_code == 403
    assert kept(world).settings == before.settings


def test_coordinators_set_them_and_each_is_on_the_trail(world: Any) -> None:
    client = caller(world.coordinator)
    for path, sent in SET.items():
        answer = client.post(path, {**sent, "version": kept(world).version})
        assert answer.status_code == 201, answer.content
        assert answer.json()["version"] == kept(world).version
    told = answer.json()
    assert next(row for row in told["spans"] if row["name"] == "plan_review")["days"] == 60
    assert (told["follow_up_months"], told["erase_after_months"]) == ([3, 12], 48)
    assert [line.detail for line in lines("cadence.set")] == [
        {"cadence": "plan_review", "days": 60}, {"follow_up_months": [3, 12]}, {"erase_after_months": 48},
    ]  # fmt: skip
    answer = client.post("/times/kinds/court_report/", {"ahead": 9, "overdue": 2, "escalate": 3})
    assert answer.status_code == 201
    row = next(row for row in answer.json()["kinds"] if row["kind"] == "court_report")
    assert (row["ahead"], row["overdue"], row["escalate"], row["changed"]) == (9, 2, 3, True)


def test_sent_twice_it_is_set_once_and_against_an_old_version_not_at_all(world: Any) -> None:
    client, read = caller(world.coordinator), kept(world).version
    for _ in range(2):
        assert client.post("/times/spans/plan_review/", {"days": 60, "version": read}).status_code == 201
    assert len(lines("cadence.set")) == 1
    assert client.post("/times/spans/plan_review/", {"days": 50, "version": read}).status_code == 409
    assert kept(world).settings["cadences"] == {"plan_review": 60}


@pytest.mark.parametrize(("path", "sent", "status"), [
    ("/times/spans/plan_review/", {"days": 6}, 422), ("/times/spans/plan_review/", {"days": "60"}, 422),
    ("/times/spans/plan_review/", {}, 422), ("/times/spans/nonsense/", {"days": 60}, 404),
    ("/times/follow-ups/", {"months": []}, 422), ("/times/follow-ups/", {"months": [5]}, 422),
    ("/times/erasing/", {"months": 0}, 422), ("/times/erasing/", {"months": 601}, 422),
])  # fmt: skip
def test_what_is_odd_is_said_and_nothing_is_set(world: Any, path: str, sent: dict[str, Any], status: int) -> None:
    before = kept(world)
    assert caller(world.coordinator).post(path, {**sent, "version": before.version}).status_code == status
    assert kept(world).settings == before.settings


@pytest.mark.parametrize("change", [{"ahead": 61}, {"overdue": 0}, {"escalate": 1, "overdue": 2}, {"ahead": None}])
def test_a_kind_reminds_in_order(world: Any, change: dict[str, Any]) -> None:
    client, before = caller(world.coordinator), kept(world).settings
    sent = {"ahead": 5, "overdue": 1, "escalate": 2, **change}
    assert client.post("/times/kinds/court_report/", sent).status_code == 422
    assert client.post("/times/kinds/nonsense/", {"ahead": 5, "overdue": 1, "escalate": 2}).status_code == 404
    assert kept(world).settings == before
