"""Parsers of what people type about emergency access."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.services.emergencies import MAX_HOURS
from ui.forms import PlainForm


class EmergencyForm(PlainForm):
    """Which case, why, for how long."""

    reference = forms.CharField(
        label=_("Case reference"),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={"required": _("Enter the case reference")},
    )
    reason = forms.CharField(
        label=_("Who is in danger, and why it cannot wait"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The case manager reads this today. One or two sentences."),
        error_messages={"required": _("Say in a sentence who is in danger and why it cannot wait.")},
    )
    hours = forms.TypedChoiceField(
        label=_("For how long"),
        coerce=int,
        choices=[(n, ngettext_lazy("%(n)d hour", "%(n)d hours", n) % {"n": n}) for n in (1, 2, 4, MAX_HOURS)],
        widget=forms.RadioSelect,
        initial=1,
        error_messages={"required": _("Choose for how long")},
    )

    columns = ("hours",)


class EmergencyReviewForm(PlainForm):
    """What the reviewer found."""

    finding = forms.CharField(
        label=_("What you found"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whether the access was right, and what follows: nothing, a talk, a report to the legal adviser."),
        error_messages={"required": _("Say whether the access was right, and what follows.")},
    )
