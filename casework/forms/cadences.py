"""Parsers of what coordinators type about how long things may take."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import VersionedForm, some_of
from agencies.queries.cadences import Cadence
from casework.choices import FollowUpMonth
from casework.services.cadences import LEAST_MONTHS, MONTHS_WORDS, MOST_MONTHS

MONTHS = [(str(key), label) for key, label in FollowUpMonth.choices]


class SpanForm(VersionedForm):
    """The days of one cadence, within its bounds."""

    days = forms.IntegerField()

    def __init__(self, *args: Any, usual: Cadence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"least": usual.least, "most": usual.most}
        wrong = _("Enter %(least)d to %(most)d days.") % words
        unit = (
            _("Working days, Monday to Friday: %(least)d to %(most)d")
            if usual.working
            else _("Days: %(least)d to %(most)d")
        )
        self.fields["days"] = forms.IntegerField(
            label=_("How many days"), help_text=unit % words, min_value=usual.least, max_value=usual.most,
            error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
        )  # fmt: skip


class EraseForm(VersionedForm):
    """How long after closing it is asked whether a record is erased."""

    months = forms.IntegerField(
        label=_("Months after closing"), min_value=LEAST_MONTHS, max_value=MOST_MONTHS,
        help_text=_("Your law and your agreements say how long. There is no default."),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            _("Enter %(least)d to %(most)d months.") % MONTHS_WORDS,
        ),
    )  # fmt: skip


class FollowUpMonthsForm(VersionedForm):
    """When somebody usually looks again after closing."""

    months = some_of(
        _("Follow-ups after closing"), MONTHS, missing=_("Choose at least one follow-up."),
        hint=_("The form of an outcome starts with these; each case may choose others"),
    )  # fmt: skip

    def chosen(self) -> list[int]:
        """The months chosen. The form must be valid."""
        return [int(one) for one in self.cleaned_data["months"]]
