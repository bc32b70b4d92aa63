"""Knocking: one request as somebody, its answer scanned for words that are none of theirs, and then undone."""

from __future__ import annotations

import copy
import json
import re
import time
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import browser_of
from tests.doors.door import Door
from tests.doors.matrix import DOORS
from tests.doors.stage import Stage

NOBODY = "nobody"


def url_names() -> set[str]:
    """Every name of the resolver."""
    found: set[str] = set()

    def walk(patterns: list[Any]) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns)
            elif isinstance(pattern, URLPattern):
                found.add(pattern.name or str(pattern.pattern))

    walk(get_resolver().url_patterns)
    return found


def client_of(stage: Stage, who: str) -> Client:
    """A browser of somebody of the cast, just signed in by password; or of nobody."""
    client = Client() if who == NOBODY else browser_of(stage.people[who])
    client.raise_request_exception = False
    if who != NOBODY:
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
    return client


def address(name: str, stage: Stage, /, **changed: Any) -> str:
    """The door's address for what stands behind it, with parts ``changed``."""
    door = DOORS[name]
    if name == "api_nothing":
        return "/api/v1/nothing-of-that-name"
    return reverse(name, kwargs={**door.args(stage), **changed})


class _Undo(Exception):
    """Takes back what the request did."""


def knock(client: Client, door: Door, method: str, path: str, form: dict[str, Any]) -> Any:
    """The answer to one request; nothing of it remains."""
    answer: Any = None
    cookies = copy.deepcopy(client.cookies)
    try:
        with transaction.atomic():
            if method == "GET":
                answer = client.get(path)
            elif door.json:
                answer = client.post(path, json.dumps(form, default=str), content_type="application/json")
            else:
                answer = client.post(path, form)
            raise _Undo
    except _Undo:
        client.cookies = cookies
    return answer


def body_of(answer: Any) -> str:
    """Everything that leaves: the body and the headers, as text."""
    body: str = answer.content.decode("utf-8", "replace")
    return body + "\n".join(f"{k}: {v}" for k, v in answer.headers.items())


_CHANGING = (
    re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"'),
    re.compile(r'"csrf": ?"[^"]+"'),
    re.compile(r"(csrftoken|sessionid)=[^;\s]+"),
    re.compile(r"expires=[^;]+;", re.IGNORECASE),
)


def masked(answer: Any, *typed: str) -> str:
    """What leaves, without tokens that differ from one request to the next and without what was typed."""
    text = f"{answer.status_code}\n{body_of(answer)}"
    for pattern in _CHANGING:
        text = pattern.sub("-", text)
    for words in typed:
        text = text.replace(words, "TYPED")
    return text
