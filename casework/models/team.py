"""Places on a case: the grant rows the policy reads."""

from collections.abc import Sequence
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.choices import Place
from access.grants import AgencyGrant, EmergencyGrant, OversightGrant, TeamGrant
from access.guarded import GuardedQuerySet
from access.sight import ByCase, Sight
from agencies.models.base import FAR_FUTURE
from casework.models.case import Case


class CaseTeamMember(TeamGrant):
    """A member of the case team: the django-guardian grant and the team row are one and the same."""

    sight: ClassVar[Sight] = ByCase("content_object_id")

    content_object = models.ForeignKey(Case, models.PROTECT, related_name="team", db_index=False)

    class Meta(TeamGrant.Meta):
        verbose_name = _("member of the case team")
        unique_together: ClassVar[list[Sequence[str]]] = []  # narrower: one place for each person and case
        constraints = [
            models.UniqueConstraint(
                "user",
                "content_object",
                include=[
                    "valid_from",
                    "valid_to",
                    "agency",
                    "kind",
                    "membership",
                    "purpose",
                    "is_case_manager",
                    "is_order_supervisor",
                ],
                name="one_place_per_person_and_case",
            ),
            models.UniqueConstraint(
                "content_object", name="one_case_manager", condition=models.Q(is_case_manager=True)
            ),
            models.UniqueConstraint(
                "content_object", name="one_order_supervisor", condition=models.Q(is_order_supervisor=True)
            ),
            models.UniqueConstraint(
                "content_object", name="one_reentry_facilitator", condition=models.Q(is_facilitator=True)
            ),
            models.CheckConstraint(
                name="the_facilitator_alone_shares", condition=models.Q(shares="") | models.Q(is_facilitator=True)
            ),
            models.CheckConstraint(
                name="guests_and_companions_have_an_end",
                condition=models.Q(kind=Place.PERMANENT) | models.Q(valid_to__lt=FAR_FUTURE),
            ),
            models.CheckConstraint(
                name="place_ends_after_it_begins", condition=models.Q(valid_to__gte=models.F("valid_from"))
            ),
        ]
        indexes = [models.Index(fields=["content_object", "user"], name="team_of_a_case")]

    def __str__(self) -> str:
        return f"{self.user}: {self.content_object}"


class CaseAgencyGrant(AgencyGrant):
    """A case given to a whole agency, read by the members who supervise its cases."""

    sight: ClassVar[Sight] = ByCase("content_object_id")

    content_object = models.ForeignKey(Case, models.PROTECT, related_name="agency_grants", db_index=False)

    class Meta(AgencyGrant.Meta):
        verbose_name = _("case given to an agency")
        unique_together: ClassVar[list[Sequence[str]]] = []  # narrower: one grant for each agency and case
        constraints = [
            models.UniqueConstraint(
                "group",
                "content_object",
                include=["valid_from", "valid_to", "purpose"],
                name="one_grant_per_agency_and_case",
            )
        ]
        indexes = [models.Index(fields=["content_object", "group"], name="agencies_of_a_case")]

    def __str__(self) -> str:
        return f"{self.group}: {self.content_object}"


class CaseOversight(OversightGrant):
    """The chair's sight of the cases of an area."""

    class Meta:
        verbose_name = _("oversight of an area")
        indexes = [models.Index(fields=["user", "membership"], name="oversight_by_holder")]

    def __str__(self) -> str:
        return f"{self.user}: {self.area}"


class EmergencyAccess(EmergencyGrant):
    """Emergency access to one case."""

    sight: ClassVar[Sight] = ByCase("case_id", rule="s.kind IN ('permanent', 'emergency')")

    case = models.ForeignKey(Case, models.PROTECT, related_name="emergencies")

    objects = GuardedQuerySet.as_manager()

    class Meta:
        verbose_name = _("emergency access")
        indexes = [
            models.Index(fields=["user", "expires_at"], include=["case"], name="emergency_by_person"),
            models.Index(fields=["case", "expires_at"], name="emergency_by_case"),
        ]
        constraints = [
            models.CheckConstraint(name="emergency_has_a_reason", condition=models.Q(reason__regex=r"\S.{9,}")),
            models.CheckConstraint(
                name="nobody_reviews_their_own_emergency",
                condition=models.Q(reviewer__isnull=True) | ~models.Q(reviewer=models.F("user")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.case}"
