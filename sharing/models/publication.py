"""A text for the public, and what is said to it. Nothing of it changes afterwards: a changed text is another."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedModel
from access.sight import Sight
from access.sight_publications import PublicationItself
from agencies.models import Agency, AgencyMembership, Partnership
from casework.models import Case
from sharing.choices_publishing import DECIDING_STEPS, ConsentHow, Outlet, PublicationStepKind, SaidYesNo

_CONSENT = {"kind": PublicationStepKind.CONSENT}
_DECIDING = {"kind__in": [kind.value for kind in DECIDING_STEPS]}
_LAPSED = {"kind": PublicationStepKind.LAPSED}
_NOTHING = {"verdict": "", "how": ""}


class PublicationRequest(GuardedModel):
    """The exact words that somebody wants to publish, about one case or about none. The default answer is no.

    ``findings`` are words in it that look telling, ``answers`` why each of them may stay.
    """

    sight: ClassVar[Sight] = PublicationItself()

    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+", editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    outlet = models.CharField(_("where"), max_length=10, choices=Outlet.choices)
    asked_by = models.CharField(_("who asks for it"), max_length=160)
    purpose = models.CharField(_("what for"), max_length=600)
    text = models.TextField(_("the exact words"), max_length=6000)
    findings = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    answers = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    answer_by = models.DateField(_("answer by"))
    sent_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("text for the public")
        indexes = [
            models.Index(fields=["partnership", "-sent_at"], name="publications_of_a_partnership"),
            models.Index(fields=["case", "-sent_at"], name="publications_of_a_case"),
        ]
        constraints = [
            models.CheckConstraint(
                name="publication_says_what_for_whom",
                condition=~models.Q(text="") & ~models.Q(asked_by="") & ~models.Q(purpose=""),
            ),
            models.CheckConstraint(
                name="each_finding_in_a_publication_is_answered",
                condition=models.Q(findings__len=models.F("answers__len")) & ~models.Q(answers__contains=[""]),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.mark

    @property
    def mark(self) -> str:
        """A neutral name to speak of it by telephone."""
        return f"P-{self.pk.hex[:6].upper()}"


class PublicationStep(GuardedModel):
    """What the person says to a text, what chair and adviser decide, that it came out, was withdrawn or never answered.

    ``proposer`` is who asked for the text: never one of the two who decide. Nobody made what ended by silence.
    """

    sight: ClassVar[Sight] = PublicationItself("publication__")

    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    publication = models.ForeignKey(PublicationRequest, models.PROTECT, related_name="steps")
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    kind = models.CharField(max_length=9, choices=PublicationStepKind.choices)
    verdict = models.CharField(max_length=3, choices=SaidYesNo.choices, blank=True, default="", db_default="")
    on = models.DateField(_("on"), null=True, blank=True)
    how = models.CharField(max_length=11, choices=ConsentHow.choices, blank=True, default="", db_default="")
    words = models.TextField(_("in words"), max_length=2000, blank=True)
    membership = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    made_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("step of a text for the public")
        indexes = [models.Index(fields=["publication", "made_at"], name="steps_of_a_publication")]
        constraints = [
            models.CheckConstraint(
                name="publication_step_says_what_it_must",
                condition=(models.Q(**_CONSENT, on__isnull=False) & ~models.Q(verdict="") & ~models.Q(how=""))
                | (models.Q(**_DECIDING, on__isnull=True, how="") & ~models.Q(verdict=""))
                | models.Q(kind=PublicationStepKind.PUBLISHED, on__isnull=False, **_NOTHING)
                | models.Q(
                    kind__in=[PublicationStepKind.WITHDRAWN, PublicationStepKind.LAPSED], on__isnull=True, **_NOTHING
                ),
            ),
            models.CheckConstraint(
                name="publication_step_gives_its_reason", condition=models.Q(**_LAPSED) | ~models.Q(words="")
            ),
            models.CheckConstraint(
                name="nobody_makes_what_ends_by_silence",
                condition=models.Q(**_LAPSED, membership__isnull=True, user__isnull=True)
                | (~models.Q(**_LAPSED) & models.Q(membership__isnull=False, user__isnull=False)),
            ),
            models.CheckConstraint(
                name="nobody_approves_their_own_publication",
                condition=~models.Q(**_DECIDING) | ~models.Q(proposer=models.F("user")),
            ),
            models.UniqueConstraint("publication", "kind", name="publication_is_decided_once_by_each",
                                    condition=~models.Q(**_CONSENT)),
            models.UniqueConstraint("publication", "user", name="two_people_decide_on_a_publication",
                                    condition=models.Q(**_DECIDING)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.get_kind_display()
