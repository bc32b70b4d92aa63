"""What was learned from a case: written inside it, and standing for itself once somebody else approved it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedVersionedModel
from access.sight import Sight
from access.sight_lessons import LessonItself, LessonOnItsWay
from agencies.models import AgencyMembership, Partnership, User
from casework.choices import Domain, LessonState
from casework.models.case import Case


class LessonWords(models.Model):
    """The words of a lesson, in general terms."""

    heading = models.CharField(_("heading"), max_length=120)
    happened = models.TextField(_("what happened"), max_length=1500)
    helped = models.TextField(_("what helped"), max_length=1500)
    differently = models.TextField(_("what we would do differently"), max_length=1500)
    domains = ArrayField(
        models.CharField(max_length=14, choices=Domain.choices), default=list, blank=True, verbose_name=_("about")
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.heading


class Lesson(LessonWords, GuardedVersionedModel):
    """An approved lesson. It knows its partnership and its year, and neither case nor author nor day."""

    sight: ClassVar[Sight] = LessonItself()

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+", editable=False)
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)
    withdrawn_because = models.CharField(_("why it is withdrawn"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lesson")
        constraints = [
            models.CheckConstraint(
                name="withdrawn_lesson_says_why",
                condition=models.Q(withdrawn_on__isnull=True) | ~models.Q(withdrawn_because=""),
            ),
        ]


class LessonDraft(LessonWords, GuardedVersionedModel):
    """A lesson on its way: read inside its case, and by those who may approve it. Its words never change.

    ``lesson`` leads from the case to what was approved; nothing leads back.
    """

    sight: ClassVar[Sight] = LessonOnItsWay()

    case = models.ForeignKey(Case, models.PROTECT, related_name="lesson_drafts")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+", editable=False)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    written_on = models.DateField(editable=False)
    state = models.CharField(max_length=8, choices=LessonState.choices, default=LessonState.WAITING, editable=False)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    decided_on = models.DateField(null=True, blank=True, editable=False)
    reason = models.CharField(_("why it is returned"), max_length=300, blank=True)
    lesson = models.OneToOneField(
        Lesson, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )  # fmt: skip

    class Meta:
        verbose_name = _("lesson on its way")
        constraints = [
            models.CheckConstraint(
                name="lesson_is_decided_by_another",
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("author")),
            ),
            models.CheckConstraint(
                name="decided_lesson_says_by_whom",
                condition=models.Q(state="waiting", decided_by__isnull=True, decided_on__isnull=True)
                | (~models.Q(state="waiting") & models.Q(decided_by__isnull=False, decided_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="returned_lesson_says_why", condition=~models.Q(state="returned", reason="")
            ),
            models.CheckConstraint(
                name="approved_lesson_stands",
                condition=models.Q(state="approved", lesson__isnull=False)
                | (~models.Q(state="approved") & models.Q(lesson__isnull=True)),
            ),
        ]  # fmt: skip
