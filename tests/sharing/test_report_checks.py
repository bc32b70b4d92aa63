"""Checks by agencies, the senior, corrections, and what no file may hold."""

import io
import re
import zipfile
import zlib
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from access.models import Event
from casework.models import Deadline, Note
from devstack.testing import backstage
from sharing.models import CourtReport, ReportCheck, ReportStatement
from tests.cast import acting, browser_of
from tests.factories import (
    ActionFactory,
    InterventionFactory,
    MembershipFactory,
    NetworkLinkFactory,
    NoteFactory,
    ObjectiveFactory,
    SessionFactory,
)  # fmt: skip
from tests.sharing.reporting import (
    WHY,
    begin,
    day,
    errors,
    files_of,
    part_form,
    post,
    row_at,
    sent,
    signed,
    stored,
    with_record,
    word,
)  # fmt: skip

SECRETS = ("zqmedicine", "zqtreatment", "zqgist", "zqhealthtitle")


@pytest.fixture
def court(world: Any) -> Any:
    """The cast's case with an order and a record."""
    return with_record(world)


def worded(world: Any) -> Any:
    """A draft with everything a signature needs."""
    report = begin(world)
    assert word(world, report, "persons_view", body="I want to go on.").status_code == 303
    assert word(world, report, "recommendation", body="Continue.").status_code == 303
    return report


def check_of(report: Any) -> Any:
    with backstage():
        return ReportCheck.objects.unguarded(because=WHY).get(report=report)


def readable(content: bytes) -> str:
    """Every text and every stream of a PDF, unpacked as far as it can be."""
    found = [content.decode("latin-1")]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.S):
        try:
            found.append(zlib.decompress(stream).decode("latin-1"))
        except zlib.error:
            continue
    return "".join(found)


def test_no_word_of_an_uncleared_note_is_in_any_file(court: Any) -> None:
    report = sent(court)
    client = browser_of(court.supervisor)
    files = [bytes(row.content) for row in files_of(report)]
    files.append(client.get(f"/reports/{report.pk}/working.pdf").content)
    for content in files:
        parts = [readable(content)] if content.startswith(b"%PDF") else []
        if not parts:
            package = zipfile.ZipFile(io.BytesIO(content))
            parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
        text = "\n".join(parts)
        wide = [secret.encode("utf-16-be").decode("latin-1") for secret in SECRETS]
        assert not [secret for secret in (*SECRETS, *wide) if secret in text]
    pages = "".join(
        client.get(f"/reports/{report.pk}/{page}").content.decode() for page in ("", "preview/", "changes/")
    )
    assert not [secret for secret in SECRETS if secret in pages]


def test_health_goes_at_most_as_it_was_cleared(court: Any) -> None:
    with backstage():
        note = court.record.health
        note.court_tier = 2
        note.save(update_fields=["court_tier"])
    report = begin(court)
    with backstage():
        (row,) = ReportStatement.objects.unguarded(because=WHY).filter(report=report, note=note)
    assert (row.text, row.tier, row.source_on) == ("Keep appointments short zqgist.", 2, None)  # a gist hides the day


def test_the_plan_tells_nothing_of_health(court: Any) -> None:
    ActionFactory(case=court.case, membership=court.clinician, text="zqaction to a ward")
    ObjectiveFactory(plan=court.record.plan, domain="health", text="zqobjective of rest")
    InterventionFactory(case=court.case, provider=court.health, type="psychology", title="", goal="")
    NetworkLinkFactory(case=court.case, label="Ward", role="care")
    report = begin(court)
    with backstage():
        told = "\n".join(
            ReportStatement.objects.unguarded(because=WHY).filter(report=report).values_list("text", flat=True)
        )
    assert not re.search("zq(action|objective)|Psychology|Care: ", told)
    page = browser_of(court.supervisor).get(f"/reports/{report.pk}/").content.decode()
    assert page.count("Health secrecy") >= 3


def test_an_ordered_treatment_shows_attendance_and_nothing_else(court: Any) -> None:
    ordered = InterventionFactory(
        case=court.case, provider=court.health, type="psychology", title="", goal="", is_voluntary=False,
        condition=court.record.condition,
    )  # fmt: skip
    SessionFactory(intervention=ordered, membership=court.clinician)
    report = begin(court)
    with backstage():
        row = ReportStatement.objects.unguarded(because=WHY).get(report=report, source_id=ordered.pk)
    assert row.text == ("Psychology sessions (Mental Health Service): attended 1 of 1. Ordered by the court.")


def test_what_rests_under_an_investigation_never_goes(court: Any) -> None:
    NoteFactory(
        case=court.case, by=court.supervisor, kind="offence", secrecy="investigation", full="zqinquiry", court_tier=4
    )
    report = begin(court)
    with backstage():
        rows = ReportStatement.objects.unguarded(because=WHY).filter(report=report)
        texts = list(rows.values_list("text", flat=True))
    assert not [text for text in texts if "zqinquiry" in text]
    assert "Secrecy of an investigation" in browser_of(court.supervisor).get(f"/reports/{report.pk}/").content.decode()


def test_an_agency_reads_and_answers_for_its_own_words_alone(court: Any) -> None:
    report = worded(court)
    assert browser_of(court.officer).get(f"/reports/{report.pk}/check/").status_code == 404
    assert post(court.supervisor, report, "ask").status_code == 303
    page = browser_of(court.officer).get(f"/reports/{report.pk}/check/").content.decode()
    assert "Seen once near the old meeting place." in page
    assert "They spoke about rent." not in page
    assert browser_of(court.clinician).get(f"/reports/{report.pk}/check/").status_code == 404
    assert browser_of(court.officer).get(f"/reports/{report.pk}/preview/").status_code == 403
    with backstage():
        due = Deadline.objects.unguarded(because=WHY).get(kind="report_check", state="open")
    assert (due.responsible_id, due.subject_id) == (court.officer.pk, report.pk)
    assert f"/reports/{report.pk}/check/" in browser_of(court.officer).get("/").content.decode()


def test_an_objection_stands_in_the_way_until_it_is_answered(court: Any) -> None:
    report = worded(court)
    post(court.supervisor, report, "ask")
    assert errors(post(court.supervisor, report, "sign")) == "Not settled yet with: Police Desk."
    silent = post(court.officer, report, "check", state="objects", words=" ")
    assert silent.status_code == 422
    assert "Say what is wrong" in errors(silent)
    assert post(court.officer, report, "check", state="objects", words="It was another man.").status_code == 303
    assert post(court.supervisor, report, "sign").status_code == 422
    answer = post(court.supervisor, report, "objection", agency=court.police.pk, answer="The sheet names him.")
    assert answer.status_code == 303
    assert post(court.supervisor, report, "sign").status_code == 303
    with backstage():
        line = Event.objects.unguarded(because=WHY).filter(verb="report.checked").get()
    assert line.detail == {"answer": "objects"}


def test_changed_words_are_asked_about_again_and_the_same_are_not(court: Any) -> None:
    report = worded(court)
    post(court.supervisor, report, "ask")
    post(court.officer, report, "check", state="agreed")
    assert word(court, report, "recommendation", body="Continue as before.").status_code == 303
    assert stored(pk=report.pk).state == "draft"
    post(court.supervisor, report, "ask")
    assert check_of(report).state == "agreed"
    with backstage():
        row = ReportStatement.objects.unguarded(because=WHY).get(report=report, note=court.record.police)
    word(court, report, "exposure", **{f"text_{row.pk}": "Seen twice."})
    post(court.supervisor, report, "ask")
    assert check_of(report).state == "waiting"


def test_an_agency_whose_people_cannot_look_any_more_blocks_no_report(court: Any) -> None:
    report = worded(court)
    post(court.supervisor, report, "ask")
    with backstage():
        court.officer.valid_to, court.officer.version = timezone.now(), court.officer.version + 1
        court.officer.save()  # the place on the team is still there
    assert browser_of(court.officer).get(f"/reports/{report.pk}/check/").status_code in (403, 404)
    assert word(court, report, "recommendation", body="Continue as before.").status_code == 303
    assert post(court.supervisor, report, "ask").status_code == 303
    assert check_of(report).state == "nobody"
    assert post(court.supervisor, report, "sign").status_code == 303


def test_clearance_that_was_taken_back_stops_the_signature(court: Any) -> None:
    report = worded(court)
    post(court.supervisor, report, "ask")
    post(court.officer, report, "check", state="agreed")
    address = f"/notes/{court.record.police.pk}/court/"
    assert browser_of(court.supervisor).post(address, {"court_tier": "0"}).status_code == 403  # not the originator
    assert browser_of(court.officer).post(address, {"court_tier": "0"}).status_code == 303
    refused = post(court.supervisor, report, "sign")
    assert "no longer cleared" in errors(refused)
    assert post(court.supervisor, report, "refresh").status_code == 303
    with backstage():
        row = ReportStatement.objects.unguarded(because=WHY).get(report=report, note=court.record.police)
    assert row.is_gone
    form = part_form(browser_of(court.supervisor), report, "exposure")
    form.pop(f"keep_{row.pk}")
    assert post(court.supervisor, report, "edit/exposure", **form).status_code == 303
    post(court.supervisor, report, "ask")
    assert post(court.supervisor, report, "sign").status_code == 303


def test_the_author_does_not_countersign_and_a_return_opens_it_again(court: Any) -> None:
    report = signed(court)
    assert post(court.supervisor, report, "countersign").status_code == 403
    assert post(court.senior, report, "return", why="").status_code == 422
    assert post(court.senior, report, "return", why="The dates of May are wrong.").status_code == 303
    back = stored(pk=report.pk)
    assert (back.state, back.is_frozen, back.returned) == ("draft", False, "The dates of May are wrong.")
    assert "The dates of May are wrong." in browser_of(court.supervisor).get(f"/reports/{report.pk}/").content.decode()
    assert post(court.supervisor, report, "ask").status_code == 303
    assert post(court.supervisor, report, "sign").status_code == 303
    assert post(court.senior, report, "countersign").status_code == 303
    assert [row.edition for row in files_of(report)] == [1, 1, 2, 2, 3, 3]


def test_nobody_countersigns_their_own_report_after_a_promotion(court: Any) -> None:
    report = signed(court)
    with backstage():
        court.supervisor.valid_to, court.supervisor.version = timezone.now(), court.supervisor.version + 1
        court.supervisor.save()
    promoted = MembershipFactory(agency=court.probation, user=court.supervisor.user, duties=["supervisor"])
    assert "Countersign" not in browser_of(promoted).get(f"/reports/{report.pk}/").content.decode()
    assert post(promoted, report, "countersign", version=stored(pk=report.pk).version).status_code == 403
    with acting(promoted), connection.cursor() as cursor:
        cursor.execute("SELECT sharing_countersigns(%s)", [report.pk])
        assert cursor.fetchone() == (False,)
    assert post(court.senior, report, "countersign").status_code == 303


def test_a_correction_is_a_new_version_and_the_old_bytes_stay(court: Any) -> None:
    report = sent(court)
    before = {row.pk: bytes(row.content) for row in files_of(report)}
    answer = post(court.supervisor, report, "correct")
    assert answer.status_code == 303
    newer = row_at(answer["Location"])
    assert (newer.number, newer.corrects_id, newer.state) == (2, report.pk, "draft")
    assert post(court.supervisor, report, "correct").status_code == 422
    assert word(court, newer, "recommendation", body="Continue, with one word put right.").status_code == 303
    changes = browser_of(court.supervisor).get(f"/reports/{newer.pk}/changes/").content.decode()
    assert "The last one:" in changes
    post(court.supervisor, newer, "ask")
    post(court.officer, newer, "check", state="agreed")
    assert post(court.supervisor, newer, "sign").status_code == 303
    assert {row.pk: bytes(row.content) for row in files_of(report)} == before
    (docx, _pdf) = files_of(newer)
    body = zipfile.ZipFile(io.BytesIO(bytes(docx.content))).read("word/document.xml").decode()
    assert "Corrects version 1 of" in body


def test_a_sent_report_cannot_be_thawed_even_past_the_application(court: Any) -> None:
    report = sent(court)
    with backstage(), pytest.raises(DatabaseError), transaction.atomic():
        CourtReport.objects.unguarded(because=WHY).filter(pk=report.pk).update(is_frozen=False, version=99)


def test_a_report_by_whoever_does_not_supervise_is_not_begun(court: Any) -> None:
    about = {"about": f"progress:{court.record.order.pk}"}
    for who, status in (("manager", 403), ("officer", 403), ("senior", 403), ("teacher", 403), ("stranger", 404)):
        address = f"/cases/{court.case.reference}/reports/new/"
        assert browser_of(getattr(court, who)).post(address, about).status_code == status


def test_a_case_with_nothing_on_record_still_gives_a_report(court: Any) -> None:
    with backstage():
        Note.objects.unguarded(because=WHY).update(court_tier=0)
        court.record.plan.state, court.record.plan.version = "superseded", court.record.plan.version + 1
        court.record.plan.save()
    report = begin(court, period_from=day(-2), period_to=day(-1))
    page = browser_of(court.supervisor).get(f"/reports/{report.pk}/preview/").content.decode()
    assert "No plan is in force." in page
    assert "No assessment was made." in page
    assert "Nothing to report" in page


def test_signing_is_offered_once_the_quoted_agencies_are_settled(court: Any) -> None:
    report, sign = worded(court), "Sign</button>"
    post(court.supervisor, report, "ask")

    def page() -> str:
        return str(browser_of(court.supervisor).get(f"/reports/{report.pk}/").content.decode())

    assert sign not in page()
    assert "It can be signed as soon as each agency" in page()
    post(court.officer, report, "check", state="objects", words="It was another street.")
    assert sign not in page()
    agency = str(check_of(report).agency_id)
    post(court.supervisor, report, "objection", agency=agency, answer="The street is as you wrote it.")
    assert sign in page()
