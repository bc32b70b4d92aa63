"""Worker, beats, broker and mail server of a fault test: its own, started and killed by it alone."""

from __future__ import annotations

import contextlib
import os
import pathlib
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings

from devstack.databases import WORKER, Cluster, current_cluster
from devstack.places import APP, server_user
from devstack.state import State
from devstack.supervisor import Supervisor, worker_command
from devstack.valkey import Valkey
from tests.reminders.postbox import Postbox, postbox

QUICK, JUMPING = "tests.faults.quick", "tests.faults.jumping"
"""Task runners: as the product's, and as the product's on a machine whose clock jumps."""


def _beat_command(schedule: pathlib.Path, of: str) -> list[str]:
    quick = (sys.executable, "-W", "ignore", "-m", "celery", "--quiet", "-A", of, "beat")
    return [*quick, "--loglevel=WARNING", "--max-interval=1", "--schedule", str(schedule), "--pidfile="]


@dataclass
class Stack:
    """What runs, and how each part of it is killed."""

    folder: pathlib.Path
    valkey: Valkey
    box: Postbox
    env: dict[str, str]
    database: str
    cluster: Cluster
    of: str = QUICK
    supervisor: Supervisor = field(default_factory=lambda: Supervisor(quiet=True))
    groups: list[int] = field(default_factory=list)
    beats: int = 0

    def mail(self) -> dict[str, object]:
        """Settings with which the test itself sends through the mail server of this stack, as the worker does."""
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": self.box.port, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False, "EMAIL_TIMEOUT": 3,
        }  # fmt: skip

    def start_worker(self) -> None:
        """A worker with two children."""
        command = worker_command(concurrency=2)
        if self.of != QUICK:
            command[command.index("-A") + 1] = self.of
        self._spawn("worker", command)

    def start_beat(self, name: str = "beat") -> None:
        """A beat that wakes each second; ``name`` tells two apart."""
        self.beats += 1
        self._spawn(name, _beat_command(self.folder / f"{name}-{self.beats}", self.of))

    def _spawn(self, name: str, command: list[str]) -> None:
        self.supervisor.spawn(name, command, self.env)
        self.groups.append(self.supervisor.procs[name].pid)

    def kill_child(self, chance: random.Random) -> None:
        """One child of the worker, in whatever it does."""
        parent = self.supervisor.procs["worker"].pid
        with contextlib.suppress(OSError):
            children = pathlib.Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
            if children:
                os.kill(int(chance.choice(children)), signal.SIGKILL)

    def kill_worker(self, chance: random.Random) -> None:
        """The whole worker at once; then a new one."""
        self._kill("worker")
        self.start_worker()

    def kill_beat(self, chance: random.Random) -> None:
        """The beat; then a new one."""
        self._kill("beat")
        self.start_beat()

    def kill_backends(self, chance: random.Random) -> None:
        """The worker's connections, on the side of the database."""
        with self.cluster.superuser() as cursor:
            cursor.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s and usename = %s",
                [self.database, WORKER],
            )

    def set_clock(self, days: float) -> None:
        """Set the clock of worker and beat ahead, or back, and wait until each shows it; the database's stays right."""
        fresh = self.folder / "ahead.new"
        fresh.write_text(str(days * 86400))
        fresh.replace(self.folder / "ahead")
        end = time.monotonic() + 20
        while not all(abs(ahead - days * 86400) < 5 for ahead in self._clocks() or [-1e9]):
            assert time.monotonic() < end, "a clock was not set"
            time.sleep(0.1)

    def _clocks(self) -> list[float]:
        """Seconds that each process's clock is ahead."""
        alive = [f for f in self.folder.glob("shown-*") if pathlib.Path(f"/proc/{f.name.partition('-')[2]}").exists()]
        return [float(file.read_text()) - time.time() for file in alive if not file.suffix]

    def kill_broker(self, chance: random.Random) -> None:
        """The broker; it comes back empty."""
        if self.valkey.proc is not None:
            self.valkey.proc.kill()
            self.valkey.proc.wait()
        shutil.rmtree(self.valkey.base / "appendonlydir", ignore_errors=True)
        self.valkey.start()

    def drop_mail(self, chance: random.Random) -> None:
        """For a moment the mail server takes each message and drops the line before it answers."""
        self.box.behave = "drop"
        time.sleep(chance.uniform(1.5, 3))
        self.box.behave = "take"

    def _kill(self, name: str) -> None:
        proc = self.supervisor.procs[name]
        with contextlib.suppress(ProcessLookupError):
            os.killpg(proc.pid, signal.SIGKILL)
        proc.wait()

    def stop(self) -> None:
        """Everything that was started here, and nothing else."""
        for group in self.groups:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGKILL)
        self.supervisor.stop(5)


@contextlib.contextmanager
def stack(cluster: Cluster | None = None, of: str = QUICK) -> Iterator[Stack]:
    """A broker, a mail server, a worker and a beat on the database that this test is connected to."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"{APP}-faults-"))
    if server_user():
        folder.chmod(0o711)
    valkey, database = Valkey(folder, State(folder)), str(settings.DATABASES["default"]["NAME"])
    valkey.start()
    cluster = cluster or current_cluster()
    with postbox() as box:
        env = {
            **os.environ, **cluster.state.worker_env(), "DATABASE_URL": cluster.url(WORKER, database),
            "REDIS_URL": valkey.url(), "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(box.port),
            "EMAIL_SECURITY": "none", "CHECKPOINT_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings",
            "CLOCK_AHEAD": str(folder / "ahead"),
        }  # fmt: skip
        made = Stack(folder, valkey, box, env, database, cluster, of)
        try:
            made.start_worker()
            made.start_beat()
            yield made
        finally:
            made.stop()
            valkey.stop()
            shutil.rmtree(folder, ignore_errors=True)
