"""Fixtures of reminders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.reminders.postbox import Postbox, postbox


@pytest.fixture
def box(settings: Any) -> Iterator[Postbox]:
    """A real mail server that the product hands its messages to."""
    with postbox() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 3
        settings.PUBLIC_URL = "https://cases.example.org"
        yield found
