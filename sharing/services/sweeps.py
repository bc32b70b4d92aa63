"""Raising reports and retention reviews that fall due, refusing what nobody answered. The worker reads no words."""

import datetime as dt

from django.db import connection
from django.utils import timezone

from casework.choices import DeadlineKind
from casework.services.reminder_clock import moment
from casework.services.sweeps import days_ahead


def raise_reports(actor: None, today: dt.date | None = None) -> int:
    """Raise the reports due within 30 days, or when they are announced, with their deadlines; say how many are new.

    The report on a breach that was referred to the court is raised at once, whenever it is due.
    ``actor`` is nobody: the worker acts for the product. Running it twice, or two at once, raises nothing twice.
    """
    day = today or timezone.localdate(moment(None))
    ahead = days_ahead(None, DeadlineKind.COURT_REPORT, day)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing_raise_reports(%s, %s)", [day, ahead])
        return int(cursor.fetchone()[0])


def raise_retention(actor: None, today: dt.date | None = None) -> int:
    """Raise the retention reviews due within 30 days, or when they are announced; say how many are new.

    ``actor`` is nobody: the worker acts for the product. Running it twice, or two at once, raises nothing twice.
    """
    day = today or timezone.localdate(moment(None))
    ahead = days_ahead(None, DeadlineKind.RETENTION, day)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing_raise_retention(%s, %s)", [day, ahead])
        return int(cursor.fetchone()[0])


def lapse_publications(actor: None, today: dt.date | None = None) -> int:
    """Refuse the texts for the public that both have not approved by their last day; say how many.

    ``actor`` is nobody: the worker acts for the product. Running it twice, or two at once, ends nothing twice.
    """
    day = today or timezone.localdate(moment(None))
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing_lapse_publications(%s)", [day])
        return int(cursor.fetchone()[0])
