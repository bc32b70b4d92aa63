"""The calendar and its feed: whose contacts, the mark before a visit, and an address that says nothing of a case."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from access.services.tokens import create_calendar_token, create_token, revoke_token
from agencies.models import AgencyMembership, User
from casework.models import CaseTeamMember
from devstack.testing import backstage
from tests.cast import acting
from tests.doors.knock import client_of  # a browser just signed in by password
from tests.factories import CaseFactory, ContactFactory, NoteFactory, PlaceFactory


def noon(days: int) -> dt.datetime:
    day = timezone.localdate() + dt.timedelta(days=days)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def month(days: int) -> str:
    return f"/calendar/?month={timezone.localdate() + dt.timedelta(days=days):%Y-%m}"


def test_it_holds_my_contacts_and_those_of_my_cases(world: Any, browse: Any) -> None:
    ContactFactory(case=world.case, membership=world.manager, planned_for=noon(3), kind="home_visit")
    other = CaseFactory(partnership=world.partnership, lead_agency=world.probation, neutral_title="Rowan")
    PlaceFactory(case=other, membership=world.officer)
    ContactFactory(case=other, membership=world.officer, planned_for=noon(3))
    told = {"supervisor": ("Cedar", "Rowan"), "officer": ("Rowan", "-Nothing-"), "clinician": ("Cedar", "Rowan")}
    for who, (has, lacks) in told.items():
        page = browse(getattr(world, who)).get(month(3)).content.decode()
        assert has in page, who
        assert lacks not in page, who
    for who in ("teacher", "mentor", "chair", "analyst", "stranger", "coordinator"):
        page = browse(getattr(world, who)).get(month(3)).content.decode()
        assert "Home visit" not in page, who
        assert "Cedar" not in page, who


def test_a_guest_sees_what_they_planned(world: Any, browse: Any) -> None:
    ContactFactory(case=world.case, membership=world.teacher, planned_for=noon(3))
    assert "Cedar" in browse(world.teacher).get(month(3)).content.decode()


def test_months_go_on_and_odd_ones_are_this_one(world: Any, browse: Any) -> None:
    client = browse(world.supervisor)
    page = client.get("/calendar/?month=2026-01").content.decode()
    assert "January 2026" in page
    assert "?month=2025-12" in page
    assert "?month=2026-02" in page
    assert page.count("app-month__day") >= 31
    for odd in ("x", "2026-13", "9999-99", "0001-01"):
        answer = client.get(f"/calendar/?month={odd}")
        assert answer.status_code == 200
        assert f"{timezone.localdate():%Y}" in answer.content.decode()
    assert "app-month__grid" not in client.get("/calendar/?view=list").content.decode()


def test_a_visit_is_marked_where_a_safety_note_is_to_be_read(world: Any, browse: Any) -> None:
    ContactFactory(case=world.case, membership=world.supervisor, planned_for=noon(3))
    note = NoteFactory(case=world.case, by=world.supervisor, kind="staff_safety", handling="named", gist="",
                       listed=(world.officer.user,))  # fmt: skip
    assert f"/notes/{note.pk}/" in browse(world.officer).get(month(3)).content.decode()
    page = browse(world.manager).get(month(3)).content.decode()
    assert "Cedar" in page
    assert "Read before you go" not in page


def feed(world: Any, who: str = "supervisor") -> tuple[str, Any]:
    with acting(getattr(world, who)) as actor:
        made = create_calendar_token(actor, "telephone")
    return f"/calendar/{made.secret}.ics", made.id


def test_the_feed_says_when_and_nothing_of_the_case(world: Any) -> None:
    contact = ContactFactory(case=world.case, membership=world.supervisor, planned_for=noon(3), place="backroom")
    ContactFactory(case=world.case, membership=world.manager, planned_for=noon(4))
    path, _key = feed(world)
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer.headers["Cache-Control"]
    text = answer.content.decode()
    assert text.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Planned contact\r\n" in text
    assert f"DTSTART:{noon(3).astimezone(dt.UTC):%Y%m%dT%H%M%SZ}\r\n" in text
    assert f"/contacts/{contact.pk}/" in text.replace("\r\n ", "")
    for word in ("Cedar", "CEDAR", "Idris", "Valcourt", "backroom", "Home", "Meeting"):
        assert word not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_feed_opens_nothing_else_and_nothing_else_opens_a_feed(world: Any) -> None:
    path, _key = feed(world)
    secret = path.removeprefix("/calendar/").removesuffix(".ics")
    api = Client().get("/api/v1/cases/", headers={"Authorization": f"Bearer {secret}"})
    assert api.status_code == 401
    with acting(world.supervisor) as actor:
        token = create_token(actor, "a program", 30)
    assert Client().get(f"/calendar/{token.secret}.ics").status_code == 404
    assert Client().get("/api/v1/cases/", headers={"Authorization": f"Bearer {token.secret}"}).status_code == 200
    assert Client().post(path).status_code == 405
    assert Client().get("/calendar/").status_code == 302


GROUNDS = ("revoked", "membership", "account", "place")


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_feed_dies_with_what_it_stands_on(world: Any, ground: str) -> None:
    ContactFactory(case=world.case, membership=world.supervisor, planned_for=noon(3))
    path, key = feed(world)
    assert b"VEVENT" in Client().get(path).content
    who = world.supervisor
    if ground == "revoked":
        with acting(who) as actor:
            revoke_token(actor, key)
    with backstage():
        if ground == "membership":
            AgencyMembership.objects.filter(pk=who.pk).update(valid_to=timezone.now(), version=F("version") + 1)
        if ground == "account":
            User.objects.filter(pk=who.user_id).update(is_active=False)
        if ground == "place":
            rows = CaseTeamMember.objects.unguarded(because="test").filter(membership=who)
            rows.update(valid_to=timezone.now(), version=F("version") + 1)
    answer = Client().get(path)
    assert answer.status_code == (200 if ground == "place" else 404)
    assert b"VEVENT" not in answer.content


def test_somebody_else_signed_in_does_not_change_whose_feed_it_is(world: Any, browse: Any) -> None:
    ContactFactory(case=world.case, membership=world.supervisor, planned_for=noon(3))
    path, _key = feed(world)
    assert browse(world.stranger).get(path).content.count(b"VEVENT") == 2
    assert browse(world.stranger).get("/calendar/nothing-of-that-name-at-all.ics").status_code == 404


def test_the_page_makes_an_address_once_and_ends_it(world: Any) -> None:
    class Stage:
        people = {"supervisor": world.supervisor}

    client = client_of(Stage(), "supervisor")  # type: ignore[arg-type]
    made = client.post("/calendar/feed/", {"name": "work telephone"})
    assert made.status_code == 201
    match = re.search(r"http://testserver(/calendar/[\w-]+\.ics)", made.content.decode())
    assert match is not None
    path = match[1]
    assert Client().get(path).status_code == 200
    page = client.get("/calendar/feed/").content.decode()
    assert path not in page
    assert "work telephone" in page
    assert client.post("/calendar/feed/", {"name": ""}).status_code == 422
    end = re.search(r'action="(/calendar/feed/[^"]+/end/)"', page)
    assert end is not None
    assert client.post(end[1]).status_code == 303
    assert Client().get(path).status_code == 404
    assert "work telephone" not in client.get("/account/tokens/").content.decode()
