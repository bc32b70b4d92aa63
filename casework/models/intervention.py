"""Programmes and services over time, and their sessions."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedVersionedModel
from access.sight import OwnAgency, PlanPart, Sight
from agencies.models import Agency, AgencyMembership
from casework.choices import (
    CLINICAL,
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
    title = models.CharField(_("what it is called"), max_length=120, blank=True)
    provider = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("who provides it"))
    line = models.UUIDField(null=True, blank=True, help_text=_("Line of the objective it serves"))
    setting = models.CharField(_("setting"), max_length=10, choices=Setting.choices, default=Setting.COMMUNITY)
    is_voluntary = models.BooleanField(_("voluntary"), default=True)
    condition = models.ForeignKey(Condition, models.PROTECT, null=True, blank=True, related_name="interventions")
    goal = models.CharField(_("goal"), max_length=300, blank=True)
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
    for_companions = models.BooleanField(_("companions may read this"), default=False)
    for_guests = models.BooleanField(_("guests may read this"), default=False)

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
            models.CheckConstraint(
                name="clinical_words_stand_apart",
                condition=~models.Q(type__in=CLINICAL) | models.Q(title="", goal="", frequency=""),
            ),
            models.CheckConstraint(
                name="treatment_is_opened_to_nobody",
                condition=~models.Q(type__in=CLINICAL) | models.Q(for_companions=False, for_guests=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.get_type_display())

    def runs_on(self, day: dt.date) -> bool:
        """Whether it goes on, or will, on ``day``."""
        return self.outcome == InterventionOutcome.RUNNING and (self.ends_on is None or self.ends_on >= day)

    @property
    def is_clinical(self) -> bool:
        """Whether its words stand in a row of their own (``ClinicalPart``)."""
        return self.type in CLINICAL


class Session(GuardedVersionedModel):
    """One session of an intervention and whether the person came."""

    sight: ClassVar[Sight] = PlanPart(owner="agency_id")

    case = models.ForeignKey(Case, models.PROTECT, related_name="sessions")
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="sessions")
    on = models.DateField(_("day"))
    attended = models.CharField(_("came?"), max_length=14, choices=Attended.choices)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    for_companions = models.BooleanField(default=False, editable=False, help_text=_("As its intervention is"))
    for_guests = models.BooleanField(default=False, editable=False, help_text=_("As its intervention is"))

    class Meta:
        verbose_name = _("session")
        constraints = [models.UniqueConstraint("intervention", "on", name="one_session_a_day")]

    def __str__(self) -> str:
        return f"{self.on}"


class ClinicalPart(GuardedVersionedModel):
    """The words of a clinical intervention: read by the agency that provides it alone; others see attendance (R182)."""

    sight: ClassVar[Sight] = OwnAgency()

    case = models.ForeignKey(Case, models.PROTECT, related_name="clinical_parts")
    intervention = models.OneToOneField(Intervention, models.PROTECT, related_name="clinical")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    title = models.CharField(_("what it is called"), max_length=120, blank=True)
    goal = models.CharField(_("goal"), max_length=300, blank=True)
    frequency = models.CharField(_("how often"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("clinical part of an intervention")
        indexes = [models.Index(fields=["case"], name="clinical_parts_of_a_case")]

    def __str__(self) -> str:
        return self.title
