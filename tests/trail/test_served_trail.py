"""In the running product: beat wakes a worker, lines come under a seal in time, and an operator's check is clean."""

import os
import subprocess
import sys
import time
from typing import Any

import psycopg2

from access.verifier import BATCH
from devstack.databases import SUPERUSER, WORKER
from devstack.places import REPO
from devstack.served import Served
from tests.neighbours import let_neighbours_end

SEAL = "from access.sealing import seal_waiting; print(seal_waiting())"
LONGEST = 60  # seconds until a line is under a seal (performance.md, decision 10)
LINE = """INSERT INTO access_event (operation, verb, kind, subjects, recipients, ground, reason, detail)
VALUES ('administer', 'test.line', 'test', '{}', '{}', 'own', '', '{}')"""


def test_a_line_is_sealed_in_time_and_the_trail_verifies(empty_stack: Served) -> None:
    written = time.monotonic()
    with psycopg2.connect(empty_stack.urls[WORKER]) as own, own.cursor() as cursor:
        cursor.execute(LINE)
        cursor.execute("SELECT max(seq) FROM access_event")
        (seq,) = cursor.fetchone() or (0,)
    while not _sealed(empty_stack, seq):
        assert time.monotonic() - written < LONGEST, "not sealed in time"
        time.sleep(1)
    assert "the trail is as it was sealed" in manage(empty_stack, "verify_trail")


def test_the_demonstrations_trail_is_sealed_and_verifies(demo_stack: Served) -> None:
    """Its lines carry moments of the past, and there are more of them than one seal holds."""
    let_neighbours_end(demo_stack.urls[SUPERUSER])
    assert int(manage(demo_stack, "shell", "-v", "0", "-c", SEAL)) > BATCH
    told = manage(demo_stack, "verify_trail")
    assert "the trail is as it was sealed" in told


def manage(served: Served, *arguments: str) -> str:
    """What a command prints, run as the worker of the served product; it must succeed."""
    env: dict[str, Any] = {**os.environ, **served.worker_env}
    command = [sys.executable, "manage.py", *arguments]
    run = subprocess.run(command, cwd=REPO, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def _sealed(served: Served, seq: int) -> bool:
    with psycopg2.connect(served.urls[WORKER]) as own, own.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_seal WHERE seqs @> ARRAY[%s]::bigint[]", [seq])
        row = cursor.fetchone()
    return bool(row and row[0])


def test_the_signing_key_is_the_workers_alone(empty_stack: Served) -> None:
    assert "TRAIL_SIGNING_KEY" in empty_stack.worker_env
    assert "TRAIL_SIGNING_KEY" not in empty_stack.web_env
