"""That the agency that wrote a note released it further later, or less far. Each change is such a line."""

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


class NoteRelease(GuardedModel):
    """How far a note goes from now on, and why. The database changes the note by this line, and by it alone further.

    ``newly`` is whom the writer was shown as newly reading it: membership and tier.
    """

    sight: ClassVar[Sight] = Released()

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    note = models.ForeignKey(Note, models.PROTECT, related_name="releases", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    tier_before = models.PositiveSmallIntegerField(choices=Tier.choices, editable=False)
    tier = models.PositiveSmallIntegerField(_("fullest tier outside our agency"), choices=Tier.choices)
    companions_before = models.BooleanField(editable=False)
    companions = models.BooleanField(_("may be told to companions"))
    reason = models.CharField(_("why"), max_length=500)
    newly = models.JSONField(default=list, editable=False)
    made_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("release of a note")
        indexes = [
            models.Index(fields=["note", "-made_at"], name="releases_of_a_note"),
            models.Index(fields=["case", "-made_at"], name="releases_on_a_case"),
        ]
        constraints = [
            models.CheckConstraint(
                name="release_changes_something",
                condition=~models.Q(tier=models.F("tier_before"), companions=models.F("companions_before")),
            ),
            models.CheckConstraint(name="release_has_a_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_tier_display()} {self.made_at:%Y-%m-%d}"

    @property
    def widens(self) -> bool:
        """Whether somebody may read more by it."""
        return self.tier > self.tier_before or (self.companions and not self.companions_before)
