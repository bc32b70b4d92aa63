"""Databases and roles of one cluster: made, cloned and dropped through the superuser."""

from __future__ import annotations

import contextlib
import os
import pathlib
from collections.abc import Iterator
from typing import Any

import psycopg2
from psycopg2 import sql

from .places import APP, REPO, StackError
from .state import State

SUPERUSER = "postgres"
OWNER, WEB, WORKER, BACKUP, POLICY, TESTER = (
    f"{APP}_{name}" for name in ("owner", "app", "worker", "backup", "policy", "test")
)
LOGINS = (OWNER, WEB, WORKER, BACKUP)
ROLES_SQL = REPO / "deploy" / "roles.sql"
TEST_ROLE_SQL = REPO / "devstack" / "test_role.sql"


class Cluster:
    """What may be done to the databases of a running server whose state is `state`."""

    def __init__(self, state: State):
        self.state = state

    def url(self, role: str, database: str) -> str:
        password = self.state.secret(f"pg_{role}_password")
        return f"postgresql://{role}:{password}@127.0.0.1:{self.state.data['pg_port']}/{database}"

    def urls(self, database: str) -> dict[str, str]:
        """The URL of every role that may log in, by role name; the superuser's too."""
        roles = (*LOGINS, SUPERUSER, *((TESTER,) if f"pg_{TESTER}_password" in self.state.data else ()))
        return {role: self.url(role, database) for role in roles}

    @contextlib.contextmanager
    def superuser(self, database: str = "postgres") -> Iterator[Any]:
        """A cursor of the superuser, every statement its own transaction."""
        with contextlib.closing(psycopg2.connect(self.url(SUPERUSER, database))) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor

    def prepare(self, database: str, *, tester: bool = False) -> None:
        """Make the database when missing, then the roles and their default rights in it."""
        with self.superuser() as cursor:
            if not self._exists(cursor, database):
                cursor.execute(sql.SQL("create database {}").format(sql.Identifier(database)))
        with self.superuser(database) as cursor:
            cursor.execute(ROLES_SQL.read_text())
            if tester:
                cursor.execute(TEST_ROLE_SQL.read_text())
            for role in (*LOGINS, TESTER) if tester else LOGINS:
                password = sql.Literal(self.state.secret(f"pg_{role}_password"))
                cursor.execute(sql.SQL("alter role {} password {}").format(sql.Identifier(role), password))
        self.state.save()

    @staticmethod
    def _exists(cursor: Any, database: str) -> bool:
        cursor.execute("select 1 from pg_database where datname = %s", [database])
        return cursor.fetchone() is not None

    def is_template(self, database: str) -> bool:
        with self.superuser() as cursor:
            cursor.execute("select datistemplate from pg_database where datname = %s", [database])
            row = cursor.fetchone()
        return bool(row and row[0])

    def mark_template(self, database: str) -> None:
        with self.superuser() as cursor:
            cursor.execute(sql.SQL("alter database {} is_template true").format(sql.Identifier(database)))

    def clone(self, name: str, template: str) -> None:
        """A fresh copy of `template` called `name`; an older one of that name is dropped."""
        self.drop(name)
        with self.superuser() as cursor:
            cursor.execute(
                sql.SQL("create database {} template {} owner {} strategy file_copy").format(
                    *map(sql.Identifier, (name, template, OWNER))
                )
            )

    def drop(self, name: str) -> None:
        with self.superuser() as cursor:
            if self._exists(cursor, name):
                if self.is_template(name):  # one whose drop was interrupted is none, and cannot be altered any more
                    cursor.execute(sql.SQL("alter database {} is_template false").format(sql.Identifier(name)))
                cursor.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))

    def names(self, pattern: str) -> list[str]:
        with self.superuser() as cursor:
            cursor.execute("select datname from pg_database where datname ~ %s order by 1", [pattern])
            return [name for (name,) in cursor.fetchall()]


def current_cluster() -> Cluster:
    """The cluster of this test run; StackError outside one."""
    folder = os.environ.get("DEVSTACK_STATE")
    if not folder:
        raise StackError("no cluster is running: DEVSTACK_STATE is not set")
    return Cluster(State(pathlib.Path(folder)))


def clone_database(name: str, template: str) -> dict[str, str]:
    """Clone in this test run's cluster and give the URL of every role on the copy."""
    cluster = current_cluster()
    cluster.clone(name, template)
    return cluster.urls(name)


def drop_database(name: str) -> None:
    current_cluster().drop(name)


def role_urls(database: str) -> dict[str, str]:
    """The URL of each role (by its name) on one database of this test run's cluster."""
    return current_cluster().urls(database)
