"""What a signed report shows to others: what the court was told, not what was left out, replaced or returned."""

from typing import Any

import pytest
from django.db import connection

from devstack.testing import backstage
from sharing.models import ReportStatement
from tests.api.caller import caller
from tests.cast import acting, browser_of
from tests.factories import NoteFactory
from tests.sharing.reporting import WHY, begin, errors, files_of, part_form, post, signed, stored, with_record, word


@pytest.fixture
def court(world: Any) -> Any:
    """The cast's case with an order and a record."""
    return with_record(world)


def drop(court: Any, report: Any, part: str, row: Any) -> None:
    """Leave one statement out."""
    form = part_form(browser_of(court.supervisor), report, part)
    form.pop(f"keep_{row.pk}")
    assert post(court.supervisor, report, f"edit/{part}", **form).status_code == 303


def statement(report: Any, **of: Any) -> Any:
    with backstage():
        return ReportStatement.objects.unguarded(because=WHY).get(report=report, **of)


def finish(court: Any, report: Any) -> None:
    """Word, ask and sign."""
    assert word(court, report, "persons_view", body="I want to go on.").status_code == 303
    assert word(court, report, "recommendation", body="Continue.").status_code == 303
    post(court.supervisor, report, "ask")
    post(court.officer, report, "check", state="agreed")
    answer = post(court.supervisor, report, "sign")
    assert answer.status_code == 303, errors(answer)


def told_to(member: Any, report: Any) -> str:
    """Everything of a report that somebody gets: the page, the program's answer, and every row by bare SQL."""
    found: str = browser_of(member).get(f"/reports/{report.pk}/").content.decode()
    found += caller(member).get(f"/reports/{report.pk}/").content.decode()
    with acting(member), connection.cursor() as cursor:
        for table in ("reportstatement", "reportsection", "reportcheck"):
            cursor.execute(f"SELECT row_to_json(t)::text FROM sharing_{table} t WHERE report_id = %s", [report.pk])
            found += "\n".join(row for (row,) in cursor.fetchall())
    return found


def test_what_was_left_out_is_told_to_nobody_else(court: Any) -> None:
    with backstage():
        note = court.record.contacts[0].note
        note.handling = "named"
        note.save(update_fields=["handling"])
    report = begin(court)
    drop(court, report, "contacts", statement(report, note=note))
    finish(court, report)
    assert "They spoke about the course." not in told_to(court.officer, report)
    assert "They spoke about rent." in told_to(court.officer, report)
    assert "They spoke about the course." in told_to(court.supervisor, report)


def test_newer_words_beside_edited_ones_end_with_the_signature(court: Any) -> None:
    note = NoteFactory(
        case=court.case, by=court.officer, kind="police_information", handling="named", full="Seen with zqthree men.",
        summary="Seen.", gist="Keep evenings short.", released_tier=4, court_tier=2, listed=(court.supervisor.user,),
    )  # fmt: skip
    report = begin(court)
    row = statement(report, note=note)
    assert word(court, report, "exposure", **{f"text_{row.pk}": "Keep evenings free."}).status_code == 303
    with backstage():
        note.court_tier = 4
        note.save(update_fields=["court_tier"])
    assert post(court.supervisor, report, "refresh").status_code == 303
    assert "zqthree" in told_to(court.supervisor, report)
    finish(court, report)
    assert "zqthree" not in told_to(court.clinician, report)
    assert "Keep evenings free." in told_to(court.clinician, report)


def test_a_returned_edition_is_read_by_its_writers_alone(court: Any) -> None:
    with backstage():
        note = court.record.contacts[0].note
        note.handling = "named"
        note.save(update_fields=["handling"])
    report = signed(court)
    assert post(court.senior, report, "return", why="Leave the course out.").status_code == 303
    drop(court, report, "contacts", statement(report, note=note))
    post(court.supervisor, report, "ask")
    assert post(court.supervisor, report, "sign").status_code == 303
    first, last = files_of(report)[1], files_of(report)[3]
    assert (first.edition, last.edition) == (1, 2)
    for member, status in ((court.officer, 404), (court.supervisor, 200)):
        assert browser_of(member).get(f"/reports/{report.pk}/files/{first.pk}/").status_code == status
        assert caller(member).get(f"/reports/{report.pk}/files/{first.pk}/").status_code == status
        assert browser_of(member).get(f"/reports/{report.pk}/files/{last.pk}/").status_code == 200
        with acting(member), connection.cursor() as cursor:
            cursor.execute("SELECT edition FROM sharing_reportversion WHERE report_id = %s", [report.pk])
            assert (1 in {n for (n,) in cursor.fetchall()}) == (status == 200)
    page = browser_of(court.officer).get(f"/reports/{report.pk}/").content.decode()
    assert str(first.pk) not in page
    assert str(last.pk) in page


def test_an_objection_is_between_its_agency_and_the_writer(court: Any) -> None:
    report = begin(court)
    word(court, report, "persons_view", body="I want to go on.")
    word(court, report, "recommendation", body="Continue.")
    post(court.supervisor, report, "ask")
    post(court.officer, report, "check", state="objects", words="It was zqanother man.")
    post(court.supervisor, report, "objection", agency=court.police.pk, answer="The zqsheet names him.")
    assert post(court.supervisor, report, "sign").status_code == 303
    for who, reads in (("supervisor", True), ("officer", True), ("clinician", False), ("manager", False)):
        found = told_to(getattr(court, who), report)
        assert ("zqanother" in found, "zqsheet" in found) == (reads, reads), who


def test_an_agency_agrees_to_the_words_it_was_shown(court: Any) -> None:
    report = begin(court)
    word(court, report, "persons_view", body="I want to go on.")
    word(court, report, "recommendation", body="Continue.")
    post(court.supervisor, report, "ask")
    page = browser_of(court.officer).get(f"/reports/{report.pk}/check/")
    before = page.context["form"]["version"].value()
    row = statement(report, note=court.record.police)
    assert word(court, report, "exposure", **{f"text_{row.pk}": "Seen with zqthree men."}).status_code == 303
    post(court.supervisor, report, "ask")
    answer = post(court.officer, report, "check", state="agreed", version=before)
    assert answer.status_code == 409
    assert "Seen with zqthree men." in answer.content.decode()
    assert post(court.supervisor, report, "sign").status_code == 422
    now = browser_of(court.officer).get(f"/reports/{report.pk}/check/").context["form"]["version"].value()
    assert post(court.officer, report, "check", state="agreed", version=now).status_code == 303
    assert stored(pk=report.pk).state == "agency_check"
