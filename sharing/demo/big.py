"""Builds the large synthetic world for measuring: in the database, by set, with checks and indexes laid aside."""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from agencies.choices import DataCategory, Purpose
from sharing.demo import big_rows
from sharing.demo.build import Refused, is_filled, must_be_allowed
from sharing.demo.wall import lowered, settle, without_trigger

FEWEST_AGENCIES = 4
AREA_CASES = 20_000  # performance.md section 1: a coordinator's area at size M
HOT_CASES = 20
HOT_NOTES = 500

_FOREIGN_KEYS = """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE contype = 'f' AND connamespace = 'public'::regnamespace
   AND conrelid::regclass::text ~ '^(casework|agencies)_' ORDER BY 1, 2"""
_INDEXES = """SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
 WHERE i.indrelid::regclass::text ~ '^casework_' AND NOT i.indisunique
   AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid) ORDER BY 1"""


@dataclass(frozen=True, slots=True)
class Size:
    """How large the world is. ``users`` are practitioners; supervisors and chairs come on top."""

    cases: int
    notes: int
    users: int
    agencies: int

    def values(self) -> dict[str, Any]:
        """Return what the statements bind.

        Raises:
            Refused: too few agencies, or fewer people than agencies.
        """
        if self.agencies < FEWEST_AGENCIES or self.users < self.agencies or min(self.cases, self.notes) < 1:
            raise Refused("A world needs at least 4 agencies, as many users as agencies, a case and a note.")
        districts = (self.agencies - 1) // 12 + 1
        hot = min(HOT_CASES, self.cases)
        return {
            "cases": self.cases, "notes": self.notes, "users": self.users, "agencies": self.agencies,
            "supervisors": max(1, self.users * 6 // 100),
            "areas": min(districts, max(2, self.cases // AREA_CASES)),
            "hot": hot, "hot_step": max(2, self.notes // (hot * HOT_NOTES)), "phrases": big_rows.PHRASES,
            "purposes": [purpose.value for purpose in Purpose], "categories": [c.value for c in DataCategory],
            "password": make_password(settings.DEMO_PASSWORD),
        }  # fmt: skip


def build_big(size: Size, say: Callable[[str], object]) -> float:
    """Fill an empty database with a world of ``size``; return the seconds it took. ``say`` hears each step.

    Raises:
        Refused: in production, into a database that holds people, or an impossible size.
        NotTheOwner: the role does not own the tables.
    """
    must_be_allowed()
    if is_filled():
        raise Refused("The database holds data already: the synthetic world goes into an empty one.")
    started, values = time.monotonic(), size.values()
    with transaction.atomic(), lowered(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM auth_permission WHERE codename = 'be_on_team'")
        values["permission"] = cursor.fetchone()[0]
        cursor.execute("SET LOCAL work_mem = '256MB'; SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute(big_rows.HELPERS)
        with _laid_aside(say):
            for statement in (*big_rows.PEOPLE, *big_rows.CASES, big_rows.NUMBERED, *big_rows.NOTES):
                _run(cursor, statement, values, say)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return time.monotonic() - started


def _run(cursor: Any, statement: str, values: dict[str, Any], say: Callable[[str], object]) -> None:
    started = time.monotonic()
    cursor.execute(statement, values)
    say(f"{statement.split(' (')[0][:60]}: {cursor.rowcount} rows, {time.monotonic() - started:.1f} s")


@contextlib.contextmanager
def _laid_aside(say: Callable[[str], object]) -> Iterator[None]:
    """Drop foreign keys, secondary indexes and row triggers of the filled tables; make and check them again after."""
    with connection.cursor() as cursor:
        cursor.execute(_FOREIGN_KEYS)
        keys = cursor.fetchall()
        cursor.execute(_INDEXES)
        indexes = cursor.fetchall()
        for table, name, _definition in keys:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        with (
            without_trigger("casework_note", "touch_case"),
            without_trigger("casework_notetext", "index_words"),
            without_trigger("casework_caseteammember", "fill_agency"),
        ):
            yield
        settle()
        started = time.monotonic()
        for _name, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in keys:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
        say(f"{len(indexes)} indexes and {len(keys)} foreign keys again: {time.monotonic() - started:.1f} s")
