"""Parser of a question about sight."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 64  # characters; a note's number has 36


class ExplainForm(forms.Form):
    """Whose sight, and of what."""

    email = forms.EmailField(
        label=_("E-mail address of the person"),
        help_text=_("Yours, or that of somebody on one of your cases."),
        error_messages={
            "required": _("Enter the e-mail address of the person"),
            "invalid": _("Enter an e-mail address in the form name@agency.example"),
        },
    )
    about = forms.CharField(
        label=_("Reference of the case, or number of the note"),
        help_text=_("The number of a note stands in the address of its page."),
        max_length=LONGEST,
        error_messages={
            "required": _("Enter the reference of a case or the number of a note"),
            "max_length": _("Enter a reference or a number: it is shorter than this"),
        },
    )
