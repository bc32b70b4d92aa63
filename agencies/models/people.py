"""People with a login, the positions they hold and the agencies they act for."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.choices import AgencyGroup, Duty, RemindBy
from agencies.models.base import KeyedModel, VersionedModel, far_future
from agencies.models.partnership import Agency


class UserManager(BaseUserManager["User"]):
    """Makes accounts; the address is stored in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account for ``email``; without a password nobody can log in with it."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find an account by address, whatever its case."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin, KeyedModel):
    """A person with a login. Being a superuser opens no case."""

    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    reminded_by = models.CharField(
        _("reminders"), max_length=6, choices=RemindBy.choices, default=RemindBy.NOW, db_default=RemindBy.NOW
    )
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    cases_looked_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=_("When this person last opened the start page")
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("person with a login")
        constraints = [
            models.CheckConstraint(name="address_is_in_lower_case", condition=models.Q(email=Lower("email"))),
        ]

    def __str__(self) -> str:
        return self.full_name


class Position(KeyedModel):
    """A post in the catalogue of key figures (toolkit L306 to L314)."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    group = models.CharField(_("group"), max_length=20, choices=AgencyGroup.choices, blank=True)
    is_companion = models.BooleanField(_("not a professional"), default=False)

    class Meta:
        verbose_name = _("position")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["AgencyMembership"]):
    """Words for choosing memberships."""

    def current(self) -> "MembershipQuerySet":
        """Memberships whose dates cover this moment."""
        now = timezone.now()
        return self.filter(valid_from__lte=now, valid_to__gt=now)


class AgencyMembership(VersionedModel):
    """A person acting for an agency, in a position, between two moments.

    A companion's membership names the agency that vouches for the companion; it opens nothing of that agency.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    position = models.ForeignKey(Position, models.PROTECT, related_name="memberships")
    duties = ArrayField(models.CharField(max_length=12, choices=Duty.choices), default=list, blank=True)
    valid_from = models.DateTimeField(default=timezone.now)
    valid_to = models.DateTimeField(default=far_future)
    approver = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership of an agency")
        indexes = [models.Index(fields=["user", "valid_to"], name="membership_by_user")]
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_begins", condition=models.Q(valid_to__gte=models.F("valid_from"))
            ),
            models.CheckConstraint(
                name="nobody_approves_their_own_membership",
                condition=models.Q(approver__isnull=True) | ~models.Q(approver=models.F("user")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.agency})"
