"""Restriction of processing: a note or a whole case that is kept and passed on no further, until that is lifted."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedModel, GuardedQuerySet, GuardedVersionedModel
from access.sight import Sight
from access.sight_restrictions import MARK, WORDS
from agencies.models import AgencyMembership
from casework.models import Case, Note
from sharing.choices_restricting import RestrictionGround, RestrictionWordKind
from sharing.models.rights import RightsRequest


class RestrictionQuerySet(GuardedQuerySet["Restriction"]):
    """Words for choosing restrictions."""

    def running(self) -> "RestrictionQuerySet":
        """Restrictions that were not lifted."""
        return self.filter(lifted_on__isnull=True)


class Restriction(GuardedVersionedModel):
    """That a note, or where ``note`` is empty the whole case, is passed on no further. ``newest`` follows corrections.

    It ends by being lifted, never by a date: the review date only makes somebody look.
    """

    sight: ClassVar[Sight] = MARK

    case = models.ForeignKey(Case, models.PROTECT, related_name="restrictions")
    request = models.ForeignKey(RightsRequest, models.PROTECT, related_name="restrictions")
    note = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="+")
    newest = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    ground = models.CharField(_("ground"), max_length=9, choices=RestrictionGround.choices)
    placed_on = models.DateField(_("restricted since"), editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    review_on = models.DateField(_("looked at again"))
    lifted_on = models.DateField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    told_on = models.DateField(_("the person was told before it was lifted"), null=True, blank=True)

    objects = RestrictionQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("restriction")
        indexes = [models.Index(fields=["case"], name="restrictions_that_run", condition=models.Q(lifted_on=None))]
        constraints = [
            models.UniqueConstraint(
                "case", "newest", name="restricted_once_at_a_time", condition=models.Q(lifted_on=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="person_is_told_before_a_restriction_is_lifted",
                condition=models.Q(lifted_on=None, lifted_by=None, told_on=None)
                | models.Q(
                    lifted_on__isnull=False, lifted_by__isnull=False, told_on__gte=models.F("placed_on"),
                    told_on__lte=models.F("lifted_on"),
                ),
            ),
            models.CheckConstraint(
                name="restriction_is_looked_at_again", condition=models.Q(review_on__gt=models.F("placed_on"))
            ),
            models.CheckConstraint(
                name="restriction_follows_its_note",
                condition=models.Q(note=None, newest=None) | models.Q(note__isnull=False, newest__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_ground_display()} {self.placed_on}"

    @property
    def runs(self) -> bool:
        """Whether it was not lifted."""
        return self.lifted_on is None


class RestrictionWord(GuardedModel):
    """Why something was restricted, and why that was lifted. Of a note, for whoever reads it in full."""

    sight: ClassVar[Sight] = WORDS

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    restriction = models.ForeignKey(Restriction, models.PROTECT, related_name="words")
    note = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=6, choices=RestrictionWordKind.choices)
    text = models.TextField(_("in words"), max_length=2000)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("words on a restriction")
        constraints = [
            models.UniqueConstraint("restriction", "kind", name="words_on_a_restriction_once"),
            models.CheckConstraint(name="words_on_a_restriction_say_something", condition=~models.Q(text="")),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
