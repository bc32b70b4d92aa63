"""Raising the reports that fall due. Runs as the worker, which reads none of the tables they are due from."""

import datetime as dt

from django.db import connection
from django.utils import timezone

AHEAD = 30  # days before a report's day that it stands in the lists


def raise_reports(actor: None, today: dt.date | None = None) -> int:
    """Raise the reports due within 30 days with their deadlines; say how many are new.

    ``actor`` is nobody: the worker acts for the product. Running it twice, or two at once, raises nothing twice.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing_raise_reports(%s, %s)", [today or timezone.localdate(), AHEAD])
        return int(cursor.fetchone()[0])
