"""What the tests of the toolkit share: a form with one field of each kind, and a reader of HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import html5lib
from django import forms
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler  # type: ignore[import-untyped]

from ui.fields import DayMonthYearField
from ui.widgets import DayInput

ROOT = Path(__file__).resolve().parents[2]


class EveryField(forms.Form):
    """One field of each kind that the templates know."""

    title = forms.CharField(max_length=120, help_text="A few words", error_messages={"required": "Enter a title"})
    kind = forms.ChoiceField(choices=[("", "Choose"), ("c", "Contact")], error_messages={"required": "Choose a kind"})
    happened_on = forms.DateField(widget=DayInput, error_messages={"required": "Enter the day"})
    born_on = DayMonthYearField(label="Date of birth")
    text = forms.CharField(max_length=2000, widget=forms.Textarea, error_messages={"required": "Write the text"})
    remark = forms.CharField(required=False, widget=forms.Textarea)
    audience = forms.ChoiceField(
        choices=[("team", "My team"), ("some", "Agencies I choose")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who"},
    )
    agencies = forms.MultipleChoiceField(
        choices=[("pol", "Police"), ("hlt", "Health")], widget=forms.CheckboxSelectMultiple, required=False
    )
    signs = forms.MultipleChoiceField(
        choices=[("a", "One"), ("b", "Two")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose a sign"},
    )
    document = forms.FileField(required=False)
    checked = forms.BooleanField(label="I have checked it", error_messages={"required": "Confirm it"})
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    option_hints = {"audience": {"team": "4 people"}}
    reveals = {"audience": {"some": "agencies"}}
    columns = ("signs",)
    conditionally_required = ("agencies",)


def render(source: str, **context: Any) -> str:
    """The HTML of a template given as text, components included."""
    return engines["django"].from_string(CottonCompiler().process(source)).render(context)


def elements(html: str) -> list[Any]:
    """Every element of a fragment, in order."""
    fragment = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [element for element in fragment.iter() if isinstance(element.tag, str)]


def ids(html: str) -> list[str]:
    """Every id of a fragment, in order, repeated ones too."""
    return [element.get("id") for element in elements(html) if element.get("id")]


def one(html: str, tag: str, **attributes: str) -> Any:
    """The only element with this tag and these attributes; `class_` matches one class. Raises ValueError otherwise."""
    wanted = {key.rstrip("_"): value for key, value in attributes.items()}
    found = [
        element
        for element in elements(html)
        if element.tag == tag
        and all(value in (element.get(key) or "").split() if key == "class" else element.get(key) == value
                for key, value in wanted.items())
    ]  # fmt: skip
    if len(found) != 1:
        raise ValueError(f"{len(found)} elements <{tag}> with {wanted}")
    return found[0]


def words(element: Any) -> str:
    """The text inside an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())
