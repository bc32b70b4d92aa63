"""Forms of texts for the public: the words with an answer for all that looks telling, and the steps that follow."""

import datetime as dt
import zlib
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import day, one_of, prose, text
from casework.anonymous import telling
from casework.forms.once import OnceForm
from sharing.choices_publishing import ConsentHow, Outlet, PublicationStepKind, SaidYesNo
from sharing.publishing import MOST_DAYS, MOST_FINDINGS, NewPublication, NewPublicationStep

USUAL_DAYS = 14
"""Days for an answer when nobody chooses; ours."""


def answer_name(words: str) -> str:
    """Return the name of the field that answers for ``words``: it stays with them when the text changes."""
    return f"answer_{zlib.crc32(words.encode()):08x}"


class PublicationForm(OnceForm):
    """Who asks, what for, the exact words; then an answer for each word that looks telling.

    The fields of answers come with the text: sent for the first time, the form comes back and asks for them.
    """

    outlet = one_of(_("Where is it to appear?"), Outlet.choices, missing=_("Choose where it is to appear"))
    asked_by = text(
        _("Who asks for it?"), _("Write who asks for it."), longest=160,
        hint=_("For example the name of the newspaper, or of the conference."),
    )  # fmt: skip
    purpose = prose(_("What is it for?"), _("Write what it is for."), rows=2, longest=600)
    text = prose(
        _("The exact words"), _("Write the exact words."), rows=9, longest=6000,
        hint=_("In general words: no name, no place, no day, no age. Exactly these words are approved, and no others."),
    )  # fmt: skip
    answer_by = day(
        _("Answer by"), _("Enter the day by which you need an answer"),
        hint=_("Whoever does not answer by this day has said no."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, old: NewPublication | None = None, **kwargs: Any):
        super().__init__(data, **kwargs)
        today = timezone.localdate()
        self.fields["answer_by"].initial = today + dt.timedelta(days=USUAL_DAYS)
        if old is not None:
            self.initial.update({name: getattr(old, name) for name in ("outlet", "asked_by", "purpose", "text")})
        self.found = telling(str(data.get("text", "")))[:MOST_FINDINGS] if data is not None else []
        for words in self.found:
            field = forms.CharField(
                label=_("“%(words)s”: why may it stay?") % {"words": words[:80]}, max_length=300,
                error_messages={
                    "required": _("“%(words)s”: say why it may stay, or take it out.") % {"words": words[:80]}
                },
                initial=old.answers.get(words, "") if old is not None else "",
            )  # fmt: skip
            self.fields[answer_name(words)] = field

    def clean_answer_by(self) -> dt.date:
        """Hold that the day is near enough."""
        found: dt.date = self.cleaned_data["answer_by"]
        today = timezone.localdate()
        if not today <= found <= today + dt.timedelta(days=MOST_DAYS):
            raise forms.ValidationError(_("Enter a day from today on, within %(n)s days.") % {"n": MOST_DAYS})
        return found

    def new(self) -> NewPublication:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        return NewPublication(
            outlet=Outlet(got["outlet"]), asked_by=got["asked_by"], purpose=got["purpose"], text=got["text"],
            answer_by=got["answer_by"], answers={words: got[answer_name(words)] for words in self.found},
        )  # fmt: skip


LABELS = {
    PublicationStepKind.CONSENT: _("What was explained, and what did they say?"),
    PublicationStepKind.PUBLISHED: _("Where was it published?"),
    PublicationStepKind.WITHDRAWN: _("Why is it withdrawn?"),
}
ASKED = {
    PublicationStepKind.CONSENT: _("Does the person agree to these exact words?"),
    PublicationStepKind.CHAIR: _("May these exact words be published?"),
    PublicationStepKind.LEGAL: _("May these exact words be published?"),
}
DAYS = {
    PublicationStepKind.CONSENT: _("On which day did they say so?"),
    PublicationStepKind.PUBLISHED: _("On which day was it published?"),
}


class PublicationStepForm(OnceForm):
    """One step: only what goes with its kind is asked."""

    verdict = one_of("", missing=_("Choose yes or no"))
    how = one_of(_("How were they asked?"), ConsentHow.choices, missing=_("Choose how the person was asked."))
    on = day("", _("Enter the day"))
    words = prose(_("Reason"), _("Write it in words."), rows=4, longest=2000)

    def __init__(self, *args: Any, kind: PublicationStepKind, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind in ASKED:
            self.fields["verdict"].label = ASKED[kind]
            self.fields["verdict"].choices = SaidYesNo.choices  # type: ignore[attr-defined]
        else:
            del self.fields["verdict"]
        if kind != PublicationStepKind.CONSENT:
            del self.fields["how"]
        if kind in DAYS:
            self.fields["on"].label, self.fields["on"].initial = DAYS[kind], timezone.localdate()
        else:
            del self.fields["on"]
        if kind in LABELS:
            self.fields["words"].label = LABELS[kind]

    def new(self) -> NewPublicationStep:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        verdict, how = got.get("verdict"), got.get("how")
        return NewPublicationStep(
            kind=self.kind, words=got["words"], verdict=SaidYesNo(verdict) if verdict else None, on=got.get("on"),
            how=ConsentHow(how) if how else None,
        )  # fmt: skip
