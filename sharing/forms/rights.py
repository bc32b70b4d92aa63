"""Parsers of what is recorded about requests of the person."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import day, one_of, prose
from casework.forms.once import OnceForm
from sharing.choices_rights import DECISIONS, HandedHow, Identity, KeptOut, RightsHow, RightsKind, RightsState
from sharing.rights import Longer, NewRights, RightsDecision
from ui.forms import PlainForm

LONG = 4000


class RightsForm(OnceForm):
    """A request as it came."""

    kind = one_of(_("What does the person ask?"), RightsKind.choices, missing=_("Choose what the person asks"))
    words = prose(
        _("In their words"), _("Write what the person asks"), rows=4, longest=LONG,
        hint=_("As they said or wrote it. Everybody who reads the record of the case reads it."),
    )  # fmt: skip
    how = one_of(_("How did it come?"), RightsHow.choices, missing=_("Choose how it came"))
    received_on = day(
        _("Day on which it came"), _("Enter the day on which it came"),
        hint=_("The month begins on this day, whoever received it."),
    )  # fmt: skip
    identity = forms.ChoiceField(
        label=_("How do you know who asks?"), choices=[("", _("Not checked yet")), *Identity.choices],
        required=False, widget=forms.RadioSelect,
    )  # fmt: skip

    def new(self) -> NewRights:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        identity = Identity(got["identity"]) if got["identity"] else None
        return NewRights(RightsKind(got["kind"]), RightsHow(got["how"]), got["received_on"], got["words"], identity)


class MovesForm(PlainForm):
    """What moves a request on carries the version that was read. ``ids`` keeps several on one page apart."""

    ids = ""
    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{self.ids}_%s")
        super().__init__(*args, **kwargs)

    @property
    def read_version(self) -> int:
        """The version that its editor read. The form must be valid."""
        found: int = self.cleaned_data["version"]
        return found


class IdentityForm(MovesForm):
    """How it is known who asks."""

    ids = "identity"
    identity = one_of(_("How do you know who asks?"), Identity.choices, missing=_("Choose how you know"))

    def new(self) -> Identity:
        """Return what was chosen. The form must be valid."""
        return Identity(self.cleaned_data["identity"])


class LongerForm(MovesForm):
    """That an answer takes longer."""

    ids = "longer"
    until_on = day(_("Answer at the latest on"), _("Enter the day"), hint=_("Three months after it came at the most."))
    reason = prose(
        _("Why it takes longer"), _("Write why it takes longer"), rows=3, longest=LONG,
        hint=_("In the words in which you told the person. It must be that it is complex, or that they asked much."),
    )  # fmt: skip
    told_on = day(_("Day on which you told the person"), _("Enter the day on which you told them"))

    def new(self) -> Longer:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        return Longer(got["until_on"], got["reason"], got["told_on"])


class RightsDecisionForm(MovesForm):
    """What becomes of a request."""

    ids = "decision"
    state = one_of(
        _("What is decided?"), [(one.value, one.label) for one in DECISIONS], missing=_("Choose what is decided")
    )  # fmt: skip
    reason = prose(
        _("What was decided and why"), _("Write what was decided and why"), rows=5, longest=LONG,
        hint=_("In the words in which the person is told: plain, and without anything they may not know."),
    )  # fmt: skip
    remedy_told_on = day(
        _("Told where to complain, on"),
        hint=_("Needed unless all is granted: the supervisory authority and the court, by name."),
    )  # fmt: skip

    conditionally_required: tuple[str, ...] = ("remedy_told_on",)

    def __init__(self, *args: Any, by_file: bool = False, **kwargs: Any):
        """``by_file``: it is granted by handing over the file, and here only refused or taken back."""
        super().__init__(*args, **kwargs)
        if by_file:
            field = cast(forms.ChoiceField, self.fields["state"])
            field.choices = [(one.value, one.label) for one in DECISIONS[2:]]
            field.help_text = _("It is granted by handing over the file.")

    def new(self) -> RightsDecision:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        return RightsDecision(RightsState(got["state"]), got["reason"], got["remedy_told_on"])


class KeepOutForm(PlainForm):
    """That an entry of the file for the person stays out."""

    number = forms.IntegerField(
        label=_("Number of the entry"), min_value=1, error_messages={"required": _("Enter the number of the entry")},
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )  # fmt: skip
    ground = one_of(_("On what ground?"), KeptOut.choices, missing=_("Choose a ground: nothing else is one"))
    reason = prose(
        _("Why?"), _("Write why"), rows=2, longest=300,
        hint=_("For whoever reviews it. The person reads nothing of it."),
    )  # fmt: skip


class StepForm(MovesForm):
    """A step of the file for the person: nothing but the version that was read."""

    ids = "step"


class HandOverForm(MovesForm):
    """That the file goes to the person."""

    ids = "hand"
    on = day(_("Day on which it goes to the person"), _("Enter the day"))
    how = one_of(_("How does it reach them?"), HandedHow.choices, missing=_("Choose how it reaches them"))
