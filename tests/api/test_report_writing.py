"""Reports to courts for programs: begun, worded, checked, signed, sent, told of and corrected, as on the pages."""

import uuid
from typing import Any

import pytest

from devstack.testing import backstage
from sharing.models import Disclosure, Notification, ReportStatement
from tests.api.caller import known
from tests.sharing.reporting import day, files_of, stored, with_record


@pytest.fixture
def cast(world: Any) -> Any:
    """The cast's case with a record and a senior."""
    return with_record(world)


def begin(world: Any, who: Any = None, **more: Any) -> Any:
    body = {"kind": "progress", "about": str(world.record.order.pk), **more}
    return known(who or world.supervisor).post(f"/cases/{world.case.reference}/reports/", body)


def act(who: Any, report: str, what: str, **body: Any) -> Any:
    return known(who).post(f"/reports/{report}/{what}/", body)


def part(who: Any, report: str, key: str) -> dict[str, Any]:
    told = known(who).get(f"/reports/{report}/").json()
    return next(one for one in told["parts"] if one["key"] == key)


def word(world: Any, report: str, key: str, **more: Any) -> Any:
    there = part(world.supervisor, report, key)
    return act(world.supervisor, report, f"parts/{key}", version=there["version"], **{"body": there["body"], **more})


def test_a_report_is_begun_once_and_assembled(cast: Any) -> None:
    assert begin(cast, cast.manager).status_code == 403
    assert begin(cast, cast.stranger).status_code == 404
    made = begin(cast)
    assert (made.status_code, made.json()["state"]) == (201, "draft")
    assert made["Location"] == f"/api/v1/reports/{made.json()['id']}/"
    row = stored(pk=made.json()["id"])
    assert (row.period_from, row.assembled_at is not None) == (cast.record.order.starts_on, True)
    assert begin(cast).status_code == 422
    assert list(begin(cast, period_from=day(3)).json()["errors"]) == ["period_to"]
    lost = begin(cast, about="11111111-1111-4111-8111-111111111111")
    assert (lost.status_code, list(lost.json()["errors"])) == (422, ["about"])


def test_a_part_is_worded_from_the_version_that_was_read(cast: Any) -> None:
    report = begin(cast).json()["id"]
    before = part(cast.supervisor, report, "contacts")
    line = before["statements"][0]
    edit = {"id": line["id"], "text": "They came on each day.", "keep": True, "place": 1}
    saved = word(cast, report, "contacts", body="In short.", statements=[edit], added="A word more.")
    assert (saved.status_code, saved.json()["state"]) == (201, "draft")
    after = part(cast.supervisor, report, "contacts")
    assert (after["body"], after["statements"][0]["text"]) == ("In short.", "They came on each day.")
    assert after["statements"][-1]["text"] == "A word more."
    assert len(after["statements"]) == len(before["statements"]) + 1
    late = act(cast.supervisor, report, "parts/contacts", version=before["version"], body="Mine.")
    assert late.status_code == 409
    assert act(cast.supervisor, report, "parts/no_such_part", version=1, body="").status_code == 404
    assert list(word(cast, report, "key_points", added="Six").json()["errors"]) == ["added"]
    many = word(cast, report, "key_points", body="\n".join("abcdef"))
    assert (many.status_code, list(many.json()["errors"])) == (422, ["body"])
    assert act(cast.officer, report, "parts/contacts", version=1, body="Mine.").status_code == 403


def ready(cast: Any) -> str:
    """A report with everything it needs, whose words the police agreed to."""
    report: str = begin(cast).json()["id"]
    assert act(cast.supervisor, report, "sign").status_code == 409
    assert word(cast, report, "persons_view", body="I want to finish the course.").status_code == 201
    assert word(cast, report, "recommendation", body="Continue as it is.").status_code == 201
    assert act(cast.supervisor, report, "refresh").json()["new"] == 0
    asked = act(cast.supervisor, report, "ask").json()
    assert (asked["state"], asked["asked"]) == ("agency_check", 1)
    return report


def test_an_agency_reads_its_own_words_and_answers(cast: Any) -> None:
    report = ready(cast)
    desk = known(cast.officer).get(f"/reports/{report}/check/").json()
    assert desk["statements"]
    assert {line["agency"] for line in desk["statements"]} == {cast.police.name}
    assert (desk["open"], desk["check"]["state"]) == (True, "waiting")
    assert known(cast.clinician).get(f"/reports/{report}/check/").status_code == 404
    wrong = act(cast.officer, report, "check", version=desk["version"], state="objects")
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["words"])
    said = act(cast.officer, report, "check", version=desk["version"], state="objects", words="Not on that day.")
    assert said.status_code == 201
    assert act(cast.officer, report, "check", version=desk["version"], state="agreed").status_code == 409
    assert act(cast.supervisor, report, "sign").status_code == 409
    body = {"agency_id": str(cast.police.pk), "answer": "The patrol's own sheet says so."}
    assert act(cast.supervisor, report, "objection", **body).status_code == 201
    assert act(cast.supervisor, report, "sign").json()["state"] == "signed"


def test_a_report_goes_to_the_court_and_the_person_is_told(cast: Any) -> None:
    report = ready(cast)
    desk = known(cast.officer).get(f"/reports/{report}/check/").json()
    assert act(cast.officer, report, "check", version=desk["version"], state="agreed").status_code == 201
    signed = act(cast.supervisor, report, "sign").json()
    assert act(cast.supervisor, report, "countersign", version=signed["version"]).status_code == 403
    assert act(cast.senior, report, "countersign", version=1).status_code == 409
    assert act(cast.senior, report, "countersign", version=signed["version"]).status_code == 201
    assert len(files_of(stored(pk=report))) == 4
    untold = act(cast.supervisor, report, "send", how="portal", sent_on=day())
    assert (untold.status_code, list(untold.json()["errors"])) == (422, ["told_on"])
    sent = act(cast.supervisor, report, "send", how="portal", sent_on=day(), told_on=day())
    assert sent.json()["state"] == "sent"
    assert act(cast.supervisor, report, "send", how="portal", sent_on=day(), told_on=day()).status_code == 409
    assert act(cast.supervisor, report, "acknowledge", acknowledged_on=day(-9)).status_code == 422
    assert act(cast.supervisor, report, "acknowledge", acknowledged_on=day()).json()["state"] == "acknowledged"
    assert act(cast.officer, report, "told", told_on=day(), words="What is in it.").status_code == 403
    assert act(cast.manager, report, "told", told_on=day(), words="What is in it.").status_code == 201
    with backstage():
        (left,) = Disclosure.objects.unguarded(because="test").filter(report_id=uuid.UUID(report))
        assert Notification.objects.unguarded(because="test").filter(disclosure=left).count() == 1
    newer = act(cast.supervisor, report, "correct")
    assert (newer.status_code, newer.json()["state"], newer.json()["id"] != report) == (201, "draft", True)


def test_a_senior_returns_it_and_its_writer_gives_it_up(cast: Any) -> None:
    report = ready(cast)
    desk = known(cast.officer).get(f"/reports/{report}/check/").json()
    act(cast.officer, report, "check", version=desk["version"], state="agreed")
    assert act(cast.supervisor, report, "sign").status_code == 201
    assert act(cast.senior, report, "return", why="The dates are wrong.").json()["state"] == "draft"
    assert list(act(cast.supervisor, report, "give-up", why="").json()["errors"]) == ["why"]
    given = act(cast.supervisor, report, "give-up", why="Begun by mistake.")
    assert (given.status_code, given.json()["state"]) == (201, "dropped")
    with backstage():
        assert ReportStatement.objects.unguarded(because="test").filter(report_id=uuid.UUID(report)).exists()
