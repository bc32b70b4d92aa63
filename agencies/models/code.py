"""The code of conduct and who accepted which version."""

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models.base import KeyedModel
from agencies.models.partnership import Partnership
from agencies.models.people import User


class CodeOfConduct(KeyedModel):
    """One version of the rules every member accepts before any case content (toolkit L407)."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="codes")
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("text"))
    in_force_from = models.DateTimeField(_("in force from"))

    class Meta:
        verbose_name = _("code of conduct")
        verbose_name_plural = _("codes of conduct")
        constraints = [models.UniqueConstraint("partnership", "number", name="code_number_is_unique")]

    def __str__(self) -> str:
        return f"{self.partnership}, {self.number}"


class CodeAcceptance(KeyedModel):
    """A person's acceptance of one version of the code, on screen or on paper."""

    user = models.ForeignKey(User, models.PROTECT, related_name="code_acceptances")
    code = models.ForeignKey(CodeOfConduct, models.PROTECT, related_name="acceptances")
    accepted_at = models.DateTimeField(default=timezone.now)
    on_paper = models.BooleanField(default=False)
    renewed_at = models.DateTimeField(null=True, blank=True, help_text=_("When the same version was accepted again"))

    class Meta:
        verbose_name = _("acceptance of the code")
        constraints = [models.UniqueConstraint("user", "code", name="code_is_accepted_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.code}"

    @property
    def last_at(self) -> dt.datetime:
        """When it was accepted last."""
        return self.renewed_at or self.accepted_at
