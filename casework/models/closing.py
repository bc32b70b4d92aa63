"""How the work of a case ended, and what was found when somebody looked again."""

import datetime as dt
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedModel, GuardedQuerySet, GuardedVersionedModel
from access.sight import INSIDE_OR_LEADING, ByCase, Sight
from agencies.models import AgencyMembership
from casework.choices import FollowUpMethod, FollowUpMonth, StrandResult
from casework.models.case import Case


class Outcome(GuardedModel):
    """How the work ended, on two strands. Never changed: a correction is the next number of the same closing.

    ``closing`` counts how often the case closed; a case that was taken up again ends with a new one.
    """

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE_OR_LEADING)

    case = models.ForeignKey(Case, models.PROTECT, related_name="outcomes")
    closing = models.PositiveSmallIntegerField(editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    recorded_on = models.DateField(_("recorded"), editable=False)
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True, editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    disengagement = models.CharField(_("disengagement"), max_length=10, choices=StrandResult.choices)
    disengagement_text = models.TextField(_("how you know"), max_length=1000)
    reintegration = models.CharField(_("reintegration"), max_length=10, choices=StrandResult.choices)
    reintegration_text = models.TextField(_("how you know"), max_length=1000)
    went_on = models.TextField(_("what goes on voluntarily"), max_length=500, blank=True)
    for_person = models.TextField(_("what the person is told"), max_length=1000, blank=True)
    agreed = models.TextField(_("what was agreed for afterwards"), max_length=1000)
    call = models.CharField(_("whom the person can call"), max_length=200)
    feedback_offered_on = models.DateField(_("feedback offered on"))
    keep_until = models.DateField(_("record kept until"))
    nothing_ends = models.BooleanField(_("no professional support ends with the case"), default=False)
    months = ArrayField(models.PositiveSmallIntegerField(choices=FollowUpMonth.choices), verbose_name=_("follow-ups"))
    reason = models.CharField(_("why it is recorded again"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("outcome")
        constraints = [
            models.UniqueConstraint("case", "number", name="outcomes_are_numbered"),
            models.CheckConstraint(
                name="outcome_says_how_it_is_known",
                condition=~models.Q(disengagement_text="") & ~models.Q(reintegration_text=""),
            ),
            models.CheckConstraint(name="outcome_plans_a_follow_up", condition=~models.Q(months=[])),
        ]

    def __str__(self) -> str:
        return f"{self.closing}.{self.number}"


class FollowUpQuerySet(GuardedQuerySet["FollowUp"]):
    """Words for choosing follow-ups."""

    def waiting(self) -> "FollowUpQuerySet":
        """Follow-ups that are still to be held."""
        return self.filter(held_on__isnull=True, dropped_on__isnull=True)


class FollowUp(GuardedVersionedModel):
    """One look after closing: planned at closing, and written once when somebody looked."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE_OR_LEADING)

    case = models.ForeignKey(Case, models.PROTECT, related_name="follow_ups")
    closing = models.PositiveSmallIntegerField(editable=False)
    months = models.PositiveSmallIntegerField(_("which"), choices=FollowUpMonth.choices, editable=False)
    due_on = models.DateField(_("due"), editable=False)
    held_on = models.DateField(_("held"), null=True, blank=True)
    membership = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    method = models.CharField(_("how"), max_length=12, choices=FollowUpMethod.choices, blank=True)
    found = models.TextField(_("what was found"), max_length=2000, blank=True)
    disengagement = models.CharField(_("disengagement"), max_length=10, choices=StrandResult.choices, blank=True)
    reintegration = models.CharField(_("reintegration"), max_length=10, choices=StrandResult.choices, blank=True)
    reopen = models.BooleanField(_("the case should be taken up again"), default=False)
    dropped_on = models.DateField(null=True, blank=True, editable=False)

    objects = FollowUpQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("follow-up")
        constraints = [
            models.UniqueConstraint("case", "closing", "months", name="follow_up_stands_once_in_a_closing"),
            models.CheckConstraint(
                name="held_follow_up_says_how_and_what",
                condition=models.Q(held_on__isnull=True)
                | ~(
                    models.Q(method="") | models.Q(found="") | models.Q(disengagement="")
                    | models.Q(reintegration="") | models.Q(membership__isnull=True)
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_months_display()}, {self.due_on}"

    @property
    def waits(self) -> bool:
        """Whether it is still to be held."""
        return self.held_on is None and self.dropped_on is None

    def is_overdue(self, today: dt.date) -> bool:
        """Whether its day is past while it is still to be held."""
        return self.waits and self.due_on < today
