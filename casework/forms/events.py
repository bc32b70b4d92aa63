"""Parsers of what people type about incidents, exposure, signs and the catalogue of signs."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from casework.choices import (
    ExposureBy,
    ExposureResponse,
    IncidentKind,
    NoteKind,
    Offer,
    Setting,
    SignClass,
)
from casework.eventing import (
    NewExposure,
    NewIncident,
    NewSign,
    SignWords,
    note_kind_of_incident,
    note_kind_of_sign,
)
from casework.forms.once import OnceForm
from casework.forms.words import WordsForm
from casework.queries.contact_desk import ContactDesk
from casework.queries.signs import SignLine
from casework.writing import NewNote
from ui.forms import PlainForm
from ui.widgets import DayInput


def _radios(label: Any, choices: Any, sentence: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": sentence}
    )


class EventForm(OnceForm, WordsForm):
    """A day and words; the heirs add what is asked. To the court goes of them what somebody clears."""

    is_contact = False

    on = forms.DateField(
        label=_("Day"),
        widget=DayInput(),
        error_messages={"required": _("Enter the day"), "invalid": _("Enter a real date, for example 2026-05-03")},
    )
    fields_first: tuple[str, ...] = ()

    def __init__(self, *args: Any, desk: ContactDesk, **kwargs: Any):
        super().__init__(*args, desk=desk, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        if "setting" in self.fields:
            self.fields["setting"].initial = desk.setting
        self.order_fields((*self.fields_first, "words"))  # the summary of errors reads as the page does

    @property
    def first(self) -> list[forms.BoundField]:
        """The fields that stand above the words."""
        return [self[name] for name in self.fields_first]

    @property
    def day(self) -> dt.date:
        """The day typed, today where it cannot be read."""
        day: dt.date = self.got().get("on") or timezone.localdate()
        return day

    def new_note(self) -> NewNote:
        """Return the words as a note; also for a form with errors."""
        return self.note(NoteKind.CONTACT, _now("Event"), self.day)


class IncidentForm(EventForm):
    """Something that happened."""

    kind = _radios(_("What happened?"), IncidentKind.choices, _("Choose what happened"))
    setting = forms.ChoiceField(label=_("Where the person lived"), choices=Setting.choices)

    columns = ("kind", "named")
    fields_first = ("kind", "on", "setting")

    def new_note(self) -> NewNote:
        """Return the words; the title says no more than that something happened."""
        return self.note(note_kind_of_incident(self.got().get("kind", "")), _now("Incident"), self.day)

    def new(self) -> NewIncident:
        """Return the incident of a valid form."""
        return NewIncident(self.cleaned_data["kind"], self.new_note(), self.cleaned_data["setting"])


class ExposureForm(EventForm):
    """Contact with, or an offer from, a violent group."""

    by = _radios(_("Who came near?"), ExposureBy.choices, _("Choose who came near"))
    offer = _radios(_("What was offered?"), Offer.choices, _("Choose what was offered"))
    response = _radios(_("What did the person do?"), ExposureResponse.choices, _("Choose what the person did"))
    setting = forms.ChoiceField(label=_("Where the person lived"), choices=Setting.choices)
    counter_offer = forms.CharField(
        label=_("Our counter-offer"), required=False, max_length=200,
        help_text=_("What we can offer instead; asked for where the plan does not say. The plan takes it up."),
    )  # fmt: skip

    conditionally_required = (*WordsForm.conditionally_required, "counter_offer")
    columns = ("by", "offer", "response", "named")
    fields_first = ("by", "offer", "response", "on", "setting", "counter_offer")

    def new_note(self) -> NewNote:
        """Return the words under a neutral title."""
        return self.note(NoteKind.CONTACT, _now("Exposure"), self.day)

    def new(self) -> NewExposure:
        """Return the exposure of a valid form."""
        got = self.cleaned_data
        return NewExposure(
            got["by"], got["offer"], got["response"], self.new_note(), got["setting"], got["counter_offer"]
        )


class SignForm(EventForm):
    """A sign of the catalogue, seen by one's own agency."""

    entry = forms.ChoiceField(label=_("Which sign?"), error_messages={"required": _("Choose the sign that was seen")})

    fields_first = ("entry", "on")

    def __init__(
        self, *args: Any, desk: ContactDesk, entries: Sequence[tuple[SignClass, list[SignLine]]] = (), **kwargs: Any
    ):
        super().__init__(*args, desk=desk, **kwargs)
        self.beliefs = {str(line.id) for _kind, lines in entries for line in lines if line.is_belief}
        groups = [
            (kind.label, [(str(line.id), f"{line.code} {line.label}") for line in lines])
            for kind, lines in entries if lines
        ]  # fmt: skip
        self._offer("entry", [("", _("Choose")), *groups])

    def new_note(self) -> NewNote:
        """Return the words; what is belief alone is handled as belief."""
        kind = note_kind_of_sign(is_belief=self.got().get("entry") in self.beliefs)
        return self.note(kind, _now("Sign seen"), self.day)

    def new(self) -> NewSign:
        """Return the observation of a valid form."""
        return NewSign(uuid.UUID(self.cleaned_data["entry"]), self.new_note())


class EventFilterForm(PlainForm):
    """What the reader narrows the events by."""

    what = forms.ChoiceField(
        label=_("What"), required=False,
        choices=[("", _("All")), ("incident", _("Incidents")), ("exposure", _("Exposure")), ("sign", _("Signs"))],
    )  # fmt: skip
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    setting = forms.ChoiceField(label=_("Setting"), required=False, choices=[("", _("Any")), *Setting.choices])

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", _("All")), *agencies]  # type: ignore[attr-defined]


class SignEntryForm(PlainForm):
    """One sign of the catalogue."""

    code = forms.CharField(
        label=_("Code"), max_length=8, help_text=_("Short, for example R1"), error_messages={"required": _("Enter one")}
    )
    sign_class = _radios(_("Class"), SignClass.choices, _("Choose the class"))
    label = forms.CharField(
        label=_("Sign"), max_length=120, error_messages={"required": _("Say what is seen, in a few words")}
    )
    guidance = forms.CharField(
        label=_("Guidance"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What it may mean, and what it does not mean"),
    )  # fmt: skip
    is_belief = forms.BooleanField(
        label=_("It is belief alone"), required=False,
        help_text=_("Belief alone never triggers anything. Such a sign is recorded under the rules for belief."),
    )  # fmt: skip
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def new(self) -> SignWords:
        """Return the sign of a valid form."""
        got = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return SignWords(**got)
