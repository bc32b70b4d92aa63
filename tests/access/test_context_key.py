"""The key of the second wall: told to the database anew, also after a restore that could not bring it."""

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction

from access.keys import store_context_key
from casework.models import Case
from devstack.databases import OWNER
from devstack.testing import as_role

NEW = "another-context-key-of-forty-four-characters"


def test_a_new_key_closes_every_case_to_processes_with_the_old_one(world: Any, act: Any, settings: Any) -> None:
    old = settings.CONTEXT_KEY
    settings.CONTEXT_KEY = NEW
    with as_role(OWNER):
        assert store_context_key() is True
        assert store_context_key() is False
    with act(world.supervisor) as actor:
        assert Case.objects.visible_to(actor).count() == 1
    settings.CONTEXT_KEY = old
    with pytest.raises(DatabaseError, match="context refused"), transaction.atomic(), act(world.supervisor):
        pass


def test_a_database_without_a_key_is_told_one_as_after_a_restore(world: Any, act: Any) -> None:
    with as_role(OWNER):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM access_contextkey")
        assert store_context_key() is True
    with act(world.supervisor) as actor:
        assert Case.objects.visible_to(actor).count() == 1


def test_the_role_that_serves_may_not(db: None) -> None:
    with pytest.raises(CommandError, match="owns the tables"), transaction.atomic():
        call_command("context_key")
