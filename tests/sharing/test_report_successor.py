"""The order changed hands: whoever supervises it now corrects what the agency before them told the court."""

from typing import Any

import pytest

from sharing.models import CourtReport
from tests.casework.doors import lines
from tests.casework.planning import rows
from tests.cast import browser_of
from tests.factories import NoteFactory
from tests.factories.reports import CourtReportFactory, ReportSectionFactory, ReportStatementFactory
from tests.meanwhile import before_it_is_stored
from tests.sharing.reporting import errors, files_of, part_form, post, row_at, sent, signed, stored, with_record
from tests.sharing.test_reports_fall_due import handed_over

BUTTON = "Begin a corrected version"


@pytest.fixture
def court(world: Any) -> Any:
    """The cast's case with an order and a record."""
    return with_record(world)


def shown(member: Any, report: Any) -> str:
    """The page of a report."""
    return str(browser_of(member).get(f"/reports/{report.pk}/").content.decode())


def test_the_new_agency_corrects_what_was_sent_in_its_own_name(court: Any) -> None:
    report = sent(court)
    before = {row.pk: bytes(row.content) for row in files_of(report)}
    assert BUTTON not in shown(court.officer, report)
    handed_over(court)
    assert BUTTON in shown(court.officer, report)
    assert BUTTON not in shown(court.supervisor, report)
    assert post(court.supervisor, report, "correct").status_code == 403, "it is no longer theirs"
    newer = row_at(post(court.officer, report, "correct")["Location"])
    assert (newer.number, newer.corrects_id, newer.state) == (2, report.pk, "draft")
    assert (newer.agency_id, newer.author_id) == (court.police.pk, court.officer.pk)
    first = stored(pk=report.pk)
    assert (first.agency_id, first.author_id, first.state) == (court.probation.pk, court.supervisor.pk, "sent")
    assert {row.pk: bytes(row.content) for row in files_of(report)} == before
    (line,) = lines("report.corrected")
    assert (line.subjects, line.membership_id) == ([newer.pk, report.pk], court.officer.pk)
    assert BUTTON not in shown(court.officer, report), "begun once"
    assert "was begun" in errors(post(court.officer, report, "correct"))
    client = browser_of(court.officer)
    typed = {**part_form(client, newer, "recommendation"), "body": "Continue, with one word put right."}
    assert client.post(f"/reports/{newer.pk}/edit/recommendation/", typed).status_code == 303


def test_only_what_is_with_the_court_is_corrected_by_another_agency(court: Any) -> None:
    report = signed(court)
    assert post(court.senior, report, "countersign").status_code == 303
    handed_over(court)
    assert BUTTON not in shown(court.officer, report)
    assert post(court.officer, report, "correct").status_code == 403
    assert post(court.teacher, report, "correct").status_code == 404
    assert len(rows(CourtReport)) == 1


def test_nobody_corrects_what_they_do_not_read_whole(court: Any) -> None:
    hidden = NoteFactory(case=court.case, by=court.clinician, full="Sealed words.", handling="sealed")
    report = CourtReportFactory(
        order=court.record.order, author=court.supervisor, countersigner=court.senior, signed=True, state="sent"
    )
    ReportStatementFactory(section=ReportSectionFactory(report=report), note=hidden, text="Sealed words.", tier=4)
    handed_over(court)
    assert BUTTON not in shown(court.officer, report)
    assert post(court.officer, report, "correct").status_code == 403


def test_a_correction_is_begun_once(court: Any) -> None:
    report = sent(court)
    handed_over(court)

    def first() -> None:
        CourtReportFactory(order=court.record.order, author=court.officer, corrects=report, number=2)

    with before_it_is_stored("sharing_courtreport", first):
        answer = post(court.officer, report, "correct")
    assert (answer.status_code, "was begun" in errors(answer) or "was begun" in answer.content.decode()) == (409, True)
