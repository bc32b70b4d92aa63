"""Parser of the feed's filters."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sharing.queries.feed import FeedFilters
from ui.forms import PlainForm


class FeedForm(PlainForm):
    """Odd values are left out, never an error page."""

    waiting = forms.BooleanField(label=_("Only what waits for our answer"), required=False)
    unread = forms.BooleanField(label=_("Only what is new to me"), required=False)
    agency = forms.ChoiceField(label=_("From"), required=False)

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", _("All agencies")), *agencies]  # type: ignore[attr-defined]

    def filters(self) -> FeedFilters:
        """Return the valid filters."""
        self.is_valid()
        got = self.cleaned_data
        return FeedFilters(bool(got.get("waiting")), bool(got.get("unread")), got.get("agency") or "")
