"""Parsers of what people type about notes."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.choices import Handling, KnowledgeGrade, Nature, SourceGrade, Tier
from agencies.choices import Secrecy
from casework.choices import OF_SOMETHING_ELSE, NoteKind
from casework.forms.once import OnceForm
from casework.queries.notes import Filters
from casework.writing import NewNote, usual_court_tier
from ui.forms import PlainForm
from ui.widgets import DayInput

Pair = tuple[str, str]
KINDS = [(kind.value, kind.label) for kind in NoteKind if kind not in OF_SOMETHING_ELSE]


COURT = [
    ("", _("As is usual: contact notes of the supervising agency in full, nothing else")),
    *((tier.value, _("Nothing of it") if tier == Tier.NONE else tier.label)
      for tier in (Tier.NONE, Tier.GIST, Tier.SUMMARY, Tier.FULL)),
]  # fmt: skip


class NoteForm(OnceForm):
    """A note in tiers. ``named`` and ``checked_by`` offer only people the writer may know."""

    kind = forms.ChoiceField(
        label=_("What it is about"),
        choices=[("", _("Choose")), *KINDS],
        error_messages={"required": _("Choose what the note is about")},
    )
    occurred_on = forms.DateField(
        label=_("Date it happened"),
        widget=DayInput(),
        error_messages={
            "required": _("Enter the date it happened"),
            "invalid": _("Enter a real date, for example 2026-05-03"),
        },
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        help_text=_("Everybody who reads any of the texts reads the title: no name, no place, no source."),
        error_messages={"required": _("Enter a title that says what the note is about")},
    )
    full = forms.CharField(
        label=_("Full text"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Write the full text. Summary and gist are made from it.")},
    )
    summary = forms.CharField(
        label=_("Summary"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 10})
    )
    gist = forms.CharField(label=_("Gist"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    action = forms.CharField(
        label=_("What the reader should do"),
        required=False,
        max_length=300,
        help_text=_("Every gist needs this line: act, watch for, avoid, or “for information”."),
    )
    nature = forms.ChoiceField(
        label=_("Nature"),
        choices=Nature.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether this is fact, reported or opinion")},
    )
    source_grade = forms.ChoiceField(
        label=_("How reliable is the source?"), required=False, choices=[("", _("Choose")), *SourceGrade.choices]
    )
    knowledge_grade = forms.ChoiceField(
        label=_("How does the source know?"), required=False, choices=[("", _("Choose")), *KnowledgeGrade.choices]
    )
    handling = forms.ChoiceField(
        label=_("Handling: who may see the full text"),
        choices=Handling.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may see the full text")},
    )
    named = forms.MultipleChoiceField(
        label=_("People who may read the full text"), required=False, widget=forms.CheckboxSelectMultiple
    )
    secrecy = forms.ChoiceField(label=_("Secrecy resting on it"), choices=Secrecy.choices, required=False)
    released_tier = forms.TypedChoiceField(
        label=_("Fullest text that leaves our agency"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[(t.value, t.label) for t in (Tier.FULL, Tier.SUMMARY, Tier.GIST, Tier.EXISTENCE)],
    )
    court_tier = forms.TypedChoiceField(
        label=_("May go to the court as"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=COURT,
        help_text=_("Whoever writes the report to the court reads it too. You can take it back until it is sent."),
    )
    checked_by = forms.ChoiceField(
        label=_("Colleague who checked the gist"),
        required=False,
        help_text=_("Needed for health agencies and for police information: a second person of your agency."),
    )
    told_to_companions = forms.BooleanField(
        label=_("May be told to companions (the person does not object)"), required=False
    )
    answer_by = forms.DateField(
        label=_("Answer wanted by"),
        required=False,
        widget=DayInput(),
        help_text=_("Leave empty when partner agencies need not answer."),
        error_messages={"invalid": _("Enter a real date, for example 2026-05-03")},
    )

    conditionally_required = ("source_grade", "knowledge_grade", "named", "secrecy", "released_tier", "court_tier")
    columns = ("named",)

    def __init__(
        self, *args: Any, nameable: Sequence[Pair] = (), colleagues: Sequence[Pair] = (), supervises: bool = False,
        kind: str = "", **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.supervises, self.kept = supervises, kind
        if kind == NoteKind.ASSESSMENT:  # the words of something else stay its words
            self.fields["kind"].choices = [(kind, NoteKind.ASSESSMENT.label)]  # type: ignore[attr-defined]
        named, checked = self.fields["named"], self.fields["checked_by"]
        named.choices = list(nameable)  # type: ignore[attr-defined]
        checked.choices = [("", _("Nobody")), *colleagues]  # type: ignore[attr-defined]
        if not nameable:  # a guest knows nobody by name
            del self.fields["named"]
            self.reveals = {}
            handling = self.fields["handling"]
            handling.choices = [one for one in Handling.choices if one[0] != Handling.NAMED]  # type: ignore[attr-defined]

    reveals: dict[str, dict[str, str]] = {"handling": {"named": "named"}}

    def new_note(self) -> NewNote:
        """Return what was typed. Also for a form with errors, so that the audience can be shown meanwhile."""
        got = self.cleaned_data if hasattr(self, "cleaned_data") else {}
        return NewNote(
            kind=got.get("kind") or NoteKind.CONTACT,
            occurred_on=got.get("occurred_on") or timezone.localdate(),
            nature=got.get("nature") or Nature.FACT,
            handling=got.get("handling") or "",
            title=got.get("title", ""),
            full=got.get("full") or self.data.get("full", ""),
            summary=got.get("summary", ""),
            gist=got.get("gist", ""),
            action=got.get("action", ""),
            secrecy=got.get("secrecy") or Secrecy.NONE,
            source_grade=got.get("source_grade", ""),
            knowledge_grade=got.get("knowledge_grade", ""),
            released_tier=got.get("released_tier") or int(Tier.FULL),
            told_to_companions=got.get("told_to_companions", False),
            named=tuple(uuid.UUID(key) for key in got.get("named", []))
            if got.get("handling") in (Handling.NAMED, Handling.SEALED)
            else (),
            answer_by=got.get("answer_by"),
            checked_by=uuid.UUID(got["checked_by"]) if got.get("checked_by") else None,
            court_tier=self._court_tier(got),
        )

    def _court_tier(self, got: dict[str, Any]) -> int:
        """Return what was chosen for the court, or what is usual."""
        chosen = got.get("court_tier")
        if chosen is not None:
            return int(chosen)
        if got.get("secrecy") == Secrecy.INVESTIGATION:
            return int(Tier.NONE)
        return usual_court_tier(
            got.get("kind") or "", got.get("released_tier") or int(Tier.FULL), supervises=self.supervises
        )


class NoteFilterForm(PlainForm):
    """What the reader narrows a page of notes by. Odd values are left out, never an error page."""

    kind = forms.ChoiceField(label=_("About"), required=False, choices=[("", _("Everything")), *KINDS])
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    nature = forms.ChoiceField(label=_("Nature"), required=False, choices=[("", _("Any")), *Nature.choices])
    text = forms.CharField(label=_("Words"), required=False, max_length=80)
    since = forms.DateField(label=_("Recorded from"), required=False, widget=DayInput())
    until = forms.DateField(label=_("Recorded to"), required=False, widget=DayInput())
    unread = forms.BooleanField(label=_("Only what is new to me"), required=False)

    def __init__(self, *args: Any, agencies: Sequence[Pair] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", _("All")), *agencies]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """Return the valid filters."""
        self.is_valid()
        got = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return Filters(**{name: got[name] for name in Filters.__slots__ if name in got})


class ClearForm(PlainForm):
    """How far a note may go to the court."""

    court_tier = forms.TypedChoiceField(
        label=_("May go to the court as"), coerce=int, widget=forms.RadioSelect,
        choices=[(value, label) for value, label in COURT if value != ""],
        error_messages={"required": _("Choose how far it may go to the court")},
    )  # fmt: skip


class ReasonForm(PlainForm):
    """A reason for withdrawing."""

    reason = forms.CharField(
        label=_("Why is it withdrawn?"),
        max_length=300,
        help_text=_("Everybody who knew the note reads this reason: no name, no source."),
        error_messages={"required": _("Say why the note is withdrawn. Those who read it will see the reason.")},
    )


class ContestForm(PlainForm):
    """What another agency holds against a note."""

    text = forms.CharField(
        label=_("What is wrong, and how do you know?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("It stands beside the note for everybody who reads the note. The note itself is not changed."),
        error_messages={"required": _("Say what is wrong and how you know.")},
    )


class ResponseForm(PlainForm):
    """What a partner agency says to a note, or the answer to a question."""

    kind = forms.ChoiceField(
        choices=[(k, k) for k in ("read", "acting", "question", "answer", "propose", "minutes")],
        error_messages={"required": _("Choose what to answer"), "invalid_choice": _("Choose what to answer")},
    )
    text = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), label=_("Words"))
    answers = forms.UUIDField(required=False)
