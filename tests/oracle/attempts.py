"""One attempt to write, as a statement: how it must end, and how rows become statements."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any, NamedTuple

SPARE = uuid.UUID(int=(0xFACE << 112) + 1, version=4)


class Attempt(NamedTuple):
    """One statement on one table, and whether it must go through. ``found``: an update may reach the row at all.

    ``rows``: how many rows it must touch, where it names none.
    """

    table: str
    statement: str
    allowed: bool
    found: bool = False
    rows: int = 0

    @property
    def expected(self) -> str:
        """How it must end."""
        if self.allowed:
            return f"touched {self.rows}" if self.rows else "went through"
        return "refused" if self.found or self.statement.startswith("INSERT") else "found no row"


def quoted(value: object) -> str:
    """The value as it stands in a statement."""
    if isinstance(value, list | dict):
        return f"'{json.dumps(value)}'" if isinstance(value, dict) else "'{" + ",".join(map(str, value)) + "}'"
    return "NULL" if value is None else f"'{value}'"


def inserted(row: Any, allowed: bool) -> Attempt:
    """The attempt to insert ``row``, an unsaved instance of a model."""
    fields = {f.column: getattr(row, f.attname) for f in row._meta.concrete_fields}
    table = row._meta.db_table
    values = ", ".join(map(quoted, fields.values()))
    names = ", ".join(f'"{name}"' for name in fields)
    return Attempt(table, f"INSERT INTO {table} ({names}) VALUES ({values})", allowed)


def updated(table: str, key: uuid.UUID, change: str, allowed: bool, found: bool) -> Attempt:
    """The attempt to make ``change`` in the row with this key; ``found``: it can be reached for a change."""
    return Attempt(table, f"UPDATE {table} SET {change} WHERE id = '{key}'", allowed, found and not allowed)


def blind(table: str, change: str, reached: Iterable[bool]) -> Attempt:
    """The attempt to make ``change`` in every row at once, reading none: no policy of sight then stands before it.

    ``reached`` has one entry for each row that may be reached for a change: whether the change is allowed in it.
    """
    found = list(reached)
    return Attempt(table, f"UPDATE {table} SET {change}", bool(found) and all(found), bool(found), len(found))
