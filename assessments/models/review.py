"""The review: how far each objective came, whether the work hangs together, what is next, and what people said."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedModel, GuardedQuerySet, GuardedVersionedModel
from access.sight import INSIDE, ByCase, Sight
from access.sight_assessments import LinkedToReview
from agencies.models import Agency, AgencyMembership
from assessments.choices import Progress, ReviewState, Speaker
from casework.models import Case, Note, Objective, PlanVersion


class ReviewQuerySet(GuardedQuerySet["Review"]):
    """Words for choosing reviews."""

    def held(self) -> "ReviewQuerySet":
        """Reviews that were held, and are locked."""
        return self.filter(state=ReviewState.HELD)


class Review(GuardedVersionedModel):
    """A review of the plan in force over a period (R41). The case manager calls it (R145); once held it is locked."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="reviews")
    plan = models.ForeignKey(PlanVersion, models.PROTECT, related_name="+")
    period_from = models.DateField(_("from"))
    period_to = models.DateField(_("to"))
    state = models.CharField(_("state"), max_length=5, choices=ReviewState.choices, default=ReviewState.DRAFT)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    opened_at = models.DateTimeField(editable=False)
    held_on = models.DateField(_("held"), null=True, blank=True, editable=False)
    coherence = models.TextField(_("what the coherence check shows"), blank=True)
    next_steps = models.TextField(_("next steps"), blank=True)
    person_view = models.TextField(_("the person's view"), blank=True)
    family_view = models.TextField(_("the family's view"), blank=True)
    next_review_on = models.DateField(_("next review"))

    objects = ReviewQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("review")
        indexes = [models.Index(fields=["case", "-period_to"], name="reviews_of_a_case")]
        constraints = [
            models.UniqueConstraint("case", name="one_review_in_draft", condition=models.Q(state="draft")),
            models.CheckConstraint(
                name="review_period_is_in_order", condition=models.Q(period_from__lte=models.F("period_to"))
            ),
            models.CheckConstraint(
                name="held_review_has_its_day",
                condition=models.Q(state="held", held_on__isnull=False) | models.Q(state="draft", held_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_from} – {self.period_to}"

    @property
    def is_open(self) -> bool:
        """Whether it may still be written on."""
        return self.state == ReviewState.DRAFT


class ReviewedObjective(GuardedVersionedModel):
    """How far one objective of the reviewed version came in the period; ``progress`` is empty until it is said."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="objectives")
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="+")
    progress = models.CharField(_("progress"), max_length=5, choices=Progress.choices, blank=True)
    words = models.CharField(_("what shows it"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("objective under review")
        constraints = [models.UniqueConstraint("review", "objective", name="objective_is_reviewed_once")]

    def __str__(self) -> str:
        return self.get_progress_display()


class ReviewEvidence(GuardedModel):
    """A record that shows how far an objective came. It is a note, and keeps its own readers."""

    sight: ClassVar[Sight] = LinkedToReview()

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    reviewed = models.ForeignKey(ReviewedObjective, models.PROTECT, related_name="evidence")
    note = models.ForeignKey(Note, models.PROTECT, related_name="+")
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("record behind a review")
        constraints = [models.UniqueConstraint("reviewed", "note", name="record_stands_once_behind_progress")]

    def __str__(self) -> str:
        return str(self.note_id)


class Feedback(GuardedModel):
    """What somebody says of the work itself (R152): the person, the family, or an agency. Never taken away."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="feedback")
    speaker = models.CharField(_("from whom"), max_length=6, choices=Speaker.choices)
    words = models.CharField(_("what was said"), max_length=1000)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("feedback")
        indexes = [models.Index(fields=["review", "at"], name="feedback_of_a_review")]

    def __str__(self) -> str:
        return self.get_speaker_display()
