"""Template databases: one per state of the migrations, one more with the demo data of today."""

from __future__ import annotations

import datetime
import fcntl
import hashlib
import os
import pathlib
import subprocess
import sys
from collections.abc import Iterable

from .databases import OWNER, Cluster
from .places import REPO

FLOORS = ("ui", "agencies", "access", "casework", "assessments", "sharing")
KEPT = "^(tpl|demo)_"
FIXED = "DEVSTACK_TEMPLATE"
# The rows that migrations put in, kept aside so that a test that commits can be undone to them.
REMEMBER = """
create schema pristine;
grant usage on schema pristine to throughcare_test;
do $$
declare
    kept text;
    filled boolean;
begin
    for kept in select tablename from pg_tables where schemaname = 'public' loop
        execute format('select exists (select from public.%I)', kept) into filled;
        if filled then
            execute format('create table pristine.%I as table public.%I', kept, kept);
            execute format('grant select on pristine.%I to throughcare_test', kept);
        end if;
    end loop;
end
$$;
"""


def _digest(files: Iterable[pathlib.Path], *more: str) -> str:
    digest = hashlib.sha256("|".join(more).encode())
    for file in sorted(files):
        digest.update(str(file.relative_to(REPO)).encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def migration_files() -> list[pathlib.Path]:
    """The migrations of the floors, and the SQL that they run."""
    return [f for floor in FLOORS for kind in ("migrations/0*.py", "sql/*.sql") for f in (REPO / floor).glob(kind)]


def _schema_files() -> list[pathlib.Path]:
    fixed = [REPO / name for name in ("deploy/roles.sql", "devstack/test_role.sql", "requirements/app.txt")]
    return [*migration_files(), *fixed]


def template_name() -> str:
    """Changes with every migration, every SQL file of the floors and every package; fixed during a test run."""
    return os.environ.get(FIXED) or "tpl_" + _digest(_schema_files(), REMEMBER)


def demo_name() -> str:
    """Changes with the code of the floors and with the date, which the demo data are relative to."""
    sources = [f for floor in FLOORS for kind in ("*.py", "*.toml", "*.json") for f in (REPO / floor).rglob(kind)]
    return "demo_" + _digest([*_schema_files(), *sources], datetime.datetime.now(datetime.UTC).date().isoformat())


def manage(cluster: Cluster, role: str, database: str, *arguments: str) -> None:
    """Run one management command as `role` on `database`; raises CalledProcessError."""
    env = {
        **os.environ,
        **cluster.state.worker_env(),
        "DATABASE_URL": cluster.url(role, database),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=REPO, env=env, check=True, stdin=subprocess.DEVNULL)


def ensure_template(cluster: Cluster) -> tuple[str, bool]:
    """The migrated template's name, and whether it had to be made; older ones are dropped."""
    name = os.environ[FIXED] = template_name()
    for old in cluster.names(KEPT):
        if old != name and not (old.startswith("demo_") and old == demo_name()):
            cluster.drop(old)
    for left in cluster.names("^(test|clone)_"):
        cluster.drop(left)
    if cluster.is_template(name):
        return name, False
    cluster.drop(name)
    cluster.prepare(name, tester=True)
    manage(cluster, OWNER, name, "migrate", "--verbosity=0")
    with cluster.superuser(name) as cursor:
        cursor.execute(REMEMBER)
    cluster.mark_template(name)  # only now: an interrupted migration is not kept
    return name, True


def ensure_demo_template(cluster: Cluster) -> str:
    """The name of the template that holds the demo data; built by the first process that asks."""
    name = demo_name()
    with open(cluster.state.folder / "demo.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not cluster.is_template(name):
            cluster.clone(name, template_name())
            manage(cluster, OWNER, name, "demo", "--verbosity=0")
            cluster.mark_template(name)
    return name
