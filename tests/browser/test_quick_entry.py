"""The quick entry on a telephone: under a minute, without scripts too, and never twice."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from devstack.served import Served
from tests.browser.visitors import Visitors, backstage

pytestmark = pytest.mark.browser
Opens = Callable[[Served], Visitors]
NEW = "/cases/VRP-DOGWOOD/contacts/new/"
TELEPHONE = {"width": 390, "height": 844}
MINUTE = 60  # seconds
COUNT = """SELECT count(*) FROM casework_contact c JOIN casework_notetext t ON t.note_id = c.note_id
            WHERE t.tier = 4 AND t.text = %s"""


def record(page: Page, sentence: str) -> int:
    """Record a missed contact as somebody would who has just waited in vain; return how often they touched."""
    page.goto(NEW)
    page.get_by_label("No, no good reason").check()
    page.get_by_label("What happened?").fill(sentence)
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url(re.compile(r"/contacts/[0-9a-f-]{36}/$"))
    return 3


def test_a_missed_contact_is_recorded_in_under_a_minute(visitors: Opens, own_stack: Served) -> None:
    page = visitors(own_stack).page("tomas.brekkelund", viewport=TELEPHONE)
    started = time.monotonic()
    assert record(page, "He did not come and did not call. Canary eglantine.") <= 5
    assert time.monotonic() - started < MINUTE
    due = page.get_by_role("region", name="Due now")
    expect(due).to_contain_text("Letter after a missed contact")
    expect(due).to_contain_text("Explanation due from the person")
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]


def test_it_works_without_scripts(visitors: Opens, own_stack: Served) -> None:
    opened = visitors(own_stack)
    page = opened.page("tomas.brekkelund", again=True, viewport=TELEPHONE, java_script_enabled=False)
    record(page, "He was not at the door. Canary foxglove.")
    expect(page.get_by_text("Did not come, no good reason")).to_be_visible()


def test_pressed_twice_it_is_recorded_once(visitors: Opens, own_stack: Served) -> None:
    page = visitors(own_stack).page("pia.vandersloot", viewport=TELEPHONE)
    sentence = "He came and signed. Canary gentian."
    page.goto(NEW)
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("What happened?").fill(sentence)
    sent = page.evaluate("""async () => {
        const form = document.getElementById('contact-form'), send = () => fetch(location.href,
          {method: 'POST', body: new URLSearchParams(new FormData(form))})
        return (await Promise.all([send(), send()])).map(answer => [answer.status, answer.redirected])
    }""")
    assert sent == [[200, True], [200, True]]
    assert backstage(own_stack, COUNT, sentence) == [(1,)]


def test_what_is_typed_is_kept(visitors: Opens, own_stack: Served) -> None:
    page = visitors(own_stack).page("ines.marholt", viewport=TELEPHONE)
    page.goto("/cases/VRP-ELM/contacts/new/")
    page.get_by_label("What happened?").fill("She told me. Canary heather.")
    expect(page.locator("[data-draft-status]")).to_contain_text("Draft saved")
    page.goto("/cases/VRP-ELM/contacts/new/")
    expect(page.get_by_label("What happened?")).to_have_value("She told me. Canary heather.")
