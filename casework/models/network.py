"""The person's network, and who comes after a professional support."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedVersionedModel
from access.sight import INSIDE, ByCase, Sight
from agencies.models import Agency
from casework.choices import (
    NetworkRole,
)
from casework.models.case import Case
from casework.models.person import Relationship


class NetworkLink(GuardedVersionedModel):
    """Somebody or an organisation in the person's network (R60, R61)."""

    sight: ClassVar[Sight] = ByCase("case_id", rule="s.kind IN ('permanent', 'emergency')")

    case = models.ForeignKey(Case, models.PROTECT, related_name="network")
    relationship = models.ForeignKey(Relationship, models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    label = models.CharField(_("name, or how they are called"), max_length=120)
    role = models.CharField(_("what they are to the person"), max_length=12, choices=NetworkRole.choices)
    closeness = models.PositiveSmallIntegerField(
        _("how close"), choices=[(1, _("Close")), (2, _("Regular")), (3, _("At the edge"))], default=2
    )
    accepted_on = models.DateField(_("said yes"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("link of the network")
        indexes = [models.Index(fields=["case"], name="network_of_a_case")]

    def __str__(self) -> str:
        return self.label


class EndingStep(GuardedVersionedModel):
    """A professional support and who comes after it, before the case closes (R58)."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="ending_steps")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    support = models.CharField(_("support that ends"), max_length=160)
    successor = models.CharField(_("who or what comes after it"), max_length=160, blank=True)
    link = models.ForeignKey(NetworkLink, models.PROTECT, null=True, blank=True, related_name="+")
    by_on = models.DateField(_("by"))
    done_on = models.DateField(_("handed over"), null=True, blank=True)

    class Meta:
        verbose_name = _("step of the ending plan")
        indexes = [models.Index(fields=["case", "by_on"], name="ending_of_a_case")]

    def __str__(self) -> str:
        return self.support
