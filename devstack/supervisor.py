"""Child processes with named output, stopped in order; and the commands of the product's processes."""

from __future__ import annotations

import contextlib
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from .places import REPO, StackError, parent_death_guard

COLOURS = {"web": 36, "worker": 33, "beat": 35, "dev": 32}


def say(text: str, name: str = "dev") -> None:
    """One line of output under the name of the process it comes from."""
    tint = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    head = f"\033[{COLOURS.get(name, 37)}m{name:>6}\033[0m" if tint else f"{name:>6}"
    print(f"{head} | {text}", flush=True)


def web_command(port: int, *, workers: int = 2, threads: int = 2) -> list[str]:
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp"  # noqa: S108 - gunicorn's heartbeat files only
    return [
        *(sys.executable, "-W", "ignore", "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"),
        *("--workers", str(workers), "--threads", str(threads), "--worker-tmp-dir", memory),
        *("--graceful-timeout", "5", "--no-control-socket", "--log-level", "warning"),
    ]


def worker_command(*, concurrency: int = 2) -> list[str]:
    return [
        *(sys.executable, "-W", "ignore", "-m", "celery", "--quiet", "-A", "config", "worker", "--loglevel=WARNING"),
        *(f"--concurrency={concurrency}", "--without-gossip", "--without-mingle"),
    ]


def beat_command(schedule: pathlib.Path) -> list[str]:
    return [
        *(sys.executable, "-W", "ignore", "-m", "celery", "--quiet", "-A", "config", "beat", "--loglevel=WARNING"),
        *("--schedule", str(schedule), "--pidfile="),
    ]


class Supervisor:
    """Children have process groups of their own, so a Ctrl-C reaches only us and we choose the order."""

    def __init__(self, *, quiet: bool = False):
        self.procs: dict[str, subprocess.Popen[str]] = {}
        self.lines: dict[str, list[str]] = {}
        self.quiet = quiet

    def spawn(self, name: str, command: list[str], env: dict[str, str]) -> None:
        proc = subprocess.Popen(
            command,
            cwd=REPO,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            bufsize=1,
            start_new_session=True,
            preexec_fn=parent_death_guard(),
        )
        self.procs[name] = proc
        self.lines[name] = []
        threading.Thread(target=self._copy, args=(name, proc), daemon=True).start()

    def _copy(self, name: str, proc: subprocess.Popen[str]) -> None:
        for line in proc.stdout or ():
            text = line.rstrip("\n")
            self.lines[name].append(text)
            del self.lines[name][:-200]
            if not self.quiet:
                say(text, name)

    def check(self) -> None:
        """StackError when a child ended by itself."""
        for name, proc in self.procs.items():
            if proc.poll() is not None:
                tail = "\n".join(self.lines[name][-30:]) if self.quiet else ""
                raise StackError(f"{name} ended by itself (exit {proc.returncode})\n{tail}".rstrip())

    def watch(self) -> None:
        while True:
            self.check()
            time.sleep(0.3)

    def wait_for(self, url: str, limit: float = 60) -> None:
        """Until `url` answers 200; StackError after `limit` seconds, with the last answer."""
        end = time.monotonic() + limit
        answer = "no answer"
        while time.monotonic() < end:
            self.check()
            try:
                with urllib.request.urlopen(url, timeout=10):  # noqa: S310 - our own address on this machine
                    return
            except urllib.error.HTTPError as exc:
                answer = f"{exc.code} {exc.read().decode(errors='replace')[:500]}"
            except OSError as exc:
                answer = str(exc)
            time.sleep(0.1)
        raise StackError(f"{url} is not ready after {limit:.0f} s: {answer}")

    def stop(self, limit: float = 20) -> None:
        """Ask all (web: graceful; worker: finishes its tasks; beat: writes its schedule), then kill what is left."""
        running = {n: p for n, p in self.procs.items() if p.poll() is None}
        for proc in running.values():
            proc.terminate()
        end = time.monotonic() + limit
        for name, proc in running.items():
            try:
                proc.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                say(f"{name} did not stop in {limit:.0f} s, killed")
            with contextlib.suppress(ProcessLookupError):
                os.killpg(proc.pid, signal.SIGKILL)  # whatever is left of its group
            proc.wait()
