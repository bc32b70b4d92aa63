"""Real servers for the test run; loaded by `-p devstack.pytest_plugin` before Django's settings are read.

The cluster is kept in .local/test with one migrated template per state of the migrations; every process of the run
gets a clone of it. Under xdist only the controller starts servers. DEVSTACK_TEST_FRESH=1 starts from nothing.
"""

from __future__ import annotations

import fcntl
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
from typing import IO, Any

import pytest

from .databases import TESTER, Cluster, current_cluster
from .places import APP, StackError, server_user, state_dir
from .postgres import Postgres
from .state import State
from .templates import ensure_template, template_name
from .valkey import Valkey

_running: list[Postgres | Valkey] = []
_held: list[IO[str]] = []
_note: list[str] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: Any, args: list[str]) -> None:
    os.environ["ENVIRONMENT"] = "test"
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        started = time.monotonic()
        made = _start_servers(early_config)
        _note.append(
            f"devstack: PostgreSQL and Valkey ready in {time.monotonic() - started:.1f} s, "
            f"template {template_name()} {'migrated now' if made else 'reused'}"
        )
    _own_databases(early_config, int(worker.removeprefix("gw")) + 1 if worker else 0)


def _own_databases(early_config: Any, number: int) -> None:
    """A clone and logical Valkey databases for this process alone: its tests', a served product's, the demonstration's.

    Two served products on one would take each other's tasks: a beat of the one lets the worker of the other seal.
    """
    cluster = current_cluster()
    name = f"test_{number}"
    cluster.clone(name, template_name())
    base = os.environ["REDIS_URL"].rsplit("/", 1)[0]
    for place, variable in enumerate(("REDIS_URL", "SERVED_REDIS_URL", "DEMO_REDIS_URL")):
        os.environ[variable] = f"{base}/{3 * number + place}"
    os.environ["DATABASE_URL"] = cluster.url(TESTER, name)


def _start_servers(early_config: Any) -> bool:
    base, temporary = _folder()
    state = State(base)
    postgres, valkey = Postgres(base, state, durable=False), Valkey(base, state, durable=False)
    early_config.add_cleanup(lambda: _stop_servers(base if temporary else None))
    try:
        postgres.start()
    except StackError:  # fsync is off: a power cut may have spoilt the kept cluster
        postgres.stop()
        shutil.rmtree(base / "pg", ignore_errors=True)
        postgres.start()
    _running.append(postgres)
    valkey.start()
    _running.append(valkey)
    os.environ.update(state.worker_env())
    state.save()
    os.environ["REDIS_URL"] = valkey.url()
    os.environ["DEVSTACK_STATE"] = str(base)
    try:
        return ensure_template(Cluster(state))[1]
    except subprocess.CalledProcessError:
        raise pytest.UsageError("the migrations did not run (their output stands above)") from None


def _folder() -> tuple[pathlib.Path, bool]:
    """The kept folder; a throw-away one for a second run at the same time."""
    base = state_dir("test")
    handle = open(base / "lock", "w")  # noqa: SIM115 - held until the process ends
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        base = pathlib.Path(tempfile.mkdtemp(prefix=f"{APP}-test-"))
        if server_user():
            base.chmod(0o711)
        return base, True
    _held.append(handle)
    if os.environ.get("DEVSTACK_TEST_FRESH"):
        shutil.rmtree(base / "pg", ignore_errors=True)
    return base, False


def _stop_servers(temporary: pathlib.Path | None) -> None:
    while _running:
        _running.pop().stop()
    if temporary:
        shutil.rmtree(temporary, ignore_errors=True)


def pytest_report_header(config: Any) -> str | None:
    return _note[0] if _note else None
