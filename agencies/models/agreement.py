"""Agreements: who signed what, for which purposes and data, from when to when."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.choices import AgreementState, DataCategory, Purpose
from agencies.models.base import KeyedModel, VersionedModel, far_future
from agencies.models.partnership import Agency, Partnership
from agencies.models.people import User


class Agreement(VersionedModel):
    """A written information-sharing agreement. Its state follows from dates and signatures at read time."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="agreements")
    title = models.CharField(_("title"), max_length=160)
    purposes = ArrayField(models.CharField(max_length=28, choices=Purpose.choices), verbose_name=_("purposes"))
    data_categories = ArrayField(
        models.CharField(max_length=16, choices=DataCategory.choices), verbose_name=_("data categories")
    )
    legal_basis = models.TextField(_("legal basis and applicable laws"), blank=True)
    who_may_see = models.TextField(_("who may see what"), blank=True)
    rights = models.TextField(_("rights of the person and single contact"), blank=True)
    accuracy = models.TextField(_("accuracy and correction"), blank=True)
    secrecy = models.TextField(_("secrecy of investigations and of professions"), blank=True)
    security = models.TextField(_("security and leaks"), blank=True)
    retention = models.TextField(_("retention and end"), blank=True)
    valid_from = models.DateTimeField(_("in force from"))
    valid_to = models.DateTimeField(_("ends"), default=far_future)
    review_on = models.DateField(_("review due"), null=True, blank=True)
    offered_for_signature_on = models.DateField(_("offered for signature"), null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True, editable=False)
    terminated_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.CharField(_("reason for suspending or ending"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("agreement")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                name="agreement_ends_after_it_begins", condition=models.Q(valid_to__gt=models.F("valid_from"))
            ),
            models.UniqueConstraint("partnership", "title", name="agreement_title_is_unique_in_its_partnership"),
        ]

    def __str__(self) -> str:
        return self.title

    def state_on(self, now: dt.datetime, signatures: int) -> AgreementState:
        """Return the state at ``now`` given how many parties signed."""
        if self.terminated_at:
            return AgreementState.TERMINATED
        if now >= self.valid_to:
            return AgreementState.EXPIRED
        if self.suspended_at:
            return AgreementState.SUSPENDED
        if signatures < 2:  # an agreement binds at least two parties
            return AgreementState.IN_SIGNATURE if self.offered_for_signature_on else AgreementState.IN_PREPARATION
        if now < self.valid_from:
            return AgreementState.NOT_YET
        if self.review_on and self.review_on <= timezone.localdate(now) + dt.timedelta(days=30):
            return AgreementState.REVIEW_DUE
        return AgreementState.IN_FORCE


class AgreementParty(KeyedModel):
    """An agency's place in an agreement; it binds from the signature until the agency leaves."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="parties")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="agreement_places")
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signatory = models.CharField(_("signed by"), max_length=120, blank=True)
    valid_to = models.DateTimeField(_("left"), default=far_future)

    class Meta:
        verbose_name = _("party to an agreement")
        constraints = [models.UniqueConstraint("agreement", "agency", name="agency_is_party_once")]
        indexes = [
            models.Index(
                fields=["agency", "agreement", "valid_to"], name="signed_party_by_agency",
                condition=models.Q(signed_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.agreement}"
