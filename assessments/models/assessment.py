"""The assessment, and what each agency contributes to it before consensus."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.choices import Nature
from access.guarded import GuardedModel, GuardedQuerySet, GuardedVersionedModel
from access.sight import INSIDE, ByCase, Sight
from access.sight_assessments import Contributed, ContributedTo, Linked
from agencies.errors import RuleBroken
from agencies.models import Agency, AgencyMembership
from assessments.choices import (
    IN_THE_MAKING,
    LOCKED,
    STANDING,
    AssessmentKind,
    AssessmentState,
    Confidence,
    ContributionState,
    Relevance,
)
from assessments.models.instrument import Instrument
from casework.choices import Setting
from casework.models import Case, Note

NEXT: dict[str, tuple[str, ...]] = {
    AssessmentState.DRAFT: (AssessmentState.CONTRIBUTIONS_OPEN,),
    AssessmentState.CONTRIBUTIONS_OPEN: (AssessmentState.CONSENSUS,),
    AssessmentState.CONSENSUS: (AssessmentState.SIGNED,),
    AssessmentState.SIGNED: (AssessmentState.COUNTERSIGNED, AssessmentState.SUPERSEDED),
    AssessmentState.COUNTERSIGNED: (AssessmentState.SUPERSEDED,),
    AssessmentState.SUPERSEDED: (),
}


class AssessmentQuerySet(GuardedQuerySet["Assessment"]):
    """Words for choosing assessments."""

    def in_the_making(self) -> "AssessmentQuerySet":
        """Assessments that are not signed yet."""
        return self.filter(state__in=IN_THE_MAKING)

    def standing(self) -> "AssessmentQuerySet":
        """Signed assessments that no correction replaced."""
        return self.filter(state__in=STANDING)


class Assessment(GuardedVersionedModel):
    """A structured professional judgement at a day. Signed is locked; a correction is a further one that names it.

    Whoever signs first is the case manager; another person countersigns.
    """

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="assessments")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=AssessmentKind.choices)
    setting = models.CharField(_("setting"), max_length=10, choices=Setting.choices, default=Setting.COMMUNITY)
    as_of = models.DateField(_("as of"), help_text=_("The day for which it is judged"))
    no_custody = models.BooleanField(_("there was no custody"), default=False)
    reason = models.CharField(_("why now"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=18, choices=AssessmentState.choices, default=AssessmentState.DRAFT)
    assessor = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    opened_at = models.DateTimeField(editable=False)
    contribute_by = models.DateField(_("contributions by"), null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True, editable=False)
    countersigner = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    countersigned_at = models.DateTimeField(null=True, blank=True, editable=False)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", editable=False
    )
    correction_reason = models.CharField(_("what is corrected"), max_length=300, blank=True)
    for_court_at = models.DateTimeField(_("may be told to the court since"), null=True, blank=True, editable=False)
    for_court_by = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = AssessmentQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("assessment")
        indexes = [models.Index(fields=["case", "-as_of"], name="assessments_of_a_case")]
        constraints = [
            models.UniqueConstraint(
                "case", name="one_assessment_in_the_making",
                condition=models.Q(state__in=["draft", "contributions_open", "consensus"]),
            ),
            models.CheckConstraint(
                name="locked_assessment_was_signed",
                condition=~models.Q(state__in=["signed", "countersigned", "superseded"])
                | models.Q(signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="court_is_told_of_a_countersigned_one",
                condition=models.Q(for_court_at__isnull=True, for_court_by__isnull=True)
                | models.Q(
                    for_court_at__isnull=False, for_court_by__isnull=False, state__in=["countersigned", "superseded"]
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.as_of}"

    @property
    def is_open(self) -> bool:
        """Whether it may still be written on."""
        return self.state in IN_THE_MAKING

    @property
    def is_for_court(self) -> bool:
        """Whether the court may be told of it: countersigned, marked, and not replaced by a correction."""
        return self.state == AssessmentState.COUNTERSIGNED and self.for_court_at is not None

    @property
    def is_locked(self) -> bool:
        """Whether it was signed."""
        return self.state in LOCKED

    def move_to(self, state: str) -> None:
        """Move to ``state`` when the states allow it; a pure change of this row.

        Raises:
            RuleBroken: the move is not among the lawful ones.
        """
        if state not in NEXT[self.state]:
            words = {"old": self.get_state_display(), "new": AssessmentState(state).label}
            raise RuleBroken(_t("An assessment that is “%(old)s” cannot become “%(new)s”.") % words)
        self.state = AssessmentState(state)


class Contribution(GuardedVersionedModel):
    """What one agency puts in of its own knowledge. Nobody else sees its ratings before consensus is opened (R70).

    ``note`` holds its words, like those of everything else written about a person; ``release_to`` says how far the note
    leaves the agency once ``opened``. Until then it does not leave it at all.
    """

    sight: ClassVar[Sight] = ContributedTo()

    case = models.ForeignKey(Case, models.PROTECT, related_name="contributions")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="contributions")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    membership = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    state = models.CharField(_("state"), max_length=10, choices=ContributionState.choices)
    due_on = models.DateField(_("by"))
    no_custody = models.BooleanField(default=False, editable=False)
    nothing_reason = models.CharField(_("why nothing"), max_length=300, blank=True)
    note = models.OneToOneField(
        Note, models.PROTECT, null=True, blank=True, related_name="contribution", editable=False
    )
    release_to = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    handed_in_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("contribution")
        indexes = [models.Index(fields=["agency", "state"], name="contributions_of_an_agency")]
        constraints = [
            models.UniqueConstraint("assessment", "agency", name="agency_contributes_once"),
            models.CheckConstraint(
                name="handed_in_has_its_words",
                condition=~models.Q(state="handed_in")
                | (models.Q(note__isnull=False) & models.Q(handed_in_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()

    @property
    def is_given(self) -> bool:
        """Whether the agency is done with it."""
        return self.state in (ContributionState.HANDED_IN, ContributionState.NOTHING)


class ItemRating(GuardedVersionedModel):
    """One agency's answer to one item, for which it has grounds. Health items stay with the agency that gave them."""

    sight: ClassVar[Sight] = Contributed()

    case = models.ForeignKey(Case, models.PROTECT, related_name="ratings")
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="ratings")
    item = models.CharField(_("item"), max_length=20)
    answer = models.CharField(_("answer"), max_length=20, blank=True)
    relevance = models.CharField(
        _("relevance to this person's offending"), max_length=4, choices=Relevance.choices, blank=True
    )
    grounds = models.CharField(_("grounds"), max_length=600, blank=True)
    nature = models.CharField(_("nature"), max_length=8, choices=Nature.choices, default=Nature.FACT)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence.choices, blank=True)
    is_health = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("rating of an item")
        constraints = [models.UniqueConstraint("contribution", "item", name="item_is_rated_once_by_an_agency")]

    def __str__(self) -> str:
        return self.item


class Evidence(GuardedModel):
    """A record on which a rating or a consensus rests. It is a note, and keeps its own readers."""

    sight: ClassVar[Sight] = Linked()

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    rating = models.ForeignKey(ItemRating, models.PROTECT, null=True, blank=True, related_name="evidence")
    consensus = models.ForeignKey(
        "assessments.ConsensusRating", models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    note = models.ForeignKey(Note, models.PROTECT, related_name="+")
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("record behind a rating")
        indexes = [
            models.Index(fields=["rating"], name="evidence_of_a_rating"),
            models.Index(fields=["consensus"], name="evidence_of_a_consensus"),
        ]
        constraints = [
            models.CheckConstraint(
                name="evidence_is_of_one_rating",
                condition=models.Q(rating__isnull=True, consensus__isnull=False)
                | models.Q(rating__isnull=False, consensus__isnull=True),
            ),
            models.UniqueConstraint("rating", "note", name="record_stands_once_behind_a_rating"),
            models.UniqueConstraint("consensus", "note", name="record_stands_once_behind_a_consensus"),
        ]

    def __str__(self) -> str:
        return str(self.note_id)
