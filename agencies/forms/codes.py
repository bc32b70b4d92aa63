"""Forms of the code of conduct and of the first password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import day, prose
from ui.forms import PlainForm


class AcceptForm(PlainForm):
    """Says yes to the version that was shown."""

    code = forms.UUIDField(widget=forms.HiddenInput)


class CodeForm(PlainForm):
    """The next version of the code."""

    text = prose(
        _("Text"), _("Write the text of the code"), rows=18, longest=20_000,
        hint=_("Short sentences that a companion understands as well. An empty line begins a new paragraph."),
    )  # fmt: skip
    begins_on = day(
        _("In force from"), _("Enter the day from which it is in force"),
        hint=_("From this day nobody sees a case before accepting it. Today means at once."),
    )  # fmt: skip


class FirstPasswordForm(PlainForm):
    """A new password, twice."""

    password = forms.CharField(
        label=_("New password"), strip=False, max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Several words that do not belong together are easy to remember."),
        error_messages={"required": _("Enter a new password")},
    )  # fmt: skip
    again = forms.CharField(
        label=_("New password again"), strip=False, max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("Enter the new password again")},
    )  # fmt: skip

    def __init__(self, *args: Any, holder: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holder = holder

    def clean(self) -> dict[str, Any]:
        """Both alike, and hard to guess for this person."""
        given = self.cleaned_data
        if "password" not in given or "again" not in given:
            return given
        if given["password"] != given["again"]:
            self.add_error("again", _("The two passwords differ. Enter the new password again."))
            return given
        try:
            password_validation.validate_password(given["password"], self.holder)
        except ValidationError as error:
            self.add_error("password", error)
        return given
