"""Facts that the person contests: the note and what they say, the answer of its agency, the recipients to be told."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedModel, GuardedQuerySet, GuardedVersionedModel
from access.sight import INSIDE, ByCase, ByItem, Sight
from agencies.models import Agency, AgencyMembership
from casework.models import Case, Note
from sharing.choices import PassedHow
from sharing.choices_contested import SETTLED, ContestedOutcome, ContestedWordKind
from sharing.models.disclosure import Disclosure
from sharing.models.rights import RightsRequest

A = ContestedOutcome


class ContestedFactQuerySet(GuardedQuerySet["ContestedFact"]):
    """Words for choosing contested facts."""

    def waiting(self) -> "ContestedFactQuerySet":
        """Facts that their agency has not answered."""
        return self.filter(outcome="")


class ContestedFact(GuardedVersionedModel):
    """That the person contests a note. ``note`` is the version they speak of, ``newest`` the one that holds now.

    No words stand here. It is known to whoever reads any words of the newest version; the database follows corrections.
    """

    sight: ClassVar[Sight] = ByItem("newest__", rule="{tier} >= 2")

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    request = models.ForeignKey(RightsRequest, models.PROTECT, related_name="contested")
    note = models.ForeignKey(Note, models.PROTECT, related_name="+")
    newest = models.ForeignKey(Note, models.PROTECT, related_name="+", editable=False)
    originator = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    named_at = models.DateTimeField(editable=False)
    due_on = models.DateField(_("answer due"), editable=False)
    outcome = models.CharField(
        _("answer"), max_length=9, choices=A.choices, blank=True, default="", db_default=""
    )  # fmt: skip
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = ContestedFactQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("contested fact")
        indexes = [models.Index(fields=["newest"], name="contested_by_version")]
        constraints = [
            models.UniqueConstraint("request", "note", name="note_is_contested_once_in_a_request"),
            models.CheckConstraint(
                name="contested_fact_is_answered_by_somebody",
                condition=models.Q(outcome__in=["", A.DROPPED])
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.state_words

    @property
    def stands(self) -> bool:
        """Whether it is contested now."""
        return self.outcome not in SETTLED

    @property
    def state_words(self) -> str:
        """Where it stands, in words."""
        return str(A(self.outcome).label) if self.outcome else str(_("Its agency is asked"))


class ContestedWord(GuardedModel):
    """What the person says, or why an agency answered so. Read by whoever reads the contested version in full."""

    sight: ClassVar[Sight] = ByItem("note__", rule="{tier} >= 4")

    fact = models.ForeignKey(ContestedFact, models.PROTECT, related_name="words")
    note = models.ForeignKey(Note, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=ContestedWordKind.choices)
    text = models.TextField(_("in words"), max_length=4000)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("words on a contested fact")
        constraints = [
            models.UniqueConstraint("fact", "kind", name="words_on_a_contested_fact_once"),
            models.CheckConstraint(name="words_on_a_contested_fact_say_something", condition=~models.Q(text="")),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class CorrectionNotice(GuardedVersionedModel):
    """That a recipient of a disclosure is to be told that a fact behind it is contested, or was put right.

    The database makes it when an agency answers; who tells the recipient adds the day, and how.
    """

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    fact = models.ForeignKey(ContestedFact, models.PROTECT, related_name="notices")
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="corrections")
    outcome = models.CharField(max_length=9, choices=A.choices)
    due_on = models.DateField(_("to be told by"))
    raised_at = models.DateTimeField(editable=False)
    told_on = models.DateField(_("told on"), null=True, blank=True)
    how = models.CharField(_("how"), max_length=8, choices=PassedHow.choices, blank=True, default="", db_default="")
    membership = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("notice to a recipient")
        indexes = [models.Index(fields=["case", "-raised_at"], name="correction_notices_of_a_case")]
        constraints = [
            models.UniqueConstraint("fact", "disclosure", "outcome", name="recipient_is_told_once_of_an_answer"),
            models.CheckConstraint(
                name="recipient_is_told_by_somebody_somehow",
                condition=models.Q(told_on__isnull=True, membership__isnull=True, how="")
                | (models.Q(told_on__isnull=False, membership__isnull=False) & ~models.Q(how="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.due_on}"
