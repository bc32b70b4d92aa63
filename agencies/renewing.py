"""When a version of the code of conduct is to be accepted again."""

import datetime as dt

from django.utils import timezone


def again_on(last_at: dt.datetime, days: int) -> dt.date:
    """The local day ``days`` after a version was accepted last."""
    return timezone.localdate(last_at) + dt.timedelta(days=days)
