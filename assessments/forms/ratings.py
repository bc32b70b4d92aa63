"""Parsers of a section: for each item of the instrument what an agency answers, or what the team agrees on."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from access.choices import Nature
from agencies.forms.base import some_of
from assessments.assessing import NewConsensus, NewRating
from assessments.choices import Confidence, Relevance
from assessments.definition import Item, Section
from casework.choices import NoteKind
from casework.forms.words import WordsForm
from casework.queries.contact_desk import ContactDesk
from casework.writing import NewNote
from ui.forms import PlainForm

Choices = Sequence[tuple[str, str]]
NO_GROUNDS = ("", _("No grounds"))
NOT_AGREED = ("", _("Not agreed yet"))


@dataclass(frozen=True, slots=True)
class ItemFields:
    """One item with the fields of its answer."""

    item: Item
    fields: tuple[forms.BoundField, ...]
    more: tuple[forms.BoundField, ...]
    open: bool


class SectionForm(PlainForm):
    """The items of one section. Nothing is required: what an agency has no grounds for stays empty."""

    first: tuple[str, ...] = ("answer", "grounds")
    later: tuple[str, ...] = ("relevance", "nature", "confidence", "evidence")
    words_label: Any = _("On what grounds?")
    nothing: tuple[str, Any] = NO_GROUNDS

    def __init__(self, *args: Any, section: Section, records: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.section, self.records = section, list(records)
        for item in section.items:
            for name, field in self._fields_of(item):
                self.fields[f"{name}_{item.code}"] = field
        self.conditionally_required = tuple(self.fields)  # no word "optional" beside each: the page says it once
        self.columns = tuple(name for name in self.fields if name.startswith("answer_"))

    def _fields_of(self, item: Item) -> Iterator[tuple[str, forms.Field]]:
        words = self.first[1]
        if not item.scale.text:
            choices = [self.nothing, *((one.code, one.label) for one in item.scale.answers)]
            yield "answer", forms.ChoiceField(
                label=_("Answer"), choices=choices, required=False, widget=forms.RadioSelect(), initial="",
                error_messages={"invalid_choice": _("Choose one of the answers shown")},
            )  # fmt: skip
        yield words, forms.CharField(
            label=_("In words") if item.scale.text else self.words_label, required=False, max_length=600,
            widget=forms.Textarea({"rows": 2}),
        )  # fmt: skip
        if item.scale.relevance:
            yield "relevance", forms.ChoiceField(
                label=_("Relevance to this person's offending"), required=False,
                choices=[("", _("Not said")), *Relevance.choices],
            )  # fmt: skip
        yield from self._more(item)
        yield "evidence", some_of(_("Records that show it"), self.records)

    def _more(self, item: Item) -> Iterator[tuple[str, forms.Field]]:
        yield (
            "nature",
            forms.ChoiceField(label=_("Nature"), choices=Nature.choices, required=False, initial=Nature.FACT),
        )
        yield (
            "confidence",
            forms.ChoiceField(label=_("How sure?"), required=False, choices=[("", _("Not said")), *Confidence.choices]),
        )

    @property
    def items(self) -> tuple[ItemFields, ...]:
        """The items, each with its fields."""
        return tuple(self._item(item) for item in self.section.items)

    def _item(self, item: Item) -> ItemFields:
        names = [f"{name}_{item.code}" for name in self.first if f"{name}_{item.code}" in self.fields]
        later = [f"{name}_{item.code}" for name in self.later if f"{name}_{item.code}" in self.fields]
        wrong = any(name in self.errors for name in later)
        told = any(self[name].value() not in (None, "", [], Nature.FACT.value) for name in later)
        return ItemFields(item, tuple(self[name] for name in names), tuple(self[name] for name in later), wrong or told)

    def _got(self, item: Item) -> Mapping[str, Any]:
        end = f"_{item.code}"
        found = {name.removesuffix(end): value for name, value in self.cleaned_data.items() if name.endswith(end)}
        return {**found, "evidence": tuple(uuid.UUID(one) for one in found.get("evidence", ()))}

    def ratings(self) -> list[NewRating]:
        """Return the agency's answers. The form must be valid."""
        return [
            NewRating(item.code, **{**got, "nature": got.get("nature") or Nature.FACT})
            for item in self.section.items
            for got in [self._got(item)]
        ]


class ConsensusForm(SectionForm):
    """What the team agrees on for each item, with the reason."""

    first = ("answer", "reason")
    later = ("relevance", "evidence")
    words_label = _("Reason")
    nothing = NOT_AGREED

    def _more(self, item: Item) -> Iterator[tuple[str, forms.Field]]:
        return iter(())

    def agreed(self) -> list[NewConsensus]:
        """Return what is agreed. The form must be valid."""
        return [NewConsensus(item.code, **self._got(item)) for item in self.section.items]


class HandInForm(WordsForm):
    """The words with which an agency hands in: a note with its tiers, released when consensus is opened."""

    is_contact = False

    def __init__(self, *args: Any, desk: ContactDesk, health: bool, **kwargs: Any):
        super().__init__(*args, desk=desk, **kwargs)
        self.health = health
        words = self.fields["words"]
        words.label = _("What should the others know?")
        words.help_text = _("In short, what your agency sees. It leaves your agency when consensus is opened.")
        words.error_messages["required"] = _("Write what the others should know, in a sentence at least")
        del self.fields["court_tier"]

    def words_of(self, occurred_on: Any) -> NewNote:
        """Return the words as a note. The form must be valid."""
        kind = NoteKind.HEALTH if self.health else NoteKind.ASSESSMENT
        return self.note(kind, _now("Contribution to the assessment"), occurred_on)
