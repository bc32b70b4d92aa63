"""The case: one period of multi-agency work with one person."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedQuerySet, GuardedVersionedModel
from access.sight import CaseItself, Sight
from agencies.errors import RuleBroken
from agencies.models import Agency, Partnership
from casework.choices import MOVES, Basis, CaseStatus, Stage
from casework.models.person import Person

OVER = (CaseStatus.DECLINED, CaseStatus.REDIRECTED, CaseStatus.TRANSFERRED, CaseStatus.ARCHIVED, CaseStatus.CLOSED)
LEVELS = ((1, _("Level 1")), (2, _("Level 2")), (3, _("Level 3")))


class CaseQuerySet(GuardedQuerySet["Case"]):
    """Words for choosing cases."""

    def open(self) -> "CaseQuerySet":
        """Cases on which work goes on."""
        return self.exclude(status__in=OVER)


class Case(GuardedVersionedModel):
    """One period of work, from referral to the end of follow-up. Its title is neutral and says nothing."""

    sight: ClassVar[Sight] = CaseItself()

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    neutral_title = models.CharField(_("neutral title"), max_length=60)
    person = models.ForeignKey(Person, models.PROTECT, related_name="cases")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    lead_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    area = models.CharField(_("area"), max_length=80)
    level = models.PositiveSmallIntegerField(_("level"), choices=LEVELS, default=1)
    status = models.CharField(_("status"), max_length=12, choices=CaseStatus.choices, default=CaseStatus.REFERRED)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.ASSESS)
    stage_since = models.DateField(_("in this stage since"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis.choices, blank=True, default=Basis.NONE)
    basis_text = models.CharField(_("order or voluntary basis"), max_length=120, blank=True)
    basis_ends_on = models.DateField(_("order ends"), null=True, blank=True)
    notice_given_on = models.DateField(_("transparency notice given"), null=True, blank=True)
    notice_deferred_to = models.DateField(_("notice deferred until"), null=True, blank=True)
    opened_on = models.DateField(_("opened"))
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    next_review_on = models.DateField(_("next review"))
    reviewed_on = models.DateField(_("a review was held"), null=True, blank=True, editable=False)
    last_activity_at = models.DateTimeField(editable=False)

    objects = CaseQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("case")
        permissions = [("be_on_team", "Has a place on the team of this case")]
        indexes = [
            models.Index(fields=["area", "next_review_on", "id"], name="case_by_area_and_review"),
            models.Index(fields=["area", "-last_activity_at", "-id"], name="case_by_area_and_activity"),
            models.Index(fields=["area", "status"], include=["id"], name="case_by_area_and_status"),
            models.Index(fields=["id"], include=["status", "lead_agency"], name="case_with_status"),
            models.Index(fields=["person"], name="case_by_person"),
        ]

    def __str__(self) -> str:
        return self.reference

    def move_to(self, status: str, today: dt.date) -> None:
        """Move to ``status`` when the states allow it; a pure change of this row.

        Raises:
            RuleBroken: the move is not among the lawful ones.
        """
        if status not in MOVES[self.status]:
            raise RuleBroken(
                _t("A case that is %(old)s cannot become %(new)s.")
                % {"old": self.get_status_display(), "new": CaseStatus(status).label},
                "status",
            )
        self.status = CaseStatus(status)
        if status == CaseStatus.CLOSED:
            self.closed_on = today
