"""Plans kept by the connection: planning one of our statements often costs more than running it.

For single lookups by key and for the first pages of lists (performance decisions 1 and 8): few texts, sent all day.
A kept plan holds no values and no rights: who asks comes in with each execution, the second wall's functions are asked
anew each time, and the server plans anew for another role. It keeps a plan for all values only while that is no dearer
than one made for these.
"""

import contextlib
import itertools
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.db import connections

MOST = 100
"""Texts that one connection remembers; what comes after them is planned each time."""
NAMED = "tc_kept_"
_numbers = itertools.count(1)


def kept(alias: str) -> AbstractContextManager[None]:
    """Let the connection keep the plan of each statement that is sent in this block."""
    return connections[alias].execute_wrapper(_execute)


def _execute(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    within = sql.startswith(f"EXECUTE {NAMED}")  # a block within another: the inner one keeps the plan
    name = None if many or within else _prepared(context["connection"], sql, len(params or ()))
    if name is None:
        return execute(sql, params, many, context)
    values = ", ".join(["%s"] * len(params or ()))
    return execute(f"EXECUTE {name}({values})" if values else f"EXECUTE {name}", params, many, context)


def _prepared(connection: Any, sql: str, many: int) -> str | None:
    """Return the name under which the server keeps ``sql``; None for a text that is sent for the first time."""
    names = _names(connection)
    if sql not in names:
        if len(names) >= MOST:  # texts that never came again make room
            for text in [text for text, name in names.items() if name is None]:
                del names[text]
        if len(names) < MOST:
            names[sql] = None
        return None
    if names[sql] is None:
        name, count = f"{NAMED}{next(_numbers)}", itertools.count(1)
        text = sql % tuple(f"${next(count)}" for _ in range(many))
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors, contextlib.closing(connection.connection.cursor()) as cursor:
            cursor.execute(f"PREPARE {name} AS {text}")
        names[sql] = name
    return names[sql]


def _names(connection: Any) -> dict[str, str | None]:
    """The texts that the connection knows; plans go with the server's process."""
    found: tuple[Any, dict[str, str | None]] | None = getattr(connection, "kept_plans", None)
    if found is None or found[0] is not connection.connection:
        found = connection.kept_plans = (connection.connection, {})
    return found[1]
