"""Recipients of what was erased, who are to be told of it (GDPR art. 19, LED art. 16(6)). They outlive it, unnamed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedQuerySet, GuardedVersionedModel
from access.sight import Sight
from access.sight_erasing import HeldOrErased
from agencies.models import Agency, AgencyMembership
from casework.models import Court
from sharing.choices import PassedHow
from sharing.choices_erasing import ErasureRecipient, RecipientNotTold
from sharing.models.erasure import Erasure

K = ErasureRecipient


class ErasureNoticeQuerySet(GuardedQuerySet["ErasureNotice"]):
    """Words for choosing recipients of what was erased."""

    def open(self) -> "ErasureNoticeQuerySet":
        """Recipients of whom nobody has said that they were told, or cannot be."""
        return self.filter(settled_at__isnull=True)


class ErasureNotice(GuardedVersionedModel):
    """That a recipient of what was erased is to be told. The database makes it before anything is removed.

    It names an agency or a court, others by their number only, nobody of the case, and holds no word that was typed.
    """

    sight: ClassVar[Sight] = HeldOrErased("erasure__")

    erasure = models.ForeignKey(Erasure, models.PROTECT, related_name="notices", editable=False)
    kind = models.CharField(_("recipient"), max_length=7, choices=K.choices, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", editable=False)
    court = models.ForeignKey(Court, models.PROTECT, null=True, related_name="+", editable=False)
    others = models.PositiveIntegerField(default=0, db_default=0, editable=False, help_text=_("How many they are"))
    due_on = models.DateField(_("to be told by"), editable=False)
    raised_at = models.DateTimeField(editable=False)
    told_on = models.DateField(_("told on"), null=True, blank=True)
    how = models.CharField(_("how"), max_length=8, choices=PassedHow.choices, blank=True, default="", db_default="")
    not_told = models.CharField(
        _("why they cannot be told"), max_length=11, choices=RecipientNotTold.choices, blank=True, default="",
        db_default="",
    )  # fmt: skip
    settled_at = models.DateTimeField(null=True, editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, null=True, related_name="+", editable=False)

    objects = ErasureNoticeQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("recipient of what was erased")
        constraints = [
            models.UniqueConstraint(
                "erasure", "kind", "agency", "court", name="recipient_of_an_erasure_stands_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="recipient_of_an_erasure_is_somebody",
                condition=models.Q(kind__in=[K.MANAGER, K.AGENCY], agency__isnull=False, court__isnull=True, others=0)
                | models.Q(kind=K.COURT, agency__isnull=True, court__isnull=False, others=0)
                | models.Q(kind=K.OTHERS, agency__isnull=True, court__isnull=True, others__gt=0),
            ),
            models.CheckConstraint(
                name="recipient_of_an_erasure_is_told_or_cannot_be",
                condition=models.Q(
                    settled_at__isnull=True, membership__isnull=True, told_on__isnull=True, how="", not_told=""
                ) | (
                    models.Q(settled_at__isnull=False, membership__isnull=False)
                    & (
                        (models.Q(told_on__isnull=False, not_told="") & ~models.Q(how=""))
                        | (models.Q(told_on__isnull=True, how="") & ~models.Q(not_told=""))
                    )
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on}"
