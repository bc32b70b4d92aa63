"""A trail that takes no line: whatever cannot be recorded must not happen."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from devstack.databases import OWNER
from devstack.testing import as_role


@pytest.fixture
def refusing_trail() -> Callable[..., Any]:
    """``with refusing_trail():`` a line cannot be written: the right is taken away, or a trigger raises."""

    @contextlib.contextmanager
    def refusing(how: str = "trigger") -> Iterator[None]:
        with as_role(OWNER), connection.cursor() as cursor:
            for statement in REFUSALS[how][0]:
                cursor.execute(statement)
        try:
            yield
        finally:
            with as_role(OWNER), connection.cursor() as cursor:
                for statement in REFUSALS[how][1]:
                    cursor.execute(statement)

    return refusing


_ROLES = "throughcare_app, throughcare_policy"
_RAISE = """CREATE FUNCTION test_refuse() RETURNS trigger LANGUAGE plpgsql AS
 $$BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END$$"""
REFUSALS = {
    "revoked": (
        [f"REVOKE INSERT ON access_event FROM {_ROLES}"],
        [f"GRANT INSERT ON access_event TO {_ROLES}"],
    ),
    "trigger": (
        [
            _RAISE,
            "CREATE TRIGGER test_refuse BEFORE INSERT ON access_event EXECUTE FUNCTION test_refuse()",
        ],
        ["DROP TRIGGER test_refuse ON access_event", "DROP FUNCTION test_refuse()"],
    ),
}
