"""The environment in which `manage.py` speaks to the servers of `make run`, when nothing else was asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from .databases import OWNER, WEB, WORKER, Cluster
from .places import APP, port_is_free, state_dir
from .state import State

ROLES = {**dict.fromkeys(("migrate", "demo", "context_key"), OWNER), "verify_trail": WORKER, "reminders": WORKER}
"""Commands that need another role than the one that serves."""


def environment(arguments: Sequence[str], given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What to add to the environment; nothing where one was given, or where `make run` never ran."""
    if given.get("ENVIRONMENT") or given.get("DATABASE_URL") or given.get("DATABASE_URL_FILE"):
        return {}
    folder = state_dir("run")
    if not (folder / "state.json").exists():
        return {}
    state = State(folder)
    role = ROLES.get(arguments[0] if arguments else "", WEB)
    if port_is_free(int(state.data.get("pg_port", "1"))):
        print("The servers of `make run` are not running: start them first.", file=sys.stderr)
    password = state.secret("valkey_password")
    return {
        **(state.worker_env() if role == WORKER else state.product_env()),
        "ENVIRONMENT": "development",
        "DEMO": "1",
        "DATABASE_URL": Cluster(state).url(role, APP),
        "REDIS_URL": f"redis://:{password}@127.0.0.1:{state.data.get('valkey_port', '6379')}/0",
    }
