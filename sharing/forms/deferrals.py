"""Forms of deferrals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sharing.choices import DeferralGround
from sharing.deferring import NewDeferral
from sharing.forms.reports import REAL_DATE
from ui.forms import PlainForm
from ui.widgets import DayInput


class DeferralForm(PlainForm):
    """That the person be told later."""

    ground = forms.ChoiceField(
        label=_("Ground"), choices=[("", _("Choose")), *DeferralGround.choices],
        error_messages={"required": _("Choose the ground")},
    )  # fmt: skip
    facts = forms.CharField(
        label=_("Facts"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "What would happen if the person were told now. Whoever decides reads it, and all who work on the case. "
            "Name no source and nobody else."
        ),
        error_messages={"required": _("Write the facts that the ground stands on.")},
    )  # fmt: skip
    until_on = forms.DateField(
        label=_("Day on which the person is told"), widget=DayInput(),
        help_text=_("On this day it ends by itself. Beyond 90 days the legal adviser approves it too."),
        error_messages={**REAL_DATE, "required": _("Enter the day on which the person is told")},
    )  # fmt: skip

    def new(self) -> NewDeferral:
        """Return what was typed."""
        got = self.cleaned_data
        return NewDeferral(DeferralGround(got["ground"]), got["facts"], got["until_on"])


class DecideForm(PlainForm):
    """What is decided of a proposed deferral."""

    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=1)
    approves = forms.ChoiceField(
        label=_("What do you decide?"), widget=forms.RadioSelect,
        choices=[("yes", _("Approve: the person is told on that day")), ("no", _("Refuse: the person is told now"))],
        error_messages={"required": _("Choose what you decide")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed for a refusal."),
    )  # fmt: skip

    conditionally_required: tuple[str, ...] = ("reason",)


class EndForm(PlainForm):
    """Why a deferral ends before its day."""

    reason = forms.CharField(
        label=_("Why does it end now?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why it ends.")},
    )  # fmt: skip
