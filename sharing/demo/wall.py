"""Lowering the second wall for a load: the owner alone can, for one transaction, and it stands again at its end."""

import contextlib
from collections.abc import Iterator

from django.db import connection

_FORCED = """SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'public' AND c.relforcerowsecurity ORDER BY 1"""
_OWNED = """SELECT count(*) FROM pg_class c
 WHERE c.relname = 'casework_case' AND pg_get_userbyid(c.relowner) = current_user"""


class NotTheOwner(RuntimeError):
    """The load runs as a role that does not own the tables."""


def _forced() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_FORCED)
        return [name for (name,) in cursor.fetchall()]


def _alter(table: str, change: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} {change}")


def settle() -> None:
    """Check every foreign key now: a table with checks still to come cannot be altered."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextlib.contextmanager
def lowered() -> Iterator[None]:
    """Let the owner read and write every row in this block; afterwards the same tables are forced again.

    Raises:
        NotTheOwner: the role does not own the tables.
        RuntimeError: outside a transaction, or a table would be left without its wall; nothing is committed then.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the wall is lowered only inside a transaction, which raises it again if anything fails")
    with connection.cursor() as cursor:
        cursor.execute(_OWNED)
        if not cursor.fetchone()[0]:
            raise NotTheOwner("the demonstration is loaded as the owner of the tables: set its DATABASE_URL")
    before = _forced()
    for table in before:
        _alter(table, "NO FORCE ROW LEVEL SECURITY")
    yield
    settle()
    for table in before:
        _alter(table, "FORCE ROW LEVEL SECURITY")
    if _forced() != before:
        raise RuntimeError("a table would be left without its wall")


@contextlib.contextmanager
def without_trigger(table: str, *names: str) -> Iterator[None]:
    """Keep the named triggers of ``table`` still in this block, inside the transaction of ``lowered``."""
    settle()
    for name in names:
        _alter(table, f"DISABLE TRIGGER {connection.ops.quote_name(name)}")
    yield
    settle()
    for name in names:
        _alter(table, f"ENABLE TRIGGER {connection.ops.quote_name(name)}")
