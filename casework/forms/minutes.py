"""Form of a clearance for summary minutes: which text, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from access.choices import Tier
from ui.forms import PlainForm


class MinutesForm(PlainForm):
    """Which text of the note may stand in the summary minutes, and why."""

    tier = forms.TypedChoiceField(
        label=_("Text for the summary minutes"), coerce=int, widget=forms.RadioSelect,
        choices=[
            (Tier.SUMMARY.value, Tier.SUMMARY.label), (Tier.GIST.value, Tier.GIST.label),
            (Tier.NONE.value, _("None: it does not stand there")),
        ],
        error_messages={"required": _("Choose what may stand there")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands on the ledger of the case. No names, no source."),
        error_messages={"required": _("Say why. It stands on the ledger of the case.")},
    )  # fmt: skip
