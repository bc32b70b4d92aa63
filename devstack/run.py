"""`make run`: everything the product needs, started in order, and everything stopped by one Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import pathlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from types import FrameType

import redis

from .databases import OWNER, WEB, WORKER, Cluster
from .places import APP, REPO, StackError, port_is_free, single_instance, state_dir
from .postgres import Postgres
from .schema import changed_since, write_down
from .state import State
from .supervisor import Supervisor, beat_command, say, web_command, worker_command
from .templates import migration_files
from .valkey import Valkey

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop(Exception):
    """Ctrl-C, a closed terminal or a polite kill."""


def _ignore_signals() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C does not break the clean stop


def _on_signal(_number: int, _frame: FrameType | None) -> None:
    _ignore_signals()
    raise Stop


def port_wanted(text: str) -> int:
    """PORT as a number; StackError with a sentence when it is none or somebody listens there."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise StackError(f"PORT={text} is not a port: choose a number from 1 to 65535")
    if not port_is_free(int(text)):
        raise StackError(f"port {text} is in use: stop what listens there, or choose another with `make run PORT=8001`")
    return int(text)


def _environment(state: State, valkey: Valkey, port: int, demo: bool) -> dict[str, str]:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # where it is set, every start would compile our code again
    return {
        **{key: value for key, value in os.environ.items() if not key.endswith("_FILE")},
        **state.product_env(),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ENVIRONMENT": "development",
        "DEMO": "1" if demo else "0",
        "DEBUG": os.environ.get("DEBUG", "0"),
        "REDIS_URL": valkey.url(),
        "PORT": str(port),
    }


def _manage(env: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    if subprocess.run(command, cwd=REPO, env=env, stdin=subprocess.DEVNULL, check=False).returncode:
        raise StackError(f"manage.py {arguments[0]} failed")


def _must_fit(folder: pathlib.Path) -> None:
    """StackError where a migration that made the kept data was changed since: it would not be run again."""
    if changed := changed_since(State(folder), migration_files()):
        raise StackError(
            f"the data of `make run` were made before {changed[0]} was changed: "
            "`make reset` deletes them, and `make run` then makes them anew"
        )


def _start(supervisor: Supervisor, folder: pathlib.Path, cluster: Cluster, env: dict[str, str]) -> None:
    worker = {**env, **cluster.state.worker_env(), "DATABASE_URL": cluster.url(WORKER, APP)}
    owner = {**env, "DATABASE_URL": cluster.url(OWNER, APP)}
    _manage(owner, "migrate", "--verbosity=0")
    write_down(cluster.state, migration_files())
    if env["DEMO"] == "1":
        _manage(owner, "demo", "--verbosity=0")  # the owner alone may lower the second wall for a load
    supervisor.spawn("web", web_command(int(env["PORT"])), {**env, "DATABASE_URL": cluster.url(WEB, APP)})
    supervisor.spawn("worker", worker_command(), worker)
    supervisor.spawn("beat", beat_command(folder / "beat"), worker)
    address = f"http://127.0.0.1:{env['PORT']}/"
    supervisor.wait_for(address + "readyz")


def _forget_heartbeats(valkey: Valkey) -> None:
    """What an earlier run's worker did says nothing about this one."""
    with redis.Redis.from_url(valkey.url()) as client:
        for key in client.scan_iter(match="*:beat:*"):
            client.delete(key)


@contextlib.contextmanager
def _servers(folder: pathlib.Path) -> Iterator[tuple[Cluster, Valkey]]:
    """PostgreSQL and Valkey, up; stopped in the opposite order."""
    state = State(folder)
    postgres, valkey = Postgres(folder, state), Valkey(folder, state)
    try:
        postgres.start()
        valkey.start()
        _forget_heartbeats(valkey)
        cluster = Cluster(state)
        cluster.prepare(APP)
        yield cluster, valkey
    finally:
        _ignore_signals()
        valkey.stop()
        postgres.stop()


def _greet(port: int, env: dict[str, str], seconds: float) -> None:
    say(f"ready after {seconds:.1f} s")
    say("=" * 72)
    say(f"Open  http://127.0.0.1:{port}/")
    if env["DEMO"] == "1":
        logins = subprocess.run(
            [sys.executable, "manage.py", "demo", "--logins"],
            cwd=REPO,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        for line in logins.stdout.splitlines():
            say(line)
    say("Ctrl-C stops everything; the data are kept. `make reset` deletes them.")


def run(port: str, *, demo: bool, once: bool) -> int:
    """0 after a clean stop, 1 with a sentence when something did not start. `once`: stop when ready."""
    started = time.monotonic()
    folder = state_dir("run")
    for number in SIGNALS:
        signal.signal(number, _on_signal)
    supervisor = Supervisor()
    try:
        with single_instance(folder):
            wanted = port_wanted(port)
            _must_fit(folder)
            with _servers(folder) as (cluster, valkey):
                say(f"PostgreSQL and Valkey are up ({time.monotonic() - started:.1f} s), data in {folder}")
                env = _environment(cluster.state, valkey, wanted, demo)
                cluster.state.save()
                try:
                    _start(supervisor, folder, cluster, env)
                    web = {**env, "DATABASE_URL": cluster.url(WEB, APP)}
                    _greet(wanted, web, time.monotonic() - started)
                    if not once:
                        supervisor.watch()
                finally:
                    _ignore_signals()
                    supervisor.stop()
    except Stop:
        say("stopped")
    except StackError as exc:
        say(str(exc))
        return 1
    return 0
