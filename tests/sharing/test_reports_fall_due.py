"""Reports fall due by themselves: from the order, before a release, when a breach is referred; raised once."""

import re
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from casework.models import CaseTeamMember, Deadline
from devstack.testing import backstage
from sharing.models import CourtReport
from sharing.services.sweeps import raise_reports
from tests.cast import acting, browser_of
from tests.factories import BreachFactory, ConditionFactory, CourtDecisionFactory, CustodyFactory, OrderFactory
from tests.factories.reports import CourtReportFactory, today
from tests.sharing.reporting import WHY, begin, with_record


def reports(**lookup: Any) -> list[Any]:
    with backstage():
        return list(CourtReport.objects.unguarded(because=WHY).filter(**lookup).order_by("due_on"))


def deadlines(**lookup: Any) -> list[Any]:
    with backstage():
        return list(Deadline.objects.unguarded(because=WHY).filter(kind="court_report", **lookup))


def test_a_progress_report_is_due_after_the_days_of_the_order(world: Any, as_worker: Any) -> None:
    order = OrderFactory(case=world.case, starts_on=today(-80), report_every_days=90)
    OrderFactory(case=world.case, starts_on=today(-10), report_every_days=90)  # not within thirty days
    OrderFactory(case=world.case, starts_on=today(-200), report_every_days=None)  # the court asks when it wants one
    with as_worker():
        assert raise_reports(None) == 1
        assert raise_reports(None) == 0
    (row,) = reports()
    assert (row.kind, row.order_id, row.state, row.due_on) == ("progress", order.pk, "due", today(10))
    (due,) = deadlines()
    assert (due.responsible_id, due.due_on, due.subject_id) == (world.supervisor.pk, today(10), row.pk)


def test_an_order_recorded_before_it_began_falls_due_by_its_days(world: Any, as_worker: Any) -> None:
    order = OrderFactory(
        case=world.case, state="pending", starts_on=today(-80), ends_on=today(20), report_every_days=90
    )
    OrderFactory(case=world.case, state="pending", starts_on=today(1), ends_on=today(25), report_every_days=5)
    with as_worker():
        assert raise_reports(None) == 2
    assert {r.order_id for r in reports()} == {order.pk}
    assert [(r.kind, r.due_on) for r in reports()] == [("progress", today(10)), ("completion", today(20))]


def test_no_progress_report_falls_due_after_the_last_day_of_an_order(world: Any, as_worker: Any) -> None:
    order = OrderFactory(case=world.case, starts_on=today(-200), ends_on=today(-40), report_every_days=90)
    span = {"order": order, "author": world.supervisor, "signed": True, "period_from": today(-200)}
    CourtReportFactory(**span, period_to=today(-110))  # the next would be due on day -20: the order ended before
    with as_worker():
        raise_reports(None)
    assert [(r.kind, r.due_on) for r in reports(state="due")] == [("completion", today(-40))]
    missed = OrderFactory(case=world.case, starts_on=today(-200), ends_on=today(-40), report_every_days=90)
    with as_worker():
        raise_reports(None)
    owed = reports(state="due", order=missed)
    assert [(r.kind, r.due_on) for r in owed] == [("progress", today(-110)), ("completion", today(-40))]
    CourtReportFactory(**{**span, "order": missed}, kind="completion", period_to=today(-40))
    with as_worker():
        raise_reports(None)
    assert [r.kind for r in reports(state="due", order=missed)] == ["completion"]


def test_the_next_one_counts_from_the_last_that_was_signed(world: Any, as_worker: Any) -> None:
    order = OrderFactory(case=world.case, starts_on=today(-200), report_every_days=90)
    CourtReportFactory(
        order=order, author=world.supervisor, signed=True, period_from=today(-200), period_to=today(-100)
    )
    with as_worker():
        raise_reports(None)
    (row,) = reports(state="due")
    assert row.due_on == today(-10)
    page = browser_of(world.supervisor).get("/reports/").content.decode()
    assert "Late" in page


def test_a_breach_and_a_release_ask_for_a_report(world: Any, as_worker: Any) -> None:
    order = OrderFactory(case=world.case, starts_on=today(-20), report_every_days=None)
    decision = CourtDecisionFactory(order=order, membership=world.supervisor)
    condition = ConditionFactory(order=order, source_decision=decision)
    breach = BreachFactory(condition=condition, state="referred_to_court", hearing_on=today(9))
    custody = CustodyFactory(case=world.case, release_on=today(70))
    with as_worker():
        assert raise_reports(None) == 2
    assert [(r.kind, r.due_on) for r in reports()] == [("breach", today(9)), ("pre_release", today(10))]
    assert {r.breach_id for r in reports()} == {breach.pk, None}
    assert {r.custody_id for r in reports()} == {custody.pk, None}


def test_what_is_due_no_longer_is_dropped_with_its_deadline(world: Any, as_worker: Any) -> None:
    order = OrderFactory(case=world.case, starts_on=today(-80), report_every_days=90)
    with as_worker():
        raise_reports(None)
    with backstage():
        order.report_every_days, order.version = 100, order.version + 1
        order.save()
    with as_worker():
        assert raise_reports(None) == 0
    assert reports()[0].due_on == deadlines()[0].due_on == today(20)
    with backstage():
        order.state, order.version = "suspended", order.version + 1
        order.save()
    with as_worker():
        raise_reports(None)
    assert [r.state for r in reports()] == ["dropped"]
    assert [d.state for d in deadlines()] == ["dropped"]


def test_the_one_that_is_due_is_the_one_that_is_begun(world: Any, as_worker: Any) -> None:
    with_record(world)
    with as_worker():
        raise_reports(None)
    (due,) = reports(kind="progress")
    report = begin(world)
    assert report.pk == due.pk
    assert report.state == "draft"
    assert [d.due_on for d in deadlines(state="open")] == [due.due_on]


def test_a_breach_report_that_fell_due_is_begun_from_its_page(world: Any, as_worker: Any) -> None:
    record = with_record(world).record
    decision = CourtDecisionFactory(order=record.order, membership=world.supervisor)
    condition = ConditionFactory(order=record.order, source_decision=decision, number=7)
    breach = BreachFactory(condition=condition, state="referred_to_court")
    with as_worker():
        raise_reports(None)
    (due,) = reports(kind="breach")
    browser, about = browser_of(world.supervisor), f"breach:{breach.pk}"
    address = f"/cases/{world.case.reference}/reports/new/?about={about}"
    assert address.replace(":", "%3A") in browser.get(f"/reports/{due.pk}/").content.decode()
    page = browser.get(address).content.decode()
    assert re.search(rf'value="{about}"[^>]*checked', page), "what was asked for is chosen"
    assert begin(world, about).pk == due.pk
    again = browser.get(address)
    assert (again.status_code, again["Location"]) == (303, f"/reports/{due.pk}/")  # written once: the link leads there
    assert address in browser.get(f"/cases/{world.case.reference}/breach/{breach.pk}/").content.decode()


def test_the_worker_reads_no_report(world: Any, as_worker: Any) -> None:
    with as_worker():
        for table in ("courtreport", "reportstatement", "reportversion", "disclosure"):
            with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM sharing_{table}")
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT sharing_raise_reports(current_date, 30)")


def handed_over(court: Any) -> None:
    """The order is supervised by the police officer now."""
    with backstage():
        for member, now in ((court.supervisor, False), (court.officer, True)):
            place = CaseTeamMember.objects.unguarded(because=WHY).get(membership=member)
            place.is_order_supervisor, place.version = now, place.version + 1
            place.save()


def started(court: Any, about: str) -> Any:
    form = {"about": about}
    return browser_of(court.officer).post(f"/cases/{court.case.reference}/reports/new/", form)


def test_whoever_supervises_now_begins_what_the_agency_before_owed(world: Any, as_worker: Any) -> None:
    court = with_record(world)
    with as_worker():
        raise_reports(None)
    (due,) = reports(kind="progress")
    handed_over(court)
    answer = started(court, f"progress:{court.record.order.pk}")
    assert answer.status_code == 303
    (row,) = reports(kind="progress")
    assert (row.pk, row.agency_id, row.author_id, row.state) == (due.pk, court.police.pk, court.officer.pk, "draft")
    assert [d.responsible_id for d in deadlines(state="open")] == [court.officer.pk]


def test_a_draft_of_the_agency_before_stands_in_nobodys_way(world: Any) -> None:
    court = with_record(world)
    before = begin(court)
    handed_over(court)
    assert started(court, f"progress:{court.record.order.pk}").status_code == 303
    assert [row.agency_id for row in reports(kind="progress", state="draft")] == [court.police.pk]
    assert reports(pk=before.pk)[0].state == "dropped"
    assert [d.subject_id for d in deadlines(state="open")] == [reports(state="draft")[0].pk]
    assert "They spoke about rent." not in browser_of(court.officer).get(f"/reports/{before.pk}/").content.decode()


def test_a_report_on_a_breach_that_was_due_no_longer_can_still_be_written(world: Any, as_worker: Any) -> None:
    court = with_record(world)
    breach = BreachFactory(condition=court.record.condition, state="referred_to_court", hearing_on=today(9))
    with as_worker():
        raise_reports(None)
    with backstage():
        breach.state, breach.version = "heard", breach.version + 1
        breach.save()
    with as_worker():
        raise_reports(None)
    assert [row.state for row in reports(kind="breach")] == ["dropped"]
    report = begin(court, f"breach:{breach.pk}")
    assert (report.number, report.state) == (2, "draft")


def test_nobody_takes_over_what_they_do_not_supervise(world: Any) -> None:
    report = begin(with_record(world))
    for who in ("manager", "officer", "chair", "stranger"):
        with acting(getattr(world, who)), connection.cursor() as cursor:
            cursor.execute("SELECT sharing_take_over(%s)", [report.pk])
    assert reports(pk=report.pk)[0].state == "draft"


def referred(court: Any, **more: Any) -> tuple[Any, Any]:
    """A serious breach that the order supervisor refers to the court, and the answer."""
    breach = BreachFactory(condition=court.record.condition, state="not_accepted", is_serious=True, **more)
    path = f"/cases/{court.case.reference}/breach/{breach.pk}/refer/"
    return breach, browser_of(court.supervisor).post(path, {"version": "1", "on": today().isoformat()})


def test_the_report_on_a_breach_is_due_with_the_step_that_refers_it(world: Any, as_worker: Any) -> None:
    court = with_record(world)
    breach, answer = referred(court, act_by_on=today(4))
    assert answer.status_code == 303
    (row,) = reports(kind="breach")
    assert (row.breach_id, row.state, row.due_on, row.agency_id) == (breach.pk, "due", today(4), court.probation.pk)
    (due,) = deadlines(subject_id=row.pk)
    assert (due.responsible_id, due.due_on, due.state) == (court.supervisor.pk, today(4), "open")
    client = browser_of(court.supervisor)
    assert str(row.pk) in client.get(f"/cases/{court.case.reference}/reports/").content.decode()
    with as_worker():
        raise_reports(None)  # the sweep finds it there
    assert [one.pk for one in reports(kind="breach")] == [row.pk]
    assert begin(world, f"breach:{breach.pk}").pk == row.pk


def test_a_report_on_a_breach_is_owed_at_once_however_far_its_day_and_stays(world: Any, as_worker: Any) -> None:
    court = with_record(world)
    breach, answer = referred(court, act_by_on=today(90))
    assert answer.status_code == 303
    (row,) = reports(kind="breach")
    assert (row.breach_id, row.due_on) == (breach.pk, today(90))
    with as_worker():
        raise_reports(None)  # one rule for the step and for the sweep: nothing is dropped, nothing moves
    assert [(one.pk, one.state, one.due_on) for one in reports(kind="breach")] == [(row.pk, "due", today(90))]
    with backstage():
        Deadline.objects.unguarded(because=WHY).filter(subject_id=row.pk).delete()
        CourtReport.objects.unguarded(because=WHY).filter(pk=row.pk).delete()
    with as_worker():
        assert raise_reports(None) >= 1
    assert [one.due_on for one in reports(kind="breach")] == [today(90)]


def test_a_breach_that_has_its_report_owes_none(world: Any) -> None:
    court = with_record(world)
    breach = BreachFactory(condition=court.record.condition, state="not_accepted", is_serious=True, act_by_on=today(4))
    CourtReportFactory(order=court.record.order, author=court.supervisor, kind="breach", breach=breach)
    path = f"/cases/{court.case.reference}/breach/{breach.pk}/refer/"
    typed = {"version": "1", "on": today().isoformat()}
    assert browser_of(court.supervisor).post(path, typed).status_code == 303
    assert [row.state for row in reports(kind="breach")] == ["draft"]
