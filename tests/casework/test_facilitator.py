"""Who eases the way back: named by the case manager among the team, and speaking for themselves."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from casework.models import CaseTeamMember
from devstack.testing import backstage
from tests.api.caller import known
from tests.casework.doors import OUTSIDE, lines, must_look_absent, page
from tests.cast import acting, browser_of
from tests.factories import MembershipFactory

TEAM = "/cases/VRP-CEDAR/team/"
OVERVIEW = "/cases/VRP-CEDAR/"
WORDS = "The same first language."


def place(membership: Any) -> Any:
    with backstage():
        return CaseTeamMember.objects.unguarded(because="test").get(membership=membership)


def name(who: Any, membership: Any, named: str = "yes") -> Any:
    return browser_of(who).post(f"{TEAM}{place(membership).pk}/facilitate/", {"named": named})


def say(who: Any, words: str = WORDS) -> Any:
    return browser_of(who).post(f"{TEAM}shares/", {"shares": words})


def test_the_case_manager_names_any_member_and_one_at_a_time(world: Any) -> None:
    assert name(world.manager, world.mentor).status_code == 303
    assert place(world.mentor).is_facilitator
    assert name(world.manager, world.officer).status_code == 303
    assert (place(world.mentor).is_facilitator, place(world.officer).is_facilitator) == (False, True)
    assert name(world.manager, world.officer, "no").status_code == 303
    assert not place(world.officer).is_facilitator
    assert [len(lines(f"team.facilitator_{verb}")) for verb in ("named", "released")] == [2, 1]
    assert name(world.manager, world.officer, "perhaps").status_code == 422


@pytest.mark.parametrize("who", ["supervisor", "officer", "teacher", "mentor", "chair"])
def test_nobody_else_names_one(world: Any, who: str) -> None:
    assert name(getattr(world, who), world.officer).status_code == 403
    assert not place(world.officer).is_facilitator


@pytest.mark.parametrize("who", OUTSIDE)
def test_outsiders_get_what_a_case_that_never_existed_gets(world: Any, browse: Any, who: str) -> None:
    client = browse(getattr(world, who))
    must_look_absent(client, f"/cases/{{}}/team/{place(world.officer).pk}/facilitate/")
    must_look_absent(client, "/cases/{}/team/shares/", data={"shares": WORDS})


def test_what_they_share_is_theirs_to_say(world: Any) -> None:
    name(world.manager, world.mentor)
    assert say(world.manager).status_code == 403
    assert say(world.officer).status_code == 403
    assert say(world.mentor, "x" * 161).status_code == 422
    assert say(world.mentor).status_code == 303
    assert place(world.mentor).shares == WORDS
    assert WORDS in page(browser_of(world.officer), OVERVIEW)
    assert WORDS in page(browser_of(world.officer), TEAM)
    assert WORDS in page(browser_of(world.mentor), TEAM)
    assert WORDS not in page(browser_of(world.teacher), TEAM)
    assert WORDS not in page(browser_of(world.teacher), OVERVIEW)
    told = {one["name"]: one for one in known(world.officer).get("/cases/VRP-CEDAR/team/").json()["results"]}
    assert told[world.mentor.user.full_name]["is_facilitator"]
    assert told[world.mentor.user.full_name]["shares"] == WORDS
    assert {one["shares"] for one in known(world.teacher).get("/cases/VRP-CEDAR/team/").json()["results"]} == {""}
    assert say(world.mentor, "").status_code == 303
    assert place(world.mentor).shares == ""


def test_the_words_go_with_the_role(world: Any) -> None:
    name(world.manager, world.mentor)
    say(world.mentor)
    name(world.manager, world.officer)
    assert (place(world.mentor).is_facilitator, place(world.mentor).shares) == (False, "")
    assert say(world.mentor).status_code == 403


def test_a_place_that_is_given_again_begins_without_the_role(world: Any) -> None:
    name(world.manager, world.teacher)
    client = browser_of(world.manager)
    client.post(f"{TEAM}{place(world.teacher).pk}/end/", {"reason": "The course is over"})
    assert "Re-entry facilitator" not in page(browser_of(world.officer), OVERVIEW)
    assert name(world.manager, world.teacher).status_code == 404
    again = {"membership": world.teacher.pk, "kind": "ad_hoc", "purpose": "reintegration", "decision": "Panel"}
    with backstage():
        until = place(world.mentor).valid_to.date().isoformat()
    assert client.post(f"{TEAM}new/", {**again, "until": until}).status_code == 303
    assert not place(world.teacher).is_facilitator


@pytest.mark.parametrize("change", ["is_facilitator = true", "is_facilitator = true, shares = 'Words'"])
def test_the_database_lets_nobody_write_the_role_by_hand(world: Any, change: str) -> None:
    with acting(world.manager), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE casework_caseteammember SET {change}, version = version + 1 WHERE id = %s",
            [place(world.officer).pk],
        )
    assert not place(world.officer).is_facilitator


@pytest.mark.parametrize("who", ["supervisor", "officer", "teacher", "stranger"])
def test_the_database_asks_who_names(world: Any, who: str) -> None:
    with acting(getattr(world, who)), connection.cursor() as cursor:
        cursor.execute("SELECT casework_name_facilitator(%s, true)", [place(world.officer).pk])
        assert cursor.fetchone() == (False,)


def test_the_database_asks_who_speaks(world: Any) -> None:
    name(world.manager, world.mentor)
    key = place(world.mentor).pk
    for who in (world.manager, MembershipFactory(user=world.mentor.user, agency=world.charity)):
        with acting(who), connection.cursor() as cursor:
            cursor.execute("SELECT casework_declare_shared(%s, 'Words')", [key])
            assert cursor.fetchone() == (False,)
    with acting(world.mentor), connection.cursor() as cursor:
        cursor.execute("SELECT casework_declare_shared(%s, 'Words')", [key])
        assert cursor.fetchone() == (True,)
