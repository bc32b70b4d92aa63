"""A progress report from the first click to the file: assembled, worded, checked, signed, countersigned, sent."""

import hashlib
import io
import zipfile
from typing import Any

import pytest

from access.models import Event
from casework.models import Deadline
from devstack.testing import backstage
from sharing.models import Disclosure, Notification, ReportStatement
from tests.cast import browser_of
from tests.factories import NoteFactory
from tests.factories.reports import today
from tests.sharing.reporting import (
    WHY,
    begin,
    day,
    errors,
    files_of,
    part_form,
    post,
    sent,
    signed,
    stored,
    with_record,
    word,
)  # fmt: skip


@pytest.fixture
def court(world: Any) -> Any:
    """The cast's case with an order and a record."""
    return with_record(world)


def texts(report: Any) -> dict[str, list[str]]:
    """Statements by section, as stored."""
    with backstage():
        found: dict[str, list[str]] = {}
        rows = ReportStatement.objects.unguarded(because=WHY).filter(report=report).select_related("section")
        for row in rows.order_by("section__position", "position"):
            found.setdefault(row.section.key, []).append(row.text)
        return found


def lines(verb: str) -> list[Any]:
    with backstage():
        return list(Event.objects.unguarded(because=WHY).filter(verb=verb).order_by("seq"))


def due(kind: str, state: str = "open") -> list[Any]:
    with backstage():
        return list(Deadline.objects.unguarded(because=WHY).filter(kind=kind, state=state))


def test_a_report_assembles_from_the_record(court: Any) -> None:
    report = begin(court)
    found = texts(report)
    assert report.state == "draft"
    assert report.author_id == court.supervisor.pk
    assert "“The person reports to the office every week.”" in found["order"][1]
    assert any("3 contacts with the person" in text and "attended 2 of 3" in text for text in found["contacts"])
    assert "They spoke about rent." in found["contacts"]
    assert found["conditions"] == ["1. Reporting: kept 1×, not kept 1×."]
    assert found["exposure"] == [
        "Seen once near the old meeting place."
    ]  # the tier that was cleared, not the full text
    assert found["achievements"] == ["Passed the welding test."]
    assert found["everyday"] == ["Network: Stands by the person: 1."]  # never the aunt's name
    assert found["victims"] == ["No identified victim."]
    assert due("court_report")[0].responsible_id == court.supervisor.pk


def test_what_is_not_cleared_stays_out_and_is_named(court: Any) -> None:
    report = begin(court)
    page = browser_of(court.supervisor).get(f"/reports/{report.pk}/").content.decode()
    assert "zqmedicine" not in str(texts(report))
    assert "zqtreatment" not in str(texts(report))
    assert "zqgist" not in str(texts(report))
    assert "What was left out, and why" in page
    assert "Health secrecy" in page
    assert "Nobody came." not in str(texts(report))
    assert "Not cleared for the court" in page


def test_sign_countersign_send_and_fetch_again(court: Any) -> None:
    report = signed(court)
    assert report.is_frozen
    assert report.state == "signed"
    (first_docx, first_pdf) = files_of(report)
    assert bytes(first_pdf.content).startswith(b"%PDF-")
    assert hashlib.sha256(bytes(first_pdf.content)).hexdigest() == first_pdf.sha256
    assert lines("report.signed")[0].detail["sha256"]["pdf"] == first_pdf.sha256
    assert due("countersign")[0].responsible_id == court.senior.pk
    assert post(court.senior, report, "countersign").status_code == 303
    assert [(f.edition, f.format) for f in files_of(report)] == [(1, "docx"), (1, "pdf"), (2, "docx"), (2, "pdf")]
    assert due("countersign") == []
    client = browser_of(court.supervisor)
    for stored_file in files_of(report):
        answer = client.get(f"/reports/{report.pk}/files/{stored_file.pk}/")
        assert answer.content == bytes(stored_file.content)
        assert answer["Cache-Control"].startswith("no-store")
        assert answer["Content-Disposition"].startswith("attachment; ")
    body = zipfile.ZipFile(io.BytesIO(bytes(first_docx.content))).read("word/document.xml").decode()
    assert "Seen once near the old meeting place." in body


def test_sending_is_a_disclosure_and_the_person_is_told(court: Any) -> None:
    report = sent(court)
    with backstage():
        row = Disclosure.objects.unguarded(because=WHY).get(report=report)
    assert (row.purpose, row.court_id, row.tier) == ("court", report.court_id, 4)
    assert row.items >= 10
    (line,) = lines("report.sent")
    assert line.operation == "disclose"
    assert court.record.police.pk in line.subjects
    assert due("court_report") == []
    assert due("notification")[0].responsible_id == court.manager.pk
    assert post(court.supervisor, report, "acknowledge", acknowledged_on=day()).status_code == 303
    told = post(court.manager, report, "told", told_on=day(), words="What is in the report.", reaction="She nodded.")
    assert told.status_code == 303, errors(told)
    assert due("notification") == []
    with backstage():
        assert Notification.objects.unguarded(because=WHY).get().disclosure_id == row.pk
    assert stored(pk=report.pk).state == "acknowledged"


def test_a_signed_report_is_not_edited(court: Any) -> None:
    report = signed(court)
    answer = browser_of(court.supervisor).get(f"/reports/{report.pk}/edit/contacts/")
    assert answer.status_code == 403
    assert post(court.supervisor, report, "refresh").status_code == 403
    assert post(court.supervisor, report, "sign").status_code == 403


def test_edited_text_is_kept_when_the_record_changes(court: Any, act: Any) -> None:
    report = begin(court)
    row = next(iter(_rows(report, note=court.record.police)))
    assert word(court, report, "exposure", **{f"text_{row.pk}": "Seen once. Nothing followed."}).status_code == 303
    with backstage():
        text = court.record.police.texts.unguarded(because=WHY).get(tier=3)
        text.text = "Seen twice near the old meeting place."
        text.save()
    assert post(court.supervisor, report, "refresh").status_code == 303
    row = next(iter(_rows(report, note=court.record.police)))
    assert row.text == "Seen once. Nothing followed."
    assert row.newer == "Seen twice near the old meeting place."
    assert word(court, report, "exposure", **{f"take_{row.pk}": "on"}).status_code == 303
    row = next(iter(_rows(report, note=court.record.police)))
    assert (row.text, row.newer, row.is_edited) == ("Seen twice near the old meeting place.", "", False)


def _rows(report: Any, **lookup: Any) -> list[Any]:
    with backstage():
        return list(ReportStatement.objects.unguarded(because=WHY).filter(report=report, **lookup))


def test_what_was_brought_in_meanwhile_is_not_left_out_unseen(court: Any) -> None:
    report = begin(court)
    form = part_form(browser_of(court.supervisor), report, "exposure")
    note = NoteFactory(
        case=court.case, by=court.supervisor, kind="offence", full="A new incident.", court_tier=4,
        occurred_on=today(-1),
    )  # fmt: skip
    assert post(court.supervisor, report, "refresh").status_code == 303
    post(court.supervisor, report, "edit/exposure", **form)
    with backstage():
        row = ReportStatement.objects.unguarded(because=WHY).get(report=report, note=note)
    assert (row.is_kept, row.is_new) == (True, True)
