"""Reckoning of due days: local dates, working days from Monday to Friday."""

import calendar
import datetime as dt
import functools
import uuid

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _


def due_in_working_days(days: int, start: dt.date | None = None) -> dt.date:
    """Return the local date ``days`` working days after ``start`` (today when left out)."""
    day = start or timezone.localdate()
    while days > 0:
        day += dt.timedelta(days=1)
        if day.weekday() < 5:  # Monday is 0
            days -= 1
    return day


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day ``months`` later, or that month's last day when it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


SOON_DAYS = 7
"""Days ahead that count as soon."""


def due_state(day: dt.date, today: dt.date) -> str:
    """Return ``overdue``, ``today``, ``soon`` or ``later``: the states that the templates know."""
    if day < today:
        return "overdue"
    if day == today:
        return "today"
    return "soon" if day <= today + dt.timedelta(days=SOON_DAYS) else "later"


def days_words(day: dt.date, today: dt.date) -> str:
    """Say how far ``day`` is from ``today``: "in 3 days", "today", "2 days ago"."""
    days = (day - today).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    return ngettext("%(n)d day ago", "%(n)d days ago", -days) % {"n": -days}


def day_words(day: dt.date | None) -> str:
    """Return a day as pages write it ("19 Nov 2026"), or nothing for no day; made before the template for speed."""
    return _written(day, get_language()) if day else ""


@functools.lru_cache(maxsize=4096)
def _written(day: dt.date, _language: str | None) -> str:
    """The same few days stand on every page."""
    return date_format(day, "j M Y")


def moment_words(at: dt.datetime) -> str:
    """Return a moment in local time as pages write it ("19 Nov 2026, 15:05")."""
    return date_format(timezone.localtime(at), "j M Y, H:i")


SUBJECT_PAGES = {
    "order": ("order_list", "#order-%s"),
    "custody": ("order_list", "#h-custody"),
    "breach": ("breach_detail", ""),
    "retention": ("retention", ""),
}
"""Page of a case, and the place on it, where something due about such a subject is done."""
OWN_PAGES = ("breach_detail",)
"""Pages of one subject: their address ends with its key."""

ROW_PAGES = {
    "contact": "contact_detail", "court_report": "report_detail", "report_check": "report_check",
    "follow_up": "follow_up", "sharing_request": "request_detail", "disclosure": "disclosure_detail",
    "deferral": "deferral_detail", "duty_report": "duty_detail", "duty_passed": "duty_received",
    "leak": "leak_detail", "publication": "publication_detail",
    "disclosure_proposal": "proposal_detail",
    "rights_request": "rights_detail",
    "contested": "contested_detail", "correction": "correction_tell",
    "restriction": "restriction_detail",
    "erasure": "erasure_detail", "erasure_notice": "erasure_tell",
}  # fmt: skip
"""Page of the subject itself, by its kind."""


def subject_page(kind: str, key: uuid.UUID | None, reference: str) -> str:
    """Return the address where something due about this subject is done; nothing where no page does it."""
    if key is None:
        return ""
    if kind in ROW_PAGES:
        return reverse(ROW_PAGES[kind], args=[key])
    if not reference or kind not in SUBJECT_PAGES:
        return ""
    name, anchor = SUBJECT_PAGES[kind]
    if name in OWN_PAGES:
        return reverse(name, args=[reference, key])
    return reverse(name, args=[reference]) + (anchor % key if "%s" in anchor else anchor)


def day_and_time(at: dt.datetime) -> tuple[dt.date, str]:
    """Return the local day and time of a moment as forms show them."""
    local = timezone.localtime(at)
    return local.date(), f"{local:%H:%M}"


FIRST_YEAR, LAST_YEAR = 2000, 2100


def month_of(text: str) -> dt.date:
    """Return the first day of the month written as ``2026-05``; of this month for anything else."""
    try:
        day = dt.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        day = timezone.localdate().replace(day=1)
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else timezone.localdate().replace(day=1)
