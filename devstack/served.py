"""The whole product on a clone of a template: gunicorn as the app role, a worker when asked for."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from .databases import TESTER, WEB, WORKER, Cluster
from .places import free_port
from .supervisor import Supervisor, beat_command, web_command, worker_command


@dataclass(frozen=True, slots=True)
class Served:
    """One running product."""

    base_url: str
    database: str
    urls: dict[str, str]  # role name -> DATABASE_URL on this database
    web_env: dict[str, str]
    worker_env: dict[str, str]
    supervisor: Supervisor

    @property
    def tester_url(self) -> str:
        """For looking backstage: passes the second wall."""
        return self.urls[TESTER]


def _environments(cluster: Cluster, database: str, shared: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What the web process and the worker are told; the signing key is the worker's alone."""
    base = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONUNBUFFERED": "1", **shared}
    base.pop("TRAIL_SIGNING_KEY", None)
    own, urls = {"CHECKPOINT_DIR": _checkpoints(cluster, database)}, cluster.urls(database)
    web = {**base, **cluster.state.product_env(), **own, "DATABASE_URL": urls[WEB]}
    return web, {**base, **cluster.state.worker_env(), **own, "DATABASE_URL": urls[WORKER]}


def _checkpoints(cluster: Cluster, database: str) -> str:
    """An empty folder for the trail's checkpoints: their file belongs to one database alone."""
    folder = cluster.state.folder / "checkpoints" / database
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return str(folder)


@contextlib.contextmanager
def serve(
    cluster: Cluster,
    database: str,
    template: str,
    redis_url: str,
    *,
    worker: bool = False,
    beat: bool = False,
    workers: int = 2,
    threads: int = 2,
    extra: dict[str, str] | None = None,
) -> Iterator[Served]:
    """Clone `template` to `database`, start the processes, wait until they answer; stop and drop at the end."""
    cluster.clone(database, template)
    urls = cluster.urls(database)
    port = free_port()
    shared = {"REDIS_URL": redis_url, "PORT": str(port), **(extra or {})}
    web_env, worker_env = _environments(cluster, database, shared)
    supervisor = Supervisor(quiet=True)
    try:
        supervisor.spawn("web", web_command(port, workers=workers, threads=threads), web_env)
        if worker:
            supervisor.spawn("worker", worker_command(concurrency=1), worker_env)
        if beat:
            supervisor.spawn("beat", beat_command(cluster.state.folder / f"beat-{database}"), worker_env)
        address = f"http://127.0.0.1:{port}"
        supervisor.wait_for(address + ("/readyz" if worker and beat else "/healthz"))
        yield Served(address, database, urls, web_env, worker_env, supervisor)
    finally:
        supervisor.stop()
        cluster.drop(database)
