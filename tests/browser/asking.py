"""Asking every address of the product about one case and about one that never existed, and comparing the answers."""

from __future__ import annotations

import difflib
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
TOKEN = re.compile(r"[A-Za-z0-9]{64}")  # of the form's own protection: another one each time
KEPT = ("content-type", "cache-control", "location", "content-disposition", "allow", "www-authenticate")
ASK = """async ([wanted, sides]) => {
    const token = document.querySelector('[name=csrfmiddlewaretoken]')?.value ?? ''
    const answers = []
    const ask = async (place) => {
        const [method, address, form] = wanted[place]
        const api = address.startsWith('/api/')
        const headers = { 'X-CSRFToken': token, Accept: api ? 'application/json' : 'text/html' }
        if (api) headers['Content-Type'] = 'application/json'
        const body = method === 'GET' ? undefined : api ? JSON.stringify(form) : new URLSearchParams(form)
        const response = await fetch(address, { method, body, headers, redirect: 'follow', cache: 'no-store' })
        answers[place] = [response.status, response.url, Object.fromEntries(response.headers), await response.text()]
    }
    let next = 0
    const side = async () => { while (next < wanted.length) await ask(next++) }
    await Promise.all(Array.from({ length: sides }, side))
    return answers
}"""
SIDES = 3  # questions at the same time


@dataclass(frozen=True)
class Names:
    """How one case and its note are called; single words, so that no address spells them in another way."""

    reference: str
    case: str
    note: str
    title: str
    person: str

    @property
    def values(self) -> dict[str, str]:
        """The values of the parameters of addresses, by name."""
        return {"reference": self.reference, "case": self.case, "note": self.note}

    def hide(self, text: str) -> str:
        """Return ``text`` with everything that names this case replaced."""
        for value in (self.note, self.case, self.reference, self.title, self.person):
            text = text.replace(value, "#")
        return TOKEN.sub("TOKEN", text)


def nobody() -> Names:
    """A case that never existed."""
    return Names("VRP-NEVER", str(uuid.uuid4()), str(uuid.uuid4()), "Zweifelhain", "Umbracht")


def routes(patterns: Any = None, prefix: str = "") -> Iterator[str]:
    """Yield every address pattern of the product."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern)


def case_routes() -> list[str]:
    """Return the patterns whose addresses name a case or a note."""
    known = set(Names("", "", "", "", "").values)
    found = {route for route in routes() if (names := set(PARAMETER.findall(route))) and names <= known}
    return sorted(found)


def questions(names: Names, methods: tuple[str, ...]) -> list[tuple[str, str, dict[str, str]]]:
    """Return everything that can be asked about a case: pages, acts, searches, counts, exports, API."""
    filled = [PARAMETER.sub(lambda found: names.values[found.group(1)], route) for route in case_routes()]
    text = {"kind": "read", "text": "x", "reason": "x", "title": "x", "full": "x", "draft_version": "0"}
    asked = [(method, "/" + address, text) for address in filled for method in methods]
    pages = [("/cases/", "q"), ("/shared/", "q"), ("/agencies/", "q"), ("/api/v1/cases/", "q"), ("/api/v1/notes/", "q")]
    pages += [("/", "case"), ("/emergency/", "case"), ("/explain/", "about"), ("/api/v1/notes/", "case")]
    words = (names.reference, names.title, names.person)
    asked += [("GET", f"{page}?{field}={word}", {}) for page, field in pages for word in words]
    return asked


def answers(
    page: Page, names: Names, methods: tuple[str, ...] = ("GET", "POST")
) -> list[tuple[str, int, str, dict[str, str], str]]:
    """Return what ``page`` gets for each question, with the names taken out."""
    asked = questions(names, methods)
    got = page.evaluate(ASK, [[list(one) for one in asked], SIDES])
    return [
        (
            f"{method} {names.hide(address)}", status, names.hide(url),
            {name: names.hide(value) for name, value in headers.items() if name in KEPT}, names.hide(body),
        )
        for (method, address, _form), (status, url, headers, body) in zip(asked, got, strict=True)
    ]  # fmt: skip


def differences(page: Page, real: Names, other: Names, secrets: tuple[str, ...]) -> list[str]:
    """Return, for each question with two different answers, what differs; and each answer that holds a secret."""
    found = []
    for one, two in zip(answers(page, real), answers(page, other), strict=True):
        if one != two:
            before, after = ([repr(side[1:4]), *side[4].split("\n")] for side in (one, two))
            lines = difflib.unified_diff(before, after, n=0)
            found.append("\n".join([one[0], *lines]))
        found += [f"{one[0]} tells {secret}" for secret in secrets if secret in one[4]]
    return found
