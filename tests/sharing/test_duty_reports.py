"""Duty reports: open to all on the team, stopped by nothing; law enforcement reads what passed, and no case."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agencies.models import AgreementParty
from casework.models import Deadline
from devstack.testing import backstage
from sharing.models import Disclosure, DutyPassed, DutyReport
from tests.api.caller import caller
from tests.casework.doors import lines
from tests.cast import acting, browser_of
from tests.factories import MembershipFactory
from tests.factories.reports import today
from tests.sharing.test_deferrals import due
from tests.sharing.test_shared_sheet import article, sheet

TYPED = {
    "how_soon": "days", "feared": "zqfeared", "at_risk": "zqrisk", "rests_on": ["behaviour"], "known": "zqknown",
    "thought": "zqthought", "passed": "zqpassed Idris V. bought what burns.",
}  # fmt: skip
CIRCLE = ("zqfeared", "zqrisk", "zqknown", "zqthought")


@pytest.fixture
def desk(world: Any) -> Any:
    """The cast, with somebody at the police who receives duty reports."""
    world.desk = MembershipFactory(agency=world.police, duties=["duty_desk"])
    return world


def file(world: Any, who: str, **more: Any) -> Any:
    typed = {**TYPED, "to_agency": str(world.police.pk), "form_key": str(uuid.uuid4()), **more}
    return browser_of(getattr(world, who)).post(f"/cases/{world.case.reference}/duty-reports/new/", typed)


def filed(world: Any, who: str = "supervisor", **more: Any) -> Any:
    answer = file(world, who, **more)
    assert answer.status_code == 303, re.findall(r"error[^<]*<[^>]*>[^<]*", answer.content.decode())
    with backstage():
        return DutyReport.objects.unguarded(because="test").order_by("-made_at").first()


def passed(report: Any) -> Any:
    with backstage():
        return DutyPassed.objects.unguarded(because="test").get(report=report)


def text(world: Any, who: str, path: str, status: int = 200) -> str:
    answer = browser_of(getattr(world, who)).get(path)
    assert answer.status_code == status, (who, path)
    return answer.content.decode()


@pytest.mark.parametrize("who", ["supervisor", "manager", "officer", "clinician", "teacher", "mentor", "border"])
def test_everybody_on_the_team_may_make_one_and_reads_their_own(desk: Any, who: str) -> None:
    path = f"/cases/{desk.case.reference}/duty-reports/new/"
    page = text(desk, who, path)
    assert "If it is now, phone first" in page
    assert desk.police.name in page
    report = filed(desk, who)
    own = text(desk, who, f"/duty-reports/{report.pk}/")
    assert all(word in own for word in (*CIRCLE, "zqpassed"))
    assert f"/duty-reports/{report.pk}/" in text(desk, who, f"/cases/{desk.case.reference}/duty-reports/")
    with backstage():
        line = Disclosure.objects.unguarded(because="test").get(duty_report=report)
    assert (line.to_agency_id, line.purpose, line.items) == (desk.police.pk, "risk_and_crime_prevention", 1)
    assert due("notification").keys() == {desk.manager.pk}
    assert due("duty_receipt").keys() == {desk.desk.pk}
    assert due("duty_notice").keys() == {desk.chair.pk, desk.legal.pk}
    (told, *_more) = lines("duty.filed")
    assert (told.case_id, told.operation) == (desk.case.pk, "disclose")


def test_no_agreement_stops_it(desk: Any) -> None:
    with backstage():
        AgreementParty.objects.all().delete()
    assert browser_of(desk.officer).get(f"/cases/{desk.case.reference}/").status_code == 404
    report = filed(desk, "officer")
    assert "zqpassed" in text(desk, "officer", f"/duty-reports/{report.pk}/")
    way = browser_of(desk.officer).get(f"/duty-reports/?case={desk.case.reference.lower()}")
    assert way["Location"] == f"/cases/{desk.case.reference}/duty-reports/new/"


def test_who_is_not_on_the_team_learns_nothing(desk: Any) -> None:
    report = filed(desk)
    path, never = f"/cases/{desk.case.reference}/duty-reports/new/", "/cases/VRP-NEVER/duty-reports/new/"
    for who in ("analyst", "past_guest", "colleague", "stranger", "legal", "coordinator"):
        client = browser_of(getattr(desk, who))
        assert client.get(path).content == client.get(never).content
        assert client.get(path).status_code == client.post(path, TYPED).status_code == 404
    assert text(desk, "chair", path, 403)
    assert "zqpassed" not in text(desk, "chair", f"/duty-reports/{report.pk}/")
    for who in ("teacher", "mentor", "analyst", "stranger"):
        assert browser_of(getattr(desk, who)).get(f"/duty-reports/{report.pk}/").status_code == 404


def test_others_of_the_team_know_that_it_was_made_and_read_what_was_released(desk: Any) -> None:
    report = filed(desk)
    for who in ("manager", "officer", "clinician", "chair", "legal"):
        page = text(desk, who, f"/duty-reports/{report.pk}/")
        assert not any(word in page for word in (*CIRCLE, "zqpassed"))
        assert desk.supervisor.user.full_name in page
    assert f"/duty-reports/{report.pk}/" in text(desk, "legal", "/duty-reports/")
    assert desk.case.reference not in text(desk, "legal", "/duty-reports/")
    open_one = filed(desk, is_released="on")
    for who, reads in (("manager", True), ("clinician", True), ("chair", False), ("legal", False)):
        page = text(desk, who, f"/duty-reports/{open_one.pk}/")
        assert ("zqpassed" in page) is reads, who
        assert not any(word in page for word in CIRCLE)


def test_law_enforcement_reads_what_passed_and_nothing_of_the_case_and_answers(desk: Any) -> None:
    report = filed(desk)
    row = passed(report)
    path = f"/duty-reports/received/{row.pk}/"
    assert path in text(desk, "desk", "/duty-reports/")
    page = text(desk, "desk", path)
    assert "zqpassed" in page
    assert not any(word in page for word in (*CIRCLE, desk.case.reference, str(desk.case.pk), "Valcourt"))
    assert browser_of(desk.desk).get(f"/duty-reports/{report.pk}/").status_code == 404
    assert browser_of(desk.analyst).get(path).status_code == 404, "a colleague without the duty"
    assert browser_of(desk.officer).get(path).status_code == 404
    assert browser_of(desk.supervisor).get(path).status_code == 403
    client = browser_of(desk.desk)
    assert client.post(path, {"version": 1, "outcome": ""}).status_code == 303
    assert due("duty_receipt") == {desk.desk.pk: today(14)}
    assert client.post(path, {"version": 1, "outcome": "acted"}).status_code == 409
    assert client.post(path, {"version": 2, "outcome": ""}).status_code == 422
    assert client.post(path, {"version": 2, "outcome": "cannot_say"}).status_code == 303
    assert client.post(path, {"version": 3, "outcome": "acted"}).status_code == 422
    assert due("duty_receipt") == {}
    assert "Cannot say" in text(desk, "manager", f"/cases/{desk.case.reference}/duty-reports/")
    told = [*lines("duty.acknowledged"), *lines("duty.answered")]
    assert [(line.case_id, line.user_id) for line in told] == [(desk.case.pk, desk.desk.user_id)] * 2


def test_belief_alone_is_refused_and_says_why(desk: Any) -> None:
    answer = file(desk, "teacher", rests_on=["belief"])
    assert (answer.status_code, "Belief alone is not enough" in answer.content.decode()) == (422, True)
    assert "zqknown" in answer.content.decode()
    filed(desk, "teacher", rests_on=["belief", "intent"])
    with backstage():
        report = DutyReport.objects.unguarded(because="test").get()
    report.pk, report.rests_on = uuid.uuid4(), ["belief"]
    with backstage(), pytest.raises(DatabaseError, match="duty_report_rests_on_more_than_belief"), transaction.atomic():
        report.save(force_insert=True)


def test_what_is_feared_now_is_phoned_first(desk: Any) -> None:
    answer = file(desk, "mentor", how_soon="now")
    assert (answer.status_code, "Phone the police first" in answer.content.decode()) == (422, True)
    at = timezone.localtime() - dt.timedelta(minutes=1)
    if at.date() == timezone.localdate():
        report = filed(desk, "mentor", how_soon="now", phoned_at=f"{at:%H:%M}", phoned_whom="Desk, call 12")
        assert "call 12" in text(desk, "desk", f"/duty-reports/received/{passed(report).pk}/")
        assert due("duty_receipt") == {desk.desk.pk: today()}


def test_health_is_passed_on_by_health_alone(desk: Any) -> None:
    answer = file(desk, "supervisor", is_health="on")
    assert (answer.status_code, "the clinician" in answer.content.decode()) == (422, True)
    filed(desk, "clinician", is_health="on")
    answer = file(desk, "supervisor", how_soon="soon", feared="", to_agency=str(desk.college.pk))
    assert answer.status_code == 422


def test_the_same_form_makes_one_and_a_correction_is_a_new_one(desk: Any) -> None:
    key = str(uuid.uuid4())
    first = filed(desk, form_key=key)
    assert filed(desk, form_key=key).pk == first.pk
    assert len(due("duty_receipt")) == 1
    client, path = browser_of(desk.supervisor), f"/duty-reports/{first.pk}/correct/"
    assert "zqpassed" in client.get(path).content.decode()
    typed = {**TYPED, "to_agency": str(desk.police.pk), "passed": "It was not him."}
    made = client.post(path, typed)
    assert made.status_code == 303
    assert made["Location"] in text(desk, "supervisor", f"/duty-reports/{first.pk}/")
    assert client.post(path, typed).status_code == 409
    assert browser_of(desk.manager).get(path).status_code == 403
    assert "zqpassed" in text(desk, "supervisor", f"/duty-reports/{first.pk}/")


def test_the_person_is_told_of_it_unless_it_is_put_off(desk: Any) -> None:
    report = filed(desk, "mentor")
    with backstage():
        key = Disclosure.objects.unguarded(because="test").get(duty_report=report).pk
    ledger = text(desk, "officer", f"/cases/{desk.case.reference}/ledger/")
    assert f"/disclosures/{key}/" in ledger
    typed = {"told_on": today(), "words": "That it was passed on.", "reaction": ""}
    later = {"ground": "prevention", "facts": "An inquiry runs.", "until_on": today(30).isoformat()}
    assert browser_of(desk.officer).post(f"/disclosures/{key}/deferral/", later).status_code == 303
    assert browser_of(desk.manager).post(f"/disclosures/{key}/told/", typed).status_code == 303
    told = article(sheet(desk))
    assert "Duty report, to Police Desk" in told
    assert "zqpassed" not in told


def test_bare_sql_makes_none_for_another_and_changes_nothing(desk: Any) -> None:
    report = filed(desk)
    row = passed(report)
    tries = (
        ("supervisor", "UPDATE sharing_dutypassed SET text = 'x', version = version + 1"),
        ("desk", "UPDATE sharing_dutypassed SET text = 'x', version = version + 1"),
        ("desk", (f"UPDATE sharing_dutypassed SET acknowledged_at = now(), acknowledged_by_id = '{desk.officer.pk}',"
                 " version = version + 1")),
        ("supervisor", "UPDATE sharing_dutyreport SET outcome = 'acted'"),
        ("supervisor", "UPDATE sharing_dutyword SET known = 'x'"),
        ("supervisor", "DELETE FROM sharing_dutyreport"),
    )  # fmt: skip
    for who, sql in tries:
        with acting(getattr(desk, who)), transaction.atomic(), connection.cursor() as cursor:
            try:
                cursor.execute(sql)
                touched = cursor.rowcount
            except DatabaseError:
                touched = 0
                transaction.set_rollback(True)
            assert touched == 0, sql
    assert passed(report).text == row.text


def test_programs_make_read_and_answer(desk: Any) -> None:
    call, path = caller(desk.teacher), f"/cases/{desk.case.reference}/duty-reports/"
    body = {**TYPED, "to_agency": str(desk.police.pk)}
    made = call.post(path, body)
    assert (made.status_code, made.json()["words"]["known"]) == (201, "zqknown")
    assert call.post(path, {**body, "rests_on": ["belief"]}).status_code == 422
    key = made.json()["report"]["id"]
    assert [line["id"] for line in call.get(path).json()["reports"]] == [key]
    assert caller(desk.officer).get(f"/duty-reports/{key}/").json()["passed"] is None
    police = caller(desk.desk)
    (received,) = police.get("/duty-reports/").json()["received"]
    assert received["text"].startswith("zqpassed")
    done = police.post(f"/duty-reports/received/{received['id']}/acknowledge/", {"version": 1, "outcome": "noted"})
    assert (done.status_code, done.json()["outcome"]) == (201, "Noted")
    (informed,) = caller(desk.legal).get("/duty-reports/").json()["made"]
    assert (informed["id"], informed["outcome"]) == (key, "Noted")


def test_the_receivers_are_those_with_the_duty_and_else_all_of_law_enforcement(desk: Any) -> None:
    page = text(desk, "supervisor", f"/cases/{desk.case.reference}/duty-reports/new/")
    assert "Port Service</option>" not in page
    with backstage():
        desk.desk.duties, desk.desk.version = [], desk.desk.version + 1
        desk.desk.save(update_fields=["duties", "version"])
    assert "Port Service</option>" in text(desk, "supervisor", f"/cases/{desk.case.reference}/duty-reports/new/")
    with backstage():
        assert Deadline.objects.unguarded(because="test").filter(kind="duty_receipt").count() == 0


def test_what_is_typed_is_kept_until_it_is_passed_on(desk: Any) -> None:
    for who in ("supervisor", "border"):  # whatever the agreements say
        client = browser_of(getattr(desk, who))
        new = f"/cases/{desk.case.reference}/duty-reports/new/"
        kept = client.post(f"{new}draft/", {"feared": "zqhalf", "rests_on": ["behaviour"], "draft_version": "0"})
        assert kept.status_code == 200
        page = client.get(new).content.decode()
        assert "zqhalf" in page
        assert "Your draft was kept" in page
        assert re.search(r'value="behaviour"[^>]*checked', page)
        assert "zqhalf" not in text(desk, "officer", new)
        assert client.post(f"{new}draft/", {"discard": "1"}).status_code == 303
        assert "zqhalf" not in client.get(new).content.decode()
        client.post(f"{new}draft/", {"feared": "zqhalf", "draft_version": "0"})
        filed(desk, who)
        assert "zqhalf" not in client.get(new).content.decode()
