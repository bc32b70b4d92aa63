"""The clock of reminders: the database's, so that a worker whose own clock jumps reminds nobody early or late."""

import datetime as dt

from django.db import connection


def moment(actor: None) -> dt.datetime:
    """Return the moment at which the database takes this statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        at: dt.datetime = cursor.fetchone()[0]
    return at
