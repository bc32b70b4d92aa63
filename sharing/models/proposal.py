"""A disclosure proposed to anyone outside the team: its facts, its words, the records behind it, the decisions."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.choices import Tier
from access.guarded import GuardedModel, GuardedQuerySet, GuardedVersionedModel
from access.handled import TEXT_TIERS
from access.sight import Sight
from access.sight_proposals import ProposalItself, ProposalRecords, ProposalWording
from agencies.choices import DataCategory, Purpose
from agencies.errors import RuleBroken
from agencies.models import Agency, AgencyMembership, User
from casework.models import Case, Note
from sharing.choices import OPEN_PROPOSAL, PROPOSAL_MOVES, LawfulBasis, PassedHow, ProposalState

ITEMS = "sharing_proposalrecord q JOIN casework_note n ON n.id = q.note_id WHERE q.proposal_id = {row} AND q.is_current"
"""Records behind a proposal, for the policy: its words are read by nobody who may not read each of them as far."""
PARTS = "EXISTS (SELECT 1 FROM sharing_proposalwords p WHERE p.proposal_id = {row})"
"""Whether the words of a proposal are there, for the policy."""


class DisclosureProposalQuerySet(GuardedQuerySet["DisclosureProposal"]):
    """Words for choosing proposals."""

    def open(self) -> "DisclosureProposalQuerySet":
        """Proposals of which something is still to be done."""
        return self.filter(state__in=OPEN_PROPOSAL)


class DisclosureProposal(GuardedVersionedModel):
    """What one person proposes to pass to one recipient. ``held``: a question to the legal advisers is open.

    ``findable``: its words let somebody be found, and two people approve. Frozen once it is handed in.
    """

    sight: ClassVar[Sight] = ProposalItself(ITEMS, PARTS)

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    to_agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("an agency of the directory")
    )
    recipient = models.CharField(_("somebody else"), max_length=160, blank=True, default="")
    purpose = models.CharField(_("purpose"), max_length=28, choices=Purpose.choices)
    basis = models.CharField(_("lawful basis"), max_length=16, choices=LawfulBasis.choices)
    categories = ArrayField(
        models.CharField(max_length=16, choices=DataCategory.choices), verbose_name=_("kinds of data")
    )
    tier = models.PositiveSmallIntegerField(choices=Tier.choices, default=Tier.EXISTENCE, editable=False)
    findable = models.BooleanField(_("lets somebody be found"), default=False)
    state = models.CharField(_("state"), max_length=12, choices=ProposalState.choices, default=ProposalState.DRAFT)
    held = models.BooleanField(default=False, editable=False)
    proposed_at = models.DateTimeField(editable=False)
    handed_in_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_why = models.CharField(_("why it was withdrawn"), max_length=300, blank=True, default="")
    how = models.CharField(_("how"), max_length=8, choices=PassedHow.choices, blank=True, default="")
    contact = models.CharField(_("to whom there"), max_length=160, blank=True, default="")
    acknowledged_on = models.DateField(_("acknowledged"), null=True, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)

    objects = DisclosureProposalQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("proposed disclosure")
        indexes = [
            models.Index(fields=["case", "-proposed_at"], name="proposals_of_a_case"),
            models.Index(fields=["case"], name="proposals_to_decide", condition=models.Q(state="checks")),
        ]
        constraints = [
            models.CheckConstraint(
                name="proposal_has_one_recipient",
                condition=models.Q(to_agency__isnull=False, recipient="")
                | (models.Q(to_agency__isnull=True) & ~models.Q(recipient="")),
            ),
            models.CheckConstraint(
                name="proposal_names_its_data", condition=models.Q(categories__len__gt=0)
            ),
            models.CheckConstraint(
                name="handed_in_proposal_has_its_moment",
                condition=~models.Q(state__in=["checks", "approved", "refused", "made", "acknowledged", "closed"])
                | models.Q(handed_in_at__isnull=False),
            ),
            models.CheckConstraint(
                name="made_proposal_says_how",
                condition=~models.Q(state__in=["made", "acknowledged", "closed"])
                | (~models.Q(how="") & ~models.Q(contact="")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.to_whom} {self.proposed_at:%Y-%m-%d}"

    @property
    def to_whom(self) -> str:
        """The name of the recipient."""
        return self.to_agency.name if self.to_agency is not None else self.recipient

    def must_not_wait(self) -> None:
        """Hold that no question to the advisers is open about it.

        Raises:
            RuleBroken: one is.
        """
        if self.held:
            raise RuleBroken(
                _t("It waits for the legal advisers: somebody is not sure. Go on when they have answered.")
            )

    def move_to(self, state: ProposalState) -> None:
        """Move to ``state`` when the states allow it; a pure change of this row.

        Raises:
            RuleBroken: the move is not among the lawful ones.
        """
        if state not in PROPOSAL_MOVES.get(self.state, ()):
            words = {"old": self.get_state_display(), "new": state.label}
            raise RuleBroken(_t("A proposal that is “%(old)s” cannot become “%(new)s”.") % words)
        self.state = state


class ProposalWords(GuardedVersionedModel):
    """The exact text that would be passed, the four checks of human rights, and how the person will be told."""

    sight: ClassVar[Sight] = ProposalWording(ITEMS, PARTS)

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    proposal = models.OneToOneField(DisclosureProposal, models.PROTECT, related_name="words")
    text = models.TextField(_("the words that are passed"), max_length=4000, blank=True)
    basis_words = models.CharField(_("the law"), max_length=300, blank=True)
    lawful = models.CharField(_("why it is lawful"), max_length=600, blank=True)
    necessary = models.CharField(_("why it is necessary"), max_length=600, blank=True)
    proportionate = models.CharField(_("why it is proportionate"), max_length=600, blank=True)
    least = models.CharField(_("why nothing less intrusive would do"), max_length=600, blank=True)
    telling = models.CharField(_("how the person will be told"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("words of a proposed disclosure")

    def __str__(self) -> str:
        return str(self.proposal_id)


class ProposalRecord(GuardedModel):
    """A record on which the words rest, and how full."""

    sight: ClassVar[Sight] = ProposalRecords(ITEMS, PARTS)

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    proposal = models.ForeignKey(DisclosureProposal, models.PROTECT, related_name="records")
    note = models.ForeignKey(Note, models.PROTECT, related_name="+")
    tier = models.PositiveSmallIntegerField(choices=[(t.value, t.label) for t in TEXT_TIERS])
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("record behind a proposed disclosure")
        constraints = [models.UniqueConstraint("proposal", "note", "tier", name="record_stands_once_behind_a_proposal")]

    def __str__(self) -> str:
        return str(Tier(self.tier).label)


class ProposalDecision(GuardedModel):
    """That somebody approved or refused, and why. Never whoever proposed it, and nobody twice."""

    sight: ClassVar[Sight] = ProposalWording(ITEMS, PARTS)

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    proposal = models.ForeignKey(DisclosureProposal, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField(help_text=_("1, and 2 where two people approve"))
    proposer = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    approved = models.BooleanField()
    reason = models.CharField(_("why"), max_length=600)
    decided_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("decision on a proposed disclosure")
        constraints = [
            models.CheckConstraint(
                name="nobody_decides_their_own_proposal", condition=~models.Q(proposer=models.F("user"))
            ),
            models.CheckConstraint(name="decision_on_a_proposal_gives_its_reason", condition=~models.Q(reason="")),
            models.CheckConstraint(name="two_decide_at_the_most", condition=models.Q(number__in=[1, 2])),
            models.UniqueConstraint("proposal", "number", name="each_decision_on_a_proposal_once"),
            models.UniqueConstraint("proposal", "user", name="nobody_decides_twice"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(_("Approved")) if self.approved else str(_("Refused"))
