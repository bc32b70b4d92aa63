"""Parsers of what people type when a case ends, and when they look again."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import Choices, day, one_of, prose, some_of, text
from casework.choices import FollowUpMethod, StrandResult
from casework.closing import Found, NewOutcome
from casework.forms.once import OnceForm
from ui.forms import PlainForm

HONEST = _("An honest “not known” is better than a guess.")


class OutcomeForm(OnceForm):
    """How the work ended. ``again``: one is on record for this closing; ``closed``: its follow-ups stand."""

    disengagement = one_of(
        _("Disengagement: distance from the group and from violence"), StrandResult.choices,
        missing=_("Choose what became of disengagement"), hint=HONEST,
    )  # fmt: skip
    disengagement_text = prose(
        _("How you know"), _("Say how you know, even if it is not known"), rows=3, longest=1000,
        hint=_("Stands in the record. It is not on the sheet for the person."),
    )  # fmt: skip
    reintegration = one_of(
        _("Reintegration: home, work, people, a place in life"), StrandResult.choices,
        missing=_("Choose what became of reintegration"), hint=HONEST,
    )  # fmt: skip
    reintegration_text = prose(
        _("How you know this"), _("Say how you know, even if it is not known"), rows=3, longest=1000
    )
    went_on = prose(
        _("What goes on voluntarily"), rows=2, longest=500, hint=_("On the sheet for the person. Empty for nothing.")
    )
    for_person = prose(
        _("What we tell the person about it, in plain words"), rows=3, longest=1000,
        hint=_("On the sheet for the person, to “you”."),
    )  # fmt: skip
    agreed = prose(
        _("What was agreed for afterwards"), _("Say what was agreed for afterwards"), rows=3, longest=1000,
        hint=_("On the sheet for the person."),
    )  # fmt: skip
    call = text(
        _("Whom the person can call"), _("Say whom the person can call"), longest=200,
        hint=_("Name and number; on the sheet for the person."),
    )  # fmt: skip
    feedback_offered_on = day(
        _("Feedback was offered on"), _("Enter the day on which feedback was offered"),
        hint=_("Person and family were asked how it was for them; they may say nothing."),
    )  # fmt: skip
    keep_until = day(
        _("The record is kept until"), _("Enter the day until which the record is kept"),
        hint=_("As your law and your agreement say. Then it is reviewed for erasure."),
    )  # fmt: skip
    nothing_ends = forms.BooleanField(
        label=_("No professional support ends with this case"), required=False,
        help_text=_("Only when there is no ending plan because there is nothing to hand over."),
    )  # fmt: skip
    months = some_of(_("Somebody looks again"), missing=_("Choose at least one follow-up"))
    reason = text(_("Why it is recorded again"), longest=300,
                  hint=_("Stands in the access log of the case. Do not write about the person here."))  # fmt: skip

    conditionally_required = ("reason",)

    def __init__(
        self, *args: Any, choices: Mapping[str, Choices], again: bool = False, closed: bool = False, **kwargs: Any
    ):  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["months"].choices = list(choices["months"])  # type: ignore[attr-defined]
        if not again:
            del self.fields["reason"]
        if closed:
            del self.fields["months"]

    def new(self) -> NewOutcome:
        """Return what was typed. The form must be valid."""
        got = {name: value for name, value in self.cleaned_data.items() if name != "form_key"}
        return NewOutcome(**got | {"months": tuple(int(months) for months in got.get("months", ()))})


class FollowUpForm(PlainForm):
    """What was found when somebody looked again."""

    held_on = day(_("Day"), _("Enter the day"))
    method = one_of(_("How"), FollowUpMethod.choices, missing=_("Choose how you looked again"))
    found = prose(_("What you found"), _("Say what you found"), rows=4, longest=2000)
    disengagement = one_of(
        _("Disengagement today"), StrandResult.choices, missing=_("Choose how it stands with disengagement"),
        hint=HONEST,
    )  # fmt: skip
    reintegration = one_of(
        _("Reintegration today"), StrandResult.choices, missing=_("Choose how it stands with reintegration")
    )
    reopen = forms.BooleanField(
        label=_("The case should be taken up again"), required=False,
        help_text=_("The case manager then decides with the team; nothing happens by itself."),
    )  # fmt: skip

    def found_out(self) -> Found:
        """Return what was typed. The form must be valid."""
        return Found(**self.cleaned_data)
