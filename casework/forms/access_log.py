"""Parser of what narrows an access log."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from access.choices import Operation
from casework.queries.access_log import LogFilters
from ui.forms import PlainForm
from ui.widgets import DayInput


class LogFilterForm(PlainForm):
    """Person, operation and days. A value that makes no sense narrows nothing."""

    person = forms.ChoiceField(label=_("Person"), required=False)
    operation = forms.ChoiceField(
        label=_("What happened"), required=False, choices=[("", _("Anything")), *Operation.choices]
    )
    since = forms.DateField(label=_("From"), required=False, widget=DayInput)
    until = forms.DateField(label=_("Until"), required=False, widget=DayInput)

    conditionally_required = ("person", "operation", "since", "until")

    def __init__(self, *args: object, people: Sequence[tuple[str, str]] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["person"].choices = [("", _("Everybody")), *people]  # type: ignore[attr-defined]

    def filters(self) -> LogFilters:
        """Return the filters that make sense; the others are left out."""
        self.is_valid()
        got = self.cleaned_data
        since: dt.date | None = got.get("since")
        until: dt.date | None = got.get("until")
        return LogFilters(_key(self.data.get("person", "")), got.get("operation") or "", since, until)


def _key(text: str) -> uuid.UUID | None:
    """The person's key. Somebody whom the log does not name gives an empty page, like an unknown key."""
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return uuid.UUID(int=0)
