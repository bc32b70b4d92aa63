"""What the person asks about their own record: a request with its clock, and its words apart from it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedModel, GuardedQuerySet, GuardedVersionedModel
from access.sight import INSIDE, ByCase, Sight
from access.sight_rights import Asked
from agencies.models import AgencyMembership, Partnership
from casework.models import Case
from sharing.choices_rights import NEEDS_REMEDY, Identity, RightsHow, RightsKind, RightsState, RightsWordKind

S = RightsState


class RightsRequestQuerySet(GuardedQuerySet["RightsRequest"]):
    """Words for choosing requests."""

    def waiting(self) -> "RightsRequestQuerySet":
        """Requests that are still to be answered."""
        return self.filter(state=S.RECEIVED)


class RightsRequest(GuardedVersionedModel):
    """One request of the person, with its clock: one month, and once a lawful longer day of which they are told.

    No words stand here: whoever keeps the clocks of the partnership sees no case.
    """

    sight: ClassVar[Sight] = Asked()

    case = models.ForeignKey(Case, models.PROTECT, related_name="rights_requests")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+", editable=False)
    kind = models.CharField(_("what is asked"), max_length=13, choices=RightsKind.choices)
    how = models.CharField(_("how it came"), max_length=6, choices=RightsHow.choices)
    received_on = models.DateField(_("received"))
    identity = models.CharField(
        _("how we know who asks"), max_length=8, choices=Identity.choices, blank=True, default="", db_default=""
    )
    identity_on = models.DateField(_("identity checked"), null=True, blank=True)
    due_on = models.DateField(_("answer due"), editable=False)
    extended_to = models.DateField(_("answer due at the latest"), null=True, blank=True)
    extension_told_on = models.DateField(_("told that it takes longer"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=S.choices, default=S.RECEIVED)
    decided_on = models.DateField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, related_name="+", editable=False
    )  # fmt: skip
    remedy_told_on = models.DateField(_("told where to complain"), null=True, blank=True)
    handed_at = models.DateTimeField(null=True, editable=False, help_text=_("When a file went to the person"))
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(editable=False)

    objects = RightsRequestQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("request of the person")
        indexes = [models.Index(fields=["partnership", "state", "due_on"], name="rights_of_a_partnership")]
        constraints = [
            models.CheckConstraint(
                name="rights_identity_has_its_day",
                condition=models.Q(identity="", identity_on__isnull=True)
                | (~models.Q(identity="") & models.Q(identity_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="rights_are_extended_forward_and_told_in_time",
                condition=models.Q(extended_to__isnull=True, extension_told_on__isnull=True)
                | models.Q(extended_to__gt=models.F("due_on"), extension_told_on__lte=models.F("due_on")),
            ),
            models.CheckConstraint(
                name="rights_are_decided_by_somebody_on_a_day",
                condition=models.Q(state=S.RECEIVED, decided_on__isnull=True, decided_by__isnull=True)
                | (~models.Q(state=S.RECEIVED) & models.Q(decided_on__isnull=False, decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="rights_are_granted_to_whoever_is_known",
                condition=~models.Q(state__in=[S.GRANTED, S.PARTLY]) | ~models.Q(identity=""),
            ),
            models.CheckConstraint(
                name="rights_refused_name_the_remedy",
                condition=~models.Q(state__in=NEEDS_REMEDY) | models.Q(remedy_told_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.mark

    @property
    def mark(self) -> str:
        """A neutral name to speak of it by telephone."""
        return f"P-{self.pk.hex[:6].upper()}"

    @property
    def waits(self) -> bool:
        """Whether it is still to be answered."""
        return self.state == S.RECEIVED


class RightsWord(GuardedModel):
    """Words on a request: what is asked, why it takes longer, what was decided and why. Never changed."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    request = models.ForeignKey(RightsRequest, models.PROTECT, related_name="words")
    kind = models.CharField(max_length=7, choices=RightsWordKind.choices)
    text = models.TextField(_("in words"), max_length=4000)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("words on a request of the person")
        constraints = [
            models.UniqueConstraint("request", "kind", name="rights_words_are_said_once"),
            models.CheckConstraint(name="rights_words_say_something", condition=~models.Q(text="")),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
