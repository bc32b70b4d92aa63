"""The same form sent twice in one moment: the second finds the first only when it would write, and makes nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection

from access.models import Event
from devstack.testing import backstage
from tests.casework.doors import page
from tests.casework.planning import posted, rows
from tests.casework.test_forms_sent_twice import FORMS, address, stage

__all__ = ["stage"]


def before_it_is_there(table: str) -> Any:
    """Let nobody find rows of a table until one is written to it, as if the first form were not yet kept."""
    written: list[str] = []

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(f'INSERT INTO "{table}"'):
            written.append(sql)
        if sql.startswith(f'SELECT "{table}".') and not written:
            sql = f"SELECT * FROM ({sql.replace(' FOR UPDATE', '')}) AS nothing LIMIT 0"
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


def how_many_lines() -> int:
    """Lines of the trail about what was made or changed."""
    with backstage():
        return int(Event.objects.unguarded(because="test").exclude(operation="consult").count())


@pytest.mark.parametrize("what", [what for what in FORMS if what != "court decision"])  # its order is locked
def test_a_form_sent_twice_in_one_moment_makes_one(stage: Any, browse: Any, what: str) -> None:
    who, path, typed, model = FORMS[what]
    client, path = browse(getattr(stage, who)), address(stage, path)
    (key,) = re.findall(r'name="form_key" value="([0-9a-f-]{36})"', page(client, path))
    form = {**typed(stage), "form_key": key}
    first = posted(client, path, form)
    made, told = len(rows(model)), how_many_lines()
    with before_it_is_there(model._meta.db_table):
        second = posted(client, path, form)
    assert second["Location"] == first["Location"]
    assert len(rows(model)) == made
    assert how_many_lines() == told, "nothing happened, so nothing is told"
