"""Parsers of a month asked for, and of a new feed."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ui.forms import PlainForm

FIRST_YEAR, LAST_YEAR = 2000, 2100


class FeedForm(PlainForm):
    """Where the feed will be read."""

    name = forms.CharField(
        label=_("Where you will use it"),
        max_length=60,
        help_text=_("For example “work telephone”. No name of a person or case."),
        error_messages={"required": _("Say where you will use it")},
    )


def month_of(text: str) -> dt.date:
    """Return the first day of the month written as ``2026-05``; of this month for anything else."""
    try:
        day = dt.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        day = timezone.localdate().replace(day=1)
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else timezone.localdate().replace(day=1)
