"""A coordinator keeps the directory: adds, edits, moves agencies; nobody else does."""

from typing import Any

import pytest

from agencies.models import Agency
from devstack.testing import backstage
from tests.agencies.helpers import agency_form, change, fresh, lines

pytestmark = pytest.mark.django_db


def test_an_agency_is_added_with_its_staff_group(world: Any, browse: Any) -> None:
    response = browse(world.coordinator).post("/agencies/new/", agency_form(status="in_talks"))
    assert response.status_code == 303
    with backstage():
        agency = Agency.objects.get(name="Harbour Legal Clinic")
    assert response["Location"] == f"/agencies/{agency.pk}/"
    assert (agency.code, agency.status, agency.partnership_id) == ("HLC", "in_talks", world.partnership.pk)
    assert agency.staff_group_id
    [line] = lines("agency.added")
    assert (line.operation, line.subjects, line.user_id) == ("administer", [agency.pk], world.coordinator.user_id)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Enter the name of the agency"),
        ({"code": "X"}, "Enter a short code of two to four letters"),
        ({"code": "P?L"}, "Enter a short code of two to four letters"),
        ({"code": "pol"}, "Another agency has this short code"),
        ({"name": "police DESK"}, "There is an agency of this name already"),
        ({"group": "nonsense"}, "Choose the group the agency belongs to"),
        ({"status": "suspended"}, "Choose where the agency stands"),
        ({"status": ""}, "Choose where the agency stands"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    world: Any, browse: Any, wrong: Any, sentence: Any
) -> None:
    response = browse(world.coordinator).post("/agencies/new/", agency_form(**{"status": "mapped", **wrong}))
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert "No representation in court." in html
    assert "Error: " in html
    with backstage():
        assert not Agency.objects.filter(sub_type="legal aid").exists()


def edited(world: Any, **more: Any) -> Any:
    agency = fresh(world.health)
    return agency_form(
        name=agency.name, code=agency.code, group="health", focal_point="", deputy="", version=agency.version, **more
    )


def test_an_agency_is_edited_and_gets_a_focal_point(world: Any, browse: Any) -> None:
    address = f"/agencies/{world.health.pk}/edit/"
    client = browse(world.coordinator)
    assert world.clinician.user.full_name in client.get(address).content.decode()
    response = client.post(address, edited(world, mandate="Care.") | {"focal_point": str(world.clinician.pk)})
    assert response.status_code == 303
    agency = fresh(world.health)
    assert (agency.mandate, agency.focal_point_id, agency.version) == ("Care.", world.clinician.pk, 2)
    [line] = lines("agency.changed")
    assert "mandate" in line.detail["fields"]
    assert "Care." not in str(line.detail)


def test_saving_without_a_change_changes_nothing(world: Any, browse: Any) -> None:
    client, address = browse(world.coordinator), f"/agencies/{world.health.pk}/edit/"
    client.post(address, edited(world))
    assert client.post(address, edited(world)).status_code == 303
    assert fresh(world.health).version == 2
    assert len(lines("agency.changed")) == 1


def test_the_focal_point_works_there_and_is_not_their_own_deputy(world: Any, browse: Any) -> None:
    client, address = browse(world.coordinator), f"/agencies/{world.health.pk}/edit/"
    response = client.post(address, edited(world) | {"focal_point": str(world.officer.pk)})
    assert response.status_code == 422
    assert "Choose somebody who works for this agency today" in response.content.decode()
    both = {"focal_point": str(world.clinician.pk), "deputy": str(world.clinician.pk)}
    response = client.post(address, edited(world) | both)
    assert response.status_code == 422
    assert "cannot stand in for themselves" in response.content.decode()
    response = browse(world.coordinator).get(f"/agencies/{world.charity.pk}/edit/")
    assert str(world.mentor.pk) not in response.content.decode()


def test_a_conflict_keeps_what_was_typed_and_the_next_try_replaces(world: Any, browse: Any) -> None:
    client, address = browse(world.coordinator), f"/agencies/{world.health.pk}/edit/"
    typed = edited(world, mandate="My words.")
    change(world.health, mandate="Their words.")
    response = client.post(address, typed)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else changed this while you were writing" in html
    assert "My words." in html
    assert "Their words." in html
    assert 'name="version" value="2"' in html
    assert fresh(world.health).mandate == "Their words."
    assert client.post(address, typed | {"version": "2"}).status_code == 303
    assert fresh(world.health).mandate == "My words."


def test_a_status_moves_lawfully_with_a_reason_on_the_trail(world: Any, browse: Any) -> None:
    client, address = browse(world.coordinator), f"/agencies/{world.health.pk}/status/"
    assert "Suspended" in client.get(address).content.decode()
    response = client.post(address, {"status": "suspended", "reason": "Leak under review", "version": "1"})
    assert response.status_code == 303
    assert fresh(world.health).status == "suspended"
    [line] = lines("agency.moved")
    assert (line.reason, line.detail) == ("Leak under review", {"from": "member", "to": "suspended"})


@pytest.mark.parametrize(
    ("given", "status", "sentence"),
    [
        ({"status": "mapped", "reason": "Back", "version": "1"}, 422, "Choose the new status"),
        ({"status": "left", "reason": "", "version": "1"}, 422, "Say why"),
        ({"status": "left", "reason": "Gone", "version": "9"}, 409, "Somebody else changed this"),
    ],
)
def test_a_wrong_move_is_refused(world: Any, browse: Any, given: Any, status: Any, sentence: Any) -> None:
    response = browse(world.coordinator).post(f"/agencies/{world.health.pk}/status/", given)
    assert response.status_code == status
    assert sentence in response.content.decode()
    assert fresh(world.health).status == "member"


def test_coordinators_do_not_shut_out_their_own_agency(world: Any, browse: Any) -> None:
    given = {"status": "suspended", "reason": "Oops", "version": "1"}
    response = browse(world.coordinator).post(f"/agencies/{world.social.pk}/status/", given)
    assert response.status_code == 422
    assert "You act for this agency yourself" in response.content.decode()


def test_a_suspended_agency_loses_sight_at_the_next_request_and_reads_why(world: Any, browse: Any) -> None:
    member = browse(world.officer)
    assert member.get("/agencies/").status_code == 200
    given = {"status": "suspended", "reason": "Leak under review", "version": "1"}
    browse(world.coordinator).post(f"/agencies/{world.police.pk}/status/", given)
    response = member.get("/agencies/")
    assert response.status_code == 302
    assert response["Location"].startswith("/code/?next=")
    html = member.get("/code/").content.decode()
    assert "The agency does not take part in the partnership today." in html
    assert f"{world.coordinator.position.name}, {world.social.name}" in html


DOORS = ["/agencies/new/", "/agencies/{agency}/edit/", "/agencies/{agency}/status/", "/agencies/{agency}/members/new/"]


@pytest.mark.parametrize("door", DOORS)
def test_only_coordinators_pass(world: Any, browse: Any, door: Any) -> None:
    address = door.format(agency=world.health.pk)
    for who in (world.supervisor, world.officer, world.chair, world.legal, world.mentor, world.duty):
        for answer in (browse(who).get(address), browse(who).post(address, agency_form())):
            assert answer.status_code == 403
            assert "partnership coordinator" in answer.content.decode()
    assert browse(world.coordinator).get(address).status_code == 200


@pytest.mark.parametrize("door", DOORS[1:])
def test_an_agency_of_another_partnership_cannot_be_kept(world: Any, browse: Any, door: Any) -> None:
    client = browse(world.coordinator)
    assert client.get(door.format(agency=world.elsewhere.pk)).status_code == 404
    assert client.post(door.format(agency=world.elsewhere.pk), agency_form()).status_code == 404
