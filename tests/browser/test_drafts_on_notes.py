"""Nothing typed into a note is lost, and no draft reaches another case, another person or the browser's disk."""

from __future__ import annotations

import contextlib
import os
import pathlib
import re
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import pytest
from playwright.sync_api import BrowserType, Page, expect

from devstack.databases import OWNER
from devstack.served import Served
from devstack.supervisor import web_command
from tests.browser.visitors import CEDAR, Visitors, backstage, end_sessions, sign_in

pytestmark = pytest.mark.browser
FORM = f"/cases/{CEDAR}/notes/new/"
OTHER = "/cases/VRP-ELM/notes/new/"
STATUS = "[data-draft-status]"
SAVED = re.compile("Draft saved")
LIMIT = 3.0  # seconds between a key and its place on the server, at most
PATIENCE = 20_000  # ms: a form that was refused asks again every 4 s, then waits up to 15 s
EMPTY = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
    (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]"""
Opens = Callable[[Served], Visitors]


@pytest.fixture
def opened(visitors: Opens, own_stack: Served) -> Visitors:
    """Everybody's desk, cleared."""
    backstage(own_stack, "DELETE FROM access_draft")
    return visitors(own_stack)


def full(page: Page) -> Any:
    """The box of the full text."""
    return page.get_by_role("textbox", name=re.compile("^Full text"))


def begin(opened: Visitors, text: str, login: str = "ines.marholt", **options: Any) -> Page:
    """Open the form and type ``text``; wait until it is kept."""
    page = opened.page(login, **options)
    page.goto(FORM)
    full(page).fill(text)
    expect(page.locator(STATUS)).to_contain_text(SAVED)
    return page


def saved_text(page: Page, login: str, opened: Visitors, address: str = FORM) -> str:
    """Return what the form shows when ``login`` opens it anew elsewhere."""
    fresh = opened.page(login)
    fresh.goto(address)
    found = str(full(fresh).input_value())
    fresh.close()
    return found


def complete(page: Page, title: str) -> None:
    """Fill in what else a note needs, and save it."""
    page.get_by_label("What it is about").select_option("Contact with the person")
    page.get_by_label("Date it happened").fill("2026-01-15")
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("Fact: seen or recorded").check()
    page.get_by_label(re.compile("^Team:")).check()
    page.get_by_role("button", name="Save and share").click()


def texts_titled(served: Served, title: str) -> list[str]:
    """Return the full texts that were stored under a title, as people read them."""
    rows = backstage(served, "SELECT count(*) FROM casework_notetext WHERE title = %s AND tier = 4", title)
    return ["stored"] * int(rows[0][0])


def test_a_session_that_ends_while_typing_loses_nothing(opened: Visitors, own_stack: Served) -> None:
    page = begin(opened, "before the end. ", again=True)
    end_sessions(own_stack)
    full(page).press_sequentially("After the end.")
    status = page.locator(STATUS)
    expect(status).to_contain_text("You have been signed out", timeout=PATIENCE)
    page.get_by_role("button", name="Save and share").click()  # refused: the text would be lost
    expect(full(page)).to_have_value("before the end. After the end.")
    with page.context.expect_page() as tab:
        status.get_by_role("link", name="Sign in").click()
    sign_in(tab.value, "ines.marholt")
    expect(status).to_contain_text(SAVED, timeout=PATIENCE)
    complete(page, "Kept over the end of a session")
    expect(page.get_by_text("The note is saved")).to_be_visible()
    expect(page.get_by_text("before the end. After the end.")).to_be_visible()
    opened.known.clear()


def test_a_form_sent_after_the_end_of_a_session_is_given_back_without_javascript(
    opened: Visitors, own_stack: Served
) -> None:
    page = opened.page("ines.marholt", again=True, java_script_enabled=False)
    page.goto(FORM)
    full(page).fill("Typed without a script, sent too late.")
    end_sessions(own_stack)
    complete(page, "Sent again")
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Typed without a script, sent too late.")
    tab = page.context.new_page()
    sign_in(tab, "ines.marholt")
    for _turn in range(2):  # the first one may still carry the token of the session that ended
        page.get_by_role("button", name="Send again").click()
        if "saved and shared" in page.content():
            break
    expect(page.get_by_text("Typed without a script, sent too late.")).to_be_visible()
    assert texts_titled(own_stack, "Sent again") == ["stored"]
    opened.known.clear()


def test_somebody_elses_session_gets_nothing(opened: Visitors) -> None:
    page = begin(opened, "Ines began this. ", again=True)
    tab = page.context.new_page()
    sign_out(tab)
    sign_in(tab, "amara.denholt")
    full(page).press_sequentially("Only she may go on.")
    status = page.locator(STATUS)
    expect(status).to_contain_text("Somebody else is signed in", timeout=PATIENCE)
    tab.goto(FORM)
    expect(full(tab)).to_have_value("")
    sign_out(tab)
    sign_in(tab, "ines.marholt")
    expect(status).to_contain_text(SAVED, timeout=PATIENCE)
    assert saved_text(page, "amara.denholt", opened) == ""
    opened.known.clear()
    assert saved_text(page, "ines.marholt", opened) == "Ines began this. Only she may go on."


def sign_out(page: Page) -> None:
    """Sign out through the menu."""
    page.goto("/about/")
    page.locator(".app-menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/login/**")


def test_a_killed_web_server_loses_nothing(opened: Visitors, own_stack: Served) -> None:
    page = begin(opened, "Before the crash. ")
    supervisor = own_stack.supervisor
    web = supervisor.procs["web"]
    os.killpg(web.pid, signal.SIGKILL)
    web.wait()
    full(page).press_sequentially("During the crash.")
    expect(page.locator(STATUS)).to_contain_text("trying again")
    supervisor.spawn("web", web_command(urlsplit(own_stack.base_url).port or 0, threads=2), own_stack.web_env)
    supervisor.wait_for(own_stack.base_url + "/healthz")
    expect(page.locator(STATUS)).to_contain_text(SAVED, timeout=PATIENCE)
    assert saved_text(page, "ines.marholt", opened) == "Before the crash. During the crash."


def test_a_cut_network_loses_nothing(opened: Visitors) -> None:
    page = begin(opened, "Online. ")
    page.context.set_offline(True)
    full(page).press_sequentially("In the tunnel.")
    expect(page.locator(STATUS)).to_contain_text("trying again")
    page.get_by_role("button", name="Save and share").click()
    expect(full(page)).to_have_value("Online. In the tunnel.")
    page.context.set_offline(False)
    expect(page.locator(STATUS)).to_contain_text(SAVED, timeout=PATIENCE)
    assert saved_text(page, "ines.marholt", opened) == "Online. In the tunnel."


@contextlib.contextmanager
def broken_table(served: Served) -> Iterator[None]:
    """Take the drafts away from the serving role, so that the product itself fails."""
    with psycopg2.connect(served.urls[OWNER]) as connection, connection.cursor() as cursor:
        cursor.execute("REVOKE INSERT, UPDATE ON access_draft FROM throughcare_app")
    try:
        yield
    finally:
        with psycopg2.connect(served.urls[OWNER]) as connection, connection.cursor() as cursor:
            cursor.execute("GRANT INSERT, UPDATE ON access_draft TO throughcare_app")


def test_a_failing_server_loses_nothing(opened: Visitors, own_stack: Served) -> None:
    page = begin(opened, "Working. ")
    codes: list[int] = []
    page.on("response", lambda response: codes.append(response.status) if "/draft/" in response.url else None)
    with broken_table(own_stack):
        full(page).press_sequentially("Failing.")
        expect(page.locator(STATUS)).to_contain_text("trying again")
    expect(page.locator(STATUS)).to_contain_text(SAVED, timeout=PATIENCE)
    assert codes[0] >= 500
    assert codes[-1] == 200
    assert saved_text(page, "ines.marholt", opened) == "Working. Failing."


def test_of_two_tabs_none_writes_over_the_other(opened: Visitors) -> None:
    one = begin(opened, "First tab. ")
    two = one.context.new_page()
    two.goto(FORM)
    expect(full(two)).to_have_value("First tab. ")
    full(two).press("Control+End")
    full(two).press_sequentially("Second tab.")
    expect(two.locator(STATUS)).to_contain_text(SAVED)
    full(one).press_sequentially("First again.")
    expect(one.locator(STATUS)).to_contain_text("newer draft")
    expect(full(one)).to_have_value("First tab. First again.")
    assert saved_text(one, "ines.marholt", opened) == "First tab. Second tab."


def test_a_draft_stays_with_its_case_and_its_writer(opened: Visitors) -> None:
    page = begin(opened, "Only here, only hers.")
    assert saved_text(page, "ines.marholt", opened) == "Only here, only hers."
    assert saved_text(page, "ines.marholt", opened, OTHER) == ""
    for login in ("amara.denholt", "jonas.akkerby", "ruben.tallis", "yannick.sorel"):
        assert saved_text(page, login, opened) == ""
    fresh = opened.page("ines.marholt")
    fresh.goto(FORM)
    fresh.get_by_role("button", name="Throw the draft away").click()
    expect(full(fresh)).to_have_value("")


def test_the_draft_goes_when_the_note_is_saved(opened: Visitors, own_stack: Served) -> None:
    page = begin(opened, "Done with this.")
    complete(page, "Draft done")
    expect(page.get_by_text("The note is saved")).to_be_visible()
    assert saved_text(page, "ines.marholt", opened) == ""
    assert backstage(own_stack, "SELECT count(*) FROM access_draft") == [(0,)]


def test_a_killed_browser_loses_three_seconds_at_most(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    opened: Visitors,
    own_stack: Served,
    tmp_path: pathlib.Path,
) -> None:
    profile = tmp_path / "profile"
    context = browser_type.launch_persistent_context(profile, base_url=own_stack.base_url, **browser_type_launch_args)
    page = context.pages[0]
    sign_in(page, "ines.marholt")
    page.goto(FORM)
    box = full(page)
    keys: list[tuple[float, str]] = []
    started = time.monotonic()
    while time.monotonic() - started < 7:
        word = f"canary{len(keys)} "
        box.press_sequentially(word, delay=25)
        keys.append((time.monotonic(), word))
    kept = page.evaluate(EMPTY)
    killed = time.monotonic()
    kill_browser(profile)
    lost_may_be = [word for at, word in keys if killed - at <= LIMIT]
    must_be = "".join(word for at, word in keys if killed - at > LIMIT)
    with contextlib.suppress(Exception):
        context.close()
    found = saved_text(page, "ines.marholt", opened)
    assert found.startswith(must_be.strip()), f"more than {LIMIT} s were lost"
    assert len(keys) > len(lost_may_be) > 0
    assert kept == [0, 0, 0, 0, 0]
    assert [str(file.relative_to(profile)) for file in stores(profile) if b"canary1" in file.read_bytes()] == []


def stores(profile: pathlib.Path) -> Iterator[pathlib.Path]:
    """Yield the files in which a browser keeps what pages ask it to keep, and what it fetched."""
    for kind in ("Local Storage", "Session Storage", "IndexedDB", "Service Worker", "Cache", "File System"):
        yield from (file for file in profile.rglob(f"{kind}/**/*") if file.is_file())


def kill_browser(profile: pathlib.Path) -> None:
    """Kill the browser that uses ``profile``, as a power cut would."""
    wanted = f"--user-data-dir={profile}".encode()
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if wanted in (folder / "cmdline").read_bytes().split(b"\0"):
                os.kill(int(folder.name), signal.SIGKILL)
