"""What is to be reported, how, to whom and how soon."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedVersionedModel
from access.sight import InPartnership, Sight
from agencies.models import Partnership
from casework.choices import RuleChannel, RulePlace, RuleTime


class ReportingRule(GuardedVersionedModel):
    """One line of a partnership's rules: a situation, its channel, recipient and time limit (R121).

    It names no person and no case, and it starts nothing by itself: it is shown where people write.
    """

    sight: ClassVar[Sight] = InPartnership()

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    situation = models.CharField(_("situation"), max_length=160)
    channel = models.CharField(_("how"), max_length=14, choices=RuleChannel.choices)
    recipient = models.CharField(_("to whom"), max_length=160)
    within = models.CharField(_("how soon"), max_length=10, choices=RuleTime.choices)
    pass_on = models.CharField(_("what must pass"), max_length=300, blank=True)
    basis = models.CharField(_("rests on"), max_length=160, blank=True)
    places = ArrayField(models.CharField(max_length=8, choices=RulePlace.choices), verbose_name=_("shown beside"))
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("reporting rule")
        constraints = [
            models.UniqueConstraint("partnership", "situation", name="a_situation_has_one_rule_in_its_partnership"),
            models.CheckConstraint(name="a_rule_is_shown_somewhere", condition=~models.Q(places=[])),
        ]

    def __str__(self) -> str:
        return self.situation
