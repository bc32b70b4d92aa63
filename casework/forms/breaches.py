"""Parsers of what people type about a breach, up to a warning."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.choices import Handling, Tier
from casework.breaching import NewBreach, Proof, Words
from casework.choices import Delivery
from casework.forms.once import OnceForm
from ui.forms import PlainForm
from ui.widgets import DayInput

Pair = tuple[str, str]
REAL_DAY = {"invalid": _("Enter a real date, for example 2026-05-03"), "required": _("Enter the day")}
COURT = [
    (Tier.FULL.value, _("Yes, as written")),
    (Tier.SUMMARY.value, _("Only the summary")),
    (Tier.NONE.value, _("No")),
]
HANDLINGS = [(one.value, one.label) for one in (Handling.TEAM, Handling.CORE)]


class VersionedForm(PlainForm):
    """A form on a row that others change too; it carries the version that its writer read."""

    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": _("Load the page again.")})


class BreachStepForm(VersionedForm):
    """A step of a breach: the day it was taken."""

    on = forms.DateField(label=_("Day"), widget=DayInput(), initial=timezone.localdate, error_messages=REAL_DAY)


class StepWordsForm(PlainForm):
    """Words that become a note, and whether the court may read them."""

    words = forms.CharField(
        label=_("Words"), max_length=6000, widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write it down: these words are the record.")},
    )  # fmt: skip
    handling = forms.ChoiceField(
        label=_("Who of the team may read the words"), choices=HANDLINGS, widget=forms.RadioSelect,
        initial=Handling.TEAM, error_messages={"required": _("Choose who may read the words")},
    )  # fmt: skip
    court_tier = forms.TypedChoiceField(
        label=_("May the words go into the report to the court?"),
        coerce=int,
        choices=COURT,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the words may go to the court")},
    )
    summary = forms.CharField(
        label=_("Summary"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What matters for the work, without names of others: for guests, and for the court if you say so."),
    )  # fmt: skip

    def typed_words(self) -> Words:
        """Return the words. The form must be valid."""
        got = self.cleaned_data
        return Words(got["words"], got["summary"], got["handling"], got["court_tier"])


class ProofFields(PlainForm):
    """Records that show the facts."""

    columns = ("contacts", "incidents", "notes")

    contacts = forms.MultipleChoiceField(
        label=_("Missed contacts"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose one of the contacts shown")},
    )  # fmt: skip
    incidents = forms.MultipleChoiceField(
        label=_("Incidents"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose one of the incidents shown")},
    )  # fmt: skip
    notes = forms.MultipleChoiceField(
        label=_("Notes of facts"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose one of the notes shown")},
    )  # fmt: skip

    def offer(self, contacts: Sequence[Pair], incidents: Sequence[Pair], notes: Sequence[Pair]) -> None:
        """Offer these records, and no field where there are none."""
        for name, pairs in (("contacts", contacts), ("incidents", incidents), ("notes", notes)):
            if pairs:
                self.fields[name].choices = list(pairs)  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def proof(self) -> Proof:
        """Return what was chosen. The form must be valid."""
        got = self.cleaned_data
        return Proof(*(_keys(got.get(name, ())) for name in ("contacts", "incidents", "notes")))


def _keys(values: Sequence[str]) -> tuple[uuid.UUID, ...]:
    return tuple(uuid.UUID(value) for value in values)


class ProofForm(ProofFields):
    """More records for a breach that runs."""

    def __init__(self, *args: Any, provable: Sequence[Sequence[Pair]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offer(*provable)


class BreachForm(OnceForm, ProofFields):
    """A suspected failure to keep a condition, with proof, facts in words, or both."""

    condition = forms.ChoiceField(
        label=_("Which condition"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose the condition that was not kept")},
    )  # fmt: skip
    suspected_on = forms.DateField(
        label=_("Day of the failure"), widget=DayInput(),
        help_text=_("The time to act runs from this day."), error_messages=REAL_DAY,
    )  # fmt: skip
    words = forms.CharField(
        label=_("Facts in words"), required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Only what was seen or recorded: date, place, who observed. No judgement. Not needed where the "
                    "records above say it all."),
    )  # fmt: skip
    court_tier = forms.TypedChoiceField(
        label=_("May these words go into the report to the court?"), coerce=int, required=False, empty_value=None,
        choices=COURT[::2], widget=forms.RadioSelect,
    )  # fmt: skip
    is_serious = forms.BooleanField(
        label=_("Serious: it may go to the court without a warning first"), required=False,
        help_text=_("For example contact with the victim, violence, or leaving the country."),
    )  # fmt: skip
    field_order = ("condition", "suspected_on", "contacts", "incidents", "notes", "words", "court_tier", "is_serious")
    conditionally_required = ("contacts", "incidents", "notes", "words", "court_tier")

    def __init__(
        self, *args: Any, conditions: Sequence[Pair], hints: Mapping[str, str], provable: Sequence[Sequence[Pair]],
        **kwargs: Any,
    ):  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["condition"].choices = list(conditions)  # type: ignore[attr-defined]
        self.option_hints = {"condition": hints}
        self.offer(*provable)

    def clean(self) -> dict[str, Any]:
        """Ask whether the court may read the facts, when there are words."""
        got = super().clean() or {}
        if got.get("words", "").strip() and got.get("court_tier") is None:
            self.add_error("court_tier", _("Choose whether the words may go to the court"))
        return got

    def new_breach(self) -> NewBreach:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        facts = Words(got["words"], court_tier=got["court_tier"]) if got["words"].strip() else None
        return NewBreach(uuid.UUID(got["condition"]), got["suspected_on"], got["is_serious"], self.proof(), facts)


class AskForm(BreachStepForm):
    """How the person was asked for an explanation."""

    delivery = forms.ChoiceField(
        label=_("How the question reached the person"), choices=Delivery.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the person was asked")},
    )  # fmt: skip


class ExplanationForm(BreachStepForm, StepWordsForm):
    """What the person said, or that nothing came."""

    came = forms.ChoiceField(
        label=_("Did an explanation come?"), widget=forms.RadioSelect,
        choices=[("yes", _("Yes")), ("no", _("No explanation came"))], initial="yes",
        error_messages={"required": _("Choose whether an explanation came")},
    )  # fmt: skip
    field_order = ("came", "on", "words", "handling", "court_tier", "summary")
    conditionally_required = ("words", "court_tier", "handling")

    def __init__(self, *args: Any, explained: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if explained:
            there = ("there", _("It stands with the missed contact already: take it over"))
            self.fields["came"].choices = [there, *self.fields["came"].choices]  # type: ignore[attr-defined]
            self.initial.setdefault("came", "there")
        self.fields["words"].label = _("What the person said, in their words")
        for name in self.conditionally_required:
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """Ask for the words when there are any."""
        got = super().clean() or {}
        if got.get("came") == "yes":
            for name in self.conditionally_required:
                if got.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return got

    @property
    def is_there(self) -> bool:
        """Whether the explanation of the contact is taken over. The form must be valid."""
        return bool(self.cleaned_data["came"] == "there")

    def answer(self) -> Words | None:
        """Return the words, or None when no explanation came. The form must be valid."""
        return self.typed_words() if self.cleaned_data["came"] == "yes" else None


class WeighForm(BreachStepForm, StepWordsForm):
    """Whether the explanation is accepted, and why."""

    accepted = forms.ChoiceField(
        label=_("Is the explanation accepted?"), widget=forms.RadioSelect,
        choices=[("yes", _("Accepted: the breach ends here")), ("no", _("Not accepted"))],
        error_messages={"required": _("Choose whether the explanation is accepted")},
    )  # fmt: skip
    field_order = ("accepted", "on", "words", "handling", "court_tier", "summary")

    def __init__(self, *args: Any, late: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if late:  # it was not accepted before: it can only be accepted after all
            self.fields["accepted"].choices = self.fields["accepted"].choices[:1]  # type: ignore[attr-defined]
        self.fields["words"].label = _("Why")
        self.fields["words"].help_text = _("Weigh illness, family and fear too, and whether the fault was gross.")


class WarnForm(BreachStepForm, StepWordsForm):
    """A warning: its words, how it reached the person, and until when a repeat counts."""

    delivery = forms.ChoiceField(
        label=_("How the warning reached the person"), choices=Delivery.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the warning was given")},
    )  # fmt: skip
    window_to = forms.DateField(
        label=_("A repeat counts until"), widget=DayInput(), error_messages=REAL_DAY, required=False,
    )  # fmt: skip
    field_order = ("on", "delivery", "window_to", "words", "handling", "court_tier", "summary")

    def __init__(self, *args: Any, window_days: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("Words of the warning")
        self.fields["window_to"].help_text = _t(
            "Left empty, it counts as long as it may: %(n)d days from the day above."
        ) % {"n": window_days}


class DropForm(BreachStepForm, StepWordsForm):
    """Why a suspected failure is not pursued."""

    field_order = ("on", "words", "handling", "court_tier", "summary")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("Why")
