"""The ledger: what left the case team, and how the person was told of it. No words about anybody stand here."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.choices import Tier
from access.guarded import GuardedModel
from access.sight import INSIDE, ByCase, Sight
from agencies.models import AgencyMembership
from casework.models import Case, Court, Note
from sharing.choices import DisclosurePurpose
from sharing.models.report import CourtReport


class Disclosure(GuardedModel):
    """Something passed to anyone outside the case team (glossary): to whom, what for, what, how full, when, by whom."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="disclosures")
    purpose = models.CharField(_("purpose"), max_length=8, choices=DisclosurePurpose.choices)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+", verbose_name=_("recipient"))
    report = models.OneToOneField(CourtReport, models.PROTECT, related_name="disclosure")
    tier = models.PositiveSmallIntegerField(_("fullest text told"), choices=Tier.choices)
    items = models.PositiveIntegerField(_("records behind it"))
    made_on = models.DateField(_("day"))
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("disclosure")
        indexes = [models.Index(fields=["case", "-made_on"], name="disclosures_of_a_case")]

    def __str__(self) -> str:
        return f"{self.court} {self.made_on}"


class Notification(GuardedModel):
    """That the person was told of a disclosure: when and by whom. The words used and the reaction are a note."""

    sight: ClassVar[Sight] = ByCase("disclosure__case_id", rule=INSIDE)

    disclosure = models.OneToOneField(Disclosure, models.PROTECT, related_name="notification")
    told_on = models.DateField(_("told"))
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    note = models.ForeignKey(Note, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("notification")

    def __str__(self) -> str:
        return f"{self.told_on}"
