"""Every word that crosses a boundary: proposed, doubted, refused; reported by duty, put off by two, told in the end."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from devstack.served import Served
from tests.browser.test_story_after import act_on, status
from tests.browser.visitors import CEDAR, Visitors, backstage

pytestmark = pytest.mark.browser
CASE = f"/cases/{CEDAR}/"
EMPLOYER = "Ferrybank Joinery"
QUESTION = "May an employer hear of the hours?"
FEARED = "That a shed is set on fire before Sunday."
PASSED = "A shed at the quay may be set on fire before Sunday. Canary foxglove."
Opens = Callable[[Served], Visitors]


@pytest.fixture
def opened(visitors: Opens, own_stack: Served) -> Visitors:
    """People at the browsers of a product that these tests may change."""
    return visitors(own_stack)


def post(page: Page, address: str, body: dict[str, object]) -> int:
    """Send what a program of this page's person would send; return the status."""
    answered: int = page.evaluate(
        """async ([address, body]) => {
            const token = document.querySelector('[name=csrfmiddlewaretoken]').value
            const headers = { 'X-CSRFToken': token, 'Content-Type': 'application/json' }
            return (await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })).status
        }""",
        [address, body],
    )
    return answered


def press(page: Page, name: str) -> None:
    """Press the one button of that name in the page's own part."""
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def drafted(writer: Page) -> str:
    """Draft what an employer asks for, and say that one is not sure; return the address of the proposal."""
    writer.goto(f"{CASE}disclosures/new/")
    writer.get_by_label(re.compile("^Or to somebody else")).fill(EMPLOYER)
    writer.get_by_label("What for").select_option("Reintegration")
    writer.get_by_label("A public task").check()
    writer.get_by_label("Education and work").check()
    for label, words in (
        ("The exact words that are passed", "He is free to work on weekdays from eight to four."),
        ("The law", "Probation Act, section 12"), ("Is it lawful?", "The order foresees help with work."),
        ("Is it necessary?", "The employer asks about hours."), ("Is it proportionate?", "It says hours alone."),
        ("Would nothing less intrusive do?", "He could say it himself."),
        ("How will the person be told?", "By me, at the next appointment."),
    ):  # fmt: skip
        writer.get_by_label(re.compile(f"^{re.escape(label)}")).fill(words)
    press(writer, "Keep the draft")
    writer.get_by_role("link", name="I am not sure").click()
    address = writer.url.removesuffix("not-sure/")
    writer.get_by_label("What are you not sure of?").fill(QUESTION)
    press(writer, "Ask")
    return address


def advised(adviser: Page) -> None:
    """Answer the question: no, with reasons that stay with the advisers."""
    adviser.goto("/advice/")
    adviser.get_by_role("link", name=QUESTION).click()
    adviser.locator("main").get_by_role("link", name="Answer").click()
    adviser.get_by_label("It may not be shared").check()
    adviser.get_by_label("What that means here").fill("Let him say it himself.")
    adviser.get_by_label("Reasoning").fill("Canary hellebore: nothing less intrusive was tried.")
    press(adviser, "Answer")


def test_what_an_employer_asks_is_drafted_doubted_held_advised_and_refused(opened: Visitors) -> None:
    writer, chair = opened.page("ines.marholt"), opened.page("helena.quistberg")
    address = drafted(writer)
    writer.goto(address)
    expect(writer.locator("main")).to_contain_text("On hold")
    expect(writer.get_by_role("button", name="Hand it in")).to_have_count(0)
    advised(opened.page("luca.vennstrom"))
    writer.goto(address)
    expect(writer.locator("main")).to_contain_text("Let him say it himself.")
    expect(writer.locator("main")).not_to_contain_text("On hold")
    press(writer, "Hand it in")
    expect(writer.get_by_role("button", name="Record the decision")).to_have_count(0)
    chair.goto("/disclosures/")
    chair.get_by_role("link", name=re.compile(EMPLOYER)).first.click()
    expect(chair.locator("main")).not_to_contain_text("hellebore")
    chair.get_by_label("I refuse it").check()
    chair.get_by_label("Why").fill("He can tell his hours himself.")
    press(chair, "Record the decision")
    writer.goto(address)
    expect(writer.locator("main")).to_contain_text("Refused")
    expect(writer.get_by_role("button", name="It was passed on")).to_have_count(0)


def report(page: Page) -> None:
    """Make a duty report on Cedar, where no agreement shows the case any more, on the way that the page offers."""
    page.goto("/")
    page.get_by_role("link", name="A duty report is still possible").click()
    page.get_by_label("Reference of the case").fill(CEDAR)
    press(page, "Go on")
    expect(page.locator("body")).not_to_contain_text("Valcourt")
    page.get_by_label("Within days").check()
    page.get_by_label("Something that is done or being prepared").check()
    for label, words in (
        ("What is feared?", FEARED), ("Who is at risk?", "Nobody by name."),
        ("What is known?", "He told the mentor of it."), ("The least that must pass", PASSED),
    ):  # fmt: skip
        page.get_by_label(label).fill(words)
    press(page, "Pass it on")


def answer(desk: Page) -> None:
    """Read what was passed on, where duty reports are received, and say what became of it."""
    assert status(desk, CASE) == 404
    desk.goto("/duty-reports/")
    desk.locator("section[aria-labelledby=h-received] li a").first.click()
    expect(desk.locator("main")).to_contain_text("Canary foxglove")
    expect(desk.locator("main")).not_to_contain_text(FEARED)
    desk.get_by_label("What became of it?").select_option("Acted on it")
    press(desk, "Acknowledge")


def put_off(page: Page, line: str) -> str:
    """Propose that the person be told later; return the address of the deferral."""
    page.goto(line)
    page.get_by_role("link", name="The person must not be told yet").click()
    page.get_by_label("Ground").select_option(index=1)
    page.get_by_label("Facts").fill("An inquiry would be spoiled.")
    page.get_by_label("Day on which the person is told").fill(f"{timezone.localdate() + dt.timedelta(days=20)}")
    press(page, "Propose it")
    page.goto(line)
    page.locator("section[aria-labelledby=h-later] li a").first.click()
    return page.url


def sheet_of(page: Page) -> str:
    """The words of the person's own sheet."""
    page.goto(f"{CASE}ledger/sheet/")
    return page.locator("main").inner_text()


def test_a_duty_report_goes_out_under_a_suspended_agreement_and_the_person_is_told_in_the_end(
    opened: Visitors, own_stack: Served
) -> None:
    manager, coordinator = opened.page("amara.denholt"), opened.page("wanda.eskeland")
    act_on(coordinator, own_stack, "^Suspend", "Suspend now")
    try:
        guest = opened.page("ruben.tallis")
        assert status(guest, CASE) == 404
        report(guest)
        answer(opened.page("nadia.ferrowick"))
    finally:
        act_on(coordinator, own_stack, "^Resume", "Resume")

    ((disclosure,),) = backstage(
        own_stack, """SELECT d.id FROM sharing_disclosure d JOIN sharing_dutyreport r ON r.id = d.duty_report_id
        JOIN sharing_dutypassed p ON p.report_id = r.id WHERE p.text = %s""", PASSED,
    )  # fmt: skip
    line = f"/disclosures/{disclosure}/"
    deferral = put_off(manager, line)
    expect(manager.get_by_role("button", name="Record the decision")).to_have_count(0)
    decide = f"/api/v1{urlsplit(deferral).path}decide/"
    assert post(manager, decide, {"approves": True, "version": 1}) == 403
    chair = opened.page("helena.quistberg")
    chair.goto(deferral)
    chair.get_by_label(re.compile("^Approve")).check()
    press(chair, "Record the decision")
    before = sheet_of(manager)
    chair.goto(deferral)
    chair.get_by_label("Why does it end now?").fill("The inquiry is over.")
    press(chair, "End it now")
    manager.goto(line)
    manager.get_by_label(re.compile("^Day")).first.fill(f"{timezone.localdate()}")
    press(manager, "Record that the person was told")
    assert before.count("Police") + 1 <= sheet_of(manager).count("Police")
