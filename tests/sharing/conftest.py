"""The demonstration, loaded once for a module that looks at it."""

from typing import Any

import pytest
from django.db import transaction

from tests.sharing.demonstration import load


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The demonstration, loaded once for this module and undone at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def told(demo: None, db: None) -> None:
    """The demonstration, as each test here finds it."""
