"""Form fields that Django lacks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ui.widgets import DayMonthYearInput


class DayMonthYearField(forms.MultiValueField):
    """A calendar day asked for as day, month and year. Cleans to a date, or None when empty and not required."""

    widget = DayMonthYearInput
    default_error_messages = {
        "required": _("Enter the date"),
        "incomplete": _("The date must have a day, a month and a year"),
        "invalid": _("Enter a real date, for example 27 3 1991"),
    }

    def __init__(self, **kwargs: Any) -> None:
        parts = [forms.IntegerField(min_value=1) for _part in range(3)]
        for part in parts:
            part.error_messages["invalid"] = self.default_error_messages["invalid"]
            part.error_messages["min_value"] = self.default_error_messages["invalid"]
        super().__init__(fields=parts, require_all_fields=False, **kwargs)
        self.error_messages.setdefault("incomplete", self.default_error_messages["incomplete"])

    def compress(self, data_list: list[Any]) -> date | None:
        """The date of three numbers. Raises ValidationError when there is no such day."""
        if not data_list:
            return None
        day, month, year = data_list
        try:
            return date(year, month, day)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
