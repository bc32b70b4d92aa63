"""Erasures: proposed by one, approved by another, carried out by the product. The bare fact of one stays."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedQuerySet, GuardedVersionedModel
from access.sight import Sight
from access.sight_erasing import HeldOrErased
from agencies.models import AgencyMembership, Partnership
from casework.models import Case
from sharing.choices_erasing import ErasureGround, ErasureState, LegalGround, NotTold

S = ErasureState


class ErasureQuerySet(GuardedQuerySet["Erasure"]):
    """Words for choosing erasures."""

    def waiting(self) -> "ErasureQuerySet":
        """Erasures that somebody else is to decide on."""
        return self.filter(state=S.PROPOSED)


class Erasure(GuardedVersionedModel):
    """That a whole record, or one note of it, is erased. It outlives what it erases, and names nobody of it.

    ``case`` and ``note_id`` lead nowhere afterwards. Words are erased with the record; who, when, why and how many rows
    stay.
    """

    sight: ClassVar[Sight] = HeldOrErased()

    case = models.ForeignKey(Case, models.DO_NOTHING, db_constraint=False, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+", editable=False)
    note_id = models.UUIDField(null=True, editable=False, help_text=_("The note, where not all is erased"))
    ground = models.CharField(_("why"), max_length=7, choices=ErasureGround.choices)
    source_id = models.UUIDField(editable=False, help_text=_("The request of the person, or the retention review"))
    legal_ground = models.CharField(
        _("ground in law"), max_length=10, choices=LegalGround.choices, blank=True, default="", db_default=""
    )
    words = models.TextField(_("in words"), max_length=1000, blank=True, default="", db_default="")
    told_on = models.DateField(_("the person was told on"), null=True, blank=True)
    not_told = models.CharField(
        _("why they were not told"), max_length=11, choices=NotTold.choices, blank=True, default="", db_default=""
    )
    proposed_at = models.DateTimeField(editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    state = models.CharField(_("state"), max_length=9, choices=S.choices, default=S.PROPOSED)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(AgencyMembership, models.PROTECT, null=True, related_name="+", editable=False)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )  # fmt: skip
    decision_words = models.TextField(
        _("why it was decided so"), max_length=1000, blank=True, default="", db_default=""
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False, help_text=_("Only after it was approved"))
    withdrawn_by = models.ForeignKey(AgencyMembership, models.PROTECT, null=True, related_name="+", editable=False)
    withdrawal_words = models.TextField(
        _("why it was taken back"), max_length=1000, blank=True, default="", db_default=""
    )  # fmt: skip
    carried_at = models.DateTimeField(null=True, editable=False)
    counts = models.JSONField(default=dict, editable=False, help_text=_("Rows erased, by table"))
    agencies = models.JSONField(default=list, editable=False, help_text=_("Agencies and courts that had received"))
    others = models.PositiveIntegerField(default=0, editable=False, help_text=_("How many others had received"))

    objects = ErasureQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("erasure")
        indexes = [models.Index(fields=["partnership", "state", "-proposed_at"], name="erasures_of_a_partnership")]
        constraints = [
            models.UniqueConstraint(
                "case", "note_id", name="erasure_is_open_once", nulls_distinct=False,
                condition=models.Q(state__in=[S.PROPOSED, S.APPROVED]),
            ),
            models.CheckConstraint(
                name="erasure_is_decided_by_another",
                condition=models.Q(decider__isnull=True) | ~models.Q(decider=models.F("user")),
            ),
            models.CheckConstraint(
                name="erasure_is_decided_by_somebody",
                condition=models.Q(
                    state__in=[S.PROPOSED, S.WITHDRAWN], decider__isnull=True, decided_by__isnull=True,
                    decided_at__isnull=True,
                ) | models.Q(
                    state__in=[S.APPROVED, S.REFUSED, S.DONE, S.WITHDRAWN], decider__isnull=False,
                    decided_by__isnull=False, decided_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="erasure_is_taken_back_by_somebody",
                condition=models.Q(
                    state=S.WITHDRAWN, decider__isnull=False, withdrawn_at__isnull=False, withdrawn_by__isnull=False
                ) | (
                    models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_words="")
                    & (~models.Q(state=S.WITHDRAWN) | models.Q(decider__isnull=True))
                ),
            ),
            models.CheckConstraint(
                name="erasure_that_is_done_has_its_moment_and_no_words",
                condition=(~models.Q(state=S.DONE) & models.Q(carried_at__isnull=True))
                | models.Q(state=S.DONE, carried_at__isnull=False, words="", decision_words=""),
            ),
            models.CheckConstraint(
                name="erasure_is_told_or_cannot_be",
                condition=models.Q(told_on__isnull=False, not_told="")
                | (models.Q(told_on__isnull=True) & ~models.Q(not_told="")),
            ),
            models.CheckConstraint(
                name="erasure_on_request_has_a_ground_in_law",
                condition=models.Q(ground=ErasureGround.REVIEW, legal_ground="", note_id__isnull=True)
                | (models.Q(ground=ErasureGround.REQUEST) & ~models.Q(legal_ground="")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.mark

    @property
    def mark(self) -> str:
        """A neutral name to speak of it by telephone."""
        return f"E-{self.pk.hex[:6].upper()}"
