"""Every page of every role: usable by all, valid, within its screen, silent under its content policy."""

from __future__ import annotations

import itertools
import pathlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from devstack.served import Served
from tests.browser.checkers import axe, overflow, structure, vnu
from tests.browser.pages import CASE, Role, roles
from tests.browser.visitors import Visitors

pytestmark = pytest.mark.browser
Opens = Callable[[Served], Visitors]
LOOKS = tuple(itertools.product((1280, 390), ("light", "dark")))  # width, theme
# axe takes about a second a run: every look of these pages, one look in turn of all others.
THOROUGH = {
    "/login/",
    "/",
    "/cases/",
    CASE,
    f"{CASE}notes/",
    f"{CASE}notes/new/",
    "/shared/",
    "/agencies/",
    "/explain/",
}
NAMES = (
    "nobody order-supervisor senior case-manager permanent-partner guest companion chair coordinator legal-adviser"
    " emergency-duty without-agreement newcomer"
).split()
MISSING = ("/never/",)


@pytest.fixture(scope="module")
def cast(demo_stack: Served) -> dict[str, Role]:
    """Every role with its pages."""
    return {role.name: role for role in roles(demo_stack)}


def test_the_list_of_roles_is_whole(cast: dict[str, Role]) -> None:
    assert list(cast) == NAMES


@pytest.fixture
def desks(visitors: Opens, demo_stack: Served) -> Callable[[Role, int, str], Page]:
    """``desks(role, width, theme)`` opens a page of that role."""
    opened = visitors(demo_stack)

    def of(role: Role, width: int, theme: str) -> Page:
        look: dict[str, Any] = {"viewport": {"width": width, "height": 900}, "color_scheme": theme}
        return opened.page(role.login, **look) if role.login else opened.anonymous(**look)

    return of


def answered(page: Page, address: str, role: Role) -> list[str]:
    """Go to a page and say what is wrong with its answer."""
    response = page.goto(address)
    unseen = address in MISSING or (role.name == "without-agreement" and address == CASE)
    wanted = 404 if unseen else 200
    status = response.status if response else 0
    return [] if status == wanted else [f"answers {status} instead of {wanted}"]


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_usable_by_all(desks: Callable[[Role, int, str], Page], cast: dict[str, Role], name: str) -> None:
    role, problems = cast[name], []
    opened = {look: desks(role, *look) for look in LOOKS}
    first_of_its_kind = name in ("nobody", "order-supervisor")
    for turn, address in enumerate(role.pages):
        every = first_of_its_kind and address in THOROUGH
        for look in LOOKS if every else [LOOKS[(turn + NAMES.index(name)) % len(LOOKS)]]:
            page = opened[look]
            found = answered(page, address, role) + axe(page) + structure(page)
            problems += [f"{address} {look}: {problem}" for problem in found]
        problems += [f"{address} at 320: {problem}" for problem in overflow(page)]
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


def test_what_is_served_is_valid(
    visitors: Opens, demo_stack: Served, cast: dict[str, Role], tmp_path: pathlib.Path
) -> None:
    opened = visitors(demo_stack)
    where = {}
    for role in cast.values():
        page = opened.page(role.login) if role.login else opened.anonymous()
        for number, address in enumerate(role.pages):
            file = tmp_path / f"{role.name}-{number}.html"
            file.write_text(page.request.get(address).text(), encoding="utf-8")
            where[file.name] = address
    problems = [f"{where[text.split(':')[0]]} {text}" for text in vnu(tmp_path)]
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


FORMS = {
    "/login/": ("nobody", "Sign in"),
    f"{CASE}notes/new/": ("order-supervisor", "Save and share"),
    "/cases/new/": ("order-supervisor", ""),
    "/explain/": ("order-supervisor", "Explain"),
    "/emergency/": ("emergency-duty", ""),
    "/agencies/new/": ("coordinator", ""),
    "/agencies/agreements/new/": ("coordinator", ""),
}


@pytest.mark.parametrize("address", FORMS)
@pytest.mark.parametrize("width", [1280, 390])
def test_an_empty_form_says_what_to_do(
    desks: Callable[[Role, int, str], Page], cast: dict[str, Role], address: str, width: int
) -> None:
    name, button = FORMS[address]
    page = desks(cast[name], width, "light" if width == 1280 else "dark")
    page.goto(address)
    if address == "/explain/":
        page.get_by_label("E-mail address of the person").fill("")
    forms = page.locator("main form[method=post], main form:has(button)")
    pressed = page.get_by_role("button", name=button, exact=True) if button else forms.last.locator("button").first
    pressed.click()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_visible()
    assert page.title().startswith("Error:")
    assert axe(page) + structure(page) + overflow(page) == []
    summary.get_by_role("link").first.click()  # leads to the field
    assert page.evaluate("['INPUT', 'SELECT', 'TEXTAREA'].includes(document.activeElement.tagName)")


@pytest.fixture
def plain(visitors: Opens, demo_stack: Served) -> Page:
    """The order supervisor in a browser without JavaScript, signed in there."""
    return visitors(demo_stack).page("ines.marholt", again=True, java_script_enabled=False)


def test_without_javascript_lists_narrow(plain: Page) -> None:
    plain.goto("/cases/")
    plain.locator("main").get_by_label("Name, reference or title").fill("Cedar")
    plain.locator("main").get_by_role("button", name="Show").click()
    expect(plain).to_have_url(re.compile("q=Cedar"))
    expect(plain.locator("main tbody tr")).to_have_count(1)
    plain.goto(f"{CASE}notes/")
    plain.get_by_label("Agency").select_option(index=1)
    plain.locator("main").get_by_role("button", name="Show").click()
    expect(plain.locator("main article").first).to_be_visible()


def test_without_javascript_the_audience_is_shown_on_asking(plain: Page) -> None:
    plain.goto(f"{CASE}notes/new/")
    plain.get_by_role("textbox", name=re.compile("^Full text")).fill("Met as planned.")
    plain.get_by_label(re.compile("^Team:")).check()
    plain.get_by_role("button", name="Check who would see it").click()
    expect(plain.locator("#audience")).to_contain_text("Jonas Akkerby, Police prevention officer: Full text")
    expect(plain.get_by_role("textbox", name=re.compile("^Full text"))).to_have_value("Met as planned.")
    expect(plain.locator(".govuk-error-summary")).to_have_count(0)
