"""Whose lists are measured: practitioners of ordinary load, supervisors, chairs of an area."""

from __future__ import annotations

import contextlib
import functools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from access.actor import Actor
from access.context import close_context, open_context
from access.identify import actor_of
from agencies.models import AgencyMembership, User

_TEAM = """SELECT t.membership_id FROM casework_caseteammember t JOIN agencies_agency y ON y.id = t.agency_id
 JOIN agencies_agreementparty p ON p.agency_id = y.id AND p.signed_on IS NOT NULL
 WHERE t.valid_to > now() GROUP BY t.membership_id, y.id HAVING count(*) BETWEEN %s AND %s
 ORDER BY md5(t.membership_id::text) LIMIT %s"""
_DUTY = """SELECT m.id FROM agencies_agencymembership m
 JOIN agencies_agreementparty p ON p.agency_id = m.agency_id AND p.signed_on IS NOT NULL
 WHERE %s = ANY(m.duties) GROUP BY m.id ORDER BY md5(m.id::text) LIMIT %s"""


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person to measure with."""

    actor: Actor
    user: User


def _load(keys: list[uuid.UUID]) -> list[Somebody]:
    rows = AgencyMembership.objects.select_related("agency", "position", "user").filter(pk__in=keys).order_by("pk")
    found = [Somebody(actor_of(row), row.user) for row in rows]
    for one in found:
        one.user.actor = one.actor  # type: ignore[attr-defined]
    return found


def _keys(statement: str, *values: str | int) -> list[uuid.UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [key for (key,) in cursor.fetchall()]


def practitioners(many: int) -> list[Somebody]:
    """People with between 60 and 130 running places, whose agency signed."""
    return _load(_keys(_TEAM, 60, 130, many)) or _load(_keys(_TEAM, 1, 1000, many))


def with_duty(duty: str, many: int) -> list[Somebody]:
    """Supervisors or chairs whose agency signed."""
    return _load(_keys(_DUTY, duty, many))


@contextlib.contextmanager
def behind_the_wall(actor: Actor) -> Iterator[None]:
    """Run a block as the role that serves, with the actor's sealed context; inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE throughcare_app")
    if not open_context(actor):
        raise RuntimeError("the measured person is not in good standing")
    try:
        yield
    finally:
        close_context()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")


@contextlib.contextmanager
def served(actor: Actor) -> Iterator[None]:
    """Run a block on a connection that has one role for life, the one that serves, with the actor's sealed context.

    As the product's own connections: the plans it keeps are not made anew each time somebody else had the connection.
    """
    ours = connections["default"]
    connections["default"] = _serving()
    try:
        with transaction.atomic():
            if not open_context(actor):
                raise RuntimeError("the measured person is not in good standing")
            yield
            close_context()
    finally:
        connections["default"] = ours


@functools.cache
def _serving() -> BaseDatabaseWrapper:
    wrapper: BaseDatabaseWrapper = connections.create_connection("default")
    with wrapper.cursor() as cursor:
        cursor.execute("SET ROLE throughcare_app")
    return wrapper
