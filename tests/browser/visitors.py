"""People at their browsers: signed in through the login page, watched for everything a browser complains of."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import psycopg2
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, StorageState, expect

from devstack.served import Served

PASSWORD = os.environ.get("DEMO_PASSWORD", "velmarra-demo-only")
DOMAIN = "example.org"
CEDAR = "VRP-CEDAR"


@dataclass
class Visitors:
    """Opens pages of one served product as one person or another; ``said`` is what their consoles said."""

    browser: Browser
    served: Served
    said: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    known: dict[tuple[str, str], StorageState] = field(default_factory=dict)

    def context(self, **options: Any) -> BrowserContext:
        """Open a browser profile of its own."""
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = self.browser.new_context(base_url=self.served.base_url, **options)
        context.set_default_timeout(15_000)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.said.append(f"error: {error.error}"))
        self.contexts.append(context)
        return context

    def _heard(self, message: ConsoleMessage) -> None:
        # A browser notes every answer of 400 and more, and every lost line; the tests look at those themselves.
        if "Failed to load resource" not in message.text and "Failed to fetch" not in message.text:
            self.said.append(f"{message.type}: {message.text}")

    def anonymous(self, **options: Any) -> Page:
        """Return a page of somebody who is not signed in."""
        return self.context(**options).new_page()

    def page(self, login: str, *, again: bool = False, **options: Any) -> Page:
        """Return a page of ``login``, signed in; by an earlier session of the same person unless ``again``."""
        key = (self.served.base_url, login)
        if key in self.known and not again:
            return self.context(storage_state=self.known[key], **options).new_page()
        page = self.context(**options).new_page()
        sign_in(page, login)
        self.known[key] = page.context.storage_state()
        return page

    def close(self) -> None:
        """Close every profile."""
        for context in self.contexts:
            with contextlib.suppress(Exception):  # a killed browser is closed already
                context.close()
        self.contexts.clear()


def sign_in(page: Page, login: str) -> None:
    """Sign in through the login page, wherever the browser stands."""
    if urlsplit(page.url).path != "/login/":
        page.goto("/login/")
    page.get_by_label("E-mail address").fill(f"{login}@{DOMAIN}")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).not_to_have_url("**/login/**")


def backstage(served: Served, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Run one statement past the second wall, as the test role; return its rows."""
    with psycopg2.connect(served.tester_url) as connection, connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def end_sessions(served: Served) -> None:
    """End everybody's session on the server."""
    backstage(served, "DELETE FROM usersessions_usersession")
    backstage(served, "DELETE FROM django_session")
