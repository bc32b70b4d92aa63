"""The grant kit: abstract rows that are at once places on a case and django-guardian permission rows.

The only module that imports guardian, beside the grant models in casework. guardian stores and assigns; the
policy reads. A fresh row grants nothing: its interval is empty until a service fills it in.
"""

import datetime as dt
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.managers import GroupObjectPermissionManager, UserObjectPermissionManager
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase
from guardian.shortcuts import assign_perm

from access.choices import Place
from access.guarded import GuardedQuerySet
from agencies.choices import Purpose
from agencies.models import Agency, AgencyMembership, User
from agencies.models.base import KeyedModel, VersionedModel, far_future

LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def long_ago() -> dt.datetime:
    """Return the moment at which a grant that nobody filled in ended (UTC)."""
    return LONG_AGO


class TeamGrantManager(UserObjectPermissionManager.from_queryset(GuardedQuerySet)):  # type: ignore[misc]
    """guardian's manager over guarded rows."""

    def get_or_create(self, *args: Any, **kwargs: Any) -> Any:
        """Let guardian find or store a grant; it tells nobody what it found."""
        return self.get_queryset().unguarded(because="guardian stores the grant").get_or_create(*args, **kwargs)


class AgencyGrantManager(GroupObjectPermissionManager.from_queryset(GuardedQuerySet)):  # type: ignore[misc]
    """guardian's manager over guarded rows, for groups."""

    def get_or_create(self, *args: Any, **kwargs: Any) -> Any:
        """Let guardian find or store a grant; it tells nobody what it found."""
        return self.get_queryset().unguarded(because="guardian stores the grant").get_or_create(*args, **kwargs)


class TeamGrant(UserObjectPermissionBase, VersionedModel):
    """A person's place on a case: membership, kind, dates, purpose, code version and the decision behind it.

    Its keys have no index each: the model that lays the table leads one by person and one by case.
    """

    user = models.ForeignKey(User, models.CASCADE, db_index=False)
    permission = models.ForeignKey(Permission, models.CASCADE, db_index=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, null=True, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", editable=False)
    kind = models.CharField(_("place"), max_length=10, choices=Place.choices, default=Place.AD_HOC)
    purpose = models.CharField(_("purpose"), max_length=28, choices=Purpose.choices, default=Purpose.REINTEGRATION)
    valid_from = models.DateTimeField(default=long_ago)
    valid_to = models.DateTimeField(default=long_ago)
    code_number = models.PositiveIntegerField(_("code version accepted at joining"), default=0)
    decision = models.CharField(_("decision behind it"), max_length=300, blank=True)
    is_case_manager = models.BooleanField(_("case manager"), default=False)
    is_order_supervisor = models.BooleanField(_("order supervisor"), default=False)
    is_facilitator = models.BooleanField(_("re-entry facilitator"), default=False, db_default=False)
    shares = models.CharField(
        _("what they share with the person"), max_length=160, blank=True, default="", db_default=""
    )

    objects = TeamGrantManager()  # type: ignore[misc]  # guardian's manager over guarded rows

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True


class AgencyGrant(GroupObjectPermissionBase, KeyedModel):
    """A case given to a whole agency, for the members who supervise its cases."""

    group = models.ForeignKey(Group, models.CASCADE, db_index=False)
    permission = models.ForeignKey(Permission, models.CASCADE, db_index=False)
    kind = models.CharField(max_length=10, choices=Place.choices, default=Place.PERMANENT)
    purpose = models.CharField(max_length=28, choices=Purpose.choices, default=Purpose.REINTEGRATION)
    valid_from = models.DateTimeField(default=long_ago)
    valid_to = models.DateTimeField(default=long_ago)

    objects = AgencyGrantManager()  # type: ignore[misc]  # guardian's manager over guarded rows

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = True


class OversightGrant(KeyedModel):
    """The chair's sight of a partnership's area, by appointment and between dates."""

    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    partnership = models.ForeignKey("agencies.Partnership", models.PROTECT, related_name="+")
    area = models.CharField(max_length=80)
    purpose = models.CharField(max_length=28, choices=Purpose.choices, default=Purpose.REINTEGRATION)
    valid_from = models.DateTimeField(default=timezone.now)
    valid_to = models.DateTimeField(default=far_future)
    decision = models.CharField(max_length=300)

    class Meta:
        abstract = True


class EmergencyGrant(KeyedModel):
    """Emergency access: a reason, a few hours, a notice. Ended by hand, by the clock, then reviewed."""

    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    opened_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewer = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    review_finding = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True


def grant(permission: str, holder: User | Group, case: models.Model) -> Any:
    """Assign ``permission`` on ``case`` through guardian; the row it returns grants nothing until filled in."""
    return assign_perm(permission, holder, case)
