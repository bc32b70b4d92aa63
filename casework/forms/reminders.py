"""Parsers of what people type about reminders and their times."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.choices import SnoozeReason
from casework.due import due_in_working_days
from casework.reminding import MOST_DAYS
from casework.services.timings import Days
from ui.forms import PlainForm
from ui.widgets import ClockInput, DayInput

REAL_TIME = {"invalid": _("Enter a time, for example 20:00"), "required": _("Enter a time")}


def _tomorrow() -> dt.date:
    return due_in_working_days(1, timezone.localdate())


class SnoozeForm(PlainForm):
    """Until when a reminder waits, and why."""

    until = forms.DateField(
        label=_("Until"), widget=DayInput(), initial=_tomorrow,
        error_messages={"invalid": _("Enter a real date, for example 2026-05-03"), "required": _("Enter the day")},
    )  # fmt: skip
    reason = forms.TypedChoiceField(
        label=_("Why it may wait"), choices=SnoozeReason.choices, widget=forms.RadioSelect, coerce=SnoozeReason,
        error_messages={"required": _("Choose why it may wait")},
    )  # fmt: skip


def _days(label: object, hint: object, least: int) -> forms.IntegerField:
    wrong = _("Enter a whole number of days")
    return forms.IntegerField(
        label=label, help_text=hint, min_value=least, max_value=MOST_DAYS,  # type: ignore[arg-type]
        error_messages={"required": wrong, "invalid": wrong},
    )  # fmt: skip


class TimingForm(PlainForm):
    """The days of one kind of deadline."""

    ahead = _days(_("Announced this many days before"), _("0: not announced"), 0)
    overdue = _days(_("Overdue this many days after"), "", 1)
    escalate = _days(_("Passed on this many days after"), _("To the agency's senior, else to the chair. 0: never"), 0)

    def days(self) -> Days:
        """Return what was typed. The form must be valid."""
        return Days(**self.cleaned_data)


class HoursForm(PlainForm):
    """When nobody is written to."""

    quiet_from = forms.TimeField(label=_("Quiet from"), widget=ClockInput(), error_messages=REAL_TIME)
    quiet_until = forms.TimeField(label=_("Quiet until"), widget=ClockInput(), error_messages=REAL_TIME)
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=40, help_text=_("For example Europe/Lisbon"),
        error_messages={"required": _("Enter the time zone")},
    )  # fmt: skip
