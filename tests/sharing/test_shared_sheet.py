"""The sheet “What is shared about me”: who takes part and why, what was passed on, and nothing that is put off."""

import datetime as dt
import re
from typing import Any

import pytest
from django.utils import timezone

from casework.models import Case
from devstack.testing import backstage
from tests.api.caller import known
from tests.casework.doors import lines
from tests.cast import browser_of
from tests.sharing.reporting import day, post, sent, signed, with_record

INSIDE = ("officer", "clinician", "teacher", "mentor", "chair")


@pytest.fixture
def court(world: Any) -> Any:
    """The cast's case with an order and a record."""
    return with_record(world)


def sheet(court: Any, who: str = "manager") -> str:
    answer = browser_of(getattr(court, who)).get(f"/cases/{court.case.reference}/ledger/sheet/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def article(page: str) -> str:
    """What goes to the person: the rest is for whoever prints."""
    return page[page.index("<article") : page.index("</article>")]


def change(court: Any, **values: Any) -> None:
    with backstage():
        case = Case.objects.unguarded(because="test").get(pk=court.case.pk)
        for name, value in values.items():
            setattr(case, name, value)
        case.version += 1
        case.save()


def test_it_names_who_takes_part_under_which_agreement(court: Any) -> None:
    told = article(sheet(court, "supervisor"))
    assert f'{court.probation.name}</h3> <p class="govuk-body-l">This office leads the work with me' in told
    police = told.split(f"{court.police.name}</h3>")[1].split("</p>")[0]
    assert "It takes part for:" in police
    assert "It may be told about:" in police
    assert court.agreement.title in police
    border = told.split("Port Service</h3>")[1].split("</p>")[0]
    assert "told nothing now, because no agreement is in force" in border
    health = told.split(f"{court.health.name}</h3>")[1].split("</p>")[0]
    assert "What I say in treatment stays there." in health
    assert court.manager.user.full_name in told
    assert court.legal.user.full_name in told
    assert court.person.given_name in told
    assert court.person.family_name not in told
    (line, *_more) = reversed(lines("ledger.sheet_printed"))
    assert (line.case_id, line.kind) == (court.case.pk, "disclosure")


def test_what_the_person_was_told_of_stands_there(court: Any) -> None:
    report = sent(court)
    name = court.record.order.court.name
    before = article(sheet(court))
    assert f"to {name}. I was told what it says on" in before
    assert "before it was sent" in before
    post(court.manager, report, "told", told_on=day(), words="What the judge will read.", reaction="Fine.")
    after = article(sheet(court))
    assert f"by {court.manager.user.full_name}" in after
    assert "What the judge will read." not in after


def test_what_they_were_not_told_of_does_not(court: Any) -> None:
    report = signed(court)
    assert post(court.senior, report, "countersign").status_code == 303
    how = {"how": "portal", "sent_on": day(), "untold_by_order": "on"}
    assert post(court.supervisor, report, "send", **how).status_code == 303
    page = sheet(court)
    assert court.record.order.court.name not in article(page)
    assert "There is nothing that I was told of." in article(page)
    assert "1 disclosure is not on it" in page
    told = known(court.manager).get(f"/cases/{court.case.reference}/ledger/sheet/").json()
    assert (told["passed_on"], told["held_back"]) == ([], 1)


def test_a_notice_that_is_put_off_leaves_no_sheet(court: Any) -> None:
    sent(court)
    change(court, notice_given_on=None, notice_deferred_to=timezone.localdate() + dt.timedelta(days=9))
    page = sheet(court)
    assert "<article" not in page
    assert "Until then there is no sheet" in page
    assert court.record.order.court.name not in page
    told = known(court.supervisor).get(f"/cases/{court.case.reference}/ledger/sheet/").json()
    assert (told["partners"], told["passed_on"], told["contact"], told["advisers"]) == ([], [], "", [])
    change(court, notice_deferred_to=timezone.localdate() - dt.timedelta(days=1))
    assert "No transparency notice is on record" in sheet(court)


@pytest.mark.parametrize("who", INSIDE)
def test_others_inside_the_case_do_not_print_it(court: Any, who: str) -> None:
    path = f"/cases/{court.case.reference}/ledger/sheet/"
    assert browser_of(getattr(court, who)).get(path).status_code == 403
    ledger = browser_of(getattr(court, who)).get(f"/cases/{court.case.reference}/ledger/")
    assert path not in ledger.content.decode()


def test_outside_it_is_not_there(court: Any) -> None:
    answer = browser_of(court.stranger).get(f"/cases/{court.case.reference}/ledger/sheet/")
    assert answer.status_code == 404
