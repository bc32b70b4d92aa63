"""From the days people choose to the moments tables hold, and back; days are local, moments are aware."""

import datetime as dt

from django.utils import timezone


def begin_of(day: dt.date) -> dt.datetime:
    """Return the first moment of ``day`` in the installation's time zone."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def end_of(day: dt.date) -> dt.datetime:
    """Return the moment at which ``day`` is over: an interval whose last day it is ends there."""
    return begin_of(day + dt.timedelta(days=1))


def last_day(end: dt.datetime, never: dt.datetime) -> dt.date | None:
    """Return the last local day of an interval that stops at ``end``, or None when it stops ``never``."""
    if end >= never:
        return None
    return timezone.localdate(end - dt.timedelta(microseconds=1))
