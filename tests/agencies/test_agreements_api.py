"""Agreements for programs: what the pages say, to whom they say it, and no name to who reads none."""

import uuid
from typing import Any

import pytest

from tests.agencies.helpers import change, day
from tests.api.caller import Caller, token_of
from tests.factories import agree

pytestmark = pytest.mark.django_db


def as_(world: Any, who: str) -> Caller:
    return Caller(token_of(getattr(world, who)))


@pytest.fixture
def agreement(world: Any) -> Any:
    """An agreement in force between police and port, signed for one of them by somebody with a name."""
    agreement = agree(world.police, world.port)
    change(agreement.parties.get(agency=world.police), signatory="Una Marsh", signed_on=day(-3))
    return agreement


def test_who_is_bound_and_what_it_opens(world: Any, agreement: Any) -> None:
    listed = {line["id"]: line for line in as_(world, "officer").get("/agreements/").json()["agreements"]}
    line = listed[str(agreement.pk)]
    assert (line["state"], line["opens"]) == ("in_force", True)
    assert {party["code"] for party in line["parties"] if party["binds"]} == {world.police.code, world.port.code}
    whole = as_(world, "officer").get(f"/agreements/{agreement.pk}/").json()
    assert whole["agreement"] == line
    assert all(section["label"] for section in whole["sections"])


def test_a_suspension_is_told_at_the_next_call(world: Any, browse: Any, agreement: Any) -> None:
    caller = as_(world, "officer")
    address = f"/agreements/{agreement.pk}/"
    version = caller.get(address).json()["version"]
    browse(world.coordinator).post(
        f"/agencies{address}suspend/", {"version": version, "reason": "A letter reached the wrong house"}
    )
    line = caller.get(address).json()["agreement"]
    assert (line["state"], line["opens"], line["reason"]) == ("suspended", False, "A letter reached the wrong house")


def test_who_signed_is_told_to_who_reads_names(world: Any, agreement: Any) -> None:
    def signatory(who: str) -> Any:
        parties = as_(world, who).get(f"/agreements/{agreement.pk}/").json()["agreement"]["parties"]
        return next(party["signatory"] for party in parties if party["code"] == world.police.code)

    assert [signatory(who) for who in ("officer", "coordinator", "teacher")] == ["Una Marsh"] * 3
    change(world.college, involvement="on_call")
    assert [signatory(who) for who in ("officer", "teacher")] == ["Una Marsh", ""]


def test_no_companion_reads_them_and_a_stranger_finds_none(world: Any, agreement: Any) -> None:
    for address in ("/agreements/", f"/agreements/{agreement.pk}/"):
        refused = as_(world, "mentor").get(address)
        assert (refused.status_code, "Agreements are for the staff" in refused.json()["detail"]) == (403, True)
    stranger = as_(world, "stranger")
    answers = [stranger.get(f"/agreements/{key}/") for key in (agreement.pk, uuid.uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()
    assert str(agreement.pk) not in stranger.get("/agreements/").content.decode()
