"""Duty reports: what any member passes to law enforcement to prevent a crime (domain section 4.5).

Three rows, because three circles read them: that it was made, what its writer knows and thinks, and the least that
passes. Nothing of them changes afterwards; a correction is a new report.
"""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedModel, GuardedVersionedModel
from access.sight import Sight
from access.sight_duty import DutyItself, DutyPassedOn, DutyWords
from agencies.models import Agency, AgencyMembership, Partnership
from casework.models import Case
from sharing.choices import DutyBasis, DutyOutcome, HowSoon


class DutyReport(GuardedModel):
    """That a duty report was made: by whom, to whom, how soon it was, and what the police answered."""

    sight: ClassVar[Sight] = DutyItself()

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    to_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("to"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    how_soon = models.CharField(_("how soon"), max_length=8, choices=HowSoon.choices)
    rests_on = ArrayField(models.CharField(max_length=10, choices=DutyBasis.choices), verbose_name=_("rests on"))
    is_health = models.BooleanField(_("holds health data"), default=False, db_default=False)
    made_at = models.DateTimeField(editable=False)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", editable=False
    )  # fmt: skip
    acknowledged_at = models.DateTimeField(null=True, editable=False)
    outcome = models.CharField(max_length=10, choices=DutyOutcome.choices, blank=True, default="", db_default="")
    outcome_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("duty report")
        indexes = [models.Index(fields=["case", "-made_at"], name="duty_reports_of_a_case")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rests_on__overlap=[DutyBasis.BEHAVIOUR, DutyBasis.INTENT]),
                name="duty_report_rests_on_more_than_belief",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.to_agency} {self.made_at:%Y-%m-%d}"


class DutyWord(GuardedModel):
    """What the writer fears, knows and thinks: read by the writer, and by their agency where it works on the case."""

    sight: ClassVar[Sight] = DutyWords()

    report = models.OneToOneField(DutyReport, models.PROTECT, related_name="words")
    feared = models.TextField(_("what is feared"), max_length=2000)
    at_risk = models.TextField(_("who is at risk"), max_length=1000)
    known = models.TextField(_("what is known"), max_length=4000)
    thought = models.TextField(_("what is thought"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("words of a duty report")

    def __str__(self) -> str:
        return f"{self.report_id}"


class DutyPassed(GuardedVersionedModel):
    """The least that passed: all that law enforcement reads, with whom to ask. It names no case of its own accord."""

    sight: ClassVar[Sight] = DutyPassedOn()

    report = models.OneToOneField(DutyReport, models.PROTECT, related_name="passed")
    to_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    text = models.TextField(_("what passes"), max_length=4000)
    is_released = models.BooleanField(_("the team may read it"), default=False, db_default=False)
    how_soon = models.CharField(_("how soon"), max_length=8, choices=HowSoon.choices)
    phoned_at = models.DateTimeField(_("phoned"), null=True, blank=True)
    phoned_whom = models.CharField(_("spoken to"), max_length=120, blank=True, default="", db_default="")
    sent_at = models.DateTimeField(editable=False)
    sender = models.CharField(max_length=150, editable=False)
    sender_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    acknowledged_at = models.DateTimeField(null=True, editable=False)
    acknowledged_by = models.ForeignKey(AgencyMembership, models.PROTECT, null=True, related_name="+", editable=False)
    outcome = models.CharField(max_length=10, choices=DutyOutcome.choices, blank=True, default="", db_default="")
    outcome_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("text passed on by a duty report")
        indexes = [models.Index(fields=["to_agency", "-sent_at"], name="duty_reports_of_a_receiver")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(how_soon=HowSoon.NOW)
                | (models.Q(phoned_at__isnull=False) & ~models.Q(phoned_whom="")),
                name="what_is_feared_now_was_phoned_first",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="") | models.Q(acknowledged_at__isnull=False, outcome_at__isnull=False),
                name="outcome_follows_the_receipt",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.to_agency} {self.sent_at:%Y-%m-%d}"
