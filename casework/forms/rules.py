"""The form of one reporting rule."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.choices import RuleChannel, RulePlace, RuleTime
from casework.ruling import RuleWords
from ui.forms import PlainForm


class RuleForm(PlainForm):
    """A situation, and what is to be done about it."""

    situation = forms.CharField(
        label=_("When this happens, or is feared"), max_length=160,
        help_text=_("Behaviour, not belief. For example: somebody threatens a named person."),
        error_messages={"required": _("Describe the situation in one line")},
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=_("How"), choices=RuleChannel.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it is reported")},
    )  # fmt: skip
    recipient = forms.CharField(
        label=_("To whom"), max_length=160, help_text=_("A function and where it is reached, not a person."),
        error_messages={"required": _("Say who gets it")},
    )  # fmt: skip
    within = forms.ChoiceField(
        label=_("How soon"), choices=RuleTime.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose how soon")},
    )  # fmt: skip
    pass_on = forms.CharField(
        label=_("What must pass"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The least that the recipient needs in order to act"),
    )  # fmt: skip
    basis = forms.CharField(
        label=_("What it rests on"), required=False, max_length=160, help_text=_("The law or the agreement")
    )
    places = forms.MultipleChoiceField(
        label=_("Show it to whoever writes"), choices=RulePlace.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one form beside which it stands")},
    )  # fmt: skip
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def new(self) -> RuleWords:
        """Return the rule of a valid form."""
        got: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return RuleWords(**{**got, "places": tuple(got["places"])})
