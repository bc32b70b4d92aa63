"""A real Valkey out of its wheel: broker, cache and task results."""

from __future__ import annotations

import os
import pathlib
import signal
import subprocess
import time

import redis

from .places import StackError, free_port, parent_death_guard, server_user, spawn_as, stop, valkey_bin
from .state import State


class Valkey:
    """The binary alone is used; its configuration goes in by stdin, so no password is in `ps` or in a file."""

    def __init__(self, folder: pathlib.Path, state: State, *, durable: bool = True):
        self.base = folder / "valkey"
        self.durable, self.user = durable, server_user()
        self.bin = valkey_bin(folder)
        self.state = state
        self.proc: subprocess.Popen[bytes] | None = None

    def _configuration(self, port: int) -> bytes:
        lines = [
            "bind 127.0.0.1",
            f"port {port}",
            f"requirepass {self.state.secret('valkey_password')}",
            f'dir "{self.base}"',
            "daemonize no",
            "databases 64",
            'save ""',
            "maxmemory-policy noeviction",
            f"appendonly {'yes' if self.durable else 'no'}",
            "appendfsync everysec",
        ]
        return ("\n".join(lines) + "\n").encode()

    def start(self) -> None:
        self.base.mkdir(exist_ok=True)
        self.base.chmod(0o700)
        if self.user:
            os.chown(self.base, self.user.pw_uid, self.user.pw_gid)
        port = free_port(self.state.port("valkey_port"))
        self.state.data["valkey_port"] = str(port)
        configuration = self._configuration(port)
        self.state.save()
        with open(self.base / "valkey.log", "ab") as log:
            self.proc = subprocess.Popen(
                [str(self.bin), "-"],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.base,
                start_new_session=True,
                preexec_fn=parent_death_guard(),
                **spawn_as(self.user),
            )
        if self.proc.stdin is None:
            raise StackError("valkey did not open its standard input")
        self.proc.stdin.write(configuration)
        self.proc.stdin.close()
        self._wait(self.proc)

    def _wait(self, proc: subprocess.Popen[bytes], limit: float = 30) -> None:
        end = time.monotonic() + limit
        while True:
            if proc.poll() is not None:
                raise StackError("valkey stopped, its log:\n" + (self.base / "valkey.log").read_text()[-3000:])
            try:
                with redis.Redis.from_url(self.url()) as client:
                    client.ping()
                return
            except (redis.ConnectionError, redis.TimeoutError) as exc:
                if time.monotonic() > end:
                    raise StackError(f"valkey is not ready after {limit:.0f} s: {exc}") from exc
                time.sleep(0.02)

    def url(self, database: int = 0) -> str:
        """0: run; in tests each process has a logical database of its own, or tasks would be stolen."""
        password = self.state.secret("valkey_password")
        return f"redis://:{password}@127.0.0.1:{self.state.data['valkey_port']}/{database}"

    def stop(self) -> None:
        stop(self.proc, signal.SIGTERM, 15)
