"""Parsers of what people type about cases."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.choices import Purpose
from casework.choices import Basis, Stage
from casework.models.case import LEVELS
from casework.queries.case_list import CaseFilters
from casework.services.cases import CaseDetails
from casework.services.openings import NewCase
from ui.fields import DayMonthYearField
from ui.forms import PlainForm
from ui.widgets import DayInput

Pair = tuple[str, str]
REAL_DAY = _("Enter a real date, for example 2026-05-03")
MINORS = _("Needed when the person is under 18.")


class CaseFilterForm(PlainForm):
    """What narrows the list of cases. A value that is not offered narrows nothing."""

    q = forms.CharField(label=_("Name, reference or title"), required=False, max_length=80)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("open", _("Open")), ("closed", _("Closed")), ("all", _("Open and closed"))],
    )
    role = forms.ChoiceField(
        label=_("My part"),
        required=False,
        choices=[
            ("", _("Any")),
            ("mine", _("I am on the team")),
            ("case_manager", _("I am case manager")),
            ("order_supervisor", _("I am order supervisor")),
        ],
    )
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=[("", _("Any")), *Stage.choices])
    level = forms.TypedChoiceField(
        label=_("Level"), required=False, coerce=int, empty_value=None, choices=[("", _("Any")), *LEVELS]
    )
    agency = forms.TypedChoiceField(label=_("Lead agency"), required=False, coerce=uuid.UUID, empty_value=None)
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    conditionally_required = ("q", "status", "role", "stage", "level", "agency")

    def __init__(self, *args: object, agencies: Sequence[Pair], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["agency"].choices = [("", _("Any")), *agencies]  # type: ignore[attr-defined]

    def filters(self) -> CaseFilters:
        """Return the filters that make sense; the others are left out."""
        self.is_valid()
        got = self.cleaned_data
        return CaseFilters(
            text=got.get("q") or "", status=got.get("status") or "open", stage=got.get("stage") or "",
            level=got.get("level"), agency=got.get("agency"), role=got.get("role") or "",
        )  # fmt: skip


class CaseEditForm(PlainForm):
    """What is kept up to date about a case."""

    stage = forms.ChoiceField(label=_("Stage of the cycle"), choices=Stage.choices, widget=forms.RadioSelect)
    next_review_on = forms.DateField(
        label=_("Next review"),
        widget=DayInput(),
        error_messages={"required": _("Enter the day of the next review"), "invalid": REAL_DAY},
    )
    basis = forms.ChoiceField(
        label=_("Basis of the work"), required=False, choices=Basis.choices, widget=forms.RadioSelect
    )
    basis_text = forms.CharField(
        label=_("Which order, or what was agreed"),
        required=False,
        max_length=120,
        help_text=_("For example: probation order of the district court, 12 months."),
    )
    basis_ends_on = forms.DateField(
        label=_("Order ends"), required=False, widget=DayInput(), error_messages={"invalid": REAL_DAY}
    )
    guardian = forms.CharField(
        label=_("Guardian, or why there is none"), required=False, max_length=120, help_text=MINORS
    )
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": _("Load the page again")})

    conditionally_required = ("basis", "basis_text")

    def details(self) -> CaseDetails:
        """Return what was typed. The form must be valid."""
        got: dict[str, Any] = {
            name: value.strip() if isinstance(value, str) else value
            for name, value in self.cleaned_data.items()
            if name != "version"
        }
        return CaseDetails(**got)


class CaseMoveForm(PlainForm):
    """The next state of a case and why."""

    status = forms.ChoiceField(
        label=_("The case becomes"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the case becomes")},
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the access log of the case. Do not write about the person here."),
        error_messages={"required": _("Say why, in a sentence")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": _("Load the page again")})

    def __init__(self, *args: object, moves: Sequence[Pair], missing: dict[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["status"].choices = moves  # type: ignore[attr-defined]
        self.option_hints = {"status": missing}


class CaseNewForm(PlainForm):
    """A new case and the person it is about."""

    given_name = forms.CharField(
        label=_("Given name"), max_length=80, error_messages={"required": _("Enter the given name")}
    )
    family_name = forms.CharField(
        label=_("Family name"), max_length=80, error_messages={"required": _("Enter the family name")}
    )
    known_as = forms.CharField(label=_("Known as"), required=False, max_length=80)
    born_on = DayMonthYearField(label=_("Date of birth"), error_messages={"required": _("Enter the date of birth")})
    guardian = forms.CharField(
        label=_("Guardian, or why there is none"), required=False, max_length=120, help_text=MINORS
    )
    languages = forms.CharField(label=_("Languages"), required=False, max_length=120)
    interpreter_needed = forms.BooleanField(label=_("An interpreter is needed"), required=False)
    national_number = forms.CharField(
        label=_("National number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"}),
        help_text=_(
            "Stored encrypted. If another case of the partnership has the same number, its case manager is told "
            "and will contact you; you are not told here."
        ),
    )
    neutral_title = forms.CharField(
        label=_("Neutral title"),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        help_text=_("A word that says nothing about the person, such as a tree or a river. Lists and mail show it."),
        error_messages={"required": _("Enter a neutral title")},
    )
    purpose = forms.ChoiceField(label=_("Purpose of your place on the team"), choices=Purpose.choices)
    next_review_on = forms.DateField(
        label=_("First review"),
        widget=DayInput(),
        error_messages={"required": _("Enter the day of the first review"), "invalid": REAL_DAY},
    )

    def new_case(self) -> NewCase:
        """Return what was typed. The form must be valid."""
        return NewCase(**self.cleaned_data)
