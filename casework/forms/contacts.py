"""Parsers of what people type about contacts: the quick entry, a plan, a correction, a letter, an explanation."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.choices import Tier
from casework.breaching import Words
from casework.choices import MARKS, Attended, ContactKind, Delivery, HelpKind, Kept, Mode, Setting, TestResult
from casework.contacting import NOTE_KIND, NewContact, NewPlan, Touched, counts_attendance
from casework.due import day_and_time
from casework.forms.once import OnceForm
from casework.forms.words import WordsForm
from casework.queries.contact_desk import ContactDesk
from casework.writing import NewNote
from ui.forms import PlainForm
from ui.widgets import ClockInput, DayInput

CAME = [
    (Attended.YES.value, _("Yes")),
    (Attended.LATE.value, _("Late")),
    (Attended.EXCUSED.value, _("No, good reason")),
    (Attended.NO_REASON.value, _("No, no good reason")),
]
TO_COURT = [
    (Tier.NONE.value, _("No")),
    (Tier.SUMMARY.value, _("Only the summary")),
    (Tier.FULL.value, _("Yes, as written")),
]
MARK = "condition-"
NO_DAY = {"required": _("Enter the day"), "invalid": _("Enter a real date, for example 2026-05-03")}
NO_TIME = {"required": _("Enter the time"), "invalid": _("Enter a real time, for example 14:30")}


def _kinds(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=ContactKind.choices, widget=forms.RadioSelect, initial=ContactKind.PERSON,
        error_messages={"required": _("Choose what kind of contact it is")},
    )  # fmt: skip


def _asked() -> forms.BooleanField:
    return forms.BooleanField(label=_("It was agreed with the case manager"), required=False)


class TouchedFields(forms.Form):
    """What a contact touched, all of it optional; conditions of the case become a choice each."""

    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=1, max_value=1440,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Enter the minutes, from 1 to 1440")),
    )  # fmt: skip
    place = forms.CharField(
        label=_("Place"), required=False, max_length=80, help_text=_("A word such as office or café. Never an address.")
    )
    help_given = forms.MultipleChoiceField(
        label=_("Help given"), choices=HelpKind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    skill_gained = forms.CharField(label=_("Skill gained"), required=False, max_length=120)
    test_result = forms.ChoiceField(label=_("Result of the test"), choices=TestResult.choices, required=False)
    objectives = forms.MultipleChoiceField(
        label=_("Objectives touched"), required=False, widget=forms.CheckboxSelectMultiple
    )
    actions = forms.MultipleChoiceField(label=_("Actions touched"), required=False, widget=forms.CheckboxSelectMultiple)

    def offer_touched(self, desk: ContactDesk) -> None:
        """Offer what the case has: its conditions, objectives and actions; leave out what it has not."""
        for name, choices in (("objectives", desk.objectives), ("actions", desk.actions)):
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        for key, label in desk.conditions:
            self.fields[f"{MARK}{key}"] = forms.ChoiceField(
                label=label, required=False, choices=[("", Kept.NONE.label), *MARKS]
            )

    @property
    def marks(self) -> list[forms.BoundField]:
        """The choices about conditions."""
        return [self[name] for name in self.fields if name.startswith(MARK)]

    def touched(self) -> Touched:
        """Return what was typed and can be read."""
        got: dict[str, Any] = getattr(self, "cleaned_data", {})
        kept = [(uuid.UUID(name.removeprefix(MARK)), got.get(name)) for name in self.fields if name.startswith(MARK)]
        return Touched(
            minutes=got.get("minutes"), place=got.get("place", ""), help_given=tuple(got.get("help_given", ())),
            skill_gained=got.get("skill_gained", ""), test_result=got.get("test_result", ""),
            marks=tuple((key, word) for key, word in kept if word),
            objectives=tuple(uuid.UUID(key) for key in got.get("objectives", ())),
            actions=tuple(uuid.UUID(key) for key in got.get("actions", ())),
        )  # fmt: skip


class ContactForm(OnceForm, WordsForm, TouchedFields):
    """The quick entry: what, came, when, how, and a sentence; the rest is under "More"."""

    kind = _kinds(_("What was it?"))
    attended = forms.ChoiceField(
        label=_("Did the person come?"),
        choices=CAME,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"required": _("Choose whether the person came")},
    )
    on = forms.DateField(label=_("Day"), widget=DayInput(), error_messages=NO_DAY)
    at = forms.TimeField(label=_("Time"), widget=ClockInput(), error_messages=NO_TIME)
    setting = forms.ChoiceField(label=_("Where the person lives now"), choices=Setting.choices)
    mode = forms.ChoiceField(label=_("How"), choices=Mode.choices)
    relationship = forms.ChoiceField(label=_("Which family member?"), required=False)
    asked = _asked()

    conditionally_required = (*WordsForm.conditionally_required, "attended", "relationship", "asked", "test_result")
    columns = ("kind", "attended", "named", "help_given")
    field_order = ("kind", "attended", "on", "at", "mode", "setting", "words")
    reveals: dict[str, dict[str, str]] = {"kind": {"family": "asked", "test": "test_result"}}

    def __init__(self, *args: Any, desk: ContactDesk, planned: bool = False, **kwargs: Any):
        super().__init__(*args, desk=desk, **kwargs)
        self.offer_touched(desk)
        self._offer("relationship", [("", _("Not said")), *desk.relatives])
        if planned:
            self._offer("attended", [*CAME, (Attended.CANCELLED.value, Attended.CANCELLED.label)])
        if not desk.must_ask:
            del self.fields["asked"]
            self.reveals = {"kind": {"test": "test_result"}}
        else:
            self.fields["asked"].help_text = _("Families are not contacted by several people: ask %(name)s first.") % {
                "name": desk.must_ask
            }
        day, time = day_and_time(timezone.now())
        for name, usual in (("on", day), ("at", time), ("setting", desk.setting), ("mode", Mode.FACE)):
            self.fields[name].initial = usual

    def clean(self) -> dict[str, Any]:
        """Ask whether the person came where that counts; a talk among professionals took place."""
        got = super().clean() or self.cleaned_data
        if not got.get("attended") and got.get("kind"):
            if counts_attendance(got["kind"]):
                self.add_error("attended", _("Choose whether the person came"))
            else:
                got["attended"] = Attended.YES.value
        return got

    def moment(self) -> dt.datetime:
        """Return when it was, in local time; now where it cannot be read."""
        got = self.got()
        if not (got.get("on") and got.get("at")):
            return timezone.now()
        return timezone.make_aware(dt.datetime.combine(got["on"], got["at"]))

    def new_note(self) -> NewNote:
        """Return the words as a note; its title is the kind alone, because everybody reads it."""
        kind = self.got().get("kind") or ContactKind.PERSON
        day = timezone.localdate(self.moment())
        return self.note(NOTE_KIND[kind], str(ContactKind(kind).label), day)

    def new_contact(self) -> NewContact:
        """Return the contact of a valid form."""
        got = self.cleaned_data
        relative = got.get("relationship")
        return NewContact(
            kind=got["kind"], attended=got["attended"], happened_at=self.moment(), words=self.new_note(),
            setting=got["setting"], mode=got["mode"], relationship=uuid.UUID(relative) if relative else None,
            asked=got.get("asked", False), touched=self.touched(),
        )  # fmt: skip


class PlanForm(OnceForm):
    """A contact to come."""

    kind = _kinds(_("What is planned?"))
    on = forms.DateField(label=_("Day"), widget=DayInput(), error_messages=NO_DAY)
    at = forms.TimeField(label=_("Time"), widget=ClockInput(), error_messages=NO_TIME)
    setting = forms.ChoiceField(label=_("Where the person lives now"), choices=Setting.choices)
    mode = forms.ChoiceField(label=_("How"), choices=Mode.choices, initial=Mode.FACE)
    place = forms.CharField(
        label=_("Place"), required=False, max_length=80, help_text=_("A word such as office or café. Never an address.")
    )
    relationship = forms.ChoiceField(label=_("Which family member?"), required=False)
    asked = _asked()

    conditionally_required = ("relationship", "asked")
    columns = ("kind",)
    reveals: dict[str, dict[str, str]] = {"kind": {"family": "asked"}}

    def __init__(self, *args: Any, desk: ContactDesk, **kwargs: Any):
        super().__init__(*args, **kwargs)
        relative: Any = self.fields["relationship"]
        relative.choices = [("", _("Not said")), *desk.relatives]
        self.fields["setting"].initial = desk.setting
        if not desk.must_ask:
            del self.fields["asked"]
            self.reveals = {}
        else:
            self.fields["asked"].help_text = _("Families are not contacted by several people: ask %(name)s first.") % {
                "name": desk.must_ask
            }

    def plan(self) -> NewPlan:
        """Return the plan of a valid form."""
        got = self.cleaned_data
        relative = got.get("relationship")
        return NewPlan(
            kind=got["kind"], planned_for=timezone.make_aware(dt.datetime.combine(got["on"], got["at"])),
            setting=got["setting"], mode=got["mode"], place=got["place"],
            relationship=uuid.UUID(relative) if relative else None, asked=got.get("asked", False),
        )  # fmt: skip


class ChangeForm(TouchedFields, PlainForm):
    """What may be put right about a recorded contact; its words are corrected as notes are."""

    attended = forms.ChoiceField(
        label=_("Did the person come?"),
        choices=[*CAME, (Attended.CANCELLED.value, Attended.CANCELLED.label)],
        widget=forms.RadioSelect,
    )
    setting = forms.ChoiceField(label=_("Where the person lived"), choices=Setting.choices)
    mode = forms.ChoiceField(label=_("How"), choices=Mode.choices)

    columns = ("attended", "help_given")

    def __init__(self, *args: Any, desk: ContactDesk, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offer_touched(desk)

    def touched(self) -> Touched:
        """Return what was typed, with the parts of the plan that stood there and are no longer offered."""
        touched = super().touched()
        cleared = tuple(
            (uuid.UUID(name.removeprefix(MARK)), Kept.NONE.value)
            for name in self.fields if name.startswith(MARK) and self.initial.get(name) and not self.cleaned_data[name]
        )  # fmt: skip
        return dataclasses.replace(
            touched, marks=touched.marks + cleared, objectives=touched.objectives + self._no_longer("objectives"),
            actions=touched.actions + self._no_longer("actions"),
        )  # fmt: skip

    def _no_longer(self, name: str) -> tuple[uuid.UUID, ...]:
        field: Any = self.fields.get(name)
        offered = {key for key, _label in field.choices} if field else set()
        return tuple(uuid.UUID(key) for key in self.initial.get(name, ()) if key not in offered)


class LetterForm(PlainForm):
    """The letter about a missed contact."""

    sent_on = forms.DateField(label=_("Sent on"), widget=DayInput(), error_messages=NO_DAY)
    delivery = forms.ChoiceField(
        label=_("How"), choices=Delivery.choices, widget=forms.RadioSelect, initial=Delivery.LETTER
    )


class ExplanationForm(OnceForm):
    """What the person explains, and whether it is a good reason."""

    came_on = forms.DateField(label=_("Explained on"), widget=DayInput(), error_messages=NO_DAY)
    words = forms.CharField(
        label=_("What does the person explain?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In the person's own words where you can. Members who read the contact in full read it."),
        error_messages={"required": _("Write what the person explains")},
    )
    court_tier = forms.TypedChoiceField(
        label=_("May the words go into the report to the court?"), coerce=int, choices=TO_COURT,
        widget=forms.RadioSelect, initial=Tier.NONE.value,
        error_messages={"required": _("Choose whether the words may go to the court")},
    )  # fmt: skip
    summary = forms.CharField(
        label=_("Summary"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What matters for the work, for guests, and for the court if you say so. Leave out illness and "
                    "what others told."),
    )  # fmt: skip
    accepted = forms.ChoiceField(
        label=_("Is it a good reason?"),
        choices=[("yes", _("Yes: it counts as excused")), ("no", _("No: it stays missed"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it is a good reason")},
    )

    def said(self) -> Words:
        """Return what the person explains. The form must be valid."""
        got = self.cleaned_data
        return Words(got["words"], got["summary"], court_tier=got["court_tier"])


class ContactFilterForm(PlainForm):
    """What the reader narrows the contacts by."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *ContactKind.choices])
    attended = forms.ChoiceField(label=_("Came?"), required=False, choices=[("", _("All")), *Attended.choices[1:]])
    setting = forms.ChoiceField(label=_("Setting"), required=False, choices=[("", _("Any")), *Setting.choices])
