"""That something reached somebody it should not, and what was done about it. Nothing of it changes afterwards."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.choices import Tier
from access.guarded import GuardedModel
from access.sight import Sight
from access.sight_leaks import LeakItself
from agencies.choices import DataCategory
from agencies.models import AgencyMembership, Partnership
from casework.models import Case
from sharing.choices import LeakStepKind, LeakVerdict

AUTHORITY_WITHIN = dt.timedelta(hours=72)
"""The supervisory authority is told within it of the moment at which it was noticed."""


class LeakReport(GuardedModel):
    """A report of a leak by a member. Read by them, the case manager, the chair and the legal advisers."""

    sight: ClassVar[Sight] = LeakItself()

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+", editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    noticed_at = models.DateTimeField(_("noticed"))
    reported_at = models.DateTimeField(editable=False)
    what = models.TextField(_("what happened"), max_length=4000)
    tier = models.PositiveSmallIntegerField(
        _("how full"), choices=[(tier.value, tier.label) for tier in Tier if tier != Tier.NONE]
    )
    kinds = ArrayField(models.CharField(max_length=16, choices=DataCategory.choices), verbose_name=_("kinds of data"))
    reached = models.TextField(_("who received it"), max_length=1000)
    is_danger = models.BooleanField(_("somebody is in danger now"), default=False, db_default=False)
    at_risk = models.TextField(_("who may be at risk"), max_length=1000, blank=True, default="", db_default="")
    phoned_at = models.DateTimeField(_("phoned"), null=True, blank=True)
    phoned_whom = models.CharField(_("spoken to"), max_length=120, blank=True, default="", db_default="")
    measures = models.TextField(_("what was done at once"), max_length=2000, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("report of a leak")
        indexes = [
            models.Index(fields=["partnership", "-reported_at"], name="leaks_of_a_partnership"),
            models.Index(fields=["case", "-reported_at"], name="leaks_of_a_case"),
        ]
        constraints = [
            models.CheckConstraint(
                name="leak_with_danger_was_phoned_first",
                condition=models.Q(is_danger=False) | (models.Q(phoned_at__isnull=False) & ~models.Q(phoned_whom="")),
            ),
            models.CheckConstraint(
                name="leak_is_noticed_before_it_is_told",
                condition=models.Q(noticed_at__lte=models.F("reported_at")),
            ),
            models.CheckConstraint(
                name="leak_says_what_and_whom", condition=~models.Q(what="") & ~models.Q(reached="")
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.mark

    @property
    def mark(self) -> str:
        """A neutral name to speak of it by telephone."""
        return f"L-{self.pk.hex[:6].upper()}"

    @property
    def authority_by(self) -> dt.datetime:
        """The moment by which the supervisory authority is told, if it is."""
        return self.noticed_at + AUTHORITY_WITHIN


class LeakStep(GuardedModel):
    """One thing done or decided about a leak: a measure, a decision with its reason, that the person was told, its end.

    A later decision stands beside an earlier one and counts in its place.
    """

    sight: ClassVar[Sight] = LeakItself("report__")

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    report = models.ForeignKey(LeakReport, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=9, choices=LeakStepKind.choices)
    verdict = models.CharField(max_length=8, choices=LeakVerdict.choices, blank=True, default="", db_default="")
    words = models.TextField(_("in words"), max_length=2000)
    until_on = models.DateField(_("until"), null=True, blank=True)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("step after a leak")
        indexes = [models.Index(fields=["report", "made_at"], name="steps_after_a_leak")]
        constraints = [
            models.CheckConstraint(
                name="leak_step_decides_what_it_may",
                condition=models.Q(kind=LeakStepKind.AUTHORITY, verdict__in=[LeakVerdict.TOLD, LeakVerdict.NOT])
                | models.Q(
                    kind=LeakStepKind.PERSON, verdict__in=[LeakVerdict.TELL, LeakVerdict.LATER, LeakVerdict.NOT]
                )
                | models.Q(kind__in=[LeakStepKind.MEASURE, LeakStepKind.TOLD, LeakStepKind.CLOSED], verdict=""),
            ),
            models.CheckConstraint(
                name="telling_after_a_leak_has_a_day",
                condition=models.Q(verdict__in=[LeakVerdict.TELL, LeakVerdict.LATER], until_on__isnull=False)
                | (~models.Q(verdict__in=[LeakVerdict.TELL, LeakVerdict.LATER]) & models.Q(until_on__isnull=True)),
            ),
            models.CheckConstraint(name="leak_step_says_something", condition=~models.Q(words="")),
            models.UniqueConstraint("report", name="leak_is_closed_once", condition=models.Q(kind=LeakStepKind.CLOSED)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.get_kind_display()
