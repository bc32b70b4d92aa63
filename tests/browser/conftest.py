"""A product of their own for the tests that change it, and people at their browsers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, StorageState

from devstack.databases import current_cluster
from devstack.served import Served, serve
from devstack.templates import ensure_demo_template
from tests.browser.visitors import Visitors

KNOWN: dict[tuple[str, str], StorageState] = {}  # sessions already opened, by product and login


@pytest.fixture(scope="module")
def own_stack(served_redis_url: str) -> Iterator[Served]:
    """The demonstration on a database that only this module's tests use: they may spoil it."""
    cluster = current_cluster()
    template = ensure_demo_template(cluster)
    name = f"clone_story_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with serve(cluster, name, template, served_redis_url, extra={"DEMO": "1"}) as served:
        yield served


@pytest.fixture
def visitors(browser: Browser) -> Iterator[Callable[[Served], Visitors]]:
    """``visitors(stack)``: people at browsers of that product; nothing they meet may break the content policy."""
    made: list[Visitors] = []

    def of(served: Served) -> Visitors:
        made.append(Visitors(browser, served, known=KNOWN))
        return made[-1]

    yield of
    for one in made:
        one.close()
    assert [text for one in made for text in one.said] == []
