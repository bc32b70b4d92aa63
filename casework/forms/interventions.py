"""Parsers of what people type about interventions and sessions."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import Choices, VersionedForm, day, key_of, one_of, text
from casework.choices import Attended, InterventionOutcome, InterventionType, Setting
from casework.forms.once import OnceForm
from casework.forms.plans import AGREED, COMPANIONS, GUESTS, OWN
from casework.plan_words import weekdays
from casework.planning import NewIntervention
from ui.forms import PlainForm

SETTLED = ("type", "provider")
"""Asked for once: another kind or provider is another intervention."""


class HourInput(forms.TimeInput):
    """A native box for an hour of the day."""

    input_type = "time"


def hour(label: Any) -> forms.TimeField:
    """An hour of the day, not required."""
    return forms.TimeField(
        label=label, required=False, widget=HourInput({"class": "govuk-input--width-5"}, format="%H:%M"),
        error_messages={"invalid": _("Enter an hour, for example 14:30")},
    )  # fmt: skip


class InterventionForm(OnceForm, VersionedForm):
    """A programme or service over time. Kind and provider are asked for once."""

    type = one_of(
        _("Kind"), [("", _("Choose")), *InterventionType.choices], missing=_("Choose the kind"), radio=False,
        hint=_("Psychology sessions and medical treatment: other agencies see attendance only."),
    )  # fmt: skip
    provider = one_of(_("Who provides it"), missing=_("Choose who provides it"), radio=False)
    title = text(_("What it is called"), longest=120)
    goal = text(_("What it is for"), longest=300)
    line = forms.ChoiceField(label=_("Objective it serves"), required=False)
    setting = one_of(_("Setting"), Setting.choices, missing=_("Choose the setting"))
    is_voluntary = one_of(
        _("Is it voluntary?"), [("yes", _("Yes, voluntary")), ("no", _("No, a condition of the order demands it"))],
        missing=_("Say whether it is voluntary"),
        hint=_("Talks about faith or conviction are voluntary unless a condition orders them."),
    )  # fmt: skip
    condition = forms.ChoiceField(label=_("Condition that demands it"), required=False)
    frequency = text(_("How often"), longest=80, hint=_("For example: every week, eight evenings."))
    weekday = forms.TypedChoiceField(label=_("Day of the week"), required=False, coerce=int, empty_value=None)
    begins_at = hour(_("Begins at"))
    ends_at = hour(_("Ends at"))
    starts_on = day(_("From"), _("Enter the day on which it begins"))
    ends_on = day(_("Until"))
    outcome = forms.ChoiceField(label=_("Outcome"), required=False, choices=InterventionOutcome.choices)
    for_companions = forms.BooleanField(label=COMPANIONS, required=False, help_text=AGREED)
    for_guests = forms.BooleanField(label=GUESTS, required=False, help_text=OWN)
    overlap_accepted = text(
        _("Why it may stand beside others like it"), longest=300,
        hint=_("Only when a warning says that it doubles another one, clashes with it or outlasts the order."),
    )  # fmt: skip

    conditionally_required = ("title", "goal", "condition", "outcome")
    reveals = {"is_voluntary": {"no": "condition"}}

    def __init__(self, *args: Any, choices: Mapping[str, Choices], settled: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        chosen: dict[str, list[Any]] = {
            "provider": [("", _("Choose")), *choices["provider"]], "line": [("", _("None")), *choices["line"]],
            "condition": [("", _("Choose")), *choices["condition"]],
            "weekday": [("", _("No fixed day")), *enumerate(weekdays())],
        }  # fmt: skip
        for name, offered in chosen.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        if settled:
            self.settled = {name: self.initial[name] for name in SETTLED}
            del self.fields["type"], self.fields["provider"]
        else:
            self.settled = {}
            del self.fields["outcome"]

    def new(self) -> NewIntervention:
        """Return what was typed. The form must be valid."""
        got: dict[str, Any] = {**self.settled, **self.cleaned_data}
        kept = {name: got[name] for name in NewIntervention.__slots__ if name in got}
        voluntary = got["is_voluntary"] == "yes"
        return NewIntervention(
            **{
                **kept,
                "provider_id": uuid.UUID(got["provider"]), "line": key_of(got["line"]), "is_voluntary": voluntary,
                "condition_id": None if voluntary else key_of(got["condition"]),
            }
        )  # fmt: skip


class SessionForm(PlainForm):
    """Whether the person came on a day."""

    on = day(_("Day"), _("Enter the day"))
    attended = one_of(_("Did the person come?"), Attended.choices, missing=_("Say whether the person came"))


def first_session() -> dict[str, object]:
    """Return the beginning of the quick form: today, came."""
    return {"on": timezone.localdate(), "attended": Attended.YES.value}
