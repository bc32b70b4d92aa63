"""Legal advice ("I am not sure"): a question with the words it needs, the answer, and the reasoning apart from it.

Advisers see no case. They read what whoever asks chose to tell them, and nothing is added or changed afterwards.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.choices import Tier
from access.guarded import GuardedModel
from access.handled import TEXT_TIERS
from access.sight import Sight
from access.sight_advice import Answered, Asked
from agencies.models import Agency, AgencyMembership, Partnership, User
from casework.models import Case, Note
from sharing.choices import AdviceAbout, Conclusion
from sharing.models.proposal import ITEMS, PARTS, DisclosureProposal


class LegalAdviceRequest(GuardedModel):
    """A question to the legal advisers of the partnership. Read by them and by whoever asked."""

    sight: ClassVar[Sight] = Asked()

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+", editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    about = models.CharField(_("about"), max_length=8, choices=AdviceAbout.choices, default=AdviceAbout.GENERAL)
    about_id = models.UUIDField(null=True, blank=True, editable=False)
    proposal = models.ForeignKey(
        DisclosureProposal, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    question = models.TextField(_("what you are not sure of"), max_length=4000)
    urgent = models.BooleanField(_("urgent"), default=False)
    due_on = models.DateField(_("answer due"), editable=False)
    asked_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("question to the legal advisers")
        indexes = [
            models.Index(fields=["partnership", "due_on"], name="advice_of_a_partnership"),
            models.Index(fields=["case", "membership", "-asked_at"], name="advice_asked_on_a_case"),
            models.Index(
                fields=["about_id"], name="advice_about_something", condition=models.Q(about_id__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="advice_names_what_it_is_about",
                condition=models.Q(about="general", about_id__isnull=True)
                | (~models.Q(about="general") & models.Q(about_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="advice_about_a_proposal_holds_it",
                condition=models.Q(about="proposal", proposal=models.F("about_id"))
                | (~models.Q(about="proposal") & models.Q(proposal__isnull=True)),
            ),
            models.CheckConstraint(name="advice_asks_something", condition=~models.Q(question="")),
        ]

    def __str__(self) -> str:
        return self.mark

    @property
    def mark(self) -> str:
        """A neutral name to speak of it by telephone."""
        return f"A-{self.pk.hex[:6].upper()}"


class AdviceContext(GuardedModel):
    """Words of a note that go with a question: copied as they stood, at one tier."""

    sight: ClassVar[Sight] = Asked("request__")

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    request = models.ForeignKey(LegalAdviceRequest, models.PROTECT, related_name="context")
    note = models.ForeignKey(Note, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", help_text=_("Whose words they are"))
    tier = models.PositiveSmallIntegerField(choices=[(t.value, t.label) for t in TEXT_TIERS])
    words = models.TextField()

    class Meta:
        verbose_name = _("words that go with a question")
        constraints = [models.UniqueConstraint("request", "note", name="note_goes_once_with_a_question")]

    def __str__(self) -> str:
        return str(Tier(self.tier).label)


class AdviceAnswer(GuardedModel):
    """What an adviser concludes, in words for those who read the question. A later answer stands beside it.

    About a proposed disclosure (``proposal``) it is told to whoever reads the words of that proposal.
    """

    sight: ClassVar[Sight] = Answered(ITEMS, PARTS)

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    request = models.ForeignKey(LegalAdviceRequest, models.PROTECT, related_name="answers")
    proposal = models.ForeignKey(
        DisclosureProposal, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    asker = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    conclusion = models.CharField(_("conclusion"), max_length=10, choices=Conclusion.choices)
    words = models.TextField(_("in words"), max_length=2000)
    answered_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("answer of a legal adviser")
        indexes = [models.Index(fields=["request", "-answered_at"], name="answers_to_a_question")]
        constraints = [
            models.CheckConstraint(name="nobody_advises_themselves", condition=~models.Q(asker=models.F("user"))),
            models.CheckConstraint(name="advice_says_something", condition=~models.Q(words="")),
        ]

    def __str__(self) -> str:
        return self.get_conclusion_display()


class AdviceReasoning(GuardedModel):
    """Why an adviser concludes so, under legal secrecy: read by advisers and by whoever asked, however far the answer
    is told.
    """

    sight: ClassVar[Sight] = Asked("answer__request__")

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    answer = models.OneToOneField(AdviceAnswer, models.PROTECT, related_name="reasoning")
    text = models.TextField(_("reasoning"), max_length=6000)

    class Meta:
        verbose_name = _("reasoning of a legal adviser")

    def __str__(self) -> str:
        return str(self.answer_id)
