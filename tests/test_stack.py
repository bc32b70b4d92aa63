"""The ground: roles, servers, tasks, health, headers, and what `make run` says."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from typing import Any

import psycopg2
import pytest
from celery import Celery
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import Page

from devstack.databases import current_cluster, role_urls
from devstack.places import REPO
from devstack.schema import changed_since, write_down
from devstack.served import Served
from devstack.state import State
from devstack.templates import migration_files

ROLES = ("throughcare_owner", "throughcare_app", "throughcare_worker")


def one(database: str, role: str, statement: str) -> Any:
    """The first row that `role`, logged in by itself, gets on `database`."""
    with psycopg2.connect(role_urls(database)[role]) as con, con.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()


@pytest.fixture
def database() -> str:
    return str(settings.DATABASES["default"]["NAME"])


@pytest.mark.django_db
def test_product_code_runs_as_the_app_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select current_user, rolsuper, rolbypassrls from pg_roles where rolname = current_user")
        assert cursor.fetchone() == ("throughcare_app", False, False)


@pytest.mark.parametrize("role", ROLES)
def test_no_role_that_serves_passes_the_second_wall(role: str, database: str) -> None:
    flags = "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user"
    assert one(database, role, flags) == (False, False, False, False)


@pytest.mark.parametrize("role", ["throughcare_app", "throughcare_worker"])
def test_roles_that_serve_own_nothing(role: str, database: str) -> None:
    owned = "select count(*) from pg_class join pg_roles r on relowner = r.oid where rolname = current_user"
    assert one(database, role, owned) == (0,)
    assert one(database, role, "show jit") == ("off",)
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        one(database, role, "alter table agencies_agency disable row level security")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        one(database, role, "set role throughcare_policy")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        one(database, role, "create table public.mine (id int)")


def test_the_backup_reads_all_and_writes_nothing(database: str) -> None:
    assert one(database, "throughcare_backup", "select count(*) from django_migrations") > (0,)
    with pytest.raises(psycopg2.errors.ReadOnlySqlTransaction):
        one(database, "throughcare_backup", "delete from django_migrations")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        one(database, "throughcare_backup", "set transaction read write; delete from django_migrations")


def test_the_backup_reads_every_table_but_those_of_the_sealed_context(database: str) -> None:
    hidden = (
        "select string_agg(relname, ' ' order by relname) from pg_class where relnamespace = 'public'::regnamespace "
        "and relkind = 'r' and not has_table_privilege('throughcare_backup', oid, 'select')"
    )
    assert one(database, "throughcare_backup", hidden) == ("access_context access_contextkey",)


def test_the_server_log_keeps_values_out(database: str) -> None:
    assert one(database, "postgres", "show log_min_error_statement") == ("panic",)
    assert one(database, "postgres", "show log_error_verbosity") == ("terse",)
    with pytest.raises(psycopg2.errors.UniqueViolation):
        one(
            database,
            "postgres",
            "create temporary table people (number text primary key); "
            "insert into people values ('canary-010190'); insert into people values ('canary-010190')",
        )
    log = current_cluster().state.folder / "pg" / "postgres.log"
    assert "duplicate key" in log.read_text()[-2000:]
    assert "canary-010190" not in log.read_text()


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_is_undone(backstage: Any) -> None:
    with backstage(), connection.cursor() as cursor:
        cursor.execute("select count(*) from django_session")
        assert cursor.fetchone() == (0,)
    client = Client()
    client.session.save()
    with connection.cursor() as cursor:
        cursor.execute("select current_user, (select count(*) from django_session)")
        assert cursor.fetchone() == ("throughcare_app", 1)


test_a_test_that_commits_is_undone_again = test_a_test_that_commits_is_undone


@pytest.mark.django_db
def test_the_roles_of_a_block_end_with_it(backstage: Any, as_worker: Any) -> None:
    def who() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("select current_user")
            return cursor.fetchone()[0]

    with backstage():
        assert who() == "throughcare_test"
        with as_worker():
            assert who() == "throughcare_worker"
        assert who() == "throughcare_test"
    assert who() == "throughcare_app"


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_a_task_goes_through_a_real_worker(empty_stack: Served, served_redis_url: str) -> None:
    probe = Celery("probe", broker=served_redis_url, backend=served_redis_url)
    probe.conf.update(task_serializer="json", accept_content=["json"])
    assert probe.send_task("config.tasks.ping", [41], expires=30).get(timeout=20) == 42


def test_ready_when_a_worker_has_answered(empty_stack: Served) -> None:
    for door in ("/healthz", "/readyz"):
        with urllib.request.urlopen(empty_stack.base_url + door) as answer:
            assert answer.status == 200


def test_tasks_carry_nothing_but_ids(empty_stack: Served) -> None:
    """The schedule has no arguments at all: what is due stands in the database."""
    from config import celery_app

    assert celery_app.conf.beat_schedule
    assert all(not entry.get("args") and not entry.get("kwargs") for entry in celery_app.conf.beat_schedule.values())


@pytest.mark.django_db
def test_not_ready_without_a_worker(client: Client) -> None:
    cache.clear()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    checks = answer.json()["checks"]
    assert checks["database"] == {"ok": True}
    assert checks["broker"] == {"ok": True}
    assert checks["worker"] == {"ok": False, "age_seconds": None}
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_not_ready_as_a_role_that_passes_the_wall(client: Client, backstage: Any) -> None:
    with backstage():
        assert client.get("/readyz").json()["checks"]["database"] == {"ok": False}


@pytest.mark.django_db
def test_not_ready_when_the_broker_is_gone(client: Client, settings: Any) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["broker"] == {"ok": False}


@pytest.mark.django_db
def test_headers_of_every_page(client: Client) -> None:
    answer = client.get("/login/")
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    for directive in ("default-src 'self'", "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'"):
        assert directive in policy
    assert "unsafe" not in policy
    assert "form-action 'self'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert b"<script>" not in answer.content
    assert b" style=" not in answer.content


@pytest.mark.django_db
def test_a_form_from_elsewhere_gets_our_own_page() -> None:
    answer = Client(enforce_csrf_checks=True).post("/login/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert b"CSRF" not in answer.content
    assert "access/form_refused.html" in [template.name for template in answer.templates]


def test_headers_hold_over_the_wire(empty_stack: Served) -> None:
    with urllib.request.urlopen(empty_stack.base_url + "/login/") as answer:
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "HttpOnly" in answer.headers["Set-Cookie"]
        assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    with pytest.raises(urllib.error.HTTPError) as missing:
        urllib.request.urlopen(empty_stack.base_url + "/nothing-here/")
    assert missing.value.code == 404
    assert missing.value.headers["Cache-Control"] == "no-store"


def _devstack(folder: Any, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, "-m", "devstack", *arguments],
        cwd=REPO,
        env={**kept, "DEVSTACK_STATE_DIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_port_in_use_gets_a_sentence(tmp_path: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = _devstack(tmp_path, "run", "--port", port)
    assert done.returncode == 1
    assert f"port {port} is in use" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_port_that_is_none_gets_a_sentence(tmp_path: Any) -> None:
    done = _devstack(tmp_path, "run", "--port", "eighty")
    assert done.returncode == 1
    assert "PORT=eighty is not a port" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_data_of_a_changed_migration_get_a_sentence(tmp_path: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    state = State(tmp_path / "run")
    state.folder.mkdir()
    files = migration_files()
    write_down(state, files)
    assert changed_since(State(state.folder), files) == []
    made = json.loads(state.data["schema"])
    assert {"casework/sql/places.sql", "casework/migrations/0001_initial.py"} <= made.keys()
    state.data["schema"] = json.dumps(
        {**made, "casework/sql/places.sql": "something else", "casework/sql/gone.sql": "x"}
    )
    state.save()
    assert changed_since(State(state.folder), files) == ["casework/sql/gone.sql", "casework/sql/places.sql"]
    done = _devstack(tmp_path, "run", "--port", port)
    assert done.returncode == 1
    assert "made before casework/sql/gone.sql was changed: `make reset` deletes them" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.browser
def test_a_real_browser_signs_in_under_the_content_policy(empty_stack: Served, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url} {message.location} {message.text}"))
    with psycopg2.connect(empty_stack.tester_url) as con, con.cursor() as cursor:
        cursor.execute(
            "insert into agencies_user (id, email, full_name, language, password, is_active, is_superuser, date_joined)"
            " values (gen_random_uuid(), 'ada.lind@example.org', 'Ada Lind', '', %s, true, false, now())",
            [make_password("otter-lantern-gravel-9")],
        )
    page.goto(empty_stack.base_url + "/login/")
    page.get_by_label("E-mail").fill("ada.lind@example.org")
    page.get_by_label("Password").fill("otter-lantern-gravel-9")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    page.goto(empty_stack.base_url + "/account/sessions/")
    assert page.url == empty_stack.base_url + "/account/sessions/"
    assert not [line for line in said if "Content Security Policy" in line]
