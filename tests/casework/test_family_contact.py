"""Who contacts a relative: named by the case manager among permanent members; everybody else asks first."""

from typing import Any

import pytest

from casework.models import Contact, Relationship
from devstack.testing import backstage
from tests.api.caller import known
from tests.casework.doors import OUTSIDE, lines, must_look_absent, page
from tests.casework.planning import rows
from tests.cast import browser_of

OVERVIEW = "/cases/VRP-CEDAR/"


@pytest.fixture
def aunt(world: Any) -> Any:
    """A relative whom only the case manager contacts so far."""
    with backstage():
        row = Relationship(person=world.person, name="Aunt Petra", kind="family", influence="supports")
        row.save(force_insert=True)
    return row


def stored(aunt: Any) -> Any:
    return rows(Relationship, pk=aunt.pk)[0]


def name(who: Any, aunt: Any, member: Any = "", **more: Any) -> Any:
    form = {"member": getattr(member, "pk", member), "words": "", "version": stored(aunt).version, **more}
    return browser_of(who).post(f"{OVERVIEW}people/{aunt.pk}/contact/", form)


def calls(who: Any, aunt: Any) -> int:
    """The answer to a family contact that somebody records without having asked."""
    body = {
        "kind": "family", "attended": "yes", "happened_at": "2026-01-05T10:00:00+00:00", "relationship": str(aunt.pk),
        "note": {"kind": "family", "occurred_on": "2026-01-05", "nature": "fact", "handling": "team", "title": "Call",
                 "full": "She will come."},
    }  # fmt: skip
    answer = known(who).post("/cases/VRP-CEDAR/contacts/held/", body)
    return int(answer.status_code)


def test_the_named_member_need_not_ask_any_more(world: Any, aunt: Any) -> None:
    assert name(world.manager, aunt, world.officer, words="After six").status_code == 303
    row = stored(aunt)
    assert (row.contact_member_id, row.may_be_contacted_by) == (world.officer.pk, "After six")
    assert world.officer.user.full_name in page(browser_of(world.clinician), OVERVIEW)
    assert "After six" in page(browser_of(world.clinician), OVERVIEW)
    (line,) = lines("network.contact_named")
    assert (line.subjects, line.recipients) == ([aunt.pk], [world.officer.pk])
    assert name(world.manager, aunt).status_code == 303
    assert stored(aunt).contact_member_id is None


def test_only_permanent_members_are_named(world: Any, aunt: Any) -> None:
    for member in (world.teacher, world.mentor, world.stranger):
        assert name(world.manager, aunt, member).status_code == 422
    path = f"/cases/VRP-CEDAR/people/{aunt.pk}/contact/"
    refused = known(world.manager).post(path, {"version": 1, "member_id": str(world.teacher.pk)})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["member"])


def test_a_change_of_somebody_else_is_not_lost(world: Any, aunt: Any) -> None:
    assert name(world.manager, aunt, world.officer).status_code == 303
    late = name(world.manager, aunt, world.clinician, version=1)
    assert late.status_code == 409
    assert stored(aunt).contact_member_id == world.officer.pk


@pytest.mark.parametrize("who", ["supervisor", "officer", "clinician", "teacher", "mentor", "chair"])
def test_nobody_else_names_one(world: Any, aunt: Any, who: str) -> None:
    assert name(getattr(world, who), aunt, world.officer).status_code == 403
    assert f"people/{aunt.pk}/contact/" not in page(browser_of(getattr(world, who)), OVERVIEW)
    assert stored(aunt).contact_member_id is None


@pytest.mark.parametrize("who", OUTSIDE)
def test_outsiders_get_what_a_case_that_never_existed_gets(world: Any, aunt: Any, browse: Any, who: str) -> None:
    must_look_absent(browse(getattr(world, who)), f"/cases/{{}}/people/{aunt.pk}/contact/")


def test_programs_name_and_read_them_too(world: Any, aunt: Any) -> None:
    path = f"/cases/VRP-CEDAR/people/{aunt.pk}/contact/"
    body = {"version": 1, "member_id": str(world.officer.pk), "words": "By telephone"}
    assert known(world.supervisor).post(path, body).status_code == 403
    made = known(world.manager).post(path, body)
    assert (made.status_code, made.json()["member_id"]) == (201, str(world.officer.pk))
    assert known(world.manager).post(path, body).status_code == 409
    (told,) = [
        one for one in known(world.clinician).get("/cases/VRP-CEDAR/people/").json()["results"]
        if one["id"] == str(aunt.pk)
    ]  # fmt: skip
    assert (told["member"], told["words"]) == (world.officer.user.full_name, "By telephone")
    assert known(world.teacher).get("/cases/VRP-CEDAR/people/").status_code == 403


def test_the_guard_of_family_contacts_listens(world: Any, aunt: Any) -> None:
    assert calls(world.officer, aunt) == 422
    name(world.manager, aunt, world.officer)
    assert calls(world.officer, aunt) == 201
    assert len(rows(Contact, relationship=aunt.pk)) == 1
    name(world.manager, aunt, world.clinician)
    assert calls(world.officer, aunt) == 422
