"""A coordinator keeps memberships: who acts for whom, with which duties, until when, and what ends at once."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from agencies.models import FAR_FUTURE, AgencyMembership, User
from devstack.testing import backstage
from tests.agencies.helpers import change, day, fresh, lines, member_form, signed_in
from tests.factories import MembershipFactory, PositionFactory, UserFactory

pytestmark = pytest.mark.django_db


def of(email: Any) -> Any:
    """The newest membership of a person."""
    with backstage():
        return AgencyMembership.objects.select_related("user").filter(user__email=email).order_by("-valid_from").first()


def test_a_new_person_gets_an_account_a_membership_and_then_a_link(world: Any, browse: Any) -> None:
    position = PositionFactory()
    given = member_form(position, duties=["supervisor"], ends_on=day(30).isoformat())
    response = browse(world.coordinator).post(f"/agencies/{world.health.pk}/members/new/", given)
    row = of("new.person@example.org")
    assert response.status_code == 303
    assert response["Location"] == f"/agencies/members/{row.pk}/password/"
    assert (row.user.full_name, row.position_id, row.duties) == ("Nela Person", position.pk, ["supervisor"])
    assert row.approver_id == world.coordinator.user_id
    assert timezone.localdate(row.valid_to) == day(31)
    assert not row.user.has_usable_password()
    assert [line.subjects[0] for line in lines("account.opened")] == [row.user_id]
    assert lines("membership.added")[0].detail == {"duties": ["supervisor"]}


def test_an_account_that_exists_is_used(world: Any, browse: Any) -> None:
    user = UserFactory(email="known@example.org", full_name="Known Before")
    with backstage():
        user.set_password("three quiet herons wade")
        user.save()
    given = member_form(PositionFactory(), email="KNOWN@example.org", full_name="Somebody Else")
    response = browse(world.coordinator).post(f"/agencies/{world.health.pk}/members/new/", given)
    assert response["Location"] == f"/agencies/{world.health.pk}/"
    assert of("known@example.org").user.full_name == "Known Before"
    assert not lines("account.opened")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "nobody"}, "Enter an e-mail address in the form"),
        ({"email": ""}, "Enter the person&#x27;s e-mail address"),
        ({"full_name": ""}, "Enter the person&#x27;s full name"),
        ({"position": ""}, "Choose a position"),
        ({"duties": ["king"]}, "Choose from the list"),
        ({"begins_on": "2001-01-01"}, "The first day must be today or later"),
        ({"begins_on": "31.12."}, "Enter a real date"),
        ({"ends_on": "2001-01-01"}, "The last day must be today or later"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(world: Any, browse: Any, wrong: Any, sentence: Any) -> None:
    given = member_form(PositionFactory(name="Night teacher")) | wrong
    response = browse(world.coordinator).post(f"/agencies/{world.health.pk}/members/new/", given)
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert given["email"] in html
    assert given["full_name"] in html
    assert of("new.person@example.org") is None


def test_companions_carry_no_duties(world: Any, browse: Any) -> None:
    given = member_form(PositionFactory(is_companion=True), duties=["chair"])
    response = browse(world.coordinator).post(f"/agencies/{world.health.pk}/members/new/", given)
    assert response.status_code == 422
    assert "A companion carries no duties" in response.content.decode()


def test_nobody_is_added_twice_nor_to_an_agency_that_left(world: Any, browse: Any) -> None:
    client = browse(world.coordinator)
    given = member_form(PositionFactory(), email=world.clinician.user.email)
    response = client.post(f"/agencies/{world.health.pk}/members/new/", given)
    assert response.status_code == 422
    assert "acts for the agency already" in response.content.decode()
    change(world.health, status="left")
    response = client.post(f"/agencies/{world.health.pk}/members/new/", member_form(PositionFactory()))
    assert response.status_code == 422
    assert "has left the partnership" in response.content.decode()


def test_nobody_gives_themselves_a_duty_or_a_membership(world: Any, browse: Any) -> None:
    client, own = browse(world.coordinator), world.coordinator
    given = {"position": str(own.position_id), "duties": ["coordinator", "chair"], "ends_on": "", "version": "1"}
    for door in ("", "end/", "password/", "account/"):
        response = client.post(f"/agencies/members/{own.pk}/{door}", given | {"reason": "Me"})
        assert response.status_code == 403, door
    assert fresh(own).duties == ["coordinator"]
    second = MembershipFactory(user=own.user, agency=world.police)
    assert client.post(f"/agencies/members/{second.pk}/", given).status_code == 403
    response = client.post(
        f"/agencies/{world.health.pk}/members/new/", member_form(PositionFactory(), email=own.user.email)
    )
    assert response.status_code == 422
    assert "This is you" in response.content.decode()


def edit(row: Any, **more: Any) -> Any:
    """The form of a membership as it stands, with changes."""
    row = fresh(row)
    return {"position": str(row.position_id), "duties": row.duties, "ends_on": "", "version": row.version, **more}


def test_a_duty_given_signs_the_person_out_everywhere(world: Any, browse: Any) -> None:
    here, there = signed_in(world.officer), signed_in(world.officer)
    bystander = signed_in(world.analyst)
    assert here.get("/agencies/").status_code == there.get("/agencies/").status_code == 200
    response = browse(world.coordinator).post(
        f"/agencies/members/{world.officer.pk}/", edit(world.officer, duties=["supervisor"])
    )
    assert response.status_code == 303
    assert fresh(world.officer).duties == ["supervisor"]
    for client in (here, there):
        answer = client.get("/agencies/")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/login/")
    assert bystander.get("/agencies/").status_code == 200
    assert lines("account.signed_out")[0].detail == {"sessions": 2}


def test_saving_without_a_change_signs_nobody_out(world: Any, browse: Any) -> None:
    member = signed_in(world.officer)
    browse(world.coordinator).post(f"/agencies/members/{world.officer.pk}/", edit(world.officer))
    assert member.get("/agencies/").status_code == 200
    assert fresh(world.officer).version == 1


def test_a_last_day_counts_whole_and_can_be_taken_back(world: Any, browse: Any) -> None:
    client = browse(world.coordinator)
    client.post(f"/agencies/members/{world.officer.pk}/", edit(world.officer, ends_on=day(0).isoformat()))
    assert timezone.localdate(fresh(world.officer).valid_to - dt.timedelta(seconds=1)) == day(0)
    assert day(0).isoformat() in client.get(f"/agencies/members/{world.officer.pk}/").content.decode()
    client.post(f"/agencies/members/{world.officer.pk}/", edit(world.officer))
    assert fresh(world.officer).valid_to == FAR_FUTURE


def test_two_coordinators_do_not_overwrite_each_other(world: Any, browse: Any) -> None:
    typed = edit(world.officer, duties=["supervisor"])
    change(world.officer, duties=["chair"])
    response = browse(world.coordinator).post(f"/agencies/members/{world.officer.pk}/", typed)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Chair" in html
    assert "Supervises the agency" in html
    assert fresh(world.officer).duties == ["chair"]


def test_a_membership_ends_now_and_the_door_with_it(world: Any, browse: Any) -> None:
    member = signed_in(world.officer)
    address = f"/agencies/members/{world.officer.pk}/end/"
    client = browse(world.coordinator)
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": "", "version": "1"}).status_code == 422
    assert client.post(address, {"reason": "Moved away", "version": "1"}).status_code == 303
    assert fresh(world.officer).valid_to <= timezone.now()
    assert lines("membership.ended")[0].reason == "Moved away"
    assert member.get("/agencies/")["Location"].startswith("/login/")
    again = browse(world.officer).get("/agencies/")
    assert again.status_code == 403
    assert "You act for no agency today" in again.content.decode()
    assert client.post(address, {"reason": "Twice", "version": "2"}).status_code == 422
    assert client.post(f"/agencies/members/{world.officer.pk}/", edit(world.officer)).status_code == 422


def test_an_account_is_switched_off_and_on(world: Any, browse: Any) -> None:
    member = signed_in(world.officer)
    address = f"/agencies/members/{world.officer.pk}/account/"
    client = browse(world.coordinator)
    assert client.post(address, {"on": "0"}).status_code == 303
    assert not fresh(world.officer.user).is_active
    assert member.get("/agencies/")["Location"].startswith("/login/")
    assert "Account off" in client.get(f"/agencies/{world.police.pk}/").content.decode()
    client.post(address, {"on": "1"})
    assert fresh(world.officer.user).is_active
    assert [line.verb for line in lines("account.switched_on")] == ["account.switched_on"]


def test_whoever_acts_elsewhere_too_is_left_to_the_operator(world: Any, browse: Any) -> None:
    MembershipFactory(user=world.officer.user, agency=world.elsewhere)
    client = browse(world.coordinator)
    client.post(f"/agencies/members/{world.officer.pk}/account/", {"on": "0"})
    assert fresh(world.officer.user).is_active
    response = client.post(f"/agencies/members/{world.officer.pk}/password/")
    assert response.status_code == 422
    assert "also acts in another partnership" in response.content.decode()


def test_memberships_of_other_partnerships_do_not_exist(world: Any, browse: Any) -> None:
    client = browse(world.coordinator)
    for door in ("", "end/", "password/"):
        assert client.get(f"/agencies/members/{world.stranger.pk}/{door}").status_code == 404
    assert client.post(f"/agencies/members/{world.stranger.pk}/account/", {"on": "0"}).status_code == 404
    with backstage():
        assert User.objects.get(pk=world.stranger.user_id).is_active


@pytest.mark.parametrize("door", ["", "end/", "password/", "account/"])
def test_only_coordinators_keep_members(world: Any, browse: Any, door: Any) -> None:
    address = f"/agencies/members/{world.clinician.pk}/{door}"
    for who in (world.officer, world.chair, world.legal, world.clinician):
        assert browse(who).post(address, {"reason": "x", "version": "1", "on": "0"}).status_code == 403
    assert fresh(world.clinician).valid_to == FAR_FUTURE
    with backstage():
        assert Session.objects.count() == 4
