"""The ground: roles, servers, tasks, headers, and what the settings refuse."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection


@pytest.mark.django_db
def test_product_code_runs_as_the_app_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select current_user, rolsuper, rolbypassrls from pg_roles where rolname = current_user")
        assert cursor.fetchone() == ("throughcare_app", False, False)


def test_cache_is_a_real_server() -> None:
    cache.set("a", 1, 5)
    assert cache.get("a") == 1
