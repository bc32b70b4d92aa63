"""Parsers of what is said about contested facts."""

import uuid
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import day, one_of, prose
from casework.forms.once import OnceForm
from sharing.choices import PassedHow
from sharing.choices_contested import ANSWERS, ContestedOutcome
from sharing.forms.rights import MovesForm
from sharing.rectifying import ContestAnswer, NewContest, ToldRecipient
from ui.forms import PlainForm

LONG = 4000


class ContestedForm(OnceForm):
    """The note that the person contests, and what they say."""

    note = one_of(
        _("Which note?"), missing=_("Choose one of the notes shown"), radio=False,
        hint=_("One at a time. Its agency is asked; nobody else changes it."),
    )  # fmt: skip
    words = prose(
        _("What the person says"), _("Write what the person says"), rows=4, longest=LONG,
        hint=_("In their own words. It stands beside the note, for whoever reads the note in full."),
    )  # fmt: skip

    def __init__(self, *args: Any, notes: Sequence[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["note"]).choices = [("", _("Choose a note")), *notes]

    def new(self) -> NewContest:
        """Return what was typed. The form must be valid."""
        return NewContest(uuid.UUID(self.cleaned_data["note"]), self.cleaned_data["words"])


class ContestAnswerForm(MovesForm):
    """What the agency whose note it is answers."""

    ids = "answer"
    outcome = one_of(
        _("What do you answer?"), [(one.value, one.label) for one in ANSWERS], missing=_("Choose what you answer"),
        hint=_("Put right: after you corrected the note, or withdrew it. Otherwise both versions stand side by side."),
    )  # fmt: skip
    reason = prose(
        _("Why"), _("Write why"), rows=4, longest=LONG,
        hint=_("In words that the person can be told. Whoever reads the note in full reads it."),
    )  # fmt: skip

    def new(self) -> ContestAnswer:
        """Return what was typed. The form must be valid."""
        return ContestAnswer(ContestedOutcome(self.cleaned_data["outcome"]), self.cleaned_data["reason"])


class RecipientForm(PlainForm):
    """Somebody who is to be told."""

    disclosure = one_of(_("Who else got it?"), missing=_("Choose one of those shown"), radio=False)

    def __init__(self, *args: Any, disclosures: Sequence[tuple[str, str]], **kwargs: Any):
        kwargs.setdefault("auto_id", "recipient_%s")
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["disclosure"]).choices = [("", _("Choose")), *disclosures]


class ToldRecipientForm(MovesForm):
    """That a recipient was told."""

    ids = "told"
    told_on = day(_("Told on"), _("Enter the day on which they were told"))
    how = one_of(_("How?"), PassedHow.choices, missing=_("Choose how they were told"))

    def new(self) -> ToldRecipient:
        """Return what was typed. The form must be valid."""
        return ToldRecipient(self.cleaned_data["told_on"], PassedHow(self.cleaned_data["how"]))
