"""The plan in versions: objectives, actions, and the safety plan."""

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedModel, GuardedQuerySet, GuardedVersionedModel
from access.sight import INSIDE, ByCase, PlanPart, Sight
from agencies.errors import RuleBroken
from agencies.models import Agency, AgencyMembership
from casework.choices import (
    OPEN_ACTION,
    PLAN_MOVES,
    ActionState,
    Area,
    Domain,
    Function,
    ObjectiveState,
    PlanState,
    SafetyHeading,
)
from casework.models.case import Case
from casework.models.note import Note
from casework.models.order import CourtDecision


class PlanVersion(GuardedVersionedModel):
    """One version of a case's treatment and reintegration plan. Only the case manager submits one (R145)."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=18, choices=PlanState.choices, default=PlanState.DRAFT)
    risk_text = models.TextField(_("risk assessment"), blank=True)
    treatment_text = models.TextField(_("treatment"), blank=True)
    reintegration_text = models.TextField(_("reintegration"), blank=True)
    counter_offer = models.CharField(_("what we offer against the old group's offers"), max_length=300, blank=True)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    shown_on = models.DateField(_("shown to the person"), null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.CharField(_("the person's answer"), max_length=18, choices=PlanState.choices, blank=True)
    person_words = models.TextField(_("the person's words"), blank=True)
    supervisor_agreed_on = models.DateField(null=True, blank=True, editable=False)
    supervisor = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    sent_on = models.DateField(_("sent to the court"), null=True, blank=True, editable=False)
    court_approval = models.OneToOneField(
        CourtDecision, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    in_force_from = models.DateField(null=True, blank=True, editable=False)
    superseded_on = models.DateField(null=True, blank=True, editable=False)
    next_review_on = models.DateField(_("next review"), null=True, blank=True)

    class Meta:
        verbose_name = _("plan version")
        constraints = [
            models.UniqueConstraint("case", "number", name="plan_versions_are_numbered"),
            models.UniqueConstraint("case", name="one_plan_in_force", condition=models.Q(state="in_force")),
            models.UniqueConstraint(
                "case", name="one_plan_in_the_making",
                condition=~models.Q(state__in=["in_force", "superseded"]),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether its contents may still be changed."""
        return self.state == PlanState.DRAFT

    def move_to(self, state: str) -> None:
        """Move to ``state`` when the states allow it; a pure change of this row.

        Raises:
            RuleBroken: the move is not among the lawful ones.
        """
        if state not in PLAN_MOVES[self.state]:
            words = {"old": self.get_state_display(), "new": PlanState(state).label}
            raise RuleBroken(_t("A plan that is “%(old)s” cannot become “%(new)s”.") % words, "state")
        self.state = PlanState(state)


class Objective(GuardedVersionedModel):
    """A change wanted, in one version of the plan. ``line`` stays the same from version to version."""

    sight: ClassVar[Sight] = PlanPart(in_force="in_force")

    case = models.ForeignKey(Case, models.PROTECT, related_name="objectives")
    plan = models.ForeignKey(PlanVersion, models.PROTECT, related_name="objectives")
    line = models.UUIDField(default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    text = models.CharField(_("what is to change"), max_length=300)
    person_words = models.CharField(_("in the person's words"), max_length=300, blank=True)
    chosen_by_person = models.BooleanField(_("chosen by the person"), default=False)
    area = models.CharField(_("area"), max_length=16, choices=Area.choices)
    domain = models.CharField(_("domain of life"), max_length=14, choices=Domain.choices)
    function = models.CharField(_("function"), max_length=20, choices=Function.choices)
    measure = models.CharField(_("how we will know"), max_length=300)
    target_on = models.DateField(_("by"))
    state = models.CharField(_("state"), max_length=10, choices=ObjectiveState.choices, default=ObjectiveState.ACTIVE)
    removal_reason = models.CharField(_("why removed"), max_length=300, blank=True)
    for_companions = models.BooleanField(_("companions may read this"), default=False)
    for_guests = models.BooleanField(_("guests may read this"), default=False)
    in_force = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("objective")
        constraints = [models.UniqueConstraint("plan", "line", name="objective_stands_once_in_a_version")]
        indexes = [models.Index(fields=["case", "line"], name="objectives_of_a_case")]

    def __str__(self) -> str:
        return self.text


class Finding(GuardedVersionedModel):
    """What an objective answers: told from inside the case alone, whoever the objective is opened to (R38).

    ``note`` is where it is written down; it keeps its own readers, and nobody else learns that there is one.
    """

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="findings")
    objective = models.OneToOneField(Objective, models.PROTECT, related_name="+")
    text = models.CharField(
        _("finding it answers"), max_length=300, blank=True, help_text=_("What the assessment or the record shows")
    )
    note = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("finding behind an objective")
        indexes = [models.Index(fields=["case"], name="findings_of_a_case")]
        constraints = [
            models.CheckConstraint(
                name="finding_says_or_points", condition=~models.Q(text="") | models.Q(note__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.text


class ActionQuerySet(GuardedQuerySet["Action"]):
    """Words for choosing actions."""

    def open(self) -> "ActionQuerySet":
        """Actions still to be done."""
        return self.filter(state__in=OPEN_ACTION)


class Action(GuardedVersionedModel):
    """A step by one agency and one person, by one day (R160)."""

    sight: ClassVar[Sight] = PlanPart(owner="agency_id", doer="membership_id")

    case = models.ForeignKey(Case, models.PROTECT, related_name="actions")
    line = models.UUIDField(null=True, blank=True, help_text=_("Line of the objective it serves"))
    text = models.CharField(_("step"), max_length=300)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", verbose_name=_("who"))
    due_on = models.DateField(_("by"))
    state = models.CharField(_("state"), max_length=12, choices=ActionState.choices, default=ActionState.NOT_STARTED)
    blocked_reason = models.CharField(_("why it cannot be done yet"), max_length=300, blank=True)
    unblock_by = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who must unblock it")
    )
    blocked_on = models.DateField(null=True, blank=True, editable=False)
    done_on = models.DateField(null=True, blank=True, editable=False)
    evidence = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="+")
    for_companions = models.BooleanField(_("companions may read this"), default=False)
    for_guests = models.BooleanField(_("guests may read this"), default=False)

    objects = ActionQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("action")
        indexes = [
            models.Index(fields=["case", "state", "due_on"], name="actions_of_a_case"),
            models.Index(fields=["membership", "state", "due_on"], name="actions_of_a_member"),
        ]
        constraints = [
            models.CheckConstraint(
                name="blocked_action_says_why_and_by_whom",
                condition=~models.Q(state="blocked")
                | (~models.Q(blocked_reason="") & models.Q(unblock_by__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.text

    def is_overdue(self, today: dt.date) -> bool:
        """Whether its day is past while it is still open."""
        return self.state in OPEN_ACTION and self.due_on < today


class SafetyPart(GuardedVersionedModel):
    """One heading of the safety plan of a plan version (glossary: safety plan)."""

    sight: ClassVar[Sight] = ByCase("case_id", rule="s.kind IN ('permanent', 'emergency')")

    case = models.ForeignKey(Case, models.PROTECT, related_name="safety_parts")
    plan = models.ForeignKey(PlanVersion, models.PROTECT, related_name="safety_parts")
    heading = models.CharField(max_length=18, choices=SafetyHeading.choices)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("part of the safety plan")
        constraints = [models.UniqueConstraint("plan", "heading", name="safety_heading_stands_once")]

    def __str__(self) -> str:
        return self.get_heading_display()


class AchievementQuerySet(GuardedQuerySet["Achievement"]):
    """Words for choosing achievements."""

    def standing(self) -> "AchievementQuerySet":
        """Achievements that were not taken back."""
        return self.filter(withdrawn_on__isnull=True)


class Achievement(GuardedModel):
    """A positive fact worth telling the person and the court (R41)."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="achievements")
    on = models.DateField(_("day"))
    text = models.CharField(_("what was achieved"), max_length=300)
    line = models.UUIDField(null=True, blank=True)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    told_person_on = models.DateField(_("told to the person"), null=True, blank=True)
    for_court = models.BooleanField(_("may be told to the court"), default=False)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)

    objects = AchievementQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("achievement")
        indexes = [models.Index(fields=["case", "-on"], name="achievements_of_a_case")]

    def __str__(self) -> str:
        return self.text
