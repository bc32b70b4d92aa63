"""Parsers of questions to the legal advisers, and of their answers."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.choices import Tier
from agencies.forms.base import Choices, one_of, prose, some_of
from casework.forms.once import OnceForm
from sharing.advising import NewAnswer, NewQuestion, Quoted
from sharing.choices import AdviceAbout, Conclusion


class QuestionForm(OnceForm):
    """What somebody is not sure of, and the words that the adviser needs."""

    question = prose(
        _("What are you not sure of?"), _("Write your question"), rows=5, longest=4000,
        hint=_("Advisers do not see the case. Leave out names and places that they do not need."),
    )  # fmt: skip
    quoted = some_of(
        _("Words of notes that go with it"),
        hint=_("They are copied as they stand. Other agencies' notes go as a summary at the most."),
    )  # fmt: skip
    urgent = forms.BooleanField(
        label=_("I need the answer today"), required=False,
        help_text=_("In danger now, do not wait: telephone the police first."),
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Choices = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        offered = list(choices)
        self.fields["quoted"].choices = offered  # type: ignore[attr-defined]
        if not offered:
            del self.fields["quoted"]

    def new(self, about: uuid.UUID | None) -> NewQuestion:
        """Return what was typed; ``about``: the note that the page is about. The form must be valid."""
        got = self.cleaned_data
        return NewQuestion(
            question=got["question"], about=AdviceAbout.NOTE if about else AdviceAbout.GENERAL, about_id=about,
            urgent=got["urgent"], quoted=quotes(got.get("quoted", ())),
        )  # fmt: skip


def quotes(values: Sequence[str]) -> tuple[Quoted, ...]:
    """Return the wordings that a form or a page names as ``note:tier``."""
    parts = [value.partition(":") for value in values]
    return tuple(Quoted(uuid.UUID(note), Tier(int(tier))) for note, _colon, tier in parts)


class AdviceAnswerForm(OnceForm):
    """What an adviser concludes."""

    conclusion = one_of(_("Conclusion"), Conclusion.choices, missing=_("Choose what you conclude"))
    words = prose(
        _("What that means here"), _("Say in words what that means"), rows=3, longest=2000,
        hint=_("For whoever asked, and for those who decide with it. The conditions, if there are any."),
    )  # fmt: skip
    reasoning = prose(
        _("Reasoning"), rows=6, longest=6000,
        hint=_("Under legal secrecy: read by the advisers and by whoever asked, and by nobody else."),
    )  # fmt: skip

    def new(self) -> NewAnswer:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        return NewAnswer(Conclusion(got["conclusion"]), got["words"], got["reasoning"])
