"""The frame as the running product serves it: styled, scripted, and silent under its own content policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from devstack.served import Served

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["/login/", "/about/", "/accessibility/"])
def test_a_page_is_dressed_and_breaks_no_policy(page: Page, empty_stack: Served, path: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(empty_stack.base_url + path)
    page.wait_for_load_state("networkidle")
    assert "Source Sans 3" in page.evaluate("getComputedStyle(document.body).fontFamily")
    assert "js-enabled" in (page.get_attribute("body", "class") or "")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert said == []


def test_the_chosen_theme_is_there_from_the_first_byte(page: Page, empty_stack: Served) -> None:
    page.goto(empty_stack.base_url + "/about/")
    page.click("button:has-text('Dark')")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 23, 29)"
    assert page.url.endswith("/about/")
