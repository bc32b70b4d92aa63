"""The key that proofs of the database context are made with, in the database itself."""

from django.db import connection

from access.context import context_key


def store_context_key() -> bool:
    """Store the key derived from ``CONTEXT_KEY`` in place of the old one; False when it was there already.

    After a restore there is no old one: a dump does not carry it. Only the role that owns the
    tables may do this; every other gets a DatabaseError.
    """
    key = context_key()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_contextkey (key) VALUES (%s)"
            " ON CONFLICT (single) DO UPDATE SET key = excluded.key WHERE access_contextkey.key <> excluded.key",
            [key],
        )
        return bool(cursor.rowcount)
