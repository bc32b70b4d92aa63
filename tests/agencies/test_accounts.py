"""The first password by a one-time link, one's own account, and choosing for whom to act."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from devstack.testing import backstage
from tests.agencies.helpers import change, fresh, lines, signed_in
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db
STRONG = "copper lantern drifts north"


def link_for(browse: Any, world: Any, membership: Any) -> Any:
    """The path of a fresh link, read from the coordinator's screen."""
    response = browse(world.coordinator).post(f"/agencies/members/{membership.pk}/password/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    [address] = re.findall(r"http://testserver(/account/first-password/[^<\s]+)", response.content.decode())
    return address


def test_a_link_sets_a_password_once(world: Any, browse: Any) -> None:
    address = link_for(browse, world, world.clinician)
    somebody = Client()
    taken = somebody.get(address)["Location"]
    assert taken.endswith("/set/")
    assert "Choose a password" in somebody.get(taken).content.decode()
    assert Client().get(taken).status_code == 404
    response = somebody.post(taken, {"password": STRONG, "again": STRONG})
    assert response.status_code == 303
    assert response["Location"] == "/login/"
    assert fresh(world.clinician.user).check_password(STRONG)
    for answer in (somebody.get(address), somebody.post(taken, {"password": STRONG, "again": STRONG})):
        assert answer.status_code == 404
        assert "does not work any more" in answer.content.decode()
    login = Client().post("/login/", {"login": world.clinician.user.email, "password": STRONG})
    assert login.status_code == 302
    assert [line.user_id for line in lines("account.password_set")] == [None]
    assert lines("account.link_issued")[0].detail == {"reset": False}


def test_the_link_stands_nowhere_else(world: Any, browse: Any) -> None:
    client = browse(world.coordinator)
    address = link_for(browse, world, world.clinician)
    token = address.rstrip("/").rpartition("/")[2]
    assert token not in client.get(f"/agencies/members/{world.clinician.pk}/password/").content.decode()
    assert token not in str([line.detail for line in lines("account.link_issued")])


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"password": "", "again": ""}, "Enter a new password"),
        ({"password": STRONG, "again": "other"}, "The two passwords differ"),
        ({"password": "short1", "again": "short1"}, "at least 12 characters"),
        ({"password": "abcabcabcabcabc", "again": "abcabcabcabcabc"}, "harder to guess"),
    ],
)
def test_a_weak_password_is_refused(world: Any, browse: Any, given: Any, sentence: Any) -> None:
    address = link_for(browse, world, world.clinician)
    somebody = Client()
    response = somebody.post(somebody.get(address)["Location"], given)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not fresh(world.clinician.user).has_usable_password()
    assert Client().get(address).status_code == 303


def test_a_newer_link_spoils_the_older_and_time_spoils_both(world: Any, browse: Any) -> None:
    older, newer = link_for(browse, world, world.clinician), link_for(browse, world, world.clinician)
    assert Client().get(older).status_code == 404
    assert Client().get(newer).status_code == 303
    with time_machine.travel(timezone.now() + dt.timedelta(days=3, minutes=5), tick=False):
        assert Client().get(newer).status_code == 404


@pytest.mark.parametrize("address", ["x/y", "MTIz/abc-def", "AAAA/c1-00", "%F0%9F/set"])
def test_nonsense_is_answered_like_a_spoiled_link(db: Any, address: Any) -> None:
    response = Client().get(f"/account/first-password/{address}/")
    assert response.status_code == 404
    assert "does not work any more" in response.content.decode()


def test_a_link_for_somebody_with_a_password_takes_it_away_and_signs_out(world: Any, browse: Any) -> None:
    member = signed_in(world.officer)
    assert "stops working as soon as you make the link" in (
        browse(world.coordinator).get(f"/agencies/members/{world.officer.pk}/password/").content.decode()
    )
    link_for(browse, world, world.officer)
    assert not fresh(world.officer.user).has_usable_password()
    assert member.get("/agencies/")["Location"].startswith("/login/")
    assert lines("account.link_issued")[0].detail == {"reset": True}


def test_an_account_that_is_off_gets_no_link_and_a_link_stops_with_it(world: Any, browse: Any) -> None:
    address = link_for(browse, world, world.officer)
    change(world.officer.user, is_active=False)
    assert Client().get(address).status_code == 404
    response = browse(world.coordinator).post(f"/agencies/members/{world.officer.pk}/password/")
    assert response.status_code == 422
    assert "This account is switched off" in response.content.decode()


def test_my_account_says_who_i_am(world: Any, browse: Any) -> None:
    html = browse(world.coordinator).get("/account/").content.decode()
    for words in (
        world.coordinator.user.full_name,
        world.social.name,
        world.partnership.name,
        "Partnership coordinator",
    ):
        assert words in html
    assert "Version 1, accepted on" in html
    assert "I also act for" not in html
    assert Client().get("/account/").status_code == 302


def test_my_account_works_before_the_code_is_accepted(world: Any, browse: Any) -> None:
    newcomer = MembershipFactory(agency=world.police, accepted=False)
    assert "Not accepted yet" in browse(newcomer).get("/account/").content.decode()


def test_one_acts_for_one_agency_at_a_time(world: Any, browse: Any) -> None:
    second = MembershipFactory(user=world.officer.user, agency=world.college)
    client = browse(world.officer)
    assert "I also act for" in client.get("/account/").content.decode()
    html = client.get("/account/acting-for/").content.decode()
    assert world.college.name in html
    response = client.post("/account/acting-for/", {"membership": str(second.pk), "next": "/agencies/"})
    assert response.status_code == 303
    assert response["Location"] == "/agencies/"
    html = client.get("/account/").content.decode()
    assert f"{world.college.name}</a>" in html
    assert lines("account.acting_for")[0].subjects == [second.pk]


@pytest.mark.parametrize("who", ["stranger", "analyst", "ended"])
def test_nobody_acts_under_a_membership_that_is_not_theirs_now(world: Any, browse: Any, who: Any) -> None:
    ended = MembershipFactory(user=world.officer.user, agency=world.college, valid_to=timezone.now())
    other = ended if who == "ended" else getattr(world, who)
    client = browse(world.officer)
    response = client.post("/account/acting-for/", {"membership": str(other.pk)})
    assert response.status_code == 422
    assert "Choose one of your agencies" in response.content.decode()
    assert f"{world.police.name}</a>" in client.get("/account/").content.decode()


def test_one_is_never_sent_to_another_site(world: Any, browse: Any) -> None:
    given = {"membership": str(world.officer.pk), "next": "https://evil.example/"}
    assert browse(world.officer).post("/account/acting-for/", given)["Location"] == "/"


def test_a_chosen_membership_that_ends_falls_back(world: Any, browse: Any) -> None:
    second = MembershipFactory(user=world.officer.user, agency=world.college)
    client = browse(world.officer)
    client.post("/account/acting-for/", {"membership": str(second.pk)})
    change(second, valid_to=timezone.now())
    assert f"{world.police.name}</a>" in client.get("/account/").content.decode()
    with backstage():
        assert world.officer.user.memberships.count() == 2
