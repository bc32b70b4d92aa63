"""Forms of duty reports."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.forms.once import OnceForm
from sharing.choices import DutyBasis, DutyOutcome, HowSoon
from sharing.queries.duty_reports import DutyDesk, Receiver
from sharing.reporting_duty import NewDuty
from ui.forms import PlainForm


def _words(label: Any, needed: Any, rows: int, most: int, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}),
        required=bool(needed), error_messages={"required": needed} if needed else {},
    )  # fmt: skip


class DutyForm(OnceForm):
    """What is feared, who is at risk, how soon, what is known and thought, and the least that must pass."""

    how_soon = forms.ChoiceField(
        label=_("How soon may it happen?"), widget=forms.RadioSelect, choices=HowSoon.choices,
        help_text=_("If it is now: phone the police first, then fill this in."),
        error_messages={"required": _("Choose how soon it may happen")},
    )  # fmt: skip
    phoned_at = forms.TimeField(
        label=_("When did you phone, today?"), required=False, widget=forms.TimeInput(),
        help_text=_("For example 14:30. Needed if it is now."),
        error_messages={"invalid": _("Enter a time, for example 14:30")},
    )  # fmt: skip
    phoned_whom = forms.CharField(
        label=_("Whom did you speak to?"), required=False, max_length=120,
        help_text=_("A name or a number of the call. If nobody answered, say so and go on calling."),
    )  # fmt: skip
    feared = _words(_("What is feared?"), _("Write what is feared."), 3, 2000)
    at_risk = _words(_("Who is at risk?"), _("Write who is at risk, or that nobody can say."), 2, 1000)
    rests_on = forms.MultipleChoiceField(
        label=_("What does it rest on?"), widget=forms.CheckboxSelectMultiple, choices=DutyBasis.choices,
        help_text=_("Belief alone is no reason for a duty report."),
        error_messages={"required": _("Choose what it rests on")},
    )  # fmt: skip
    known = _words(_("What is known?"), _("Write what is known, and how."), 4, 4000,
                   _("What you or somebody else saw, heard or has in writing, and how you know."))  # fmt: skip
    thought = _words(_("What is thought?"), "", 3, 4000, _("What you conclude from it. Kept apart from what is known."))
    passed = _words(
        _("The least that must pass"), _("Write the least that must pass."), 5, 4000,
        _("This text, and nothing else of the case, goes to law enforcement. Name the person if they must know who."),
    )  # fmt: skip
    to_agency = forms.ChoiceField(label=_("To"), error_messages={"required": _("Choose who receives it")})
    is_released = forms.BooleanField(
        label=_("Those who work on the case permanently may read what passed"), required=False
    )
    is_health = forms.BooleanField(
        label=_("It holds health data"), required=False, help_text=_("Only health staff pass on health data."),
    )  # fmt: skip

    conditionally_required: tuple[str, ...] = ("phoned_at", "phoned_whom")

    def __init__(self, *args: Any, desk: DutyDesk, **kwargs: Any) -> None:
        """Offer the receivers of the desk."""
        super().__init__(*args, **kwargs)
        found: Sequence[Receiver] = desk.receivers
        choices = [(str(one.id), one.name) for one in found]
        field = self.fields["to_agency"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices if len(choices) == 1 else [("", _("Choose")), *choices]

    def new(self) -> NewDuty:
        """Return what was typed."""
        got = self.cleaned_data
        return NewDuty(
            to_agency=uuid.UUID(got["to_agency"]), feared=got["feared"], at_risk=got["at_risk"],
            how_soon=HowSoon(got["how_soon"]), rests_on=tuple(DutyBasis(one) for one in got["rests_on"]),
            known=got["known"], thought=got["thought"], passed=got["passed"], is_released=got["is_released"],
            is_health=got["is_health"], phoned_at=today_at(got["phoned_at"]), phoned_whom=got["phoned_whom"],
        )  # fmt: skip


def today_at(at: dt.time | None) -> dt.datetime | None:
    """Return the moment of a local time of today."""
    return timezone.make_aware(dt.datetime.combine(timezone.localdate(), at)) if at is not None else None


class AnswerDutyForm(PlainForm):
    """That a duty report was received, and what became of it."""

    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=1)
    outcome = forms.ChoiceField(
        label=_("What became of it?"), required=False, choices=[("", _("Not yet known")), *DutyOutcome.choices],
        help_text=_("The team reads this word, and nothing else of what you do."),
    )  # fmt: skip
