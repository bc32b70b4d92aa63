"""Programmes and services over time, and their sessions."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedVersionedModel
from access.sight import PlanPart, Sight
from agencies.models import Agency, AgencyMembership
from casework.choices import (
    Attended,
    InterventionOutcome,
    InterventionType,
    Setting,
)
from casework.models.case import Case
from casework.models.order import Condition


class Intervention(GuardedVersionedModel):
    """A programme or service over time, of one of nine kinds (R177 to R185)."""

    sight: ClassVar[Sight] = PlanPart(owner="provider_id")

    case = models.ForeignKey(Case, models.PROTECT, related_name="interventions")
    type = models.CharField(_("kind"), max_length=24, choices=InterventionType.choices)
    title = models.CharField(_("what it is called"), max_length=120)
    provider = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("who provides it"))
    line = models.UUIDField(null=True, blank=True, help_text=_("Line of the objective it serves"))
    setting = models.CharField(_("setting"), max_length=10, choices=Setting.choices, default=Setting.COMMUNITY)
    is_voluntary = models.BooleanField(_("voluntary"), default=True)
    condition = models.ForeignKey(Condition, models.PROTECT, null=True, blank=True, related_name="interventions")
    goal = models.CharField(_("goal"), max_length=300)
    frequency = models.CharField(_("how often"), max_length=80, blank=True)
    weekday = models.PositiveSmallIntegerField(_("day of the week"), null=True, blank=True)
    begins_at = models.TimeField(_("begins at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    outcome = models.CharField(
        _("outcome"),
        max_length=14,
        choices=InterventionOutcome.choices,
        blank=True,
        default=InterventionOutcome.RUNNING,
    )
    overlap_accepted = models.CharField(_("why it may overlap"), max_length=300, blank=True)
    shared = models.BooleanField(_("may be shown to companions, as the person agreed"), default=False)

    class Meta:
        verbose_name = _("intervention")
        indexes = [models.Index(fields=["case", "starts_on"], name="interventions_of_a_case")]
        constraints = [
            models.CheckConstraint(
                name="intervention_ends_after_it_begins",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="ordered_intervention_names_its_condition",
                condition=models.Q(is_voluntary=True) | models.Q(condition__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Session(GuardedVersionedModel):
    """One session of an intervention and whether the person came."""

    sight: ClassVar[Sight] = PlanPart(owner="agency_id")

    case = models.ForeignKey(Case, models.PROTECT, related_name="sessions")
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="sessions")
    on = models.DateField(_("day"))
    attended = models.CharField(_("came?"), max_length=14, choices=Attended.choices)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    shared = models.BooleanField(default=False, editable=False, help_text=_("As its intervention is"))

    class Meta:
        verbose_name = _("session")
        constraints = [models.UniqueConstraint("intervention", "on", name="one_session_a_day")]

    def __str__(self) -> str:
        return f"{self.on}"
