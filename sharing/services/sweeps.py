"""Raising reports and retention reviews that fall due. Runs as the worker, which reads none of their tables."""

import datetime as dt

from django.db import connection
from django.utils import timezone

AHEAD = 30  # days before its day that something stands in the lists


def raise_reports(actor: None, today: dt.date | None = None) -> int:
    """Raise the reports due within 30 days with their deadlines; say how many are new.

    ``actor`` is nobody: the worker acts for the product. Running it twice, or two at once, raises nothing twice.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing_raise_reports(%s, %s)", [today or timezone.localdate(), AHEAD])
        return int(cursor.fetchone()[0])


def raise_retention(actor: None, today: dt.date | None = None) -> int:
    """Raise the retention reviews due within 30 days; say how many are new.

    ``actor`` is nobody: the worker acts for the product. Running it twice, or two at once, raises nothing twice.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing_raise_retention(%s, %s)", [today or timezone.localdate(), AHEAD])
        return int(cursor.fetchone()[0])
