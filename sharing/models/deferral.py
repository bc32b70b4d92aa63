"""Deferral: a lawful, dated delay of telling the person of a disclosure, proposed by one and approved by another."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedVersionedModel
from access.sight import Sight
from access.sight_deferrals import Deferred
from agencies.models import AgencyMembership, Partnership
from casework.models import Case
from sharing.choices import DeferralGround, DeferralState
from sharing.models.disclosure import Disclosure

S = DeferralState
OPEN = (S.PROPOSED, S.SECOND)


class Deferral(GuardedVersionedModel):
    """One decision to tell the person later, and until when. A renewal is a new one, approved anew.

    Whoever decides may see no case: what they decide about stands here in words, as it was when they were asked.
    Without a disclosure it puts off the transparency notice, which is owed from the day the case was opened.
    ``needs_second`` says that it reaches further than the partnership lets one person decide.
    """

    sight: ClassVar[Sight] = Deferred()

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    disclosure = models.ForeignKey(
        Disclosure, models.PROTECT, null=True, related_name="deferrals", verbose_name=_("what was passed on")
    )
    what = models.CharField(_("what was passed on"), max_length=200)
    to_whom = models.CharField(_("to whom"), max_length=200)
    made_on = models.DateField(_("passed on"))
    ground = models.CharField(_("ground"), max_length=20, choices=DeferralGround.choices)
    facts = models.TextField(_("facts"), max_length=2000)
    until_on = models.DateField(_("the person is told on"))
    needs_second = models.BooleanField(_("the legal adviser approves too"), default=False, db_default=False)
    state = models.CharField(_("state"), max_length=10, choices=S.choices, default=S.PROPOSED)
    reason = models.CharField(_("reason"), max_length=500, blank=True, default="", db_default="")
    reviewed_on = models.DateField(_("looked at again"), null=True, blank=True)
    proposed_by = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    proposed_at = models.DateTimeField(editable=False)
    decided_by = models.ForeignKey(AgencyMembership, models.PROTECT, null=True, related_name="+", editable=False)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )  # fmt: skip
    decided_at = models.DateTimeField(null=True, editable=False)
    second_by = models.ForeignKey(AgencyMembership, models.PROTECT, null=True, related_name="+", editable=False)
    seconder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )  # fmt: skip
    second_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("deferral")
        indexes = [models.Index(fields=["partnership", "state", "until_on"], name="deferrals_of_a_partnership")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decider__isnull=True) | ~models.Q(decider=models.F("proposer")),
                name="nobody_approves_their_own_deferral",
            ),
            models.CheckConstraint(
                condition=models.Q(seconder__isnull=True)
                | (~models.Q(seconder=models.F("proposer")) & ~models.Q(seconder=models.F("decider"))),
                name="deferral_is_approved_again_by_a_third_person",
            ),
            models.CheckConstraint(
                condition=models.Q(state=S.PROPOSED) | models.Q(decider__isnull=False, decided_at__isnull=False),
                name="deferral_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[S.APPROVED]) | models.Q(needs_second=False)
                | models.Q(seconder__isnull=False, second_at__isnull=False),
                name="long_deferral_is_approved_twice",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[S.REFUSED, S.ENDED]) | ~models.Q(reason=""),
                name="deferral_is_refused_or_ended_with_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__gt=models.F("made_on")), name="deferral_ends_after_the_disclosure"
            ),
            models.UniqueConstraint(
                "disclosure", condition=models.Q(state__in=OPEN), name="one_deferral_of_a_disclosure_to_decide"
            ),
            models.UniqueConstraint(
                "case", condition=models.Q(state__in=OPEN, disclosure__isnull=True),
                name="one_deferral_of_a_notice_to_decide",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.until_on}"
