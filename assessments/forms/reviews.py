"""Parsers of what people type about a review."""

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.forms.base import VersionedForm, day, one_of, prose, some_of
from assessments.choices import Progress, Speaker
from assessments.queries.reviews import ObjectiveUnderReview, ReviewDesk
from assessments.reviewing import NewFeedback, NewReview, Progressed, ReviewWords
from casework.forms.once import OnceForm
from ui.forms import PlainForm

LONG = 4000
TEXTS = ("coherence", "next_steps", "person_view", "family_view")


class NewReviewForm(PlainForm):
    """A review to open."""

    period_from = day(_("From"), _("Enter the first day"), hint=_("Since the last review, or since the plan began."))
    period_to = day(_("To"), _("Enter the last day"), hint=_("Usually today. It can move until the review is held."))

    columns = ("period_from", "period_to")

    def new(self) -> NewReview:
        """Return what was typed. The form must be valid."""
        return NewReview(**self.cleaned_data)


@dataclass(frozen=True, slots=True)
class ObjectiveFields:
    """One objective with its fields. ``open``: the records are shown at once."""

    objective: ObjectiveUnderReview
    progress: forms.BoundField
    words: forms.BoundField
    evidence: forms.BoundField
    open: bool


class ReviewForm(VersionedForm):
    """A review in draft: nothing is required before it is held, but its days."""

    period_to = day(_("Last day of the period"), _("Enter the last day"))
    coherence = prose(
        _("What the check shows, and what becomes of it"), rows=4, longest=LONG,
        hint=_("“Nothing found” is an answer too."),
    )  # fmt: skip
    person_view = prose(
        _("The person's view"), rows=4, longest=LONG,
        hint=_("In their words where you can. If they could not be asked, say why."),
    )  # fmt: skip
    family_view = prose(_("The family's view"), rows=3, longest=LONG, hint=_("Where the person agrees to ask them."))
    next_steps = prose(
        _("Next steps"), rows=4, longest=LONG, hint=_("What changes the plan itself needs its next version.")
    )
    next_review_on = day(_("Next review"), _("Enter the day of the next review"))

    columns: tuple[str, ...] = ("period_to", "next_review_on")
    conditionally_required: tuple[str, ...] = TEXTS

    def __init__(self, *args: Any, desk: ReviewDesk, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.under_review = desk.page.objectives if desk.page else ()
        choices = [("", _("Not said yet")), *Progress.choices]
        for one in self.under_review:
            self.fields[f"progress_{one.id}"] = forms.ChoiceField(
                label=_("Progress"), choices=choices, required=False, widget=forms.RadioSelect(), initial="",
                error_messages={"invalid_choice": _("Choose one of the answers shown")},
            )  # fmt: skip
            self.fields[f"words_{one.id}"] = forms.CharField(
                label=_("What shows it"), required=False, max_length=600, widget=forms.Textarea({"rows": 2})
            )
            self.fields[f"evidence_{one.id}"] = some_of(_("Records that show it"), desk.records)
        own = tuple(name for name in self.fields if name.startswith(("progress_", "words_", "evidence_")))
        self.conditionally_required = (*TEXTS, *own)  # no word "optional" beside each: the page says what is needed
        self.columns = (*self.columns, *(name for name in own if name.startswith("progress_")))

    @property
    def rows(self) -> tuple[ObjectiveFields, ...]:
        """The objectives, each with its fields."""
        return tuple(self._row(one) for one in self.under_review)

    def _row(self, one: ObjectiveUnderReview) -> ObjectiveFields:
        evidence = self[f"evidence_{one.id}"]
        told = bool(evidence.value()) or evidence.name in self.errors
        return ObjectiveFields(one, self[f"progress_{one.id}"], self[f"words_{one.id}"], evidence, told)

    def words(self) -> ReviewWords:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        said = tuple(
            Progressed(
                one.id, got[f"progress_{one.id}"], got[f"words_{one.id}"],
                tuple(uuid.UUID(key) for key in got[f"evidence_{one.id}"]),
            )
            for one in self.under_review
        )  # fmt: skip
        days = {name: got[name] for name in ("period_to", "next_review_on")}
        return ReviewWords(**days, **{name: got[name] for name in TEXTS}, objectives=said)


class HoldForm(VersionedForm):
    """That a review was held."""

    held_on = day(_("Held on"), _("Enter the day it was held"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = timezone.localdate()


class FeedbackForm(OnceForm):
    """What somebody says of the work."""

    speaker = one_of(_("From whom"), Speaker.choices, missing=_("Choose whose feedback it is"))
    words = prose(
        _("What was said"), _("Write what was said"), rows=4, longest=1000,
        hint=_("About the work: what helps, what does not. Everybody inside the case reads it; what only some may read "
               "belongs in a note."),
    )  # fmt: skip

    def new(self) -> NewFeedback:
        """Return what was typed. The form must be valid."""
        return NewFeedback(self.cleaned_data["speaker"], self.cleaned_data["words"])
