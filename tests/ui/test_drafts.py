"""Drafts in a real browser: saved soon, never lost, never sent as somebody else's, nothing kept in the browser."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.ui.draft_site import DraftSite, draft_site

pytestmark = pytest.mark.browser
STATUS = "[data-draft-status]"
SOON = 3.0  # seconds after the first unsaved key


@pytest.fixture
def site() -> Iterator[DraftSite]:
    with draft_site() as running:
        yield running


@pytest.fixture
def note(page: Page, site: DraftSite) -> Page:
    page.goto(site.url)
    return page


def until_saved(page: Page, site: DraftSite, count: int) -> float:
    """Seconds until `count` drafts have arrived; fails after six."""
    started = time.monotonic()
    while len(site.saved) < count:
        assert time.monotonic() - started < 6, page.inner_text(STATUS)
        page.wait_for_timeout(50)
    return time.monotonic() - started


def test_a_draft_is_saved_soon_after_the_last_key(note: Page, site: DraftSite) -> None:
    note.locator("#text").press_sequentially("Home visit")
    assert until_saved(note, site, 1) < 1.5
    assert site.saved[0] == {"text": "Home visit", "draft_version": "0"}
    expect(note.locator(STATUS)).to_contain_text("Draft saved")
    note.locator("#text").press_sequentially("!")
    until_saved(note, site, 2)
    assert site.saved[1] == {"text": "Home visit!", "draft_version": "1"}
    note.wait_for_timeout(1500)
    assert len(site.saved) == 2
    assert note.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_somebody_who_never_pauses_is_saved_too(note: Page, site: DraftSite) -> None:
    started = time.monotonic()
    while not site.saved:
        note.locator("#text").press_sequentially("word ", delay=60)
        assert time.monotonic() - started < 6
    assert time.monotonic() - started < SOON + 0.5  # half a second is the grain of this loop


def test_a_broken_server_is_tried_again(note: Page, site: DraftSite) -> None:
    site.answer = 500
    note.fill("#text", "Two months of arrears")
    expect(note.locator(STATUS)).to_contain_text("trying again")
    site.answer = 200
    until_saved(note, site, 1)
    assert site.saved[0]["text"] == "Two months of arrears"


def test_a_newer_draft_is_not_written_over(note: Page, site: DraftSite) -> None:
    site.answer = 409
    note.fill("#text", "mine")
    expect(note.locator(STATUS)).to_contain_text("newer draft")
    site.answer = 200
    note.fill("#text", "mine, longer")
    note.wait_for_timeout(1500)
    assert site.saved == []
    assert note.input_value("#text") == "mine, longer"


def test_text_outlives_a_session_and_waits_for_its_writer(note: Page, site: DraftSite) -> None:
    site.user = None
    note.fill("#text", "not lost")
    status = note.locator(STATUS)
    expect(status).to_contain_text("signed out")
    expect(status.locator("a")).to_have_attribute("target", "_blank")
    note.click("text=Share")
    note.wait_for_timeout(300)
    assert site.sent == []
    site.user = "u2"
    expect(status).to_contain_text("Somebody else is signed in", timeout=6000)
    assert site.saved == []
    site.user = "u1"
    until_saved(note, site, 1)
    assert site.saved[0]["text"] == "not lost"
    assert site.tokens == ["token-2"]
    assert note.input_value("[name=csrfmiddlewaretoken]") == "token-2"


def test_the_form_takes_its_last_draft_along(note: Page, site: DraftSite) -> None:
    note.fill("#text", "final")
    note.click("text=Share")
    expect(note).to_have_title("Sent")
    assert [saved["text"] for saved in site.saved] == ["final"]
    assert [sent["text"] for sent in site.sent] == ["final"]


def test_leaving_asks_only_while_something_is_unsaved(note: Page, site: DraftSite) -> None:
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    note.on("dialog", accept)
    note.locator("#text").press_sequentially("saved")
    until_saved(note, site, 1)
    expect(note.locator(STATUS)).to_contain_text("Draft saved")
    note.goto(site.url)
    assert asked == []
    site.answer = 500
    note.locator("#text").press_sequentially("unsaved")
    note.goto(site.url)
    assert asked == ["beforeunload"]


def test_the_script_breaks_no_content_policy(page: Page, site: DraftSite) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(site.url)
    page.fill("#text", "x")
    until_saved(page, site, 1)
    assert said == []
