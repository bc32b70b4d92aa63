"""Roles inside a test's connection, and the way back to pristine tables after a test that commits."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from .databases import WEB, WORKER

# Replica mode: no foreign-key check and no trigger (the trail refuses to be emptied) stands in the way.
_EMPTY = """
do $$
declare
    wanted text;
    filled boolean;
    columns text;
begin
    for wanted in select tablename from pg_tables where schemaname = 'public' loop
        execute format('select exists (select from public.%I)', wanted) into filled;
        if filled then
            execute format('delete from public.%I', wanted);
        end if;
    end loop;
    for wanted in select tablename from pg_tables where schemaname = 'pristine' loop
        select string_agg(quote_ident(column_name), ', ' order by ordinal_position) into columns
        from information_schema.columns
        where table_schema = 'public' and table_name = wanted and is_generated = 'NEVER';
        execute format(
            'insert into public.%I (%s) overriding system value select %s from pristine.%I',
            wanted, columns, columns, wanted
        );
    end loop;
end
$$;
"""


def _set_role(cursor: Any, role: str) -> None:
    cursor.execute(f'set role "{role}"' if role != "none" else "reset role")


def become_app(*, connection: Any, **_: object) -> None:
    """Receiver of `connection_created`: product code in tests runs as the role that serves."""
    with connection.cursor() as cursor:
        _set_role(cursor, WEB)


@contextlib.contextmanager
def as_role(role: str) -> Iterator[None]:
    """Run a block as another role of this connection ("none": the test role itself), then go back."""
    with connection.cursor() as cursor:
        cursor.execute("show role")
        before = str(cursor.fetchone()[0])
        _set_role(cursor, role)
    try:
        yield
    except BaseException:
        with contextlib.suppress(Exception):  # in a broken transaction the rollback restores the role
            _back_to(before)
        raise
    _back_to(before)


def _back_to(role: str) -> None:
    if connection.needs_rollback or connection.connection is None:
        return
    with connection.cursor() as cursor:
        _set_role(cursor, role)


def backstage() -> contextlib.AbstractContextManager[None]:
    """For factories and fixtures: the test role, which both reads and writes past the second wall."""
    return as_role("none")


def as_worker() -> contextlib.AbstractContextManager[None]:
    """The role that background work runs as."""
    return as_role(WORKER)


def restore_tables() -> None:
    """Empty every table and put back the rows that migrations made."""
    connection.close()  # whatever state a failed test left the connection in
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(_EMPTY)
    connection.close()
