"""Somebody else is faster: what two requests at the same moment do to each other."""

from collections.abc import Callable
from typing import Any

from django.db import connection


def just_before(statement: str, meanwhile: Callable[[], object]) -> Any:
    """Let something happen once, right before the first statement that begins like this one."""
    done: list[str] = []

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(statement) and not done:
            done.append(sql)
            meanwhile()
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


def before_it_is_stored(table: str, meanwhile: Callable[[], object]) -> Any:
    """Let something happen right before the first row goes into a table."""
    return just_before(f'INSERT INTO "{table}"', meanwhile)
