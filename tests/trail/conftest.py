"""A real database with a trail of its own, written by committed transactions and sealed as the worker seals."""

import base64
import contextlib
import os
import pathlib
import random
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import psycopg2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from access.sealing import seal_waiting
from access.sealing.checkpoints import NAME
from access.verifier import Keys, Report, snapshot, verify
from devstack.databases import SUPERUSER, WORKER, clone_database, drop_database
from devstack.templates import template_name
from devstack.testing import as_worker
from tests.neighbours import let_neighbours_end

INSERT = """INSERT INTO access_event
 (operation, verb, kind, subjects, case_id, tier, recipients, ground, reason, detail)
VALUES (%s, %s, 'note', %s::uuid[], %s, %s, %s::uuid[], 'permanent', %s, %s)"""


class TrailDatabase:
    """One cloned database, its checkpoint file, and ways to write, seal, check and attack."""

    def __init__(self, name: str, urls: dict[str, str], folder: pathlib.Path, settings: Any) -> None:
        self.name, self.urls, self.file, self.settings = name, urls, folder / NAME, settings
        self.folder = folder
        self.dice = random.Random(20261118)

    @contextlib.contextmanager
    def connected(self, role: str, *, autocommit: bool = True) -> Iterator[Any]:
        """A connection of its own as ``role``."""
        with contextlib.closing(psycopg2.connect(self.urls[role])) as own:
            own.autocommit = autocommit
            yield own

    def sql(self, text: str, values: Any = None, role: str = SUPERUSER) -> list[Any]:
        """Run one statement, committed at once."""
        with self.connected(role) as own, own.cursor() as cursor:
            cursor.execute(text, values)
            return cursor.fetchall() if cursor.description else []

    def write(self, cursor: Any, lines: int = 1) -> None:
        """Append ``lines`` lines within the cursor's transaction."""
        for _ in range(lines):
            ids = [str(uuid.uuid4()) for _ in range(self.dice.randint(0, 3))]
            values = ["consult", "case.read", ids, str(uuid.uuid4()), self.dice.choice([None, 2, 4]), ids[:1]]
            cursor.execute(INSERT, [*values, "Línea “1”\n2", '{"rows": 25, "fields": ["a", "b"], "share": 1.50}'])

    def append(self, transactions: int, lines: int = 1) -> None:
        """Commit some transactions of some lines."""
        with self.connected(WORKER, autocommit=False) as own, own.cursor() as cursor:
            for _ in range(transactions):
                self.write(cursor, lines)
                own.commit()

    @contextlib.contextmanager
    def as_worker(self) -> Iterator[None]:
        """The product's own connection on this database, as the worker."""
        before = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = self.name
        try:
            with as_worker():
                yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = before

    def seal(self) -> int:
        """Seal what waits, as the worker does, once no transaction elsewhere on the server holds it back."""
        self.let_neighbours_end()
        with self.as_worker():
            return seal_waiting()

    def let_neighbours_end(self) -> None:
        """Wait for what is open elsewhere on the server."""
        let_neighbours_end(self.urls[SUPERUSER])

    def check(self, **more: Any) -> Report:
        """Run the verifier, by itself on a connection of its own."""
        with self.connected(WORKER) as own, own.cursor() as cursor:
            data = snapshot(cursor, lambda: self.file.read_bytes() if self.file.exists() else b"")
            return verify(cursor, data, Keys([self.settings.TRAIL_PUBLIC_KEY]), **more)


def pair(key: Ed25519PrivateKey) -> tuple[str, str]:
    """Private and public half, base64."""
    halves = key.private_bytes_raw(), key.public_key().public_bytes_raw()
    return base64.b64encode(halves[0]).decode(), base64.b64encode(halves[1]).decode()


@pytest.fixture
def trail_database(settings: Any, tmp_path: pathlib.Path, django_db_blocker: Any) -> Iterator[Callable[..., Any]]:
    """``trail_database(transactions)`` gives a database whose lines are committed; dropped afterwards."""
    made: list[str] = []

    def make(template: str | None = None, folder: str = "checkpoints") -> TrailDatabase:
        name = f"clone_trail_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{len(made)}"
        urls = clone_database(name, template or template_name())
        made.append(name)
        settings.TRAIL_SIGNING_KEY, settings.TRAIL_PUBLIC_KEY = pair(Ed25519PrivateKey.generate())
        settings.CHECKPOINT_DIR = str(tmp_path / folder)
        pathlib.Path(settings.CHECKPOINT_DIR).mkdir(exist_ok=True)
        return TrailDatabase(name, urls, tmp_path / folder, settings)

    with django_db_blocker.unblock():
        yield make
    for name in made:
        drop_database(name)


@pytest.fixture
def trail(trail_database: Callable[..., Any]) -> Any:
    """A database whose trail of 130 lines lies under 4 seals, with three lines waiting."""
    database = trail_database()
    for transactions, lines in ((40, 1), (9, 4), (1, 24), (30, 1)):
        database.append(transactions, lines)
        assert database.seal() == transactions * lines
    database.append(3)
    return database
