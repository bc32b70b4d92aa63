"""The ledger: what left the case team, and how the person was told of it. No words about anybody stand here."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from access.choices import Tier
from access.guarded import GuardedModel
from access.sight import INSIDE, ByCase, Sight
from agencies.choices import Purpose
from agencies.models import Agency, AgencyMembership
from casework.models import Case, Court, Note
from sharing.models.duty import DutyReport
from sharing.models.proposal import DisclosureProposal
from sharing.models.report import CourtReport


class Disclosure(GuardedModel):
    """Something passed to anyone outside the case team (glossary): to whom, what for, what, how full, when, by whom.

    One recipient: a court, an agency or, by name, anybody else. One origin, the record it went out with; each kind of
    origin is a link of its own, and is added to ``disclosure_has_one_origin``.
    """

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="disclosures")
    purpose = models.CharField(_("purpose"), max_length=28, choices=Purpose.choices)
    court = models.ForeignKey(
        Court, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("to a court")
    )
    to_agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("to an agency")
    )
    recipient = models.CharField(_("to somebody else"), max_length=160, blank=True, default="", db_default="")
    report = models.OneToOneField(CourtReport, models.PROTECT, null=True, blank=True, related_name="disclosure")
    proposal = models.OneToOneField(
        DisclosureProposal, models.PROTECT, null=True, blank=True, related_name="disclosure"
    )
    duty_report = models.OneToOneField(
        DutyReport, models.PROTECT, null=True, blank=True, related_name="disclosure"
    )  # fmt: skip
    tier = models.PositiveSmallIntegerField(_("fullest text told"), choices=Tier.choices)
    items = models.PositiveIntegerField(_("records behind it"))
    made_on = models.DateField(_("day"))
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("disclosure")
        indexes = [models.Index(fields=["case", "-made_on"], name="disclosures_of_a_case")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(court__isnull=False, to_agency__isnull=True, recipient="")
                | models.Q(court__isnull=True, to_agency__isnull=False, recipient="")
                | (models.Q(court__isnull=True, to_agency__isnull=True) & ~models.Q(recipient="")),
                name="disclosure_has_one_recipient",
            ),
            models.CheckConstraint(
                condition=models.Q(report__isnull=False, duty_report__isnull=True, proposal__isnull=True)
                | models.Q(report__isnull=True, duty_report__isnull=False, proposal__isnull=True)
                | models.Q(report__isnull=True, duty_report__isnull=True, proposal__isnull=False),
                name="disclosure_has_one_origin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to_whom} {self.made_on}"

    @property
    def what(self) -> str:
        """What was passed on, in a word."""
        if self.duty_report_id is not None:
            return gettext("Duty report")
        return str(self.report.get_kind_display()) if self.report is not None else gettext("Words that were approved")

    @property
    def to_whom(self) -> str:
        """The name of the recipient."""
        if self.court is not None:
            return self.court.name
        return self.to_agency.name if self.to_agency is not None else self.recipient


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
