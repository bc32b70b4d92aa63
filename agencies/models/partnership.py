"""The standing arrangement between agencies, and the agencies in it."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from agencies.choices import (
    MOVES_OF_STATUS,
    AgencyGroup,
    AgencyStatus,
    CoordinationMode,
    DecisionRule,
    Involvement,
    Level,
    Regime,
    Secrecy,
)
from agencies.errors import RuleBroken
from agencies.models.base import VersionedModel


class Partnership(VersionedModel):
    """An arrangement of agencies in an area; not a legal entity (toolkit L371)."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    area = models.CharField(_("area"), max_length=80)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices, default=Level.LOCAL)
    coordination_mode = models.CharField(
        max_length=12, choices=CoordinationMode.choices, default=CoordinationMode.HORIZONTAL
    )
    decision_rule = models.CharField(max_length=14, choices=DecisionRule.choices, default=DecisionRule.CONSENSUS)
    lead_agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    settings = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("partnership")
        constraints = [
            models.CheckConstraint(
                name="vertical_partnership_names_its_lead_agency",
                condition=~models.Q(coordination_mode=CoordinationMode.VERTICAL) | models.Q(lead_agency__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Words for choosing agencies."""

    def members(self) -> "AgencyQuerySet":
        """Agencies that take part now."""
        return self.filter(status=AgencyStatus.MEMBER)


class Agency(VersionedModel):
    """An organisation of the partnership; it stays controller of its own records."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="agencies")
    name = models.CharField(_("name"), max_length=160)
    code = models.CharField(_("short code"), max_length=4, help_text=_("Two to four letters shown beside the name"))
    group = models.CharField(_("group"), max_length=20, choices=AgencyGroup.choices)
    sub_type = models.CharField(_("kind of organisation"), max_length=80, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices, default=Level.LOCAL)
    area = models.CharField(_("area"), max_length=80, blank=True)
    mandate = models.TextField(_("mandate"), blank=True)
    powers = models.TextField(_("powers"), blank=True)
    limits = models.TextField(_("limits"), blank=True)
    resources = models.TextField(_("resources"), blank=True)
    controller_regime = models.CharField(_("law it works under"), max_length=6, choices=Regime.choices)
    secrecy_default = models.CharField(
        _("secrecy by default"), max_length=14, choices=Secrecy.choices, default=Secrecy.NONE
    )
    involvement = models.CharField(_("involvement"), max_length=10, choices=Involvement.choices)
    status = models.CharField(_("status"), max_length=10, choices=AgencyStatus.choices, default=AgencyStatus.MAPPED)
    focal_point = models.ForeignKey(
        "agencies.AgencyMembership", models.PROTECT, null=True, blank=True, related_name="+"
    )
    deputy = models.ForeignKey("agencies.AgencyMembership", models.PROTECT, null=True, blank=True, related_name="+")
    staff_group = models.OneToOneField(
        Group, models.PROTECT, related_name="agency", help_text=_("Carries agency-wide ways in; never a person's role")
    )

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("partnership", "name", name="agency_name_is_unique_in_its_partnership"),
            models.UniqueConstraint("partnership", "code", name="agency_code_is_unique_in_its_partnership"),
        ]

    def __str__(self) -> str:
        return self.name

    def move_to(self, status: str) -> None:
        """Move to ``status``; a pure change of this row.

        Raises:
            RuleBroken: the move is not among those of ``MOVES_OF_STATUS``.
        """
        if status not in MOVES_OF_STATUS[self.status]:
            sentence = _t("An agency that is “%(old)s” cannot become “%(new)s”.")
            words = {"old": self.get_status_display(), "new": AgencyStatus(status).label}
            raise RuleBroken(sentence % words, "status")
        self.status = AgencyStatus(status)
