"""Inputs that Django lacks: a native day and a day in three boxes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    """A native date box for recent days. The browser shows the day in its own language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--width-10", **(attrs or {})}, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """A native box for the time of day, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--width-10", **(attrs or {})}, format="%H:%M")


class DayMonthYearInput(forms.MultiWidget):
    """Three number boxes for a day far back, such as a date of birth."""

    template_name = "forms/day_month_year.html"
    use_fieldset = True
    boxes = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {name: forms.TextInput({"inputmode": "numeric"}) for name, _label, _width in self.boxes}, attrs
        )

    def decompress(self, value: Any) -> list[Any]:
        """Day, month and year of a date; three times None for nothing."""
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Gives each box its visible label and its width beside the classes of the whole."""
        context = super().get_context(name, value, attrs)
        for box, (_name, label, width) in zip(context["widget"]["subwidgets"], self.boxes, strict=True):
            box["attrs"].pop("required", None)  # what is missing is explained by the server
            box["label"] = label
            box["attrs"]["class"] = (
                f"{box['attrs'].get('class', '')} govuk-date-input__input govuk-input--width-{width}"
            )
        return context
