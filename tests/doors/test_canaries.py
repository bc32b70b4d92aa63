"""Hidden words: nobody is told one that is not theirs, by any page, list, search, file, form or program."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.doors.answers import CAST, INSIDE
from tests.doors.door import Door
from tests.doors.knock import address, body_of, client_of, knock
from tests.doors.matrix import DOORS
from tests.doors.stage import Stage, build
from tests.doors.words import leaks, may_read

LINK = re.compile(r'(?:href|hx-get|src)="(/[^"#]*)')
MOST_PAGES = 60
QUERIES = (
    "?sort=name&status=all", "?sort=activity", "?role=manager", "?all=new", "?all=due", "?unread=1", "?nature=fact",
    "?operation=consult", "?status=closed", "?kind=contact",
)  # fmt: skip
LISTS = ("my_work", "case_list", "shared_with_us", "note_list", "case_access", "case_access_csv", "trail", "api_cases",
         "api_case_notes", "api_deadlines")  # fmt: skip


@pytest.fixture
def stage(world: Any) -> Stage:
    return build(world)


def asked(stage: Stage, who: str) -> list[str]:
    """Every address that can be asked for with GET: each door, each note, each list in several ways."""
    found = [address(name, stage) for name, door in DOORS.items() if door.get and name != "account_logout"]
    for note in stage.notes.values():
        found += [address(name, stage, note=note.pk) for name in ("note_detail", "note_withdraw", "note_contest",
                                                                  "note_correct", "api_note")]  # fmt: skip
    found += addresses_of_reports(stage)
    found += [address("assessment", stage, assessment=stage.more[name].pk) for name in ("signed", "signed_before")]
    found += [address(name, stage, advice=stage.advice.pk) for name in ("advice_detail", "api_advice")]
    found += [
        address(name, stage, proposal=stage.more[f"proposal_{which}"].pk)
        for name in ("proposal_detail", "api_proposal") for which in ("draft", "approved", "made", "withdrawn")
    ]  # fmt: skip
    found.append(address("advice_detail", stage, advice=stage.advice_on_draft.pk))
    found += [address(name, stage, rights=stage.rights_over.pk) for name in ("rights_detail", "api_rights")]
    found += [
        address(name, stage, contested=stage.more[f"contested_{which}"].pk)
        for name in ("contested_detail", "api_contested") for which in ("core", "named", "sealed")
    ]  # fmt: skip
    found += [address(name, stage, rights=stage.rights_rectify.pk) for name in ("rights_detail", "rights_contest")]
    found += [
        address(name, stage, restriction=stage.more[f"restriction_{which}"].pk)
        for name in ("restriction_detail", "api_restriction") for which in ("sealed", "over")
    ]  # fmt: skip
    found.append(address("rights_copy", stage, kind="json"))
    found.append(address("assessment_section", stage, assessment=stage.signed.pk, section="C"))
    found += [
        address("request_detail", stage, sharing_request=stage.more[f"request_{name}"].pk)
        for name in ("guest", "refused", "silent", "told")
    ]  # fmt: skip
    found.append(address("duty_detail", stage, duty=stage.duty_open.pk))
    found += [address(name, stage) + query for name in LISTS for query in QUERIES]
    for of in ("person family_name", "case neutral_title", "case reference", "team full", "named full"):
        words = stage.words[of]
        found += [f"{address('case_list', stage)}?q={words}", f"{address('note_list', stage)}?text={words}",
                  f"{address('api_cases', stage)}?q={words}"]  # fmt: skip
    return found


def addresses_of_reports(stage: Stage) -> list[str]:
    """The pages of each report behind the doors, and the signed files."""
    pages = ("report_detail", "report_preview", "report_check", "report_objection", "api_report")
    found = [
        address(page, stage, report=stage.more[name].pk)
        for name in ("report_draft", "report_checking", "report_open", "report_named", "report_sent") for page in pages
    ]  # fmt: skip
    return found + [
        address("report_file", stage, report=stage.more[f"report_{name}"].pk, file=stage.more[f"file_{name}"].pk)
        for name in ("open", "named")
    ]


@pytest.mark.parametrize("who", CAST)
def test_no_hidden_word_is_told(stage: Stage, who: str) -> None:
    client, found = client_of(stage, who), []
    waiting, seen = asked(stage, who), set[str]()
    follow = len(waiting) + MOST_PAGES
    while waiting and len(seen) < follow:
        path = waiting.pop(0)
        if path in seen or path.startswith(("/logout", "/static")):
            continue
        seen.add(path)
        answer = knock(client, Door(), "GET", path, {})
        assert answer.status_code < 500 or path == "/readyz", path
        found += [f"{path}: {of}" for of in leaks(stage, who, body_of(answer), {"asked": path})]
        waiting += [link.replace("&amp;", "&") for link in LINK.findall(answer.content.decode("utf-8", "replace"))]
    assert found == []


@pytest.mark.parametrize("who", [w for w in INSIDE if w != "chair" and w != "rescuer"])
def test_the_preview_names_readers_and_tells_no_words(stage: Stage, who: str) -> None:
    client = client_of(stage, who)
    for handling in ("team", "core", "named", "sealed"):
        form = {**DOORS["note_audience"].form(stage), "handling": handling}
        answer = knock(client, DOORS["note_audience"], "POST", address("note_audience", stage), form)
        assert answer.status_code == 200
        assert leaks(stage, who, body_of(answer), form) == []


@pytest.mark.parametrize("who", CAST)
def test_an_explanation_tells_no_words(stage: Stage, who: str) -> None:
    client = client_of(stage, who)
    for email in (stage.people[who].user.email, stage.officer.user.email):
        for about in (stage.case.reference, *(str(note.pk) for note in stage.notes.values())):
            form = {"email": email, "about": about}
            answer = knock(client, DOORS["explain"], "POST", address("explain", stage), form)
            assert leaks(stage, who, body_of(answer), form) == []


def test_the_words_are_really_there(stage: Stage) -> None:
    """The machine hears: whoever may read a word does find it somewhere."""
    client, text = client_of(stage, "supervisor"), ""
    for path in asked(stage, "supervisor"):
        text += body_of(knock(client, Door(), "GET", path, {}))
    mine = {of for of in stage.words if may_read("supervisor", of)}
    never_shown = {"oversight decision", "person national_number"}
    # of a lesson on its way the team sees the heading; its writer and whoever decides read it whole
    never_shown |= {
        f"lesson {of} {name}" for of in ("waiting", "returned") for name in ("happened", "helped", "differently")
    }  # fmt: skip
    # of a note somebody reads the fullest wording alone
    lower = {
        f"{h} {t}{m}" for h in ("team", "core", "named") for t in ("summary", "gist") for m in ("", " title", " action")
    }
    assert {of for of in mine - never_shown - lower if stage.words[of] not in text} == set()
