"""What the forms of this floor share: choices from outside, the version that was read, what a conflict looks like."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ui.forms import PlainForm
from ui.widgets import DayInput

Choices = Iterable[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that somebody else stored otherwise meanwhile."""

    label: str
    stored: str
    typed: str


class VersionedForm(PlainForm):
    """A form over a row that others may change too: it carries the version that its editor read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    differences: list[Difference]

    def conflict_with(self, stored: Mapping[str, Any]) -> None:
        """Keep what was typed, list where ``stored`` differs, and let the next try replace that version."""
        self.differences = [
            Difference(str(field.label or name), _shown(field, stored[name]), _shown(field, self.cleaned_data[name]))
            for name, field in self.fields.items()
            if name != "version" and name in stored and _plain(stored[name]) != _plain(self.cleaned_data.get(name))
        ]
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["version"] = str(stored["version"])
        self.data = data


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple | set):
        return sorted(str(one) for one in value)
    return str(value or "").replace("\r\n", "\n").strip()


def _shown(field: forms.Field, value: Any) -> str:
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    if isinstance(value, list | tuple):
        return ", ".join(labels.get(str(one), str(one)) for one in value)
    if isinstance(value, dt.date):
        return date_format(value, "j F Y")
    return labels.get(str(value or ""), str(value or ""))


def text(label: Any, missing: Any = None, *, longest: int, hint: Any = "", width: str = "") -> forms.CharField:
    """A single line; required when ``missing`` says what to do."""
    attrs = {"class": width} if width else {}
    return forms.CharField(
        label=label, max_length=longest, required=missing is not None, help_text=hint,
        widget=forms.TextInput(attrs), error_messages={"required": missing} if missing else {},
    )  # fmt: skip


def prose(
    label: Any, missing: Any = None, *, hint: Any = "", rows: int = 4, longest: int | None = None
) -> forms.CharField:
    """Several lines; required when ``missing`` says what to do."""
    return forms.CharField(
        label=label, required=missing is not None, help_text=hint, max_length=longest,
        widget=forms.Textarea({"rows": rows}), error_messages={"required": missing} if missing else {},
    )  # fmt: skip


def day(label: Any, missing: Any = None, *, hint: Any = "") -> forms.DateField:
    """A local day; required when ``missing`` says what to do."""
    messages = {"invalid": _("Enter a real date")}
    if missing:
        messages["required"] = missing
    return forms.DateField(
        label=label, required=missing is not None, help_text=hint, widget=DayInput(), error_messages=messages
    )


def one_of(label: Any, choices: Choices = (), *, missing: Any, hint: Any = "", radio: bool = True) -> forms.ChoiceField:
    """One of several, as radio buttons or a list."""
    return forms.ChoiceField(
        label=label, choices=list(choices), widget=forms.RadioSelect() if radio else forms.Select(), help_text=hint,
        error_messages={"required": missing, "invalid_choice": missing},
    )  # fmt: skip


def some_of(label: Any, choices: Choices = (), *, missing: Any = None, hint: Any = "") -> forms.MultipleChoiceField:
    """Any of several, as checkboxes; at least one when ``missing`` says what to do."""
    messages = {"invalid_choice": _("Choose from the list")}
    if missing:
        messages["required"] = missing
    return forms.MultipleChoiceField(
        label=label, choices=list(choices), required=missing is not None, widget=forms.CheckboxSelectMultiple(),
        help_text=hint, error_messages=messages,
    )  # fmt: skip


def key_of(value: str) -> uuid.UUID | None:
    """The id behind a chosen value, or None where nothing was chosen."""
    return uuid.UUID(value) if value else None
