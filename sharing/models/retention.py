"""That somebody looked whether a case's record is still needed: what they propose, why, and when to look again."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedModel
from access.sight import INSIDE, ByCase, Sight
from agencies.models import AgencyMembership
from casework.models import Case
from sharing.choices import RetentionProposal


class RetentionReview(GuardedModel):
    """One look at whether the record is kept (LED art. 5). Never changed; it proposes, and erases nothing itself."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="retention_reviews")
    reviewed_on = models.DateField(_("reviewed"), editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    proposal = models.CharField(_("proposal"), max_length=5, choices=RetentionProposal.choices)
    reason = models.CharField(_("why"), max_length=500)
    next_on = models.DateField(_("next review"))

    class Meta:
        verbose_name = _("retention review")
        constraints = [
            models.CheckConstraint(name="retention_review_says_why", condition=~models.Q(reason="")),
            models.CheckConstraint(
                name="retention_is_reviewed_again_later", condition=models.Q(next_on__gt=models.F("reviewed_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_proposal_display()} {self.reviewed_on}"
