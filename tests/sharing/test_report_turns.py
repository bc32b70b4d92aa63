"""By bare SQL in one's own sealed context: nobody signs or answers for another agency, or out of turn."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.cast import acting
from tests.factories import CourtFactory
from tests.sharing.reporting import begin, day, post, signed, with_record, word

FILE = """INSERT INTO sharing_reportversion (id, report_id, edition, format, content, size, sha256, signed_by_id,
          countersigned_by_id, meets_standards, missing_signs, made_at)
          VALUES (gen_random_uuid(), %(report)s, 9, 'pdf', 'forged', 6, '', %(author)s, %(second)s, true, '', now())"""
DELIVERY = """INSERT INTO sharing_reportdelivery (id, version, report_id, court_id, how, sent_on, membership_id)
              VALUES (gen_random_uuid(), 1, %(report)s, %(court)s, 'mail', current_date, %(me)s)"""
DISCLOSURE = """INSERT INTO sharing_disclosure (id, case_id, purpose, court_id, report_id, tier, items, made_on,
                membership_id, recorded_at)
                VALUES (gen_random_uuid(), %(case)s, 'court', %(court)s, %(report)s, 4, 1, current_date, %(me)s,
                now())"""
CHECK = """INSERT INTO sharing_reportcheck (id, version, report_id, agency_id, state, words, answer, shown, asked_at)
           VALUES (gen_random_uuid(), 1, %(report)s, %(agency)s, %(state)s, '', '', '', now())"""


@pytest.fixture
def court(world: Any) -> Any:
    """The cast's case with an order, a record and a senior."""
    return with_record(world)


def done(member: Any, sql: str, **values: Any) -> bool:
    """Whether the wall lets somebody's statement touch a row; it is taken back."""
    with acting(member), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(sql, {"me": str(member.pk), **values})
                touched = cursor.rowcount
                transaction.set_rollback(True)
        except DatabaseError:
            return False
    return bool(touched)


def changed(member: Any, report: Any, what: str, **values: Any) -> bool:
    sql = f"UPDATE sharing_courtreport SET version = version + 1, {what} WHERE id = %(report)s"
    return done(member, sql, report=str(report.pk), **values)


def test_a_draft_is_not_signed_by_hand(court: Any) -> None:
    report = begin(court)
    sign = "is_frozen = true, state = 'signed', signed_at = now()"
    assert not changed(court.supervisor, report, sign)
    word(court, report, "persons_view", body="I want to go on.")
    word(court, report, "recommendation", body="Continue.")
    post(court.supervisor, report, "ask")
    assert not changed(court.supervisor, report, sign)  # the police have not answered
    post(court.officer, report, "check", state="agreed")
    assert changed(court.supervisor, report, sign)
    assert not changed(court.senior, report, sign)
    assert not changed(court.supervisor, report, sign + ", author_id = %(senior)s", senior=str(court.senior.pk))
    assert not changed(court.senior, report, "period_from = period_from - 1")
    assert changed(court.supervisor, report, "due_on = due_on + 1")


def test_a_signed_report_waits_for_its_senior(court: Any) -> None:
    report, senior = signed(court), str(court.senior.pk)
    both = "countersigner_id = %(senior)s, countersigned_at = now()"
    assert not changed(court.supervisor, report, both, senior=senior)
    assert not changed(court.supervisor, report, both + ", state = 'sent'", senior=senior)
    assert not changed(court.supervisor, report, "is_frozen = false, state = 'draft', signed_at = NULL")
    assert not changed(court.supervisor, report, "period_to = period_to - 1")
    assert not changed(court.supervisor, report, "state = 'sent'")
    assert not changed(court.senior, report, "author_id = %(senior)s", senior=senior)
    assert not changed(court.senior, report, both + ", period_to = period_to - 1", senior=senior)
    assert changed(court.senior, report, both, senior=senior)
    assert changed(court.senior, report, "is_frozen = false, state = 'draft', signed_at = NULL")
    sending = {"report": str(report.pk), "court": str(report.court_id), "case": str(report.case_id)}
    assert not done(court.supervisor, DELIVERY, **sending)
    assert not done(court.supervisor, DISCLOSURE, **sending)


def test_a_countersigned_report_goes_to_its_court_with_its_own_files(court: Any) -> None:
    report = signed(court)
    author, senior = str(court.supervisor.pk), str(court.senior.pk)
    at = {"report": str(report.pk), "author": author}
    assert not done(court.supervisor, FILE, second=None, **at)  # its files are there
    assert post(court.senior, report, "countersign").status_code == 303
    for member in (court.supervisor, court.senior):
        assert not done(member, FILE, second=None, **at)
        assert not done(member, FILE, second=senior, **at)
    sending = {"report": str(report.pk), "court": str(report.court_id), "case": str(report.case_id)}
    elsewhere = {**sending, "court": str(CourtFactory(partnership=court.partnership).pk)}
    for sql in (DELIVERY, DISCLOSURE):
        assert done(court.supervisor, sql, **sending)
        assert not done(court.supervisor, sql, **elsewhere)
        assert not done(court.senior, sql, **sending)
    assert changed(court.supervisor, report, "state = 'sent'")
    assert not changed(court.supervisor, report, "state = 'acknowledged'")


def test_a_check_is_answered_by_its_agency_and_stays_where_it_is(court: Any) -> None:
    report, other = begin(court), str(uuid.uuid4())
    at = {"report": str(report.pk)}
    assert not done(court.supervisor, CHECK, agency=str(court.health.pk), state="agreed", **at)
    assert done(court.supervisor, CHECK, agency=str(court.health.pk), state="waiting", **at)
    post(court.supervisor, report, "ask")

    def set_to(member: Any, what: str) -> bool:
        sql = f"UPDATE sharing_reportcheck SET version = version + 1, {what} WHERE report_id = %(report)s"
        return done(member, sql, other=other, health=str(court.health.pk), **at)

    answer = "state = 'objects', words = 'No.', at = now(), membership_id = "
    assert set_to(court.officer, f"{answer} %(me)s")
    assert not set_to(court.officer, f"{answer} %(other)s")
    assert not set_to(court.officer, f"{answer} %(me)s, report_id = %(other)s")
    assert not set_to(court.officer, f"{answer} %(me)s, answer = 'They are right.'")
    assert not set_to(court.officer, f"{answer} %(me)s, shown = ''")
    assert not set_to(court.supervisor, "agency_id = %(health)s")
    assert not set_to(court.supervisor, f"{answer} %(me)s")
    assert set_to(court.supervisor, "answer = 'The sheet says so.'")


def test_of_a_delivery_only_the_receipt_is_added(court: Any) -> None:
    report = signed(court)
    assert post(court.senior, report, "countersign").status_code == 303
    assert post(court.supervisor, report, "send", how="portal", sent_on=day(), told_on=day()).status_code == 303
    at = {"report": str(report.pk)}
    sql = "UPDATE sharing_reportdelivery SET version = version + 1, {what} WHERE report_id = %(report)s"
    assert done(court.supervisor, sql.format(what="acknowledged_on = sent_on"), **at)
    assert not done(court.supervisor, sql.format(what="sent_on = sent_on - 1"), **at)
    assert not done(court.supervisor, sql.format(what="how = 'hand'"), **at)
