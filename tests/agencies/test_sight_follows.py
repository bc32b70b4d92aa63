"""Sight of a case follows agreements, agencies, memberships, accounts and codes in the same second, at both walls."""

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from agencies.models import AgreementParty
from casework.models import Case, Note
from tests.agencies.helpers import change, fresh
from tests.factories import CodeFactory, NoteFactory, agree

pytestmark = pytest.mark.django_db
CASE = "/cases/VRP-CEDAR/notes/"


@pytest.fixture
def note(world: Any) -> Any:
    """A contact note of the order supervisor, open to the whole team."""
    return NoteFactory(case=world.case, by=world.supervisor, handling="team", summary="S", gist="G")


@pytest.fixture
def seen(act: Any) -> Any:
    """Ask both walls how many cases and notes a person sees; they must agree."""

    def ask(membership: Any) -> Any:
        with act(membership) as actor, connection.cursor() as cursor:
            first = (Case.objects.visible_to(actor).count(), Note.objects.visible_to(actor).count())
            second = []
            for table in ("casework_case", "casework_note"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                second.append(cursor.fetchone()[0])
        assert first == tuple(second)
        return first

    return ask


def test_suspending_an_agreement_closes_the_door_at_the_next_request(
    world: Any, browse: Any, note: Any, seen: Any
) -> None:
    officer, coordinator = browse(world.officer), browse(world.coordinator)
    assert seen(world.officer) == (1, 1)
    assert officer.get(CASE).status_code == 200
    address = f"/agencies/agreements/{world.agreement.pk}/"
    assert coordinator.post(f"{address}suspend/", {"reason": "Leak", "version": "1"}).status_code == 303
    assert seen(world.officer) == (0, 0)
    closed, never = officer.get(CASE), officer.get("/cases/VRP-NEVER/notes/")
    assert closed.status_code == never.status_code == 404
    assert closed.content == never.content
    assert seen(world.supervisor) == (1, 1)  # the agency's own case needs no agreement
    assert coordinator.post(f"{address}resume/", {"reason": "Mended", "version": "2"}).status_code == 303
    assert officer.get(CASE).status_code == 200
    assert seen(world.officer) == (1, 1)


def test_what_closed_is_said_to_everybody_whom_it_shut_out(world: Any, browse: Any) -> None:
    closed, mildly = "Closed since an agreement no longer holds", "Some of what you saw is closed"
    clients = {who: browse(getattr(world, who)) for who in ("officer", "supervisor", "mentor")}
    for client in clients.values():
        text = client.get("/").content.decode()
        assert closed not in text
        assert mildly not in text
    change(world.agreement, suspended_at=timezone.now(), reason="A leak")
    for who in ("officer", "supervisor"):
        text = clients[who].get("/").content.decode()
        assert closed in text
        assert world.agreement.title in text
        assert "A leak" in text
        assert (world.probation if who == "officer" else world.police).name in text
    text = clients["mentor"].get("/").content.decode()
    assert mildly in text
    assert "A leak" not in text
    assert world.agreement.title not in text
    change(world.agreement, terminated_at=timezone.now() - dt.timedelta(days=59))
    assert "Ended for good" in clients["officer"].get("/").content.decode()
    change(world.agreement, terminated_at=timezone.now() - dt.timedelta(days=61))
    assert closed not in clients["officer"].get("/").content.decode()


def test_an_agency_that_another_agreement_still_binds_is_not_called_closed(world: Any, browse: Any) -> None:
    agree(world.probation, world.police, title="The other one")
    change(world.agreement, valid_to=timezone.now() - dt.timedelta(days=1))
    text = browse(world.officer).get("/").content.decode()
    assert "Ran out after" in text
    rest = text.partition("under it:")[2].partition("</div>")[0]
    assert world.probation.name not in rest
    assert world.college.name in rest


def test_an_agreement_lapses_by_the_clock_and_nothing_else(world: Any, browse: Any, note: Any, seen: Any) -> None:
    officer = browse(world.officer)
    change(world.agreement, valid_to=timezone.now() + dt.timedelta(seconds=1.5))
    assert officer.get(CASE).status_code == 200
    time.sleep(1.6)
    assert officer.get(CASE).status_code == 404
    assert seen(world.officer) == (0, 0)


def test_an_agreement_begins_by_the_clock(world: Any, seen: Any, note: Any) -> None:
    change(world.agreement, valid_from=timezone.now() + dt.timedelta(seconds=0.6))
    assert seen(world.officer) == (0, 0)
    time.sleep(0.7)
    assert seen(world.officer) == (1, 1)


def test_a_purpose_that_is_not_covered_opens_nothing(world: Any, seen: Any, note: Any) -> None:
    change(world.agreement, purposes=["court"])
    assert seen(world.officer) == (0, 0)
    change(world.agreement, purposes=["court", "reintegration"])
    assert seen(world.officer) == (1, 1)


def test_a_kind_of_data_that_is_not_covered_hides_the_note_but_not_the_case(world: Any, seen: Any, note: Any) -> None:
    change(world.agreement, data_categories=["housing"])
    assert note.data_category != "housing"
    assert seen(world.officer) == (1, 0)
    change(world.agreement, data_categories=["housing", note.data_category])
    assert seen(world.officer) == (1, 1)


def test_the_renewal_of_one_that_ran_out_opens_again(world: Any, browse: Any, note: Any, seen: Any) -> None:
    change(world.agreement, valid_to=timezone.now() - dt.timedelta(days=1))
    assert seen(world.officer) == (0, 0)
    today = timezone.localdate()
    given = {
        "ends_on": (today + dt.timedelta(days=90)).isoformat(),
        "review_on": (today + dt.timedelta(days=60)).isoformat(),
        "reason": "Panel",
        "version": "2",
    }
    answer = browse(world.coordinator).post(f"/agencies/agreements/{world.agreement.pk}/renew/", given)
    assert answer.status_code == 303
    assert seen(world.officer) == (1, 1)


def test_a_party_that_leaves_sees_nothing_and_the_others_go_on(world: Any, browse: Any, note: Any, seen: Any) -> None:
    given = {"agency": str(world.police.pk), "reason": "Their wish", "version": "1"}
    browse(world.coordinator).post(f"/agencies/agreements/{world.agreement.pk}/leave/", given)
    assert seen(world.officer) == (0, 0)
    assert seen(world.manager) == (1, 1)


def test_a_signature_opens_what_a_place_on_the_team_could_not(world: Any, browse: Any, note: Any, seen: Any) -> None:
    assert seen(world.border) == (0, 0)
    coordinator, address = browse(world.coordinator), f"/agencies/agreements/{world.agreement.pk}/"
    coordinator.post(f"{address}join/", {"agency": str(world.port.pk), "version": "1"})
    assert seen(world.border) == (0, 0)
    given = {"agency": str(world.port.pk), "signatory": "Odd Marten", "signed_on": timezone.localdate().isoformat()}
    assert coordinator.post(f"{address}sign/", given | {"version": "2"}).status_code == 303
    assert seen(world.border) == (1, 1)


def test_a_second_agreement_keeps_the_door_open_for_what_it_covers(world: Any, seen: Any, note: Any) -> None:
    agree(world.probation, world.police, data_categories=["housing"])
    change(world.agreement, suspended_at=timezone.now())
    assert seen(world.officer) == (1, 0)
    assert seen(world.manager) == (0, 0)


def test_an_unsigned_place_binds_nobody(world: Any, seen: Any, note: Any, backstage: Any) -> None:
    with backstage():
        AgreementParty.objects.filter(agreement=world.agreement, agency=world.police).update(signed_on=None)
    assert seen(world.officer) == (0, 0)


GONE: dict[str, Callable[[Any], Any]] = {
    "agency suspended": lambda w: change(w.police, status="suspended"),
    "agency left": lambda w: change(w.police, status="left"),
    "membership ended": lambda w: change(w.officer, valid_to=timezone.now()),
    "membership ahead": lambda w: change(w.officer, valid_from=timezone.now() + dt.timedelta(days=1)),
    "account off": lambda w: change(w.officer.user, is_active=False),
    "code superseded": lambda w: CodeFactory(partnership=w.partnership, number=2, in_force_from=timezone.now()),
    "agreement ended": lambda w: change(w.agreement, terminated_at=timezone.now()),
}


@pytest.mark.parametrize("what", GONE)
def test_what_ends_standing_ends_sight(world: Any, browse: Any, note: Any, seen: Any, what: Any) -> None:
    officer = browse(world.officer)
    assert officer.get(CASE).status_code == 200
    GONE[what](world)
    assert officer.get(CASE).status_code in (302, 403, 404)
    assert seen(world.officer) == (0, 0)


def test_the_page_says_what_the_policy_does(world: Any, browse: Any, note: Any, seen: Any) -> None:
    address = f"/agencies/{world.police.pk}/"
    closed = "No agreement with this agency is in force"
    for values in ({"suspended_at": timezone.now()}, {"suspended_at": None}):
        change(world.agreement, **values)
        opens = seen(world.officer)[0] == 1
        assert (closed not in browse(world.coordinator).get(address).content.decode()) == opens
    assert fresh(world.agreement).suspended_at is None
