"""Trying acts on a wall by bare SQL: what is shown or let through otherwise than it must be."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

from django.db import DatabaseError, connection, transaction

from tests.cast import acting
from tests.doors.stage import Stage


class Tried(Protocol):
    """A statement for whoever tries it, and for whom it goes through; ``loose``: with the triggers of turns away."""

    @property
    def name(self) -> str: ...
    @property
    def table(self) -> str: ...
    @property
    def sql(self) -> Callable[[Stage, Any], str]: ...
    @property
    def able(self) -> set[str]: ...
    @property
    def loose(self) -> set[str] | None: ...


def _sees(table: str, row: uuid.UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} WHERE id = %s", [row])
        return cursor.fetchone() is not None


def _goes(sql: str) -> bool:
    """Whether a statement changes a row; nothing of it stays."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            touched: int = cursor.rowcount
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return touched > 0


class Scene:
    """Rows with their readers and acts with those who may, on one floor; each is laid and written once for a stage."""

    def __init__(
        self, floor: str, people: Callable[[Stage], dict[str, Any]],
        shown: Callable[[Stage], Iterator[tuple[str, uuid.UUID, set[str]]]], acts: Iterable[Tried],
    ) -> None:  # fmt: skip
        self.floor, self.people, self.shown, self.acts = floor, people, shown, tuple(acts)

    def _tries(self, s: Stage, who: str) -> Sequence[tuple[Tried, str]]:
        """Each act as a statement of this person."""
        kept: dict[str, list[tuple[Tried, str]]] = s.more.setdefault(f"tries {id(self)}", {})
        if who not in kept:
            kept[who] = [(act, act.sql(s, self.people(s)[who])) for act in self.acts]
        return kept[who]

    def wrong(self, s: Stage, table: str = "", first: bool = False, loose: bool = False) -> list[str]:
        """What is not as it must be; of tables so called, and only the ``first`` if asked.

        ``loose``: the triggers that know whose turn it is are out of the way.
        """
        found = []
        rows = [row for row in s.more.setdefault(f"shown {id(self)}", list(self.shown(s))) if row[0].startswith(table)]
        for who, member in self.people(s).items():
            tries = [(act, sql) for act, sql in self._tries(s, who) if act.table.startswith(table)]
            with acting(member):
                found += [
                    f"{who} sees {t} {k}: not so"
                    for t, k, able in rows if _sees(f"{self.floor}_{t}", k) != (who in able)
                ]  # fmt: skip
                for act, sql in tries:
                    able = act.loose if loose and act.loose is not None else act.able
                    if _goes(sql) != (who in able):
                        found.append(f"{who}: {act.name}")
            if found and first:
                break
        return found
