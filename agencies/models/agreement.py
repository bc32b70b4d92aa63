"""Agreements: who signed what, for which purposes and data, from when to when."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from agencies.choices import AgreementState, DataCategory, Purpose
from agencies.errors import RuleBroken
from agencies.models.base import KeyedModel, VersionedModel, far_future
from agencies.models.partnership import Agency, Partnership
from agencies.models.people import User

SECTIONS = (
    "legal_basis",
    "who_may_see",
    "rights",
    "accuracy",
    "secrecy",
    "duty_reports",
    "notification",
    "security",
    "retention",
)
"""Written sections that an agreement must have before anybody signs it (domain section 4.4)."""

REVIEW_NOTICE = dt.timedelta(days=30)
"""How long before its review an agreement is shown as due."""


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
    duty_reports = models.TextField(_("duty to tell law enforcement"), blank=True)
    notification = models.TextField(_("telling the person, and delay of it"), blank=True)
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
        if self.review_on and self.review_on <= timezone.localdate(now) + REVIEW_NOTICE:
            return AgreementState.REVIEW_DUE
        return AgreementState.IN_FORCE

    def offer(self, parties: int, today: dt.date) -> None:
        """Offer the text to its ``parties`` for signature; a pure change.

        Raises:
            RuleBroken: already offered or over, fewer than two parties, or a required section is empty.
        """
        self._must_not_be_over()
        if self.offered_for_signature_on:
            raise RuleBroken(_t("This agreement has been offered for signature already."))
        if parties < 2:
            raise RuleBroken(_t("An agreement needs at least two parties. Add them first."))
        missing = [str(self._meta.get_field(name).verbose_name) for name in SECTIONS if not getattr(self, name).strip()]  # type: ignore[union-attr]
        if not self.review_on:
            missing.append(_t("review date"))
        if missing:
            raise RuleBroken(_t("Write these sections first: %(names)s.") % {"names": ", ".join(missing)})
        self.offered_for_signature_on = today

    def suspend(self, reason: str, now: dt.datetime, signatures: int) -> None:
        """Stop sharing under it from ``now``, given how many parties are bound; a pure change.

        Raises:
            RuleBroken: it is over or suspended already, or binds nobody yet.
        """
        self._must_not_be_over()
        if self.suspended_at:
            raise RuleBroken(_t("This agreement is suspended already."))
        if signatures < 2:
            raise RuleBroken(_t("Nothing is shared under this agreement: fewer than two parties are bound by it."))
        self.suspended_at, self.reason = now, reason

    def resume(self) -> None:
        """Let sharing under it go on; a pure change.

        Raises:
            RuleBroken: it is over or not suspended.
        """
        self._must_not_be_over()
        if not self.suspended_at:
            raise RuleBroken(_t("This agreement is not suspended."))
        self.suspended_at, self.reason = None, ""

    def renew(self, until: dt.datetime, review_on: dt.date, now: dt.datetime) -> None:
        """Move its end to ``until`` and its review to ``review_on``; a pure change.

        Raises:
            RuleBroken: it was ended for good, or the new end is not ahead, or the review does not come before it.
        """
        if self.terminated_at:
            raise RuleBroken(_t("This agreement was ended for good. Write a new one."))
        if until <= now or until <= self.valid_from:
            raise RuleBroken(_t("The new end must be a day in the future."), "ends_on")
        if review_on < timezone.localdate(now) or timezone.localdate(until) < review_on:
            raise RuleBroken(_t("The review must come from today on and before the end."), "review_on")
        self.valid_to, self.review_on = until, review_on

    def terminate(self, reason: str, now: dt.datetime) -> None:
        """End it for good at ``now``; a pure change.

        Raises:
            RuleBroken: it was ended already.
        """
        if self.terminated_at:
            raise RuleBroken(_t("This agreement was ended already."))
        self.terminated_at, self.reason = now, reason

    def _must_not_be_over(self) -> None:
        if self.terminated_at or timezone.now() >= self.valid_to:
            raise RuleBroken(_t("This agreement is over. Renew it if it has run out, or write a new one."))


class AgreementPartyQuerySet(models.QuerySet["AgreementParty"]):
    """Words for choosing places in agreements."""

    def signed(self, now: dt.datetime) -> "AgreementPartyQuerySet":
        """Places that are signed and have not been left."""
        return self.filter(signed_on__isnull=False, valid_to__gt=now)

    def binding(self, now: dt.datetime) -> "AgreementPartyQuerySet":
        """Signed places in agreements that run at ``now`` and are neither suspended nor ended."""
        return self.signed(now).filter(
            agreement__valid_from__lte=now,
            agreement__valid_to__gt=now,
            agreement__suspended_at__isnull=True,
            agreement__terminated_at__isnull=True,
        )


class AgreementParty(KeyedModel):
    """An agency's place in an agreement; it binds from the signature until the agency leaves."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="parties")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="agreement_places")
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signatory = models.CharField(_("signed by"), max_length=120, blank=True)
    valid_to = models.DateTimeField(_("left"), default=far_future)

    objects = AgreementPartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party to an agreement")
        constraints = [models.UniqueConstraint("agreement", "agency", name="agency_is_party_once")]
        indexes = [
            models.Index(
                fields=["agency", "agreement", "valid_to"], name="signed_party_by_agency",
                condition=models.Q(signed_on__isnull=False),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.agency}: {self.agreement}"

    def binds(self, now: dt.datetime) -> bool:
        """Say whether it is signed and has not been left."""
        return self.signed_on is not None and self.valid_to > now
