"""A database server of a test's own, which may crash: kill -9 of one backend makes PostgreSQL end them all."""

from __future__ import annotations

import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator

import psycopg2
from django.conf import settings
from django.db import connection

from devstack.databases import WORKER, Cluster, current_cluster
from devstack.places import APP, server_user
from devstack.postgres import SUPERUSER, Postgres
from devstack.state import State


@contextlib.contextmanager
def own_server() -> Iterator[Cluster]:
    """A durable server with a copy of this test's database, to which this test's connection moves meanwhile."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"{APP}-crash-"))
    if server_user():
        folder.chmod(0o711)
    shared, state = current_cluster(), State(folder)
    state.data.update({key: value for key, value in shared.state.data.items() if not key.endswith("_port")})
    server, name = Postgres(folder, state), str(settings.DATABASES["default"]["NAME"])
    try:
        server.start()
        cluster = Cluster(state)
        cluster.prepare(name, tester=True)
        _copy(shared, cluster, server.bin, folder / "copy", name)
        with _moved_to(state.data["pg_port"]):
            yield cluster
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _copy(source: Cluster, target: Cluster, programs: pathlib.Path, file: pathlib.Path, name: str) -> None:
    dump = [str(programs / "pg_dump"), "-Fc", "-f", str(file), "-d", source.url(SUPERUSER, name)]
    restore = [str(programs / "pg_restore"), "--clean", "--if-exists", "-d", target.url(SUPERUSER, name), str(file)]
    for command in (dump, restore):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-4000:]


@contextlib.contextmanager
def _moved_to(port: str) -> Iterator[None]:
    before = connection.settings_dict["PORT"]
    connection.close()
    connection.settings_dict["PORT"] = port
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["PORT"] = before


def kill_a_backend(cluster: Cluster, database: str, patience: float = 20) -> int:
    """kill -9 a backend that serves the worker, at work if one is, and wait until the server is back; its pid."""
    query = (
        "SELECT pid FROM pg_stat_activity WHERE datname = %s AND usename = %s "
        "ORDER BY (state = 'active') DESC, pid LIMIT 1"
    )
    end = time.monotonic() + patience
    pid: int | None = None
    with cluster.superuser() as cursor:
        while pid is None:
            assert time.monotonic() < end, "the worker has no connection"
            cursor.execute(query, [database, WORKER])
            found = cursor.fetchone()
            pid = int(found[0]) if found else None
    os.kill(pid, signal.SIGKILL)
    connection.close()
    while time.monotonic() < end:
        with contextlib.suppress(psycopg2.Error), cluster.superuser() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [pid])
            if cursor.fetchone() == (0,):
                return pid
        time.sleep(0.05)
    raise AssertionError("the server did not come back")
