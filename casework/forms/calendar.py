"""Parser of a new feed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.forms import PlainForm


class FeedForm(PlainForm):
    """Where the feed will be read."""

    name = forms.CharField(
        label=_("Where you will use it"),
        max_length=60,
        help_text=_("For example “work telephone”. No name of a person or case."),
        error_messages={"required": _("Say where you will use it")},
    )
