"""Erasing reminders and messages whose time is over. Runs as the worker; the trail of what people did stays."""

from django.db import connection


def forget_reminders(actor: None) -> int:
    """Erase what was settled longer ago than the partnership keeps it (``reminders_kept``, in days); say how many rows.

    ``actor`` is nobody: the worker acts for the product. What is open, waits for its message, or may not have arrived
    and was noted by nobody, is never touched: nobody is told twice because a row is gone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_forget_reminders()")
        return int(cursor.fetchone()[0])
