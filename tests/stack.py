"""Fixtures of the running stack: databases, roles, a served product, a browser."""

from __future__ import annotations

import os
import pathlib
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db.backends.signals import connection_created
from django.test import TransactionTestCase

from devstack import testing
from devstack.databases import current_cluster
from devstack.served import Served, serve
from devstack.templates import ensure_demo_template, template_name

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tools"))
import browser as browser_tool

# Playwright keeps an event loop in this thread: Django would refuse its database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
FOUND = browser_tool.find()
if node := browser_tool.playwright_node():
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node)

connection_created.connect(testing.become_app, dispatch_uid="tests run as the app role")
# A test that commits is undone by putting the tables back, not by Django's flush, which the app role may not do.
setattr(TransactionTestCase, "_fixture_teardown", lambda _self: testing.restore_tables())  # noqa: B010 - not typed


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """Nothing to do: this process was given a clone of the migrated template before Django was set up."""


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """No test inherits another one's counted logins or remembered answers."""
    cache.clear()


@pytest.fixture
def backstage() -> Any:
    """`with backstage():` reads and writes past the second wall, as the test role."""
    return testing.backstage


@pytest.fixture
def as_worker() -> Any:
    """`with as_worker():` runs as the role of background work."""
    return testing.as_worker


@pytest.fixture(scope="session")
def served_redis_url() -> str:
    """The broker and cache of a served product: not the one that this process's own tests use."""
    return os.environ["SERVED_REDIS_URL"]


def _clone_name(kind: str) -> str:
    return f"clone_{kind}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


@pytest.fixture(scope="session")
def empty_stack(served_redis_url: str) -> Iterator[Served]:
    """The product without any data: gunicorn as the app role, a worker and beat, on a database of its own."""
    with serve(
        current_cluster(), _clone_name("empty"), template_name(), served_redis_url, worker=True, beat=True
    ) as served:
        yield served


@pytest.fixture(scope="session")
def demo_stack() -> Iterator[Served]:
    """The product with the demo data, as `make run` shows it; the data are built once and cloned.

    Its own broker keeps the beat of another served product from setting its worker to work.
    """
    cluster = current_cluster()
    template, broker = ensure_demo_template(cluster), os.environ["DEMO_REDIS_URL"]
    with serve(cluster, _clone_name("demo"), template, broker, worker=True, extra={"DEMO": "1"}) as served:
        yield served


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    arguments = [
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
    ]
    if FOUND is None:
        return browser_type_launch_args
    program, extra = FOUND
    if os.geteuid() == 0 or extra:  # as root, or with the fetched build, Chromium's own sandbox cannot start
        arguments.append("--no-sandbox")
    environment = {**os.environ, **extra}
    return {**browser_type_launch_args, "executable_path": program, "args": arguments, "env": environment}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests share one worker. Without a browser they cannot run; with REQUIRE_BROWSER=1 that is an error."""
    drives = [item for item in items if "browser" in item.keywords]
    for item in drives:
        item.add_marker(pytest.mark.xdist_group("browser"))
    if FOUND or not drives:
        return
    if os.environ.get("REQUIRE_BROWSER") == "1":
        raise pytest.UsageError("REQUIRE_BROWSER=1, but no Chromium was found")
    reason = "no Chromium: install one, or set CHROMIUM=/path/to/it"
    for item in drives:
        item.add_marker(pytest.mark.skip(reason=reason))
