"""Nothing typed into a form of the plan is lost, and no draft of it reaches another case or person."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from devstack.served import Served
from tests.browser.visitors import CEDAR, Visitors, backstage, end_sessions, sign_in

pytestmark = pytest.mark.browser
WRITER = "amara.denholt"
FORM = f"/cases/{CEDAR}/interventions/new/"
STATUS = "[data-draft-status]"
SAVED = re.compile("Draft saved")
PATIENCE = 20_000  # ms: a form that was refused asks again every 4 s, then waits up to 15 s
Opens = Callable[[Served], Visitors]


@pytest.fixture
def opened(visitors: Opens, own_stack: Served) -> Visitors:
    """Everybody's desk, cleared."""
    backstage(own_stack, "DELETE FROM access_draft")
    return visitors(own_stack)


def goal(page: Page) -> Any:
    """The box of what it is for."""
    return page.get_by_role("textbox", name=re.compile("^What it is for"))


def test_an_intervention_outlives_the_end_of_a_session_and_is_saved_once(opened: Visitors, own_stack: Served) -> None:
    page = opened.page(WRITER, again=True)
    page.goto(FORM)
    goal(page).fill("Somebody who rings the bell. ")
    expect(page.locator(STATUS)).to_contain_text(SAVED)
    end_sessions(own_stack)
    goal(page).press_sequentially("Every morning.")
    status = page.locator(STATUS)
    expect(status).to_contain_text("You have been signed out", timeout=PATIENCE)
    with page.context.expect_page() as tab:
        status.get_by_role("link", name="Sign in").click()
    sign_in(tab.value, WRITER)
    expect(status).to_contain_text(SAVED, timeout=PATIENCE)
    opened.known.clear()
    again = opened.page(WRITER, again=True)
    again.goto(FORM)
    expect(again.get_by_text("Your draft was kept")).to_be_visible()
    expect(goal(again)).to_have_value("Somebody who rings the bell. Every morning.")
    for login, address in (("ines.marholt", FORM), (WRITER, f"/cases/{CEDAR}/objectives/new/")):
        other = opened.page(login)
        other.goto(address)
        expect(other.get_by_text("Your draft was kept")).to_have_count(0)
        assert "rings the bell" not in other.content()
    again.get_by_label("Kind", exact=True).select_option("Network and resources")
    again.get_by_label("What it is called").fill("Morning round")
    again.get_by_label("From", exact=True).fill("2026-01-15")
    again.get_by_role("button", name="Add it").click()
    expect(again.get_by_text("The intervention stands in the plan.")).to_be_visible()
    again.goto(FORM)
    expect(goal(again)).to_have_value("")
    assert backstage(own_stack, "SELECT count(*) FROM access_draft") == [(0,)]
