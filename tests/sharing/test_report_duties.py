"""What a report must not do: go on with words that were taken back, or with a record that changed; be nobody's."""

from typing import Any

import pytest

from casework.models import Deadline, Note
from devstack.testing import backstage
from sharing.models import CourtReport, Disclosure, ReportStatement
from sharing.services.sweeps import raise_reports
from tests.casework.doors import lines
from tests.cast import browser_of
from tests.factories import CustodyFactory, OrderFactory
from tests.factories.reports import held, today
from tests.sharing.reporting import (
    WHY,
    begin,
    day,
    errors,
    files_of,
    post,
    row_at,
    sent,
    signed,
    stored,
    with_record,
    word,
)
from tests.sharing.test_report_kinds import failing


@pytest.fixture
def court(world: Any) -> Any:
    """The cast's case with an order and a record."""
    return with_record(world)


def take_back(court: Any) -> None:
    """The police take back what they cleared."""
    address = f"/notes/{court.record.police.pk}/court/"
    assert browser_of(court.officer).post(address, {"court_tier": "0"}).status_code == 303


def investigate(court: Any) -> None:
    """What was cleared comes under the secrecy of an investigation."""
    with backstage():
        Note.objects.unguarded(because=WHY).filter(pk=court.record.police.pk).update(secrecy="investigation")


def open_deadlines(report: Any) -> list[str]:
    with backstage():
        sent = Disclosure.objects.unguarded(because=WHY).filter(report=report).values_list("pk", flat=True)
        rows = Deadline.objects.unguarded(because=WHY).filter(subject_id__in=[report.pk, *sent], state="open")
        return sorted(rows.values_list("kind", flat=True))


@pytest.mark.parametrize("lose", [take_back, investigate])
def test_words_taken_back_are_not_countersigned(court: Any, lose: Any) -> None:
    report = signed(court)
    lose(court)
    refused = post(court.senior, report, "countersign")
    assert (refused.status_code, "Return it to its writer" in errors(refused)) == (422, True)
    assert stored(pk=report.pk).countersigned_at is None
    assert post(court.senior, report, "return", why="The police took it back.").status_code == 303


@pytest.mark.parametrize("lose", [take_back, investigate])
def test_words_taken_back_are_not_sent_and_a_corrected_version_takes_the_place(
    court: Any, as_worker: Any, lose: Any
) -> None:
    report = signed(court)
    assert post(court.senior, report, "countersign").status_code == 303
    lose(court)
    refused = post(court.supervisor, report, "send", how="portal", sent_on=day(), told_on=day())
    assert (refused.status_code, "Begin a corrected version" in errors(refused)) == (422, True)
    assert stored(pk=report.pk).state == "signed"
    answer = post(court.supervisor, report, "correct")
    assert (stored(pk=report.pk).state, open_deadlines(report)) == ("dropped", [])
    newer = row_at(answer["Location"])
    assert open_deadlines(newer) == ["court_report"]
    with as_worker():
        raise_reports(None)  # the corrected version stands for the first: nothing is owed twice
    with backstage():
        assert not CourtReport.objects.unguarded(because=WHY).filter(kind="progress", state="due").exists()
    post(court.supervisor, newer, "ask")
    post(court.officer, newer, "check", state="agreed")
    assert "no longer cleared" in errors(post(court.supervisor, newer, "sign"))


def test_a_record_that_changed_stops_the_signature_until_it_is_brought_in(court: Any) -> None:
    report = begin(court)
    assert word(court, report, "persons_view", body="I want to go on.").status_code == 303
    assert word(court, report, "recommendation", body="Continue.").status_code == 303
    post(court.supervisor, report, "ask")
    post(court.officer, report, "check", state="agreed")
    held(court.case, court.supervisor, -1, "Nobody came again.", attended="no_good_reason")
    refused = post(court.supervisor, report, "sign")
    assert (refused.status_code, "The record changed since" in errors(refused)) == (422, True)
    assert post(court.supervisor, report, "refresh").status_code == 303
    with backstage():
        rows = ReportStatement.objects.unguarded(because=WHY).filter(report=report, is_new=True)
        assert rows.filter(text__contains="Nobody came again.").exists()
    post(court.supervisor, report, "ask")
    assert post(court.supervisor, report, "sign").status_code == 303


def test_the_person_is_told_before_a_report_goes_to_the_court(court: Any) -> None:
    report = signed(court)
    assert post(court.senior, report, "countersign").status_code == 303
    way = {"how": "portal", "sent_on": day()}
    for more, words in (
        ({}, "Enter the day on which the person was told"),
        ({"told_on": day(), "untold_by_order": "on"}, "or tick that the court ordered otherwise"),
        ({"told_on": day(1)}, "before it is sent"),
        ({"told_on": day(-900)}, "within the period of the report or after it"),
    ):
        refused = post(court.supervisor, report, "send", **way, **more)
        assert (refused.status_code, words in errors(refused)) == (422, True), more
        assert stored(pk=report.pk).state == "signed"
    assert post(court.supervisor, report, "send", **way, told_on=day()).status_code == 303
    assert "the person was told before, on" in browser_of(court.officer).get(f"/reports/{report.pk}/").content.decode()


def test_a_court_may_order_that_the_person_is_not_told_before(court: Any) -> None:
    report = signed(court)
    assert post(court.senior, report, "countersign").status_code == 303
    way = {"how": "portal", "sent_on": day(), "untold_by_order": "on"}
    assert post(court.supervisor, report, "send", **way).status_code == 303
    page = browser_of(court.supervisor).get(f"/reports/{report.pk}/").content.decode()
    assert "the court ordered that the person is not told before" in page
    assert open_deadlines(report) == ["notification"]  # of the disclosure they are told all the same


@pytest.mark.parametrize(("answered", "heard"), [(-150, False), (-10, True)])
def test_an_answer_to_a_plan_of_before_is_no_view_on_this_report(court: Any, answered: int, heard: bool) -> None:
    plan = court.record.plan
    with backstage():
        plan.answer, plan.person_words, plan.answered_on = "agreed", "I agree with all.", today(answered)
        plan.version += 1
        plan.save()
    report = begin(court)
    assert word(court, report, "recommendation", body="Continue.").status_code == 303
    post(court.supervisor, report, "ask")
    post(court.officer, report, "check", state="agreed")
    answer = post(court.supervisor, report, "sign")
    assert (answer.status_code == 303, "Write the person" not in errors(answer)) == (heard, heard)
    if not heard:
        form = {"added": "I want to move.", "added_nature": "reported"}
        assert word(court, report, "persons_view", **form).status_code == 303
        post(court.supervisor, report, "ask")
        assert post(court.supervisor, report, "sign").status_code == 303


def test_whoever_reads_a_report_stands_in_the_log_of_each_note_it_quotes(court: Any) -> None:
    report = signed(court)
    quoted = {court.record.police.pk, *(row.note_id for row in court.record.contacts[:2])}
    (pdf,) = [row for row in files_of(report) if row.format == "pdf"]
    client, path = browser_of(court.clinician), f"/reports/{report.pk}/"
    for address, verb in (
        (path, "report.read"),
        (f"{path}preview/", "report.preview_read"),
        (f"{path}working.pdf", "report.working_copy_read"),
        (f"{path}changes/", "report.changes_read"),
        (f"{path}files/{pdf.pk}/", "report.file_read"),
    ):
        assert client.get(address).status_code == 200, address
        line = lines(verb)[-1]
        assert quoted <= set(line.subjects), verb
        assert court.record.health.pk not in line.subjects
    draft = begin(court, f"completion:{court.record.order.pk}")
    browser_of(court.supervisor).get(f"/reports/{draft.pk}/edit/exposure/")
    assert court.record.police.pk in lines("report.part_read")[-1].subjects
    post(court.supervisor, draft, "ask")
    browser_of(court.officer).get(f"/reports/{draft.pk}/check/")
    subjects = lines("report.check_read")[-1].subjects
    assert court.record.police.pk in subjects
    assert court.record.contacts[0].note_id not in subjects  # not their words


def test_an_order_is_supervised_by_the_agency_that_writes_its_reports(court: Any) -> None:
    page = browser_of(court.supervisor).get(f"/cases/{court.case.reference}/orders/new/").content.decode()
    assert f'value="{court.probation.pk}"' in page
    assert f'value="{court.police.pk}"' not in page


def test_a_report_before_a_release_goes_to_the_court_of_the_newest_order(court: Any, as_worker: Any) -> None:
    stay = CustodyFactory(case=court.case, began_on=today(-200), release_on=today(70))
    with as_worker():
        raise_reports(None)
    newer = OrderFactory(case=court.case, made_on=today(-1), starts_on=today(70), ends_on=today(400), state="pending")
    report = begin(court, f"pre_release:{stay.pk}")
    assert (report.order_id, report.court_id) == (newer.pk, newer.court_id)
    with backstage():
        assert CourtReport.objects.unguarded(because=WHY).filter(custody=stay).count() == 1


def test_a_report_that_was_begun_is_given_up_with_a_reason_and_begun_again(court: Any, as_worker: Any) -> None:
    for about in (f"completion:{court.record.order.pk}", f"breach:{failing(court).pk}"):
        report = begin(court, about)
        post(court.supervisor, report, "ask")
        assert open_deadlines(report) == ["court_report", "report_check"]
        assert "Say why" in errors(post(court.supervisor, report, "give-up", why=" "))
        assert post(court.officer, report, "give-up", why="No.").status_code == 403
        assert post(court.supervisor, report, "give-up", why="Begun by zqmistake.").status_code == 303
        row = stored(pk=report.pk)
        assert (row.state, row.given_up, open_deadlines(report)) == ("dropped", "Begun by zqmistake.", [])
        page = browser_of(court.supervisor).get(f"/reports/{report.pk}/").content.decode()
        assert "Begun by zqmistake." in page
        assert "zqmistake" not in browser_of(court.officer).get(f"/reports/{report.pk}/").content.decode()
        assert "not written any more" in post(court.supervisor, report, "ask").content.decode()
        assert lines("report.given_up")[-1].subjects == [report.pk]
        assert begin(court, about).pk != report.pk
    signed_one = signed(court)
    assert post(court.supervisor, signed_one, "give-up", why="Too late.").status_code == 403
    with as_worker():
        raise_reports(None)


def test_a_correction_that_was_given_up_leaves_the_way_to_another(court: Any) -> None:
    first = sent(court)
    newer = row_at(post(court.supervisor, first, "correct")["Location"])
    assert "was begun" in errors(post(court.supervisor, first, "correct"))
    assert post(court.supervisor, newer, "give-up", why="Nothing was wrong.").status_code == 303
    assert stored(pk=first.pk).state == "sent"
    again = row_at(post(court.supervisor, first, "correct")["Location"])
    assert (again.corrects_id, again.number) == (first.pk, 2)
    assert again.pk != newer.pk


def test_words_that_changed_take_back_what_agencies_were_asked(court: Any) -> None:
    report = begin(court)
    post(court.supervisor, report, "ask")
    assert open_deadlines(report) == ["court_report", "report_check"]
    assert word(court, report, "recommendation", body="Continue.").status_code == 303
    assert open_deadlines(report) == ["court_report"]
    post(court.supervisor, report, "ask")
    assert open_deadlines(report) == ["court_report", "report_check"]


def test_newer_words_come_with_their_nature(court: Any) -> None:
    report = begin(court)
    with backstage():
        row = ReportStatement.objects.unguarded(because=WHY).get(report=report, note=court.record.contacts[0].note)
    assert word(court, report, "contacts", **{f"text_{row.pk}": "They spoke."}).status_code == 303
    with backstage():
        note = court.record.contacts[0].note
        note.nature = "opinion"
        note.save(update_fields=["nature"])
        text = note.texts.unguarded(because=WHY).get(tier=4)
        text.text = "They seemed to speak."
        text.save(update_fields=["text"])
    assert post(court.supervisor, report, "refresh").status_code == 303
    assert word(court, report, "contacts", **{f"take_{row.pk}": "on"}).status_code == 303
    with backstage():
        row.refresh_from_db()
    assert (row.text, row.nature, row.newer, row.newer_nature) == ("They seemed to speak.", "opinion", "", "")
