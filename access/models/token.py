"""Tokens: a key that lets a program act as one person under one membership, or read their calendar, until a day."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.choices import TokenScope
from access.guarded import GuardedModel
from access.sight import Own, Sight
from agencies.models import AgencyMembership, User

LONGEST_LIFE = dt.timedelta(days=90)
LONGEST_CALENDAR = dt.timedelta(days=366)


class ApiToken(GuardedModel):
    """A token of which only the SHA-256 is kept. It never outlives its membership (``access/sql/tokens.sql``)."""

    sight: ClassVar[Sight] = Own()

    user = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    scope = models.CharField(max_length=8, choices=TokenScope.choices, default=TokenScope.API, editable=False)
    name = models.CharField(_("what it is for"), max_length=60)
    prefix = models.CharField(_("begins with"), max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("works until"))
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    class Meta:
        verbose_name = _("API token")
        indexes = [models.Index(fields=["user", "membership"], name="tokens_of_a_membership")]
        constraints = [
            models.CheckConstraint(
                name="token_lives_ninety_days_at_most",
                condition=~models.Q(scope=TokenScope.API)
                | models.Q(expires_at__lte=models.F("created_at") + LONGEST_LIFE),
            ),
            models.CheckConstraint(
                name="token_lives_a_year_at_most",
                condition=models.Q(expires_at__lte=models.F("created_at") + LONGEST_CALENDAR),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"

    def works_at(self, moment: dt.datetime) -> bool:
        """Say whether it is neither revoked nor expired at ``moment``; the membership is judged elsewhere."""
        return self.revoked_at is None and moment < self.expires_at
