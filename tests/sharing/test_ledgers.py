"""The whole ledger of a case and that of an agency: each line for who may know of it alone, narrowed, and as files."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import Any

import pytest
from django.utils import timezone

from access.models import Event
from devstack.testing import backstage
from sharing.ledgering import parse
from sharing.models import Notification
from sharing.queries import ledgers
from tests.api.caller import caller
from tests.cast import browser_of
from tests.factories import CaseFactory, NoteFactory, PlaceFactory, answered, asked
from tests.factories.duty import DutyPassedFactory, DutyReportFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.reports import DeferralFactory, DisclosureFactory, today

AGENCY, CASE = "/ledger/", "/cases/VRP-CEDAR/ledger/whole/"


@pytest.fixture
def crossed(world: Any) -> Any:
    """One of everything that crosses a boundary, and something on a case that only the police sees."""
    w = world
    w.asked = asked(w.case, w.supervisor, w.police)
    w.silent = asked(w.case, w.officer, w.probation)
    answered(w.silent, w.supervisor, "cannot_say")
    w.guest = asked(w.case, w.supervisor, w.college)
    w.refused = ProposalFactory(case=w.case, membership=w.supervisor, state="refused", recipient="=Harbour Works")
    w.passed_on = made(w.case, w.supervisor, "Job centre of Lindmere")
    w.hidden = CaseFactory(reference="VRP-HIDDEN", partnership=w.partnership, lead_agency=w.police)
    PlaceFactory(case=w.hidden, membership=w.officer)
    w.unseen = asked(w.hidden, w.officer, w.probation)
    return w


def made(case: Any, by: Any, recipient: str, on: int = 0) -> Any:
    """A proposal that was passed on, with its disclosure."""
    proposal = ProposalFactory(case=case, membership=by, state="made", recipient=recipient)
    return DisclosureFactory(
        case=case, report=None, proposal=proposal, court=None, membership=by, purpose="reintegration",
        recipient=recipient, made_on=today(on),
    )  # fmt: skip


def page(who: Any, address: str, **query: str) -> str:
    answer = browser_of(who).get(address, query)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return re.sub(r"\s+", " ", answer.content.decode().partition("<main")[2].partition("</main>")[0])


def links(words: str) -> list[str]:
    return re.findall(r'<th scope="row"><a class="govuk-link" href="([^"]+)"', words)


def taken(who: Any, address: str, **more: Any) -> Any:
    return browser_of(who).post(address, {"reason": "The court asked for it", "format": "csv", **more})


def rows(answer: Any) -> list[list[str]]:
    found = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    at = next(n for n, row in enumerate(found) if row[0] == "Line")
    return found[at + 1 :]


def test_an_agency_reads_what_it_gave_received_asked_and_answered(crossed: Any) -> None:
    w, words = crossed, page(crossed.supervisor, AGENCY)
    assert set(links(words)) == {
        f"/requests/{w.asked.pk}/", f"/requests/{w.silent.pk}/", f"/requests/{w.guest.pk}/",
        f"/proposals/{w.refused.pk}/", f"/disclosures/{w.passed_on.pk}/",
    }  # fmt: skip
    for told in ("We asked", "We were asked", "We gave", "Job centre of Lindmere", "Not yet"):
        assert told in words
    assert "VRP-HIDDEN" not in words


def test_each_reads_the_lines_of_cases_that_they_may_see_and_of_their_agency_alone(crossed: Any) -> None:
    w = crossed
    assert set(links(page(w.officer, AGENCY))) == {
        f"/requests/{one.pk}/" for one in (w.asked, w.silent, w.unseen)
    }  # fmt: skip
    assert links(page(w.teacher, AGENCY)) == [f"/requests/{w.guest.pk}/"]
    for who in (w.analyst, w.colleague, w.stranger, w.border, w.legal, w.coordinator, w.clinician):
        words = page(who, AGENCY)
        assert links(words) == []
        assert "Nothing crossed between us and others yet that you may see" in words


def test_a_guest_reads_one_silence(crossed: Any) -> None:
    held, unsaid = (asked(crossed.case, crossed.teacher, crossed.probation) for _n in range(2))
    answered(held, crossed.supervisor, "nothing_held")
    answered(unsaid, crossed.supervisor, "cannot_say")
    told = re.findall(r"govuk-tag[^>]*>([^<]*no information[^<]*)<", page(crossed.teacher, AGENCY))
    assert len(told) == 2
    assert len(set(told)) == 1


def test_the_case_has_everything_in_one_list(crossed: Any) -> None:
    w = crossed
    for who in (w.supervisor, w.clinician, w.chair):
        assert set(links(page(who, CASE))) == {
            f"/requests/{w.asked.pk}/", f"/requests/{w.silent.pk}/", f"/requests/{w.guest.pk}/",
            f"/proposals/{w.refused.pk}/", f"/disclosures/{w.passed_on.pk}/",
        }  # fmt: skip
    assert browser_of(w.teacher).get(CASE).status_code == 403
    never, real = (browser_of(w.stranger).get(path) for path in ("/cases/VRP-NEVER/ledger/whole/", CASE))
    assert (real.status_code, real.content) == (404, never.content)


def test_it_is_narrowed_by_kind_way_days_agency_case_and_what_the_person_was_told(crossed: Any) -> None:
    w = crossed
    earlier = made(w.case, w.supervisor, "Employer of old", on=-9)
    with backstage():
        note = NoteFactory(case=w.case, by=w.supervisor, full="Told.")
        Notification(
            disclosure=w.passed_on, told_on=today(), membership=w.supervisor, note=note, recorded_at=timezone.now()
        ).save(force_insert=True)  # fmt: skip
    later = made(w.case, w.supervisor, "Landlord")
    DeferralFactory(disclosure=later, proposed_by=w.supervisor, decided_by=w.chair)

    def found(**query: str) -> set[str]:
        return set(links(page(w.supervisor, AGENCY, **query)))

    request, other = {f"/requests/{one.pk}/" for one in (w.asked, w.guest)}, f"/requests/{w.silent.pk}/"
    assert found(kind="request") == {*request, other}
    assert found(way="asked") == request
    assert found(way="was_asked") == {other}
    assert found(kind="proposal") == {f"/proposals/{w.refused.pk}/"}
    assert found(other=str(w.college.pk)) == {f"/requests/{w.guest.pk}/"}
    assert found(kind="disclosure", until=(today(-5)).isoformat()) == {f"/disclosures/{earlier.pk}/"}
    assert found(told="told") == {f"/disclosures/{w.passed_on.pk}/"}
    assert found(told="later") == {f"/disclosures/{later.pk}/"}
    assert found(told="not_yet") == {f"/disclosures/{earlier.pk}/"}
    assert found(case="vrp-hidden") == found(case="VRP-NEVER") == set()
    assert found(since=(today(1)).isoformat()) == set()
    assert found(kind="x", way="y", other="z", since="w") == found()


def test_a_received_duty_report_stands_there_without_its_case(world: Any) -> None:
    with backstage():
        world.duty.duties, world.duty.version = ["duty_desk"], world.duty.version + 1
        world.duty.save(update_fields=["duties", "version"])
    report = DutyReportFactory(case=world.case, membership=world.supervisor, to_agency=world.police)
    passed = DutyPassedFactory(report=report)
    DisclosureFactory(
        case=world.case, report=None, duty_report=report, court=None, to_agency=world.police,
        membership=world.supervisor, purpose="risk_and_crime_prevention",
    )  # fmt: skip
    words = page(world.duty, AGENCY)
    assert links(words) == [f"/duty-reports/received/{passed.pk}/"]
    assert "VRP-CEDAR" not in words
    assert "We received" in page(world.officer, AGENCY, kind="duty")
    assert links(page(world.officer, AGENCY, kind="disclosure")) == []


def test_it_is_read_page_by_page(crossed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledgers, "PAGE", 2)
    seen, address, pages = [], "", 0
    while True:
        words = browser_of(crossed.supervisor).get(AGENCY + address).content.decode()
        seen += links(re.sub(r"\s+", " ", words))
        pages += 1
        ways = re.findall(r'href="([^"]*)" rel="next"', words)
        if not ways:
            break
        address = ways[0].replace("&amp;", "&")
    assert (pages, len(seen), len(set(seen))) == (3, 5, 5)
    assert parse("junk") is None


def test_the_file_is_no_formula_and_says_who_took_it_out(crossed: Any) -> None:
    answer = taken(crossed.supervisor, "/ledger/file/")
    assert answer["Content-Type"].startswith("text/csv")
    words = answer.content.decode("utf-8-sig")
    assert crossed.supervisor.user.full_name in words.splitlines()[0]
    assert "The court asked for it" in words
    assert "Not for the person" in words
    assert "Not for the person" not in taken(crossed.supervisor, "/ledger/file/?kind=request").content.decode()
    assert len(rows(answer)) == 5
    assert [row[6] for row in rows(answer) if "Harbour" in row[6]] == ["'=Harbour Works"]
    assert "VRP-HIDDEN" not in words
    with backstage():
        line = Event.objects.unguarded(because="test").filter(verb="ledger.exported").order_by("seq").first()
    assert line is not None
    assert (line.operation, line.reason, len(line.subjects)) == ("disclose", "The court asked for it", 5)


def test_the_document_is_a_pdf_that_a_court_can_take(crossed: Any) -> None:
    answer = taken(crossed.supervisor, "/cases/VRP-CEDAR/ledger/file/", format="pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert b"pdfaid:part" in answer.content or b"/StructTreeRoot" in answer.content
    with backstage():
        line = Event.objects.unguarded(because="test").get(verb="ledger.exported")
    assert line.case_id == crossed.case.pk


def test_nothing_is_taken_out_without_a_reason_or_whole_when_it_is_too_much(
    crossed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert taken(crossed.supervisor, "/ledger/file/", reason=" ").status_code == 422
    monkeypatch.setattr(ledgers, "MOST", 3)
    answer = taken(crossed.supervisor, "/ledger/file/")
    assert answer.status_code == 422
    assert "More than 3 lines fit" in answer.content.decode()
    assert taken(crossed.supervisor, "/ledger/file/?kind=proposal").status_code == 200


def test_a_guest_agency_takes_nothing_out(crossed: Any) -> None:
    with backstage():
        crossed.college.involvement, crossed.college.version = "on_call", crossed.college.version + 1
        crossed.college.save(update_fields=["involvement", "version"])
    assert taken(crossed.teacher, "/ledger/file/").status_code == 403
    assert "Take it out" not in page(crossed.teacher, AGENCY)


def test_a_program_reads_the_same(crossed: Any) -> None:
    ours = caller(crossed.supervisor).get("/ledger/").json()["results"]
    assert len(ours) == 5
    assert {line["way"] for line in ours} == {"asked", "was_asked", "given"}
    whole = caller(crossed.clinician).get("/cases/VRP-CEDAR/ledger/whole/?kind=proposal").json()["results"]
    assert [line["taker"] for line in whole] == ["=Harbour Works"]


def test_each_look_stands_in_the_trail_by_case(crossed: Any) -> None:
    page(crossed.officer, AGENCY)
    with backstage():
        found = Event.objects.unguarded(because="test").filter(verb="ledger.agency_read")
        assert {line.case_id for line in found} == {crossed.case.pk, crossed.hidden.pk}


def test_moments_are_whole_local_days(crossed: Any) -> None:
    now = timezone.localdate()
    assert len(links(page(crossed.supervisor, AGENCY, since=now.isoformat(), kind="request"))) == 3
    assert links(page(crossed.supervisor, AGENCY, until=(now - dt.timedelta(days=1)).isoformat(), kind="request")) == []
