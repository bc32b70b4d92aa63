"""Plans of single lookups, kept by the connection: planning one costs several times what running it does.

For statements that find one row by its key, whose plan is the same whoever asks (performance decision 8). A kept plan
holds no values and no rights: who asks comes in with each execution, and the server plans anew for another role.
"""

import contextlib
import itertools
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.db import connections

MOST = 100
"""Plans kept by one connection; what comes after them is planned each time."""
_numbers = itertools.count(1)


def kept(alias: str) -> AbstractContextManager[None]:
    """Let the connection keep the plan of each statement that is sent in this block."""
    return connections[alias].execute_wrapper(_execute)


def _execute(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    name = None if many else _prepared(context["connection"], sql, len(params or ()))
    if name is None:
        return execute(sql, params, many, context)
    values = ", ".join(["%s"] * len(params or ()))
    return execute(f"EXECUTE {name}({values})" if values else f"EXECUTE {name}", params, many, context)


def _prepared(connection: Any, sql: str, many: int) -> str | None:
    """Return the name under which the server keeps ``sql``; prepare it when it is new, None when that is too much."""
    found: tuple[Any, dict[str, str]] | None = getattr(connection, "kept_plans", None)
    if found is None or found[0] is not connection.connection:  # plans go with the server's process
        found = connection.kept_plans = (connection.connection, {})
    names = found[1]
    if sql not in names:
        if len(names) >= MOST:
            return None
        name = f"tc_kept_{next(_numbers)}"
        count = itertools.count(1)
        text = sql % tuple(f"${next(count)}" for _ in range(many))
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors, contextlib.closing(connection.connection.cursor()) as cursor:
            cursor.execute(f"PREPARE {name} AS {text}")
        names[sql] = name
    return names[sql]
