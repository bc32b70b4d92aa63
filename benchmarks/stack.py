"""A server of its own for measuring, and the synthetic worlds on it; a world once built is kept for the next run."""

from __future__ import annotations

import contextlib
import hashlib
import os
import pathlib
import time
from collections.abc import Iterator
from dataclasses import dataclass

from devstack.databases import OWNER, TESTER, Cluster
from devstack.places import REPO, state_dir
from devstack.postgres import Postgres
from devstack.state import State
from devstack.templates import ensure_template, manage
from devstack.valkey import Valkey

from . import guardian_rows

SOURCES = ("sharing/demo/big.py", "sharing/demo/big_rows.py", "benchmarks/guardian_rows.py")


@dataclass(frozen=True, slots=True)
class World:
    """How many rows of each sort a world holds; notes are scattered over its cases."""

    label: str
    cases: int
    notes: int
    users: int
    agencies: int


SIZES = {
    "quick": (World("small", 1_000, 5_000, 60, 24), World("large", 10_000, 50_000, 500, 40)),
    "day": (World("small", 10_000, 100_000, 500, 40), World("large", 100_000, 1_000_000, 5_000, 300)),
    "lab": (World("small", 10_000, 200_000, 500, 40), World("large", 100_000, 2_000_000, 5_000, 300)),
    "long": (World("small", 100_000, 2_000_000, 5_000, 300), World("large", 1_000_000, 10_000_000, 50_000, 3_000)),
}
"""Pairs of worlds: the bars are read off the larger one, growth is the larger over the smaller."""


@contextlib.contextmanager
def server() -> Iterator[Cluster]:
    """Start PostgreSQL for measuring and stop it afterwards."""
    folder = state_dir("bench")
    state = State(folder)
    postgres, valkey = Postgres(folder, state, durable=False), Valkey(folder, state, durable=False)
    try:
        postgres.start()
        valkey.start()
        os.environ.update(
            {**state.worker_env(), "ENVIRONMENT": "development", "DJANGO_SETTINGS_MODULE": "config.settings"}
        )
        os.environ["REDIS_URL"] = valkey.url()  # the programming interface counts its callers there
        state.save()
        yield Cluster(state)
    finally:
        valkey.stop()
        postgres.stop()


def _name(world: World) -> str:
    """Changes with what makes the rows; new migrations are run on a kept world instead."""
    digest = hashlib.sha256(str(world).encode())
    for source in SOURCES:
        digest.update(pathlib.Path(REPO / source).read_bytes())
    return f"bench_{world.label}_{digest.hexdigest()[:10]}"


def ensure_world(cluster: Cluster, world: World) -> str:
    """Return the URL of the database that holds ``world``, for a role past the second wall; build it when missing.

    Worlds of earlier code are dropped then; those of the other sizes are kept.
    """
    name = _name(world)
    kept = {_name(other) for pair in SIZES.values() for other in pair}
    if cluster.is_template(name):
        manage(cluster, OWNER, name, "migrate", "--verbosity=0")
    else:
        for old in cluster.names(f"^bench_{world.label}_"):
            if old not in kept:
                cluster.drop(old)
        started = time.monotonic()
        print(f"building the {world.label} world: {world.cases:,} cases, {world.notes:,} notes ...", flush=True)
        cluster.clone(name, ensure_template(cluster)[0])
        sizes = ("cases", "notes", "users", "agencies")
        manage(cluster, OWNER, name, "demo", *(f"--{part}={getattr(world, part)}" for part in sizes))
        with cluster.superuser(name) as cursor:
            guardian_rows.fill(cursor)
        cluster.mark_template(name)
        print(f"built in {time.monotonic() - started:.0f} s", flush=True)
    return cluster.url(TESTER, name)
