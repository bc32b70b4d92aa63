"""Raising the assessments that fall due. Runs as the worker, which reads none of the tables they are due from."""

import datetime as dt

from django.db import connection
from django.utils import timezone

from casework.services.reminder_clock import moment


def raise_assessments(actor: None, today: dt.date | None = None) -> int:
    """Raise the first assessment of cases without one, and the one that an event asks for; say how many are new.

    Days from the cadences ``first_assessment`` (30) and ``assessment_trigger`` (10). ``actor`` is nobody: the worker
    acts for the product. Running it twice, or two at once, raises nothing twice.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT assessments_raise(%s)", [today or timezone.localdate(moment(None))])
        return int(cursor.fetchone()[0])
