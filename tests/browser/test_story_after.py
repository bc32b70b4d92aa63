"""What follows the note: a suspended agreement, emergency access, what the log shows, what the explanations say."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from devstack.served import Served
from tests.browser.visitors import CEDAR, DOMAIN, Visitors, backstage

pytestmark = pytest.mark.browser
CASE = f"/cases/{CEDAR}/"
MAIN_AGREEMENT = "Velmarra information-sharing agreement"
Opens = Callable[[Served], Visitors]


@pytest.fixture
def opened(visitors: Opens, own_stack: Served) -> Visitors:
    """People at the browsers of a product that these tests may change."""
    return visitors(own_stack)


def status(page: Page, address: str) -> int:
    """Return the status of an address for this page's person."""
    return page.request.get(address).status


def act_on(page: Page, served: Served, act: str, button: str) -> None:
    """Let the coordinator do something with the main agreement, through her own pages."""
    page.goto("/agencies/agreements/")
    page.get_by_role("link", name=MAIN_AGREEMENT).first.click()
    page.get_by_role("link", name=re.compile(act)).click()
    page.get_by_label("Reason").fill("The city asked for a check of the retention rules.")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", name=MAIN_AGREEMENT)).to_be_visible()


def test_suspending_an_agreement_closes_open_sessions_at_the_next_request(opened: Visitors, own_stack: Served) -> None:
    guest, partner, writer = (opened.page(who) for who in ("ruben.tallis", "jonas.akkerby", "ines.marholt"))
    ((own,),) = backstage(
        own_stack,
        """SELECT n.id FROM casework_note n JOIN agencies_user u ON u.id = n.author_id JOIN casework_case c
        ON c.id = n.case_id WHERE c.reference = %s AND u.email = %s AND n.kind = 'contact' AND n.handling = 'team'
        AND n.has_summary AND n.status = 'current' LIMIT 1""",
        *(CEDAR, f"ines.marholt@{DOMAIN}"),
    )
    note = f"/notes/{own}/"
    for page in (guest, partner, writer):
        assert page.goto(note).status == 200  # type: ignore[union-attr]
    coordinator = opened.page("wanda.eskeland")
    act_on(coordinator, own_stack, "^Suspend", "Suspend now")
    try:
        assert guest.reload().status == 404  # type: ignore[union-attr]
        assert partner.reload().status == 404  # type: ignore[union-attr]
        assert writer.reload().status == 200  # type: ignore[union-attr]  # her own agency's note
        for address in (CASE, f"{CASE}notes/", f"{CASE}team/", f"/api/v1/cases/{CEDAR}/"):
            assert status(guest, address) == 404, address
        for address in ("/cases/?q=Cedar", "/shared/", "/"):
            guest.goto(address)
            expect(guest.locator("main")).not_to_contain_text("Cedar")
        writer.goto(f"{CASE}notes/new/")
        writer.get_by_label(re.compile("^Team:")).check()
        expect(writer.locator("#audience")).to_contain_text("No agreement in force covers this agency")
    finally:
        act_on(coordinator, own_stack, "^Resume", "Resume")
    assert guest.goto(note).status == 200  # type: ignore[union-attr]
    assert partner.goto(note).status == 200  # type: ignore[union-attr]


def test_emergency_access_is_loud_and_ends(opened: Visitors) -> None:
    asker, manager = opened.page("samir.oudelaar"), opened.page("amara.denholt")
    assert status(asker, CASE) == 404
    asker.goto("/")
    asker.get_by_role("link", name="Emergency access").click()
    asker.get_by_label("Case reference").fill(CEDAR)
    asker.get_by_label(re.compile("^Who is in danger")).fill("His mother called: he left the house and said farewell.")
    asker.get_by_label("2 hours").check()
    asker.get_by_role("button", name="Open the case now").click()
    banner = asker.locator(".app-banner--emergency")
    for address in (CASE, "/agencies/", "/"):
        asker.goto(address)
        expect(banner).to_contain_text(re.compile(r"1(19|20) minutes left"))
    manager.goto("/")
    expect(manager.locator("main")).to_contain_text("Emergency access")
    expect(manager.locator("main")).to_contain_text("Samir Oudelaar")
    manager.goto(f"{CASE}access/")
    expect(manager.locator("main tbody")).to_contain_text("he left the house and said farewell")
    asker.goto(CASE)
    banner.get_by_role("button", name="End it now").click()
    assert status(asker, CASE) == 404
    asker.goto("/")
    expect(banner).to_have_count(0)
    manager.goto("/")
    manager.locator("main").get_by_role("link", name=re.compile("Samir Oudelaar|Emergency access")).first.click()
    manager.get_by_label("What you found").fill("Right: the officer reached him in time.")
    manager.get_by_role("button", name="Record the review").click()
    expect(manager.get_by_text("The review is recorded.")).to_be_visible()


def test_the_access_log_shows_the_case_manager_who_looked_and_was_refused(opened: Visitors) -> None:
    partner, border = opened.page("jonas.akkerby"), opened.page("casimir.doverin")
    partner.goto(f"{CASE}notes/")
    assert status(border, f"{CASE}notes/") == 404
    manager = opened.page("amara.denholt")
    manager.goto(f"{CASE}access/")
    rows = manager.locator("main tbody tr")
    expect(rows.filter(has_text="Jonas Akkerby").first).to_contain_text("Read the notes")
    expect(rows.filter(has_text="Casimir Doverin").first).to_contain_text("Refused")
    manager.get_by_label("Person", exact=True).select_option("Jonas Akkerby")
    manager.locator("main").get_by_role("button", name="Show").click()
    expect(rows.first).to_contain_text("Jonas Akkerby")
    expect(rows.filter(has_text="Casimir Doverin")).to_have_count(0)
    with manager.expect_download() as download:
        manager.get_by_role("link", name="Download as CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert "Jonas Akkerby" in text
    for login in ("ruben.tallis", "yannick.sorel", "jonas.akkerby"):
        assert status(opened.page(login), f"{CASE}access/") in (403, 404), login


EXPLAINED = {
    ("amara.denholt", "jonas.akkerby"): ("Yes", "Permanent member"),
    ("amara.denholt", "casimir.doverin"): ("No", "agreement"),
    ("jonas.akkerby", "jonas.akkerby"): ("Yes", "Permanent member"),
}


@pytest.mark.parametrize(("asker", "about"), EXPLAINED)
def test_sight_is_explained_in_words(opened: Visitors, asker: str, about: str) -> None:
    answer, word = EXPLAINED[asker, about]
    page = opened.page(asker)
    assert ask(page, about, CEDAR).startswith(answer)
    expect(page.locator("main")).to_contain_text(word)
    expect(page.locator("main")).to_contain_text("Whom to ask" if answer == "No" else "Why")


def ask(page: Page, about: str, reference: str) -> str:
    """Ask the page that explains; return its answer."""
    page.goto("/explain/")
    page.get_by_label("E-mail address of the person").fill(f"{about}@{DOMAIN}")
    page.get_by_label(re.compile("^Reference of the case")).fill(reference)
    page.get_by_role("button", name="Explain").click()
    return page.locator("section[aria-labelledby=h-answer]").inner_text()


@pytest.mark.parametrize("asker", ["oskar.lindqvale", "casimir.doverin", "greta.holmvik"])
@pytest.mark.parametrize("about", ["jonas.akkerby", "nobody.atall", ""])
def test_an_explanation_tells_an_outsider_nothing(opened: Visitors, asker: str, about: str) -> None:
    page = opened.page(asker)
    answers = [ask(page, about or asker, reference).replace(reference, "#") for reference in (CEDAR, "VRP-NEVER")]
    assert answers[0] == answers[1]
    assert "Valcourt" not in answers[0]
