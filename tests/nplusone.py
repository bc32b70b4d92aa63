"""A watch on every request of every test: a page that asks once per row fails, wherever it is met."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings
from zeal import zeal_context
from zeal.constants import initialize_app_registry
from zeal.patch import patch

ONCE_TOO_OFTEN = 3  # a page and the service behind it may each fetch the same row
ALLOWED = [{"model": "agencies.*", "field": "get()"}]  # one's own agency: page, form and service each ask


@pytest.fixture(scope="session", autouse=True)
def one_question_per_list() -> Iterator[None]:
    """Every request of the test client runs under django-zeal, which raises ``NPlusOneError``."""
    initialize_app_registry()
    patch()
    plain = Client.request

    def watched(self: Client, **request: Any) -> Any:
        with zeal_context():
            return plain(self, **request)

    Client.request = watched  # type: ignore[method-assign]
    with override_settings(ZEAL_NPLUSONE_THRESHOLD=ONCE_TOO_OFTEN, ZEAL_ALLOWLIST=ALLOWED):
        yield
    Client.request = plain  # type: ignore[method-assign]
