"""Parsers of what is typed about legal holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import day, one_of, prose, text
from casework.forms.once import OnceForm
from sharing.choices_erasing import HoldGround, HoldStepKind
from sharing.holding import HoldStep, NewHold
from ui.forms import PlainForm

LONG = 1000


class HoldForm(OnceForm):
    """A hold to be placed."""

    reference = text(
        _("Reference of the case"), _("Enter the reference of the case"), longest=40, width="govuk-input--width-20",
        hint=_("As the case manager or the request names it. Placing a hold opens nothing of the case to you."),
    )  # fmt: skip
    ground = one_of(_("Why is nothing erased?"), HoldGround.choices, missing=_("Choose why"))
    words = prose(
        _("In words"), _("Write why, in words."), rows=3, longest=LONG,
        hint=_("File number, or who asked. The case manager, the chair and the legal advisers read it. No names."),
    )  # fmt: skip
    review_on = day(
        _("Look at it again on"),
        _("Enter the day"),
        hint=_("Within a year. You are reminded; it does not end by itself."),
    )

    def new(self) -> NewHold:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        return NewHold(got["reference"], HoldGround(got["ground"]), got["words"], got["review_on"])


class HoldStepForm(PlainForm):
    """What becomes of a hold."""

    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=1)
    kind = one_of(_("What becomes of it?"), HoldStepKind.choices, missing=_("Choose what becomes of it"))
    words = prose(_("Why?"), _("Write why, in words."), rows=3, longest=LONG)
    review_on = day(_("Look at it again on"), hint=_("Only if it is still needed."))

    conditionally_required: tuple[str, ...] = ("review_on",)

    def new(self) -> HoldStep:
        """Return what was typed. The form must be valid."""
        got: dict[str, Any] = self.cleaned_data
        return HoldStep(HoldStepKind(got["kind"]), got["words"], got["review_on"])
