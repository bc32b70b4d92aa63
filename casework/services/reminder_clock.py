"""The clock of sweeps: the database's, so that a worker whose own clock jumps does nothing early or late."""

import datetime as dt

from django.db import connection


def moment(actor: None) -> dt.datetime:
    """Return the moment at which the database takes this statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        at: dt.datetime = cursor.fetchone()[0]
    return at
