"""The backup and the restore of docs/operations.md, step by step, into another database of the same cluster."""

from __future__ import annotations

import os
import pathlib
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from devstack.databases import BACKUP, OWNER, SUPERUSER, WEB, WORKER, Cluster, current_cluster
from devstack.places import REPO, pg_bin
from devstack.templates import ensure_demo_template
from tests.neighbours import let_neighbours_end

PAGE = (REPO / "docs" / "operations.md").read_text(encoding="utf-8")
EXCLUDED = ("--exclude-table=access_context", "--exclude-table=access_contextkey")
NOTES = ("--data-only", "--table=casework_note")
WALL = """select count(*) filter (where relforcerowsecurity), (select count(*) from pg_policies),
 (select count(*) from pg_trigger where not tgisinternal) from pg_class"""


@dataclass(frozen=True)
class Drill:
    """The database to save, the empty one to restore into, and a folder for the files between them."""

    cluster: Cluster
    source: str
    target: str
    folder: pathlib.Path

    def run(self, program: str, role: str, database: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One of PostgreSQL's programs as ``role``."""
        command = [str(pg_bin(self.cluster.state.folder) / program), *arguments]
        command.append(f"--dbname={self.cluster.url(role, database)}")
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)

    def python(self, role: str, database: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The product's own Python as ``role``, with the keys of this installation."""
        environment = {
            **os.environ, **self.cluster.state.worker_env(), "DATABASE_URL": self.cluster.url(role, database),
            "DJANGO_SETTINGS_MODULE": "config.settings", "CHECKPOINT_DIR": str(self.folder),
        }  # fmt: skip
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=REPO, env=environment, capture_output=True, text=True, check=False)

    def counts(self, database: str) -> str:
        """How many rows each table has, by the statement that the page gives."""
        (statement,) = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
        (self.folder / "counts.sql").write_text(statement)
        return self.run("psql", BACKUP, database, "-X", "-At", "--file=counts.sql").stdout

    def wall(self, database: str) -> str:
        """How many tables are forced, how many policies and triggers there are."""
        return self.run("psql", SUPERUSER, database, "-X", "-At", f"--command={WALL}").stdout


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drill]:
    cluster, worker = current_cluster(), os.environ.get("PYTEST_XDIST_WORKER", "main")
    here = Drill(cluster, f"clone_saved_{worker}", f"clone_restored_{worker}", tmp_path_factory.mktemp("drill"))
    cluster.clone(here.source, ensure_demo_template(cluster))
    cluster.drop(here.target)
    with cluster.superuser(here.source) as cursor:
        cursor.execute("drop schema pristine cascade")  # the tests' own
    cluster.prepare(here.target)
    yield here
    for name in (here.source, here.target):
        cluster.drop(name)


@pytest.mark.parametrize("role", [OWNER, BACKUP])
def test_a_whole_dump_fails_loudly(drill: Drill, role: str) -> None:
    done = drill.run("pg_dump", role, drill.source, "--format=custom", "--file=whole.dump")
    assert done.returncode != 0
    assert "row-level security" in done.stderr or "permission denied" in done.stderr


def test_a_dump_with_row_security_switched_on_is_empty_and_says_nothing(drill: Drill) -> None:
    trap = drill.run("pg_dump", OWNER, drill.source, *NOTES, "--enable-row-security")
    whole = drill.run("pg_dump", BACKUP, drill.source, *NOTES)
    assert trap.returncode == 0
    assert len(re.findall(r"^[0-9a-f-]{36}\t", trap.stdout, re.MULTILINE)) == 0
    assert len(re.findall(r"^[0-9a-f-]{36}\t", whole.stdout, re.MULTILINE)) > 50


def test_the_drill_brings_everything_back(drill: Drill) -> None:
    seal = "import django; django.setup(); from access.sealing import seal_waiting; print(seal_waiting())"
    let_neighbours_end(drill.cluster.url(SUPERUSER, drill.source))
    assert int(drill.python(WORKER, drill.source, "-c", seal).stdout) > 0
    schema = ("--format=custom", "--schema-only", "--file=schema.dump")
    assert drill.run("pg_dump", OWNER, drill.source, *schema).returncode == 0
    data = ("--format=custom", "--data-only", *EXCLUDED, "--file=data.dump")
    assert drill.run("pg_dump", BACKUP, drill.source, *data).returncode == 0
    for step in (("--section=pre-data", "schema.dump"), ("data.dump",), ("--section=post-data", "schema.dump")):
        done = drill.run("pg_restore", SUPERUSER, drill.target, "--exit-on-error", *step)
        assert done.returncode == 0, done.stderr
    assert drill.counts(drill.target) == drill.counts(drill.source) != ""
    assert drill.wall(drill.target) == drill.wall(drill.source)

    look = ("manage.py", "explain_access", "ines.marholt@example.org", "VRP-CEDAR")
    assert drill.python(WEB, drill.target, *look).returncode != 0, "nobody sees anything without the key"
    assert "Stored" in drill.python(OWNER, drill.target, "manage.py", "context_key").stdout
    assert "sees VRP-CEDAR" in drill.python(WEB, drill.target, *look).stdout
    checked = drill.python(WORKER, drill.target, "manage.py", "verify_trail")
    assert checked.returncode == 0, checked.stdout
    assert "in order up to" in checked.stdout
    assert drill.python(OWNER, drill.target, "manage.py", "migrate", "--check").returncode == 0
