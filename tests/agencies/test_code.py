"""The gate: no page of content before the code of conduct in force is accepted; its versions and who waits."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from agencies.models import CodeAcceptance, CodeOfConduct
from casework.models import Case
from devstack.testing import backstage
from tests.agencies.helpers import change, day, lines
from tests.factories import AgencyFactory, CodeFactory, MembershipFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(world: Any) -> Any:
    """A member of the police who has accepted nothing."""
    return MembershipFactory(agency=world.police, accepted=False)


def codes(world: Any) -> Any:
    with backstage():
        return list(CodeOfConduct.objects.filter(partnership=world.partnership).order_by("number"))


def test_a_newcomer_is_sent_to_the_gate_and_back(world: Any, browse: Any, newcomer: Any) -> None:
    client = browse(newcomer)
    response = client.get("/agencies/?group=health")
    assert response.status_code == 302
    assert response["Location"] == "/code/?next=%2Fagencies%2F%3Fgroup%3Dhealth"
    html = client.get(response["Location"]).content.decode()
    assert world.code.text in html
    assert "I have read this and accept it" in html
    response = client.post("/code/", {"code": str(world.code.pk), "next": "/agencies/?group=health"})
    assert response.status_code == 303
    assert response["Location"] == "/agencies/?group=health"
    assert client.get("/agencies/").status_code == 200
    [line] = lines("code.accepted")
    assert (line.user_id, line.subjects, line.operation) == (newcomer.user_id, [world.code.pk], "administer")
    assert "You accepted this version on" in client.get("/code/").content.decode()


def test_accepting_twice_is_once(world: Any, browse: Any, newcomer: Any) -> None:
    client = browse(newcomer)
    for _ in range(2):
        assert client.post("/code/", {"code": str(world.code.pk)}).status_code == 303
    with backstage():
        assert CodeAcceptance.objects.filter(user=newcomer.user).count() == 1
    assert len(lines("code.accepted")) == 1


@pytest.mark.parametrize("page", ["/agencies/", "/agencies/agreements/", "/agencies/new/"])
def test_nothing_opens_before(world: Any, browse: Any, newcomer: Any, page: Any) -> None:
    assert browse(newcomer).get(page).status_code == 302


def test_only_the_version_in_force_is_accepted(world: Any, browse: Any, newcomer: Any) -> None:
    shown = world.code
    CodeFactory(partnership=world.partnership, number=2, in_force_from=timezone.now(), text="The second text.")
    response = browse(newcomer).post("/code/", {"code": str(shown.pk)})
    assert response.status_code == 422
    html = response.content.decode()
    assert "A new version came into force meanwhile" in html
    assert "The second text." in html
    assert browse(newcomer).post("/code/", {"code": "nonsense"}).status_code == 422


def test_the_gate_says_what_else_is_wrong_and_whom_to_ask(world: Any, browse: Any) -> None:
    change(world.police, status="suspended")
    html = browse(world.officer).get("/code/").content.decode()
    assert "The agency does not take part in the partnership today." in html
    assert f"{world.coordinator.position.name}, {world.social.name}" in html


def test_without_a_code_nobody_passes_but_the_coordinator_can_publish(browse: Any) -> None:
    office = AgencyFactory(partnership=PartnershipFactory())
    coordinator = MembershipFactory(agency=office, accepted=False, duties=["coordinator"])
    client = browse(coordinator)
    assert client.get("/agencies/")["Location"].startswith("/code/")
    html = client.get("/code/").content.decode()
    assert "no code of conduct in force yet" in html
    given = {"text": "We share what is needed.", "begins_on": day(0).isoformat()}
    assert client.post("/agencies/code/new/", given).status_code == 303
    with backstage():
        code = CodeOfConduct.objects.get(partnership=office.partnership)
    assert code.number == 1
    client.post("/code/", {"code": str(code.pk)})
    assert client.get("/agencies/").status_code == 200


def test_a_new_version_closes_every_door_until_it_is_accepted(world: Any, browse: Any, act: Any) -> None:
    member = browse(world.officer)
    with act(world.officer) as actor:
        assert Case.objects.visible_to(actor).count() == 1
    coordinator = browse(world.coordinator)
    given = {"text": "A second text.\n\nWith two paragraphs.", "begins_on": day(0).isoformat()}
    assert coordinator.post("/agencies/code/new/", given).status_code == 303
    assert [code.number for code in codes(world)] == [1, 2]
    assert lines("code.published")[0].detail == {"number": 2}
    assert member.get("/agencies/")["Location"].startswith("/code/")
    with act(world.officer) as actor:
        assert Case.objects.visible_to(actor).count() == 0
    html = coordinator.get("/agencies/code/").content.decode()
    assert f"{world.officer.user.full_name}, {world.police.name}" in html
    member.post("/code/", {"code": str(codes(world)[1].pk)})
    assert member.get("/agencies/").status_code == 200
    with act(world.officer) as actor:
        assert Case.objects.visible_to(actor).count() == 1
    html = coordinator.get("/agencies/code/").content.decode()
    assert f"<bdi>{world.officer.user.full_name}, {world.police.name}</bdi>" not in html
    assert "1 person accepted it" in html


def test_a_version_ahead_comes_into_force_by_the_clock(world: Any, browse: Any) -> None:
    given = {"text": "Next month's text.", "begins_on": day(30).isoformat()}
    assert browse(world.coordinator).post("/agencies/code/new/", given).status_code == 303
    member = browse(world.officer)
    assert member.get("/agencies/").status_code == 200
    assert "Not yet in force" in browse(world.coordinator).get("/agencies/code/").content.decode()
    begin = codes(world)[1].in_force_from
    assert timezone.localdate(begin) == day(30)
    with time_machine.travel(begin + dt.timedelta(minutes=1), tick=False):
        assert "Next month&#x27;s text." in browse(world.officer).get("/code/").content.decode()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"text": "", "begins_on": "2999-01-01"}, "Write the text of the code"),
        ({"text": "Kept words.", "begins_on": ""}, "Enter the day from which it is in force"),
        ({"text": "Kept words.", "begins_on": "2001-01-01"}, "The first day must be today or later"),
        (
            {"text": "We share what is needed, and no more.", "begins_on": "2999-01-01"},
            "the text of the latest version",
        ),
    ],
)
def test_a_wrong_version_is_refused(world: Any, browse: Any, given: Any, sentence: Any) -> None:
    response = browse(world.coordinator).post("/agencies/code/new/", given)
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert given["text"] in html
    assert len(codes(world)) == 1


def test_versions_come_one_after_the_other(world: Any, browse: Any) -> None:
    CodeFactory(partnership=world.partnership, number=2, in_force_from=timezone.now() + dt.timedelta(days=40))
    given = {"text": "In between.", "begins_on": day(20).isoformat()}
    response = browse(world.coordinator).post("/agencies/code/new/", given)
    assert response.status_code == 422
    assert "Another version begins later" in response.content.decode()


@pytest.mark.parametrize("page", ["/agencies/code/", "/agencies/code/new/"])
def test_only_coordinators_keep_the_code(world: Any, browse: Any, page: Any) -> None:
    for who in (world.officer, world.chair, world.legal, world.mentor):
        assert browse(who).get(page).status_code == 403
    assert browse(world.coordinator).get(page).status_code == 200
    change(world.social, status="suspended")
    assert browse(world.coordinator).get(page).status_code == 403
