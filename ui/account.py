"""The account kit's forms in plain words: what to enter, and what to do when it is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.forms import ChangePasswordForm as ChangePasswordBase
from allauth.account.forms import LoginForm as LoginBase
from allauth.account.forms import ReauthenticateForm as ReauthenticateBase
from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    Words = dict[str, tuple[StrPromise, StrPromise]]  # field: (label, what to do when it is empty)


def _reword(fields: dict[str, forms.Field], words: Words) -> None:
    for name, (label, missing) in words.items():
        field = fields[name]
        field.label = label
        field.help_text = ""
        field.error_messages["required"] = missing
        field.widget.attrs.pop("placeholder", None)


class LoginForm(LoginBase):  # type: ignore[misc]
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(
            self.fields,
            {
                "login": (_("E-mail address"), _("Enter your e-mail address")),
                "password": (_("Password"), _("Enter your password")),
            },
        )
        invalid = _("Enter an e-mail address in the form name@agency.example")
        self.fields["login"].error_messages["invalid"] = invalid


class ChangePasswordForm(ChangePasswordBase):  # type: ignore[misc]
    """The password of today and twice the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = self.fields["password1"].help_text
        _reword(
            self.fields,
            {
                "oldpassword": (_("Password of today"), _("Enter the password you use today")),
                "password1": (_("New password"), _("Enter a new password")),
                "password2": (_("New password again"), _("Enter the new password again")),
            },
        )
        self.fields["password1"].help_text = hint


class ReauthenticateForm(ReauthenticateBase):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self.fields, {"password": (_("Password"), _("Enter your password"))})
