"""Words for when something is held: days of the week and hours."""

import datetime as dt

from django.utils.formats import time_format
from django.utils.translation import gettext as _


def weekdays() -> list[str]:
    """Return the names of the days of the week, Monday first."""
    return [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]


def when_words(weekday: int | None, begins_at: dt.time | None, ends_at: dt.time | None) -> str:
    """Say on which weekday and at which hours it is held ("Tuesday, 18:00 to 19:30"); nothing when that is open."""
    if weekday is None:
        return ""
    day = weekdays()[weekday]
    if begins_at is None or ends_at is None:
        return day
    hours = {"day": day, "a": time_format(begins_at, "H:i"), "b": time_format(ends_at, "H:i")}
    return _("%(day)s, %(a)s to %(b)s") % hours
