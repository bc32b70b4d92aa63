"""Forms in the house's dress with nothing but Django: one renderer, one bound field, a few templates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

from ui.widgets import DayMonthYearInput

# CheckboxSelectMultiple is a subclass of RadioSelect, which is one of Select: the first match must be the narrowest.
BASE_CLASS: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.MultiWidget, "govuk-input"),
    (forms.Widget, "govuk-input"),
]
KINDS: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (DayMonthYearInput, "parts"),
]


def _first(widget: forms.Widget, table: list[tuple[type[forms.Widget], str]], otherwise: str) -> str:
    return next((word for kind, word in table if isinstance(widget, kind)), otherwise)


@dataclass(frozen=True, slots=True)
class Option:
    """One radio button or checkbox as the template draws it."""

    id: str
    name: str
    value: str
    label: str
    checked: bool
    hint: object
    reveal: forms.BoundField | None


class AppBoundField(forms.BoundField):
    """Adds error classes, the data of each option, and the id that a link of the error summary must point to."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """The attributes of the input: our classes, and no `required` because the server explains what is missing."""
        widget = widget or self.field.widget
        attrs = dict(super().build_widget_attrs(attrs, widget))
        base = _first(widget, BASE_CLASS, "govuk-input")
        error = f"{base}--error" if self.errors and "__input" not in base else ""
        counted = "govuk-js-character-count" if self.kind == "counted" else ""
        attrs["class"] = " ".join(filter(None, [base, error, counted, str(widget.attrs.get("class", ""))]))
        attrs.pop("required", None)
        return attrs

    @property
    def kind(self) -> str:
        """Which layout the template uses: checkboxes, radios, checkbox, parts, counted or plain."""
        widget = self.field.widget
        if isinstance(widget, forms.Textarea) and getattr(self.field, "max_length", None):
            return "counted"
        return _first(widget, KINDS, "plain")

    @property
    def error_target(self) -> str:
        """Id of the first input of the field, for the link in the error summary."""
        if self.kind in ("radios", "checkboxes", "parts"):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    @property
    def optional(self) -> bool:
        """Whether the label says "(optional)"."""
        return not self.field.required and self.name not in getattr(self.form, "conditionally_required", ())

    @property
    def is_revealed(self) -> bool:
        """Whether the field stands under an option of another field, and so not by itself."""
        reveals = getattr(self.form, "reveals", {}).values()
        return any(self.name in by_option.values() for by_option in reveals)

    @property
    def in_columns(self) -> bool:
        """Whether the options stand side by side."""
        return self.name in getattr(self.form, "columns", ())

    @property
    def options(self) -> Iterator[Option]:
        """The options of a radio or checkbox group, with hints and revealed fields from the form's class."""
        hints = getattr(self.form, "option_hints", {}).get(self.name, {})
        reveals = getattr(self.form, "reveals", {}).get(self.name, {})
        for i, sub in enumerate(self.subwidgets):
            value = str(sub.data["value"])
            yield Option(
                id=f"{self.auto_id}_{i}",
                name=sub.data["name"],
                value=value,
                label=sub.data["label"],
                checked=bool(sub.data["selected"]),
                hint=hints.get(value),
                reveal=self.form[reveals[value]] if value in reveals else None,
            )


class AppRenderer(TemplatesSetting):
    """The form renderer of the whole product."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = AppBoundField
