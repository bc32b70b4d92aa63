"""Telling the second wall who acts: once per transaction, sealed, gone at its end.

The database keeps the context in a table the application role can neither read nor write, keyed by backend and
transaction. The proof is made with a key that only the application and the database owner hold, so that
somebody who can merely run SQL as the application cannot become someone else.
"""

import hashlib
import uuid

from django.conf import settings
from django.db import connection

from access.actor import Actor


def context_key() -> bytes:
    """Return the key both sides derive from the setting ``CONTEXT_KEY``."""
    return hashlib.sha256(b"context|" + settings.CONTEXT_KEY.encode()).digest()


def proof(user_id: uuid.UUID, membership_id: uuid.UUID, backend: int, transaction: str) -> str:
    """Return the proof that the database asks for: keyed hash over person, membership, backend and transaction.

    Whoever reads it in ``pg_stat_activity`` holds something that no later transaction of the backend takes.
    """
    message = f"{user_id}|{membership_id}|{backend}|{transaction}".encode()
    inner = hashlib.sha256(context_key() + hashlib.sha256(message).digest()).digest()
    return hashlib.sha256(context_key() + inner).hexdigest()


def open_context(actor: Actor, transaction: str = "") -> bool:
    """Open the actor's context for this transaction; False when the database finds them not in good standing.

    ``transaction`` is its number, when an earlier statement of it brought that along (``ThisTransaction``); the
    database is asked otherwise.
    """
    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    token = proof(actor.user_id, actor.membership_id, backend, transaction or this_transaction())
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_open_context(%s, %s, %s)", [actor.user_id, actor.membership_id, token])
        row = cursor.fetchone()
    return bool(row and row[0])


def this_transaction() -> str:
    """Ask the database for the number of the running transaction, which no other ever gets."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        (number,) = cursor.fetchone()
    return str(number)


def close_context() -> None:
    """Forget the context before the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_close_context()")
