"""Parsers of what people type about who contacts a relative."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import Choices, VersionedForm, key_of, text
from casework.services.families import FamilyContact

LONGEST = 120


class FamilyContactForm(VersionedForm):
    """Which member contacts somebody without asking first."""

    member = forms.ChoiceField(
        label=_("Who contacts them"), required=False,
        help_text=_("Everybody else asks you first. Permanent members of the team can be named."),
    )  # fmt: skip
    words = text(
        _("Who may contact them, in words"), longest=LONGEST, hint=_("For example: the mentor lead, by telephone.")
    )

    def __init__(self, *args: Any, choices: Mapping[str, Choices], **kwargs: Any):
        super().__init__(*args, **kwargs)
        mine = ("", _("The case manager alone"))
        self.fields["member"].choices = [mine, *choices["member"]]  # type: ignore[attr-defined]

    def contact(self) -> FamilyContact:
        """Return what was chosen. The form must be valid."""
        return FamilyContact(key_of(self.cleaned_data["member"]), self.cleaned_data["words"])
