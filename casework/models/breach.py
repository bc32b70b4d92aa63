"""Breach: a suspected or established failure to keep a condition, step by step; and decisions taken together."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedModel, GuardedQuerySet, GuardedVersionedModel
from access.sight import INSIDE, ByCase, Sight
from agencies.errors import RuleBroken
from agencies.models import Agency, AgencyMembership
from casework.choices import (
    BREACH_STEPS,
    ENDED_ORDER,
    NEEDS_SERIOUS,
    STATE_AFTER,
    BreachState,
    BreachStepKind,
    ConditionCategory,
    DecisionKind,
    Delivery,
    Function,
    Outcome,
    Proposal,
    View,
)
from casework.models.case import Case
from casework.models.contact import Contact, Incident
from casework.models.note import Note
from casework.models.order import Condition, CourtDecision, Order

OVER = (BreachState.ACCEPTED, BreachState.NOT_PURSUED, BreachState.WARNED, BreachState.CLOSED)
"""States in which nothing of a breach is open; a warning still runs through its window."""


class BreachQuerySet(GuardedQuerySet["Breach"]):
    """Words for choosing breaches."""

    def open(self) -> "BreachQuerySet":
        """Breaches on which something is still to be done."""
        return self.exclude(state__in=OVER)


class Breach(GuardedVersionedModel):
    """A suspected or established failure to keep a condition, with its procedure (domain section 3.5)."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="breaches")
    order = models.ForeignKey(Order, models.PROTECT, related_name="breaches")
    condition = models.ForeignKey(Condition, models.PROTECT, related_name="breaches")
    suspected_on = models.DateField(_("suspected"))
    state = models.CharField(_("state"), max_length=18, choices=BreachState.choices, default=BreachState.SUSPECTED)
    is_serious = models.BooleanField(_("serious: the warning is skipped"), default=False)
    explanation_due_on = models.DateField(_("explanation due"), null=True, blank=True)
    act_by_on = models.DateField(_("action due"), null=True, blank=True)
    window_to = models.DateField(_("a repeat counts until"), null=True, blank=True)
    hearing_on = models.DateField(_("hearing"), null=True, blank=True)
    proposal = models.CharField(_("proposal"), max_length=14, choices=Proposal.choices, blank=True, default="")
    outcome = models.CharField(_("outcome"), max_length=14, choices=Outcome.choices, blank=True, default="")
    outcome_decision = models.ForeignKey(
        CourtDecision, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = BreachQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("breach")
        verbose_name_plural = _("breaches")
        indexes = [models.Index(fields=["case", "state"], name="breaches_of_a_case")]
        constraints = [
            models.CheckConstraint(
                name="court_outcome_names_its_decision",
                condition=~models.Q(outcome__in=["no_action", "terms_changed", "revoked", "other"])
                | models.Q(outcome_decision__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.suspected_on}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.state not in OVER

    def counts_warning(self, other: "Breach", on: dt.date) -> bool:
        """Whether a warning that ``other`` brought on the day ``on`` counts against this failure.

        It is of the same order, whichever condition it was about (CJA 2003 sch. 8), and its time covers the day of
        this failure. The warning for a failure never counts against that failure itself.
        """
        if other.pk == self.pk or other.order_id != self.order_id or other.window_to is None:
            return False
        return on <= self.suspected_on <= other.window_to

    @property
    def open_steps(self) -> tuple[str, ...]:
        """Steps that may be taken now; to the court at once goes only a serious failure."""
        steps = BREACH_STEPS[self.state]
        if self.state in NEEDS_SERIOUS and not self.is_serious:
            return tuple(kind for kind in steps if kind != BreachStepKind.REFERRED)
        return steps

    def take(self, kind: str) -> None:
        """Move on by one step.

        Raises:
            RuleBroken: the step is not open from the present state.
        """
        if kind not in self.open_steps:
            raise RuleBroken(_t("This step is not open now. Load the page of the breach and take its next step."))
        self.state = STATE_AFTER.get((self.state, kind), self.state)

    def end_with_order(self) -> None:
        """Close it because its order is over: no court decides about it any more.

        Raises:
            RuleBroken: it is closed already, or the order still runs.
        """
        if not self.is_open:
            raise RuleBroken(_t("This breach is closed already."))
        if self.order.state not in ENDED_ORDER:
            raise RuleBroken(_t("The order still runs: take the next step instead."))
        self.state = BreachState.CLOSED


class BreachStep(GuardedModel):
    """One thing done about a breach, on a day, by somebody. Never changed; its words are its note."""

    sight: ClassVar[Sight] = ByCase("breach__case_id", rule=INSIDE)

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="steps")
    kind = models.CharField(_("step"), max_length=18, choices=BreachStepKind.choices)
    on = models.DateField(_("day"))
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(editable=False)
    delivery = models.CharField(_("how it reached the person"), max_length=10, choices=Delivery.choices, blank=True)
    note = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    decision = models.ForeignKey(CourtDecision, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("step of a breach")
        indexes = [models.Index(fields=["breach", "recorded_at"], name="steps_of_a_breach")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class BreachProof(GuardedModel):
    """What shows the facts of a breach: a contact, an incident or a note whose nature is fact."""

    sight: ClassVar[Sight] = ByCase("breach__case_id", rule=INSIDE)

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="proofs")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="+")
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("proof in a breach")
        constraints = [
            models.CheckConstraint(
                name="proof_names_one_thing",
                condition=models.Q(contact__isnull=False, incident__isnull=True, note__isnull=True)
                | models.Q(contact__isnull=True, incident__isnull=False, note__isnull=True)
                | models.Q(contact__isnull=True, incident__isnull=True, note__isnull=False),
            ),
            models.UniqueConstraint("breach", "contact", name="contact_proves_a_breach_once"),
            models.UniqueConstraint("breach", "incident", name="incident_proves_a_breach_once"),
            models.UniqueConstraint("breach", "note", name="note_proves_a_breach_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ProposedTerm(GuardedModel):
    """Words of a condition that staff put to the court in a breach: a draft, until the court decides."""

    sight: ClassVar[Sight] = ByCase("breach__case_id", rule=INSIDE)

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="proposed_terms")
    replaces = models.ForeignKey(Condition, models.PROTECT, null=True, blank=True, related_name="+")
    category = models.CharField(_("about"), max_length=22, choices=ConditionCategory.choices)
    text = models.TextField(_("words put to the court"))
    function = models.CharField(_("what it is for"), max_length=20, choices=Function.choices)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    is_dropped = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("proposed term")

    def __str__(self) -> str:
        return self.get_category_display()


class Decision(GuardedModel):
    """What was decided together, with its reasons, who agreed and who did not (R72). Never changed."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    kind = models.CharField(_("about"), max_length=16, choices=DecisionKind.choices)
    breach = models.ForeignKey(Breach, models.PROTECT, null=True, blank=True, related_name="decisions")
    decided_on = models.DateField(_("decided"))
    options = models.TextField(_("what was open"), blank=True)
    chosen = models.CharField(_("what was chosen"), max_length=300)
    reasons = models.TextField(_("why"))
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("decision")
        indexes = [models.Index(fields=["case", "-decided_on"], name="decisions_of_a_case")]

    def __str__(self) -> str:
        return self.chosen


class PositionTaken(GuardedModel):
    """One agency's view on a decision. One agency has one voice (R107); a dissent is kept with its reason."""

    sight: ClassVar[Sight] = ByCase("decision__case_id", rule=INSIDE)

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="positions")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    view = models.CharField(_("view"), max_length=8, choices=View.choices)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("position taken")
        constraints = [
            models.UniqueConstraint("decision", "agency", name="one_agency_one_voice"),
            models.CheckConstraint(
                name="dissent_says_why", condition=~models.Q(view=View.DISSENTS) | ~models.Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.get_view_display()}"
