"""Reckoning of due days: local dates, working days from Monday to Friday."""

import datetime as dt

from django.utils import timezone

QUESTION_DAYS = 5
"""Working days to answer a question about a note (domain section 3.7: answer to a sharing request)."""

EMERGENCY_REVIEW_DAYS = 1
"""Working days until emergency access is reviewed (domain section 4.4)."""


def due_in_working_days(days: int, start: dt.date | None = None) -> dt.date:
    """Return the local date ``days`` working days after ``start`` (today when left out)."""
    day = start or timezone.localdate()
    while days > 0:
        day += dt.timedelta(days=1)
        if day.weekday() < 5:  # Monday is 0
            days -= 1
    return day
