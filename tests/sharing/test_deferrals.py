"""Telling the person later: one proposes, another decides, it ends on its day, and nothing ends in silence."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from agencies.errors import Conflict
from casework.models import Deadline
from devstack.testing import backstage
from sharing.models import Deferral, Disclosure
from sharing.services.deferrals import decide_deferral
from tests.api.caller import caller
from tests.casework.doors import lines
from tests.cast import acting, browser_of
from tests.factories import MembershipFactory
from tests.factories.reports import today
from tests.sharing.reporting import day, post, signed, with_record
from tests.sharing.test_shared_sheet import article, sheet


@pytest.fixture
def court(world: Any) -> Any:
    """The cast's case with a report that went to the court untold, as the court ordered."""
    court = with_record(world)
    report = signed(court)
    assert post(court.senior, report, "countersign").status_code == 303
    how = {"how": "portal", "sent_on": day(), "untold_by_order": "on"}
    assert post(court.supervisor, report, "send", **how).status_code == 303
    with backstage():
        court.disclosure = Disclosure.objects.unguarded(because="test").get(report=report)
    return court


def propose(court: Any, who: str = "supervisor", days: int = 40, **more: Any) -> Any:
    typed = {"ground": "others", "facts": "zqfacts of a neighbour.", "until_on": day(days), **more}
    return browser_of(getattr(court, who)).post(f"/disclosures/{court.disclosure.pk}/deferral/", typed)


def stored() -> Any:
    with backstage():
        return Deferral.objects.unguarded(because="test").order_by("-proposed_at").first()


def proposed(court: Any, **more: Any) -> Any:
    answer = propose(court, **more)
    assert answer.status_code == 303, answer.content.decode()
    return stored()


def act(court: Any, who: str, row: Any, name: str, **more: Any) -> Any:
    typed = {"version": row.version, "approves": "yes", "reason": "", **more}
    return browser_of(getattr(court, who)).post(f"/deferrals/{row.pk}/{name}/", typed)


def due(kind: str) -> dict[Any, dt.date]:
    with backstage():
        rows = Deadline.objects.unguarded(because="test").filter(kind=kind, state="open")
        return dict(rows.values_list("responsible_id", "due_on"))


def moved(row: Any, until: dt.date) -> None:
    """As if the day had come: what was passed on and the deferral lie further back."""
    with backstage(), connection.cursor() as cursor:
        cursor.execute("UPDATE sharing_deferral SET made_on = %s, until_on = %s, version = version + 1 WHERE id = %s",
                       [until - dt.timedelta(days=40), until, row.pk])  # fmt: skip


def test_one_proposes_and_another_approves_and_the_person_is_told_on_the_day(court: Any) -> None:
    before = due("notification")[court.manager.pk]
    row = proposed(court)
    assert due("notification")[court.manager.pk] == before, "a proposal puts nothing off"
    assert set(due("deferral_review")) == {court.chair.pk, court.coordinator.pk}
    page = browser_of(court.coordinator).get(f"/deferrals/{row.pk}/").content.decode()
    assert "zqfacts" in page
    assert court.case.reference not in page, "who sees no case decides without one"
    assert act(court, "coordinator", row, "decide").status_code == 303
    row = stored()
    assert (row.state, row.decider_id) == ("approved", court.coordinator.user_id)
    assert due("notification") == {court.manager.pk: today(40)}
    assert due("deferral_review") == {court.manager.pk: today(30), court.coordinator.pk: today(30)}
    ledger = browser_of(court.officer).get(f"/cases/{court.case.reference}/ledger/").content.decode()
    assert "Deferred" in ledger
    assert "Of 1 they are told later" in ledger
    path = f"/disclosures/{court.disclosure.pk}/"
    told = browser_of(court.manager).post(f"{path}told/", {"told_on": day(), "words": "All.", "reaction": ""})
    assert (told.status_code, "It is deferred until" in told.content.decode()) == (422, True)
    name = court.record.order.court.name
    assert name not in article(sheet(court))
    assert "zqfacts" not in sheet(court)
    moved(row, today())
    assert f"to {name}. I am told of it today, with this sheet." in article(sheet(court))
    assert "zqfacts" not in sheet(court)
    told = browser_of(court.manager).post(f"{path}told/", {"told_on": day(), "words": "All.", "reaction": ""})
    assert told.status_code == 303
    assert due("notification") == {}
    assert {line.case_id for line in [*lines("deferral.proposed"), *lines("deferral.approved")]} == {court.case.pk}


def test_a_refusal_says_why_and_makes_it_due_at_once(court: Any) -> None:
    row = proposed(court)
    assert "Write why it is refused." in act(court, "chair", row, "decide", approves="no").content.decode()
    assert act(court, "chair", row, "decide", approves="no", reason="It harms nobody.").status_code == 303
    assert due("notification") == {court.manager.pk: today()}
    assert due("deferral_review") == {}
    again = act(court, "coordinator", stored(), "decide")
    assert (again.status_code, "decided already" in again.content.decode()) == (422, True)


def test_nobody_approves_their_own_by_form_by_program_or_by_bare_sql(court: Any) -> None:
    both = MembershipFactory(agency=court.probation, user=court.supervisor.user, duties=["chair"])
    row = proposed(court)
    assert act(court, "supervisor", row, "decide").status_code == 403
    court.both = both  # the same person under another membership, which has the duty
    with acting(both) as actor:
        assert actor.user_id == row.proposer_id
    call = caller(court.supervisor)
    answer = call.post(f"/deferrals/{row.pk}/decide/", {"approves": True, "version": row.version})
    assert answer.status_code == 403
    sql = """UPDATE sharing_deferral SET state = 'approved', version = version + 1, decided_at = now(),
             decided_by_id = %s, decider_id = %s WHERE id = %s"""
    for who, decider in ((both, both), (court.chair, both), (both, court.chair), (court.supervisor, court.chair)):
        with acting(who), transaction.atomic(), connection.cursor() as cursor:
            try:
                cursor.execute(sql, [decider.pk, decider.user_id, row.pk])
                touched = cursor.rowcount
            except DatabaseError:
                touched = 0
                transaction.set_rollback(True)
            assert touched == 0
    named = pytest.raises(IntegrityError, match="nobody_approves_their_own_deferral")
    with backstage(), named, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [both.pk, both.user_id, row.pk])
    assert stored().state == "proposed"


def test_beyond_ninety_days_the_legal_adviser_approves_too(court: Any) -> None:
    row = proposed(court, days=100)
    assert row.needs_second
    assert act(court, "legal", row, "decide").status_code == 403
    assert act(court, "chair", row, "decide").status_code == 303
    row = stored()
    assert row.state == "second"
    assert set(due("deferral_review")) == {court.legal.pk}
    assert due("notification")[court.manager.pk] < today(30), "it is due until both approved"
    for who in ("chair", "coordinator", "supervisor"):
        assert act(court, who, row, "decide").status_code == 403
    assert act(court, "legal", row, "decide").status_code == 303
    assert stored().state == "approved"
    assert due("notification") == {court.manager.pk: today(100)}


def test_it_is_looked_at_again_after_thirty_days_and_ended_early(court: Any) -> None:
    row = proposed(court, days=80)
    act(court, "chair", row, "decide")
    row = stored()
    assert act(court, "manager", row, "review").status_code == 403
    assert act(court, "coordinator", row, "review").status_code == 303
    assert stored().reviewed_on == today()
    assert set(due("deferral_review").values()) == {today(30)}
    assert "Write why it ends." in act(court, "legal", row, "end").content.decode()
    assert act(court, "legal", row, "end", reason="The inquiry is over.").status_code == 303
    assert due("notification") == {court.manager.pk: today()}
    assert due("deferral_review") == {}
    assert "I am told of it today" in article(sheet(court))
    assert "does not run" in act(court, "chair", row, "end", reason="Twice.").content.decode()
    assert "does not run" in act(court, "chair", row, "review").content.decode()


def test_a_renewal_is_decided_anew_and_a_refused_one_leaves_the_first(court: Any) -> None:
    first = proposed(court, days=40)
    act(court, "chair", first, "decide")
    renewal = proposed(court, days=60, who="manager")
    act(court, "coordinator", renewal, "decide", approves="no", reason="Enough.")
    assert due("notification") == {court.manager.pk: today(40)}
    renewal = proposed(court, days=60, who="officer")
    act(court, "coordinator", renewal, "decide")
    assert due("notification") == {court.manager.pk: today(60)}
    assert set(due("deferral_review")) == {court.manager.pk, court.coordinator.pk}


def test_what_is_odd_is_refused_with_what_was_typed(court: Any) -> None:
    odd: tuple[tuple[dict[str, Any], str], ...] = (
        ({"until_on": day()}, "after today"), ({"until_on": day(400)}, "after today"), ({"facts": " "}, "facts"),
        ({"ground": ""}, "Choose the ground"), ({"until_on": "soon"}, "real date"),
    )  # fmt: skip
    for more, sentence in odd:
        answer = propose(court, **more)
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True), more
    proposed(court)
    answer = propose(court)
    assert (answer.status_code, "waits for a decision already" in answer.content.decode()) == (409, True)
    assert "zqfacts" in answer.content.decode()
    with acting(court.chair) as actor, pytest.raises(Conflict, match="since you opened"):
        decide_deferral(actor, stored().pk, 7, True, "")


def test_of_what_the_person_knows_nothing_is_put_off(court: Any) -> None:
    path = f"/disclosures/{court.disclosure.pk}/told/"
    browser_of(court.manager).post(path, {"told_on": day(), "words": "All.", "reaction": ""})
    assert "told already" in propose(court).content.decode()


def test_the_list_is_for_whoever_decides(court: Any) -> None:
    row = proposed(court)
    for who in ("chair", "coordinator", "legal"):
        page = browser_of(getattr(court, who)).get("/deferrals/").content.decode()
        assert f"/deferrals/{row.pk}/" in page
    for who in ("supervisor", "teacher", "stranger"):
        assert browser_of(getattr(court, who)).get("/deferrals/").status_code == 403
    assert len(lines("deferral.list_read")) == 3
    work = browser_of(court.coordinator).get("/").content.decode()
    assert f"/deferrals/{row.pk}/" in work


def test_a_program_proposes_decides_looks_again_and_ends(court: Any) -> None:
    call = caller(court.manager)
    body = {"ground": "inquiry", "facts": "An inquiry runs.", "until_on": day(20)}
    made = call.post(f"/disclosures/{court.disclosure.pk}/deferrals/", body)
    assert (made.status_code, made.json()["state"], made.json()["runs"]) == (201, "proposed", False)
    assert call.post(f"/disclosures/{court.disclosure.pk}/deferrals/", body).status_code == 409
    key, chair = made.json()["id"], caller(court.chair)
    assert [line["id"] for line in chair.get("/deferrals/").json()["waiting"]] == [key]
    done = chair.post(f"/deferrals/{key}/decide/", {"approves": True, "version": 1})
    assert (done.status_code, done.json()["runs"]) == (201, True)
    assert chair.post(f"/deferrals/{key}/review/", {}).status_code == 201
    line = caller(court.officer).get(f"/disclosures/{court.disclosure.pk}/").json()
    assert line["put_off_until"]
    assert chair.post(f"/deferrals/{key}/end/", {"reason": "Over."}).json()["state"] == "ended"
    assert call.get(f"/deferrals/{key}/").json()["decided_by"] == court.chair.user.full_name
