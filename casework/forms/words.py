"""Parser of the words of something short: a sentence, and under "More" the labels of a note with usual values."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.choices import Handling, KnowledgeGrade, Nature, SourceGrade, Tier
from agencies.choices import Secrecy
from casework.choices import DEFAULT_HANDLING, DEFAULT_SECRECY, NoteKind
from casework.queries.contact_desk import ContactDesk
from casework.writing import NewNote, usual_court_tier
from ui.forms import PlainForm

USUAL = ("", _("As usual for what it is about"))
USUAL_COURT = ("", _("As usual: a contact with the person in full, everything else not"))
COURT = [(tier.value, tier.label) for tier in (Tier.NONE, Tier.GIST, Tier.SUMMARY, Tier.FULL)]
LISTS = ("named", "objectives", "actions", "help_given")


class WordsForm(PlainForm):
    """A sentence and its labels. Whatever is left alone under "More" is as the kind and the agency have it."""

    words = forms.CharField(
        label=_("What happened?"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence is enough. It is the note, and its summary too unless you write another."),
        error_messages={"required": _("Write at least one sentence")},
    )
    summary = forms.CharField(
        label=_("Another summary for partners"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    gist = forms.CharField(label=_("Gist"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    action = forms.CharField(label=_("What the reader of the gist should do"), required=False, max_length=300)
    checked_by = forms.ChoiceField(
        label=_("Colleague who checked the gist"), required=False,
        help_text=_("Needed for health agencies: a second person of your agency."),
    )  # fmt: skip
    nature = forms.ChoiceField(label=_("Nature"), choices=Nature.choices, initial=Nature.FACT, required=False)
    source_grade = forms.ChoiceField(
        label=_("How reliable is the source?"), required=False, choices=[("", _("Choose")), *SourceGrade.choices]
    )
    knowledge_grade = forms.ChoiceField(
        label=_("How does the source know?"), required=False, choices=[("", _("Choose")), *KnowledgeGrade.choices]
    )
    handling = forms.ChoiceField(
        label=_("Handling: who may see the full text"), choices=[USUAL, *Handling.choices], required=False
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
        label=_("What may go into a report to the court"), coerce=int, empty_value=None, required=False, choices=COURT
    )

    conditionally_required: tuple[str, ...] = (
        "source_grade", "knowledge_grade", "named", "secrecy", "released_tier", "nature", "handling", "court_tier",
    )  # fmt: skip
    columns: tuple[str, ...] = ("named",)
    is_contact = True
    """Whether the words may be those of a contact, which usually go to the court; of an event nothing usually does."""

    def __init__(self, *args: Any, desk: ContactDesk, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.desk = desk
        writing = desk.writing
        self._offer("named", writing.nameable)
        self._offer("checked_by", [("", _("Nobody")), *writing.colleagues])
        if not writing.nameable:  # a guest knows nobody by name
            del self.fields["named"]
            self._offer("handling", [USUAL, *(one for one in Handling.choices if one[0] != Handling.NAMED)])
        health = writing.secrecy == Secrecy.HEALTH
        self.fields["secrecy"].initial = writing.secrecy
        self.fields["released_tier"].initial = (Tier.GIST if health else Tier.FULL).value
        if desk.court_full and self.is_contact:
            self._offer("court_tier", [USUAL_COURT, *COURT])
        else:
            self.fields["court_tier"].initial = Tier.NONE.value

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        field.choices = choices  # type: ignore[attr-defined]

    def got(self) -> Mapping[str, Any]:
        """What was typed and can be read; also for a form with errors."""
        return self.cleaned_data if hasattr(self, "cleaned_data") else {}

    def note(self, kind: str, title: str, occurred_on: dt.date) -> NewNote:
        """Return the words as a note of ``kind``; also for a form with errors, so that the audience can be shown."""
        got, desk = self.got(), self.desk
        secrecy = got.get("secrecy") or desk.writing.secrecy
        if secrecy == Secrecy.NONE:  # what concerns health is under its secrecy, as the record keeps it
            secrecy = DEFAULT_SECRECY.get(kind, secrecy)
        handling, named = got.get("handling") or "", tuple(uuid.UUID(key) for key in got.get("named", []))
        if not handling:
            handling, named = self._usual(kind, secrecy, named)
        if handling not in (Handling.NAMED, Handling.SEALED):
            named = ()
        words, court, gist = got.get("words") or "", got.get("court_tier"), got.get("gist", "")
        released = self._released(got.get("released_tier"), secrecy)
        if court is None or "court_tier" not in self.changed_data:
            court = self._usual_court(kind, secrecy, released, gist)
        return NewNote(
            kind=kind, occurred_on=occurred_on, nature=got.get("nature") or Nature.FACT, handling=handling,
            title=title, full=words, summary=got.get("summary") or words, gist=gist,
            action=got.get("action", ""), secrecy=secrecy, source_grade=got.get("source_grade", ""),
            knowledge_grade=got.get("knowledge_grade", ""), released_tier=released, named=named,
            checked_by=uuid.UUID(got["checked_by"]) if got.get("checked_by") else None,
            court_tier=court,
        )  # fmt: skip

    def _released(self, chosen: int | None, secrecy: str) -> int:
        """The fullest text that leaves the agency: what was chosen, and of health a gist unless it was."""
        if secrecy == Secrecy.HEALTH and (chosen is None or "released_tier" not in self.changed_data):
            return Tier.GIST.value
        return chosen or Tier.FULL.value

    def _usual_court(self, kind: str, secrecy: str, released: int, gist: str) -> int:
        """How far the words go to the court when nobody chose: those of a contact alone, and none under secrecy."""
        supervises = self.desk.court_full and self.is_contact and secrecy == Secrecy.NONE
        usual = usual_court_tier(kind, released, supervises=supervises)
        return usual if usual >= Tier.SUMMARY or (usual == Tier.GIST and gist) else Tier.NONE.value

    def _usual(self, kind: str, secrecy: str, named: tuple[uuid.UUID, ...]) -> tuple[str, tuple[uuid.UUID, ...]]:
        """Handling as usual: words for named people name case manager and order supervisor, or stay in the core."""
        usual = DEFAULT_HANDLING.get(kind, "team")
        if secrecy != Secrecy.NONE or kind == NoteKind.HEALTH:
            usual = "named"
        if usual == "named":
            named = named or self.desk.named_by_default
            return ("named", named) if named else ("core", ())
        return usual, ()
