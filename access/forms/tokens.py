"""Parser of a new token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.forms import PlainForm

LIVES = [("7", _("7 days")), ("30", _("30 days")), ("60", _("60 days")), ("90", _("90 days"))]


class TokenForm(PlainForm):
    """What a token is for and how long it works."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=60,
        help_text=_("For example the program that uses it. No name of a person or case."),
        error_messages={"required": _("Say what the token is for")},
    )
    days = forms.TypedChoiceField(
        label=_("How long it works"),
        choices=LIVES,
        coerce=int,
        initial="30",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how long it works"), "invalid_choice": _("Choose how long it works")},
    )
