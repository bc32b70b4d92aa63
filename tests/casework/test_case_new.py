"""Opening a case: the opener's place, a reference that says nothing, a number that tells the opener nothing."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from access.choices import Place
from access.fields import blind_index
from casework.models import Case, CaseTeamMember, Deadline, Person
from devstack.testing import backstage
from tests.agencies.helpers import change
from tests.casework.doors import lines, must_look_absent, page

NUMBER = "DEMO-84-2213-07"


def typed(**changes: Any) -> Any:
    return {
        "given_name": "Mila", "family_name": "Orveland",
        "born_on_day": "3", "born_on_month": "4", "born_on_year": "2001",
        "neutral_title": "Juniper", "purpose": "reintegration",
        "next_review_on": (timezone.localdate() + dt.timedelta(days=30)).isoformat(), **changes,
    }  # fmt: skip


def opened() -> Any:
    with backstage():
        return Case.objects.unguarded(because="test").select_related("person").get(neutral_title="Juniper")


def test_the_opener_leads_and_nobody_else_sees_it(world: Any, browse: Any) -> None:
    client = browse(world.colleague)
    answer = client.post("/cases/new/", typed(national_number=NUMBER))
    case = opened()
    assert (answer.status_code, answer["Location"]) == (303, f"/cases/{case.reference}/")
    assert case.reference.startswith("VRP-")
    assert not set(case.reference[4:]) & set("01OIL")
    assert (case.status, case.lead_agency_id, case.area) == ("referred", world.probation.pk, "velmarra")
    assert (case.person.given_name, case.person.national_number) == ("Mila", NUMBER)
    assert case.person.national_number_index == blind_index(NUMBER, "national_number")
    with backstage():
        place = CaseTeamMember.objects.unguarded(because="test").get(content_object=case)
    assert (place.membership_id, place.kind) == (world.colleague.pk, Place.PERMANENT)
    assert place.is_case_manager
    assert place.is_order_supervisor
    assert "Mila Orveland" in page(client, f"/cases/{case.reference}/")
    for who in ("supervisor", "officer", "stranger", "coordinator", "duty"):
        must_look_absent(browse(getattr(world, who)), "/cases/{}/", case.reference)
    assert lines("case.opened")[0].case_id == case.pk


def test_a_guest_elsewhere_may_open_and_a_companion_may_not(world: Any, browse: Any) -> None:
    assert browse(world.teacher).post("/cases/new/", typed()).status_code == 303
    assert browse(world.mentor).get("/cases/new/").status_code == 403
    assert browse(world.mentor).post("/cases/new/", typed(neutral_title="Yew")).status_code == 403


@pytest.mark.parametrize(("who", "involvement", "may"), [
    ("teacher", "core", True), ("teacher", "regular", True), ("teacher", "on_call", False),
    ("stranger", "informed", False), ("past_guest", "on_call", False), ("mentor", "core", False),
])  # fmt: skip
def test_opening_is_offered_to_those_who_may(world: Any, browse: Any, who: str, involvement: str, may: bool) -> None:
    member = getattr(world, who)
    change(member.agency, involvement=involvement)
    client = browse(member)
    for path in ("/", "/cases/"):
        assert ("/cases/new/" in page(client, path)) == may
    asked, sent = client.get("/cases/new/"), client.post("/cases/new/", typed())
    assert (asked.status_code, sent.status_code) == ((200, 303) if may else (403, 403))
    if not may and who != "mentor":
        assert "Ask the partnership coordinator" in sent.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"given_name": ""}, "Enter the given name"),
        ({"born_on_year": ""}, "must have a day, a month and a year"),
        ({"born_on_day": "31", "born_on_month": "2"}, "Enter a real date"),
        ({"born_on_year": "2030"}, "Check the date of birth"),
        ({"born_on_year": "1850"}, "Check the date of birth"),
        ({"born_on_year": str(timezone.localdate().year - 16)}, "under 18"),
        ({"neutral_title": "Case of Orvéland"}, "The title names the person"),
        ({"neutral_title": ""}, "Enter a neutral title"),
        ({"next_review_on": "2001-01-01"}, "lies in the past"),
    ],
)
def test_bad_input_gives_the_form_once_more(world: Any, browse: Any, changes: Any, words: Any) -> None:
    answer = browse(world.colleague).post("/cases/new/", typed(**changes))
    assert answer.status_code == 422
    body = answer.content.decode()
    assert words in body
    assert "Orveland" in body
    with backstage():
        assert Person.objects.unguarded(because="test").count() == 1


def test_a_minor_with_a_guardian_is_taken_on(world: Any, browse: Any) -> None:
    year = str(timezone.localdate().year - 16)
    answer = browse(world.colleague).post("/cases/new/", typed(born_on_year=year, guardian="None: an orphan"))
    assert answer.status_code == 303


def test_a_known_number_tells_its_case_manager_and_not_the_opener(world: Any, browse: Any) -> None:
    with backstage():
        world.person.national_number = NUMBER
        world.person.national_number_index = blind_index(NUMBER, "national_number")
        world.person.version += 1
        world.person.save()
    client = browse(world.clinician)
    known = client.post("/cases/new/", typed(national_number=f" {NUMBER.lower()} "))
    with backstage():
        due = Deadline.objects.unguarded(because="test").get()
    assert (due.kind, due.case_id, due.responsible_id) == ("same_person", world.case.pk, world.manager.pk)
    unknown = client.post("/cases/new/", typed(national_number="DEMO-1", neutral_title="Yew"))
    assert known.status_code == unknown.status_code == 303
    first, second = (page(client, answer["Location"]) for answer in (known, unknown))
    for words in ("another case", "Another case", "VRP-CEDAR", "Valcourt"):
        assert words not in first
    assert first.count("<li") == second.count("<li")
    (line,) = lines("person.number_met")
    assert (line.case_id, line.user_id, line.operation) == (world.case.pk, world.clinician.user_id, "combine")
    assert "Another case may concern the same person" in page(browse(world.manager), "/")
