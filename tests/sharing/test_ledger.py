"""The ledger of a case: what left the team, to whom, and whether the person was told."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.models import Deadline
from devstack.testing import backstage
from sharing.models import Disclosure
from sharing.queries.ledger import PAGE
from tests.api.caller import caller
from tests.casework.doors import lines
from tests.cast import browser_of
from tests.factories.reports import CourtReportFactory, DeferralFactory, DisclosureFactory, today
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
    DeferralFactory(disclosure=rows[-1], proposed_by=court.manager, decided_by=court.chair)
    client, path = browser_of(court.supervisor), f"/cases/{court.case.reference}/ledger/"

    def at(address: str) -> tuple[list[str], dict[str, str]]:
        body = client.get(address).content.decode()
        ways = {rel: way.replace("&amp;", "&") for way, rel in re.findall(r'href="([^"]*)" rel="(\w+)"', body)}
        assert f"{PAGE + 3} disclosures" in body
        assert f"not told of {PAGE + 3} disclosures" in body
        assert "Of 1 they are told later" in body
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


def _disclosed(court: Any) -> Any:
    with backstage():
        return Disclosure.objects.unguarded(because="test").get(case=court.case)


def test_the_person_is_told_on_the_page_of_the_disclosure_itself(court: Any) -> None:
    sent(court)
    key = _disclosed(court).pk
    client, path = browser_of(court.manager), f"/disclosures/{key}/"
    assert path in _page(court, "manager")
    assert "The person was not told yet." in client.get(path).content.decode()
    assert "Record that the person was told" not in browser_of(court.officer).get(path).content.decode()
    empty = client.post(f"{path}told/", {"told_on": day(-1), "words": "zqkept", "reaction": "Fine."})
    assert empty.status_code == 422
    assert "zqkept" in empty.content.decode()
    assert client.post(f"{path}told/", {"told_on": day(), "words": "Read aloud.", "reaction": ""}).status_code == 303
    after = client.get(path).content.decode()
    assert "The person was not told yet." not in after
    assert court.manager.user.full_name in after
    again = client.post(f"{path}told/", {"told_on": day(), "words": "Again.", "reaction": ""})
    assert (again.status_code, "told already" in again.content.decode()) == (422, True)
    assert len(lines("disclosure.read")) == 5
    with backstage():
        due = Deadline.objects.unguarded(because="test").get(kind="notification")
    assert (due.subject_kind, due.subject_id, due.state) == ("disclosure", key, "done")


def test_a_program_tells_of_a_disclosure(court: Any) -> None:
    sent(court)
    call, path = caller(court.manager), f"/disclosures/{_disclosed(court).pk}/"
    assert call.get(path).json()["told_on"] is None
    answer = call.post(f"{path}told/", {"told_on": day(), "words": "Read aloud."})
    assert (answer.status_code, answer.json()["told_on"]) == (201, day())
    assert call.post(f"{path}told/", {"told_on": day(), "words": "Again."}).status_code == 409


RECIPIENTS = ({"court": None}, {"recipient": "The employer"}, {"to_agency": "police"}, {"court": None, "report": None})


@pytest.mark.parametrize("more", RECIPIENTS, ids=["nobody", "court and employer", "court and agency", "no origin"])
def test_a_disclosure_has_one_recipient_and_one_origin(court: Any, more: dict[str, Any]) -> None:
    report = CourtReportFactory(order=court.record.order, author=court.supervisor)
    given = {"report": report, **more}
    if given["report"] is None:
        given |= {"case": court.case, "membership": court.supervisor, "recipient": "The employer"}
    if "to_agency" in given:
        given["to_agency"] = court.police
    named = "disclosure_has_one_origin" if given["report"] is None else "disclosure_has_one_recipient"
    with pytest.raises(IntegrityError, match=named), transaction.atomic():
        DisclosureFactory(**given)
    row = DisclosureFactory(report=report, court=None, recipient="The employer")
    assert row.to_whom == "The employer"
    with transaction.atomic():
        other = CourtReportFactory(order=court.record.order, author=court.supervisor, kind="completion")
        assert DisclosureFactory(report=other, court=None, to_agency=court.police).to_whom == court.police.name
