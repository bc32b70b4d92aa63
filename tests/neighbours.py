"""Transactions of other databases on the same server: sealing waits for them, so its tests let them end first."""

import contextlib
import time

import psycopg2

PATIENCE = 120  # seconds
OPEN = """SELECT count(*) FROM pg_stat_activity WHERE datname <> current_database() AND backend_xid IS NOT NULL
 AND backend_xid::text::bigint <= (SELECT max(xid) FROM access_event)"""


def let_neighbours_end(url: str) -> None:
    """Wait until no transaction elsewhere is older than the newest line of this database (``url``: as superuser).

    Numbers of transactions count for the whole server. Tests beside this one keep theirs open for seconds, and the
    sealer rightly leaves lines alone that are not older than every open transaction.
    """
    patience = time.monotonic() + PATIENCE
    with contextlib.closing(psycopg2.connect(url)) as own, own.cursor() as cursor:
        own.autocommit = True
        while True:
            cursor.execute(OPEN)
            if cursor.fetchone() == (0,):
                return
            assert time.monotonic() < patience, "a transaction of another database does not end"
            time.sleep(0.05)
