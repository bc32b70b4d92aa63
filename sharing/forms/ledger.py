"""Parsers of what narrows a ledger, and of what people say before one leaves the system."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import one_of, text
from sharing.ledgering import EntryKind, LedgerFilters, ToldState, Way
from ui.forms import PlainForm
from ui.widgets import DayInput

FORMATS = [("pdf", _("PDF, to hand in or to print")), ("csv", _("CSV, for a spreadsheet"))]


class LedgerFilterForm(PlainForm):
    """Odd values narrow nothing, never an error page."""

    kind = forms.ChoiceField(label=_("What it is"), required=False, choices=[("", _("Everything")), *EntryKind.choices])
    way = forms.ChoiceField(label=_("Which way"), required=False, choices=[("", _("Any")), *Way.choices])
    other = forms.ChoiceField(label=_("Other agency"), required=False)
    case = forms.CharField(label=_("Case"), required=False, max_length=40)
    since = forms.DateField(label=_("From"), required=False, widget=DayInput)
    until = forms.DateField(label=_("Until"), required=False, widget=DayInput)
    told = forms.ChoiceField(
        label=_("The person was told"), required=False, choices=[("", _("Any")), *ToldState.choices]
    )

    conditionally_required = ("kind", "way", "other", "case", "since", "until", "told")

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", _("All")), *agencies]  # type: ignore[attr-defined]

    def filters(self) -> LedgerFilters:
        """Return the filters that make sense; the others are left out."""
        self.is_valid()
        got = self.cleaned_data
        since: dt.date | None = got.get("since")
        until: dt.date | None = got.get("until")
        return LedgerFilters(
            got.get("kind") or "", got.get("way") or "", _key(self.data.get("other", "")),
            (got.get("case") or "").strip(), since, until, got.get("told") or "",
        )  # fmt: skip


def _key(written: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(written) if written else None
    except ValueError:
        return None


class LedgerFileForm(PlainForm):
    """What a ledger is taken out for, and as what."""

    reason = text(
        _("What the file is for"), _("Say what the file is for"), longest=300,
        hint=_("Stands in the trail and in the file, with your name and the moment."),
    )  # fmt: skip
    format = one_of(_("As what"), FORMATS, missing=_("Choose PDF or CSV"))
