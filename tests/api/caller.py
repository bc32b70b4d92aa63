"""Calling the programming interface as somebody: with a token, with a browser's session, or as nobody."""

import json
from functools import cache
from typing import Any

from django.test import Client

from access.services.tokens import create_token
from agencies.models import AgencyMembership
from tests.cast import acting

ROOT = "/api/v1"
EVERYBODY = (
    "supervisor", "manager", "officer", "clinician", "teacher", "mentor", "chair",
    "analyst", "past_guest", "colleague", "border", "stranger", "legal", "coordinator", "duty",
)  # fmt: skip
INSIDE, OUTSIDE = EVERYBODY[:7], EVERYBODY[7:]


def token_of(membership: AgencyMembership, days: int = 30) -> str:
    """The secret of a fresh token."""
    with acting(membership) as actor:
        return create_token(actor, "test", days).secret


class Caller:
    """Sends JSON with a bearer token, or with none."""

    def __init__(self, token: str = "") -> None:
        self.client = Client(raise_request_exception=True)
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(ROOT + path, query, headers=self.headers)

    def post(self, path: str, body: Any, headers: dict[str, str] | None = None) -> Any:
        text, said = body if isinstance(body, str | bytes) else json.dumps(body), {**self.headers, **(headers or {})}
        return self.client.post(ROOT + path, text, content_type="application/json", headers=said)


def caller(membership: AgencyMembership) -> Caller:
    """A caller with a fresh token of ``membership``."""
    return Caller(token_of(membership))


@cache
def known(membership: AgencyMembership) -> Caller:
    """The one caller of ``membership``: nobody has more than ten tokens."""
    return caller(membership)


def note(**more: Any) -> dict[str, Any]:
    """A note's body that breaks no rule."""
    return {
        "kind": "contact", "occurred_on": "2026-01-02", "nature": "fact", "handling": "team",
        "title": "A visit", "full": "He said X.", "summary": "Something was said.", **more,
    }  # fmt: skip
