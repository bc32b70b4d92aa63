"""What the summary minutes of a case may say of a note: the agency that wrote it clears it, and can take that back."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.choices import Tier
from access.guarded import GuardedModel
from access.sight import Sight
from access.sight_releases import Released
from agencies.models import Agency, AgencyMembership
from casework.models.case import Case
from casework.models.note import Note

MINUTED = (Tier.SUMMARY, Tier.GIST)
"""Texts that summary minutes may hold: they alone are given out on request, so never a full text."""


class MinutesClearance(GuardedModel):
    """One decision about one note; the latest stands. ``tier`` is the text that may stand there; none: taken back."""

    sight: ClassVar[Sight] = Released(places="team")

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    note = models.ForeignKey(Note, models.PROTECT, related_name="minutes", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    tier = models.PositiveSmallIntegerField(_("text for the summary minutes"), choices=Tier.choices)
    reason = models.CharField(_("why"), max_length=500)
    made_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("clearance for the summary minutes")
        indexes = [
            models.Index(fields=["note", "-made_at"], name="minutes_of_a_note"),
            models.Index(fields=["case", "-made_at"], name="minutes_of_a_case"),
        ]
        constraints = [
            models.CheckConstraint(name="minutes_have_a_reason", condition=~models.Q(reason="")),
            models.CheckConstraint(
                name="minutes_hold_no_full_text", condition=models.Q(tier__in=[Tier.NONE, *MINUTED])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tier_display()} {self.made_at:%Y-%m-%d}"
