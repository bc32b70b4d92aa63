"""What the services refuse from the signature of a report to its receipt: the rule stands below the form."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from agencies.errors import Conflict
from sharing.reporting import Sending
from sharing.services import report_sending, report_signing
from sharing.services.notifying import Telling
from tests.casework.doors import lines
from tests.casework.test_services_refuse import refused
from tests.factories.reports import CourtReportFactory, today
from tests.sharing.reporting import begin, post, sent, signed, stored, with_record, word


@pytest.fixture
def court(world: Any) -> Any:
    """The cast's case with an order, a record and a senior."""
    return with_record(world)


def test_a_report_is_signed_with_a_recommendation_and_after_asking(court: Any, act: Any) -> None:
    report = begin(court)
    with act(court.supervisor) as actor:
        assert "First ask" in refused(report_signing.sign_report, actor, report.pk)
    assert word(court, report, "persons_view", body="I want to go on.").status_code == 303
    post(court.supervisor, report, "ask")
    with act(court.supervisor) as actor:
        assert "Not settled yet with: Police Desk" in refused(report_signing.sign_report, actor, report.pk)
    post(court.officer, report, "check", state="agreed")
    with act(court.supervisor) as actor:
        assert "Write the recommendation" in refused(report_signing.sign_report, actor, report.pk)
    assert lines("report.signed") == []


def test_a_senior_countersigns_what_they_read_or_returns_it_with_words(court: Any, act: Any) -> None:
    report = signed(court)
    with act(court.senior) as actor:
        late = refused(report_signing.countersign_report, actor, report.pk, report.version - 1, kind=Conflict)
        assert "signed anew" in late
        assert "Say what the writer should change" in refused(report_signing.return_report, actor, report.pk, " ")
        report_signing.countersign_report(actor, report.pk, report.version)
        for again in (
            refused(report_signing.countersign_report, actor, report.pk, report.version),
            refused(report_signing.return_report, actor, report.pk, "Too late."),
        ):
            assert "does not wait for a countersignature" in again
    assert len(lines("report.countersigned")) == 1


def sending(**more: Any) -> Sending:
    """Sent today, told today, unless said otherwise."""
    return Sending(**{"how": "portal", "sent_on": today(), "told_on": today(), **more})


def test_a_report_is_sent_once_it_is_countersigned_and_the_person_was_told(court: Any, act: Any) -> None:
    report = signed(court)
    with act(court.supervisor) as actor:
        assert "not countersigned" in refused(report_sending.send_report, actor, report.pk, sending())
        assert "was not sent" in refused(report_sending.tell_of_report, actor, report.pk, Telling(today(), "All"))
    assert post(court.senior, report, "countersign").status_code == 303
    long_ago = today() - dt.timedelta(days=4000)
    with act(court.supervisor) as actor:
        for given, words in (
            (sending(sent_on=today(-1)), "before it was countersigned"),
            (sending(sent_on=today(1)), "before it was countersigned, or in the future"),
            (sending(told_on=None), "Enter the day on which the person was told"),
            (sending(untold_by_order=True), "Enter the day on which the person was told"),
            (sending(told_on=long_ago), "within the period of the report"),
            (sending(told_on=today(1)), "within the period of the report"),
        ):
            assert words in refused(report_sending.send_report, actor, report.pk, given)
    assert lines("report.sent") == []


def test_a_receipt_is_of_a_day_after_the_sending(court: Any, act: Any) -> None:
    report = sent(court)
    with act(court.supervisor) as actor:
        for day in (today(-1), today(1)):
            assert "cannot be acknowledged before" in refused(report_sending.acknowledge_report, actor, report.pk, day)
        report_sending.acknowledge_report(actor, report.pk, today())
    assert stored(pk=report.pk).state == "acknowledged"


def test_a_report_without_a_delivery_is_not_acknowledged(court: Any, act: Any) -> None:
    report = CourtReportFactory(
        order=court.record.order, author=court.supervisor, signed=True, countersigner=court.senior, state="sent"
    )
    with act(court.supervisor) as actor:
        assert "cannot be acknowledged" in refused(report_sending.acknowledge_report, actor, report.pk, today())
    assert stored(pk=report.pk).state == "sent"


def test_the_person_is_told_once_after_the_sending_with_words(court: Any, act: Any) -> None:
    report = sent(court)
    with act(court.supervisor) as actor:
        tell = report_sending.tell_of_report
        assert "before it was sent" in refused(tell, actor, report.pk, Telling(today(-1), "All of it."))
        assert "in the future" in refused(tell, actor, report.pk, Telling(today(1), "All of it."))
        assert "Write what the person was told" in refused(tell, actor, report.pk, Telling(today(), " "))
        told = tell(actor, report.pk, Telling(today(), "All of it."))  # without a reaction
        assert "told already" in refused(tell, actor, report.pk, Telling(today(), "Again."))
    assert told.told_on == today()
    assert len(lines("report.told")) == 1
