"""Assessments made with a licensed tool: that there is one, where it is kept, and its conclusion at gist."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedModel, GuardedQuerySet
from access.sight import INSIDE, ByCase, Sight
from agencies.models import Agency, AgencyMembership
from casework.models import Case

FIGURE = r"(^|[^0-9])[0-9]{1,3}([^0-9]|$)"
"""A number that is no year: what a score, a level or a share looks like."""


class ExternalAssessmentQuerySet(GuardedQuerySet["ExternalAssessment"]):
    """Words for choosing references to licensed tools."""

    def standing(self) -> "ExternalAssessmentQuerySet":
        """References that no correction replaced."""
        return self.filter(corrected_by__isnull=True)


class ExternalAssessment(GuardedModel):
    """A reference to an assessment made with a tool that others own: no item text, no score (domain section 5).

    It is never changed: what must be put right is a further reference of the same agency that names it.
    """

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="external_assessments")
    tool = models.CharField(_("name of the tool"), max_length=120)
    made_on = models.DateField(_("made on"))
    assessor = models.CharField(_("who made it"), max_length=200)
    kept_at = models.CharField(_("where the original is kept"), max_length=300)
    conclusion = models.CharField(_("conclusion"), max_length=300)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(editable=False)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", editable=False
    )
    correction_reason = models.CharField(_("what is corrected"), max_length=300, blank=True)

    objects = ExternalAssessmentQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words

    class Meta:
        verbose_name = _("reference to a licensed tool")
        indexes = [models.Index(fields=["case", "-made_on"], name="external_assessments_of_a_case")]
        constraints = [
            models.CheckConstraint(
                name="conclusion_holds_no_figure", condition=~models.Q(conclusion__regex=FIGURE)
            ),
            models.CheckConstraint(
                name="correction_of_a_reference_has_its_reason",
                condition=models.Q(corrects__isnull=True, correction_reason="")
                | (models.Q(corrects__isnull=False) & ~models.Q(correction_reason="")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.tool} {self.made_on}"
