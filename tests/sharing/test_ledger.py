"""The ledger of a case: what left the team, to whom, and whether the person was told."""

import datetime as dt
import re
from typing import Any

import pytest
from django.utils import timezone

from sharing.queries.ledger import PAGE
from tests.api.caller import caller
from tests.casework.doors import lines
from tests.cast import browser_of
from tests.factories.reports import CourtReportFactory, DisclosureFactory, today
from tests.sharing.reporting import begin, day, post, sent, with_record


@pytest.fixture
def court(world: Any) -> Any:
    """The cast's case with an order and a record."""
    return with_record(world)


def _page(court: Any, who: str) -> str:
    answer = browser_of(getattr(court, who)).get(f"/cases/{court.case.reference}/ledger/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_case_of_which_nothing_left_says_so(court: Any) -> None:
    begin(court)
    page = _page(court, "supervisor")
    assert "Nothing was passed on outside the team yet" in page
    assert "0 disclosures" in page


def test_a_report_that_was_sent_stands_on_the_ledger_until_the_person_is_told_and_after(court: Any) -> None:
    report = sent(court)
    page = _page(court, "manager")
    assert "The person was not told of 1 disclosure yet." in page
    assert f"/reports/{report.pk}/" in page
    assert court.record.order.court.name in page
    assert "app-due" in page
    told = post(court.manager, report, "told", told_on=day(), words="What the judge will read.", reaction="Fine.")
    assert told.status_code == 303
    after = _page(court, "supervisor")
    assert "not told of" not in after
    assert court.manager.user.full_name in after
    (line, *_more) = reversed(lines("ledger.read"))
    assert (line.case_id, line.kind, len(line.subjects)) == (court.case.pk, "disclosure", 1)


def test_a_program_reads_the_same_ledger(court: Any) -> None:
    report = sent(court)
    answer = caller(court.supervisor).get(f"/cases/{court.case.reference}/ledger/").json()
    (line,) = answer["results"]
    assert (line["report"], line["purpose"], line["made_on"]) == (str(report.pk), "court", day())
    assert (answer["untold"], line["told_on"]) == (1, None)
    assert dt.date.fromisoformat(line["tell_by"]) > dt.date.fromisoformat(day())


def test_nobody_outside_the_record_learns_that_something_left(court: Any) -> None:
    sent(court)
    address = f"/cases/{court.case.reference}/ledger/"
    for who in ("teacher", "mentor"):
        assert browser_of(getattr(court, who)).get(address).status_code == 403
    never = browser_of(court.stranger).get("/cases/VRP-NEVER/ledger/")
    real = browser_of(court.stranger).get(address)
    assert real.status_code == never.status_code == 404
    assert real.content == never.content


def _many(court: Any, number: int) -> list[Any]:
    """Disclosures of reports that were sent, one a day, the newest first; the person was told of none."""
    order, rows = court.record.order, []
    for n in range(number):
        report = CourtReportFactory(
            order=order, author=court.supervisor, countersigner=court.senior, signed=True, state="sent", number=n + 1
        )
        rows.append(DisclosureFactory(report=report, made_on=today(-(n // 2)), recorded_at=timezone.now()))
    return sorted(rows, key=lambda row: (row.made_on, row.recorded_at, row.pk), reverse=True)


def test_a_long_ledger_is_read_page_by_page(court: Any) -> None:
    rows = _many(court, PAGE + 3)
    client, path = browser_of(court.supervisor), f"/cases/{court.case.reference}/ledger/"

    def at(address: str) -> tuple[list[str], dict[str, str]]:
        body = client.get(address).content.decode()
        ways = {rel: way.replace("&amp;", "&") for way, rel in re.findall(r'href="([^"]*)" rel="(\w+)"', body)}
        assert f"{PAGE + 3} disclosures" in body
        assert f"not told of {PAGE + 3} disclosures" in body
        return re.findall(r'<th scope="row"><a class="govuk-link" href="/reports/([0-9a-f-]{36})/"', body), ways

    first, ways = at(path)
    assert first == [str(row.report_id) for row in rows[:PAGE]]
    assert set(ways) == {"next"}
    second, ways = at(path + ways["next"])
    assert second == [str(row.report_id) for row in rows[PAGE:]]
    assert set(ways) == {"prev"}
    assert at(path + ways["prev"])[0] == first
    assert at(path + "?after=junk")[0] == first
    (line, *_more) = reversed(lines("ledger.read"))
    assert len(line.subjects) == PAGE


def test_a_program_reads_a_long_ledger_page_by_page(court: Any) -> None:
    rows = _many(court, PAGE + 1)
    call, path = caller(court.supervisor), f"/cases/{court.case.reference}/ledger/"
    first = call.get(path).json()
    assert [line["id"] for line in first["results"]] == [str(row.pk) for row in rows[:PAGE]]
    assert (first["total"], first["untold"], first["previous"]) == (PAGE + 1, PAGE + 1, None)
    second = call.get(f"{path}?cursor={first['next']}").json()
    assert [line["id"] for line in second["results"]] == [str(rows[-1].pk)]
    assert second["next"] is None
    back = call.get(f"{path}?cursor={second['previous']}").json()
    assert back["results"] == first["results"]
    assert call.get(f"{path}?cursor=junk").status_code in (400, 422)
