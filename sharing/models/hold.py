"""Legal holds: while one stands, nothing of the record is erased."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedQuerySet, GuardedVersionedModel
from access.sight import Sight
from access.sight_erasing import HeldOrErased
from agencies.models import AgencyMembership, Partnership
from casework.models import Case
from sharing.choices_erasing import HoldGround


class LegalHoldQuerySet(GuardedQuerySet["LegalHold"]):
    """Words for choosing holds."""

    def standing(self) -> "LegalHoldQuerySet":
        """Holds that were not lifted."""
        return self.filter(lifted_at__isnull=True)


class LegalHold(GuardedVersionedModel):
    """A hold by a legal adviser or the chair: why, and when it is looked at again. It ends by being lifted alone."""

    sight: ClassVar[Sight] = HeldOrErased()

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+", editable=False)
    ground = models.CharField(_("why"), max_length=11, choices=HoldGround.choices)
    words = models.TextField(_("in words"), max_length=1000)
    placed_at = models.DateTimeField(editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    review_on = models.DateField(_("looked at again"))
    last_words = models.TextField(
        _("why it was kept or lifted"), max_length=1000, blank=True, default="", db_default=""
    )
    lifted_at = models.DateTimeField(null=True, editable=False)
    lifted_by = models.ForeignKey(AgencyMembership, models.PROTECT, null=True, related_name="+", editable=False)

    objects = LegalHoldQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("legal hold")
        indexes = [models.Index(fields=["partnership", "-placed_at"], name="holds_of_a_partnership")]
        constraints = [
            models.CheckConstraint(name="hold_says_why", condition=~models.Q(words="")),
            models.CheckConstraint(
                name="hold_is_lifted_by_somebody_with_a_reason",
                condition=models.Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | (models.Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~models.Q(last_words="")),
            ),
        ]

    def __str__(self) -> str:
        return self.mark

    @property
    def mark(self) -> str:
        """A neutral name to speak of it by telephone."""
        return f"H-{self.pk.hex[:6].upper()}"
