"""Giving the transparency notice later: two people, an end, and no way around them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from casework.models import Case
from devstack.testing import backstage
from sharing.models import Deferral
from tests.api.caller import caller
from tests.casework.test_telling import NOTICE, notice
from tests.cast import acting, browser_of
from tests.factories.reports import today
from tests.sharing.reporting import day

LATER = "/cases/VRP-CEDAR/telling/later/"
TYPED = {"ground": "others", "facts": "zqfacts of a neighbour."}


@pytest.fixture
def waiting(world: Any) -> Any:
    """The cast's case, accepted, opened today, whose person was not told yet."""
    change(world, status="accepted", notice_given_on=None, basis="order", basis_text="Order", opened_on=today())
    return world


def change(world: Any, **values: Any) -> None:
    with backstage():
        case = Case.objects.unguarded(because="test").get(pk=world.case.pk)
        for name, value in values.items():
            setattr(case, name, value)
        case.version += 1
        case.save()


def case(world: Any) -> Case:
    with backstage():
        return Case.objects.unguarded(because="test").get(pk=world.case.pk)


def stored() -> Deferral:
    with backstage():
        return Deferral.objects.unguarded(because="test").latest("proposed_at")


def propose(world: Any, who: str = "officer", days: int = 20) -> Any:
    return browser_of(getattr(world, who)).post(LATER, {**TYPED, "until_on": day(days)})


def decide(who: Any, approves: str = "yes", reason: str = "") -> Any:
    row = stored()
    typed = {"version": row.version, "approves": approves, "reason": reason}
    return browser_of(who).post(f"/deferrals/{row.pk}/decide/", typed)


def test_it_stands_on_the_case_only_when_somebody_else_approved_it(waiting: Any) -> None:
    assert propose(waiting).status_code == 303
    assert case(waiting).notice_deferred_to is None
    move = browser_of(waiting.manager).get("/cases/VRP-CEDAR/move/").content.decode()
    assert "Give the transparency notice" in move
    assert decide(waiting.officer).status_code == 403
    assert decide(waiting.chair).status_code == 303
    assert case(waiting).notice_deferred_to == today(20)
    page = browser_of(waiting.manager).get(LATER).content.decode()
    assert "Transparency notice, owed since" in page
    assert "zqfacts" not in browser_of(waiting.stranger).get(LATER).content.decode()


def test_a_refused_one_puts_nothing_off(waiting: Any) -> None:
    propose(waiting)
    assert decide(waiting.chair, "no", "No danger is shown.").status_code == 303
    assert case(waiting).notice_deferred_to is None
    assert propose(waiting).status_code == 303  # with better facts it may be proposed again


def test_beyond_ninety_days_the_legal_adviser_approves_too(waiting: Any) -> None:
    propose(waiting, days=100)
    assert decide(waiting.chair).status_code == 303
    assert case(waiting).notice_deferred_to is None
    assert decide(waiting.legal).status_code == 303
    assert case(waiting).notice_deferred_to == today(100)


def test_giving_the_notice_ends_what_put_it_off(waiting: Any) -> None:
    propose(waiting)
    decide(waiting.chair)
    assert browser_of(waiting.manager).post(NOTICE, notice()).status_code == 303
    row = stored()
    assert (row.state, row.reason) == ("ended", "The notice was given.")
    assert case(waiting).notice_deferred_to is None
    late = propose(waiting)
    assert late.status_code == 422
    assert "there is nothing to put off" in late.content.decode()


def test_one_approved_after_the_notice_was_given_puts_nothing_off(waiting: Any) -> None:
    propose(waiting)
    assert browser_of(waiting.manager).post(NOTICE, notice()).status_code == 303
    assert decide(waiting.chair).status_code == 303
    row = stored()
    assert (row.state, row.reason) == ("ended", "The notice was given.")
    assert case(waiting).notice_deferred_to is None


def test_ended_early_the_notice_is_owed_at_once(waiting: Any) -> None:
    propose(waiting)
    decide(waiting.chair)
    row = stored()
    assert browser_of(waiting.chair).post(f"/deferrals/{row.pk}/end/", {"reason": "Over."}).status_code == 303
    assert case(waiting).notice_deferred_to is None


def test_one_waits_at_a_time(waiting: Any) -> None:
    propose(waiting)
    again = propose(waiting, "supervisor")
    assert again.status_code in (409, 422)
    assert "waits for a decision already" in again.content.decode()


def test_the_same_by_program(waiting: Any) -> None:
    sent = {**TYPED, "until_on": day(20)}
    made = caller(waiting.officer).post("/cases/VRP-CEDAR/telling/deferrals/", sent)
    assert made.status_code == 201, made.content
    assert made.json()["disclosure"] is None
    own = caller(waiting.officer).post(f"/deferrals/{made.json()['id']}/decide/", {"approves": True, "version": 1})
    assert own.status_code == 403


def test_the_application_cannot_put_it_off_alone(waiting: Any) -> None:
    with acting(waiting.manager), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE casework_case SET notice_deferred_to = current_date + 9, version = version + 1 WHERE id = %s",
            [str(waiting.case.pk)],
        )
    propose(waiting)
    row = stored()
    with backstage(), pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE sharing_deferral SET state = 'approved', decided_by_id = proposed_by_id,"
            " decider_id = proposer_id, decided_at = now(), version = version + 1 WHERE id = %s",
            [str(row.pk)],
        )
    assert case(waiting).notice_deferred_to is None


def test_whoever_decides_looks_at_it_again_by_its_last_day(waiting: Any) -> None:
    propose(waiting, days=10)
    decide(waiting.chair)
    with backstage(), connection.cursor() as cursor:
        cursor.execute("SELECT due_on, responsible_id FROM casework_deadline WHERE subject_id = %s AND state = 'open'",
                       [str(stored().pk)])  # fmt: skip
        found = {key: on for on, key in cursor.fetchall()}
    assert found == dict.fromkeys((waiting.manager.pk, waiting.chair.pk), today() + dt.timedelta(days=10))
