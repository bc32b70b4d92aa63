"""Form of a release: how far a note goes from now on, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.choices import Tier
from casework.releasing import Release
from ui.forms import PlainForm


class ReleaseForm(PlainForm):
    """How far, whether to companions, why. ``seen`` is the choice whose effect was shown before it is kept."""

    tier = forms.TypedChoiceField(
        label=_("Fullest text that leaves our agency"), coerce=int, widget=forms.RadioSelect,
        choices=[(t.value, t.label) for t in (Tier.FULL, Tier.SUMMARY, Tier.GIST, Tier.EXISTENCE)],
        error_messages={"required": _("Choose how far it goes")},
    )  # fmt: skip
    companions = forms.BooleanField(
        label=_("Companions may be told"), required=False, help_text=_("Only notes of the team without any secrecy."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands on the ledger of the case. No names, no source."),
        error_messages={"required": _("Say why. It stands on the ledger of the case.")},
    )  # fmt: skip
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def after(self) -> Release:
        """Return what was chosen. The form must be valid."""
        got: dict[str, Any] = self.cleaned_data
        return Release(Tier(got["tier"]), got["companions"])

    @property
    def mark(self) -> str:
        """The choice as ``seen`` holds it. The form must be valid."""
        chosen = self.after()
        return f"{chosen.tier.value}:{int(chosen.companions)}"
