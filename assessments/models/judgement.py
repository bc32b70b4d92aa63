"""What the team judges together: consensus with reasons, what stays different, formulation, futures, gaps."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedModel, GuardedQuerySet, GuardedVersionedModel
from access.sight import INSIDE, ByCase, Sight
from agencies.models import Agency, AgencyMembership
from assessments.choices import Confidence, Imminence, Priority, Relevance, ScenarioKind
from assessments.models.assessment import Assessment
from casework.models import Case


class ConsensusRating(GuardedVersionedModel):
    """The answer the team gives to an item, with the reason. What the agencies said before stays beside it."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="consensus")
    item = models.CharField(_("item"), max_length=20)
    answer = models.CharField(_("answer"), max_length=20, blank=True)
    relevance = models.CharField(
        _("relevance to this person's offending"), max_length=4, choices=Relevance.choices, blank=True
    )
    reason = models.CharField(_("reason"), max_length=600, blank=True)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("consensus on an item")
        constraints = [models.UniqueConstraint("assessment", "item", name="item_has_one_consensus")]

    def __str__(self) -> str:
        return self.item


class Dissent(GuardedModel):
    """A view that stays different, by agency and with its reason; never taken away."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="dissents")
    item = models.CharField(_("item"), max_length=20, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    view = models.CharField(_("our view"), max_length=300)
    reason = models.CharField(_("why"), max_length=600)
    at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("dissent")
        indexes = [models.Index(fields=["assessment", "at"], name="dissents_of_an_assessment")]

    def __str__(self) -> str:
        return self.view


class Formulation(GuardedVersionedModel):
    """Why and how, inside the person and around them, what keeps it going and what pulls away (R150)."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="formulation")
    why_then = models.TextField(_("why then"), blank=True)
    how = models.TextField(_("how it happened"), blank=True)
    inside = models.TextField(_("inside the person"), blank=True)
    around = models.TextField(_("around the person"), blank=True)
    keeps_going = models.TextField(_("what keeps it going"), blank=True)
    pulls_away = models.TextField(_("what pulls away"), blank=True)
    strengths = models.TextField(_("strengths to build on"), blank=True)
    unknown = models.TextField(_("what we do not know"), blank=True)

    class Meta:
        verbose_name = _("formulation")

    def __str__(self) -> str:
        return str(self.assessment_id)


class ScenarioQuerySet(GuardedQuerySet["Scenario"]):
    """Words for choosing scenarios."""

    def standing(self) -> "ScenarioQuerySet":
        """Scenarios that were not set aside."""
        return self.filter(is_current=True)


class Scenario(GuardedVersionedModel):
    """A plausible future: who, what, where, how soon, its first signs, who answers first, and if that fails."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="scenarios")
    kind = models.CharField(_("kind"), max_length=14, choices=ScenarioKind.choices)
    who = models.CharField(_("who"), max_length=300)
    what = models.CharField(_("what happens"), max_length=600)
    where = models.CharField(_("where"), max_length=300, blank=True)
    how_soon = models.CharField(_("how soon"), max_length=120)
    first_signs = models.CharField(_("first signs"), max_length=600)
    first_response = models.CharField(_("first response"), max_length=600)
    responder = models.ForeignKey(
        AgencyMembership, models.PROTECT, related_name="+", verbose_name=_("who responds first")
    )
    if_that_fails = models.CharField(_("if that fails"), max_length=600, blank=True)
    is_current = models.BooleanField(default=True, editable=False)

    objects = ScenarioQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("scenario")
        indexes = [models.Index(fields=["assessment"], name="scenarios_of_an_assessment")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Judgement(GuardedVersionedModel):
    """The summary judgement: how soon the team must act, how sure it is, and on which items that rests.

    It is chosen by people and reckoned by nothing. More than routine never rests on belief alone (R53).
    """

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="judgement")
    priority = models.CharField(_("priority"), max_length=8, choices=Priority.choices)
    imminence = models.CharField(_("imminence"), max_length=9, choices=Imminence.choices)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence.choices)
    words = models.TextField(_("judgement in words"))
    rests_on = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("items it rests on")
    )

    class Meta:
        verbose_name = _("summary judgement")

    def __str__(self) -> str:
        return self.get_priority_display()


class InformationGap(GuardedVersionedModel):
    """Something nobody knows yet, with the one who finds out by a day."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="gaps")
    text = models.CharField(_("what is not known"), max_length=300)
    owner = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", verbose_name=_("who finds out"))
    due_on = models.DateField(_("by"))
    closed_on = models.DateField(_("closed"), null=True, blank=True, editable=False)
    answer = models.CharField(_("what was found"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("information gap")
        indexes = [models.Index(fields=["assessment"], name="gaps_of_an_assessment")]

    def __str__(self) -> str:
        return self.text
