"""Courts, orders, what a court decided, the conditions that follow from it, and stays in custody."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.guarded import GuardedModel, GuardedQuerySet, GuardedVersionedModel
from access.sight import INSIDE, ByCase, InPartnership, Sight
from agencies.errors import RuleBroken
from agencies.models import Agency, AgencyMembership, Partnership
from casework.choices import (
    BINDING,
    BOUND_ONCE,
    ENDED_ORDER,
    RUNNING_ORDER,
    ConditionCategory,
    ConditionState,
    CourtAct,
    CustodyReason,
    Function,
    OrderKind,
    OrderState,
)
from casework.models.case import Case


class Court(GuardedVersionedModel):
    """A court that makes orders in the partnership's area. Holds nothing about a person."""

    sight: ClassVar[Sight] = InPartnership()

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=160)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=80)
    address = models.CharField(_("where reports go"), max_length=200, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("court")
        constraints = [models.UniqueConstraint("partnership", "name", name="court_name_is_unique_in_its_partnership")]

    def __str__(self) -> str:
        return self.name


class OrderType(GuardedVersionedModel):
    """What a kind of order is called in one jurisdiction, with a translation (R9)."""

    sight: ClassVar[Sight] = InPartnership()

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    jurisdiction = models.CharField(_("jurisdiction"), max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=OrderKind.choices)
    local_name = models.CharField(_("local name"), max_length=120)
    meaning = models.CharField(_("in plain words"), max_length=160, blank=True)
    may_follow_sentence = models.BooleanField(_("may begin after the sentence ended"), default=False)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("type of order")
        constraints = [
            models.UniqueConstraint(
                "partnership", "jurisdiction", "local_name", name="order_type_is_named_once_in_its_jurisdiction"
            )
        ]

    def __str__(self) -> str:
        return self.local_name


class OrderQuerySet(GuardedQuerySet["Order"]):
    """Words for choosing orders."""

    def running(self) -> "OrderQuerySet":
        """Orders whose conditions bind today: begun, and their last day not past. Judged when they are read."""
        today = timezone.localdate()
        begun = models.Q(state__in=RUNNING_ORDER) | models.Q(state=OrderState.PENDING, starts_on__lte=today)
        return self.filter(begun & (models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=today)))


class Order(GuardedVersionedModel):
    """The court decision being served (R20). Days are local dates; without ``ends_on`` it has no end yet."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="orders")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    type = models.ForeignKey(OrderType, models.PROTECT, related_name="+")
    number = models.CharField(_("number of the order"), max_length=60)
    made_on = models.DateField(_("made"))
    starts_on = models.DateField(_("begins"))
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    supervising_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    report_every_days = models.PositiveSmallIntegerField(
        _("report every"), null=True, blank=True, help_text=_("Days; empty: reports only when the court asks")
    )
    plan_needs_court = models.BooleanField(_("the court approves the plan"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=OrderState.choices, default=OrderState.IN_FORCE)
    ended_on = models.DateField(null=True, blank=True, editable=False)

    objects = OrderQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("order")
        indexes = [
            models.Index(fields=["case", "-starts_on"], name="orders_of_a_case"),
            models.Index(fields=["ends_on"], name="orders_by_their_end", condition=models.Q(ended_on__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="order_ends_after_it_begins",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.number}"

    def state_on(self, today: dt.date) -> OrderState:
        """The state as days make it: pending until it begins, expired after its last day; no job moves it."""
        state = OrderState(self.state)
        if state == OrderState.PENDING and self.starts_on <= today:
            state = OrderState.IN_FORCE
        over = self.ends_on is not None and self.ends_on < today
        return OrderState.EXPIRED if over and state not in ENDED_ORDER else state

    @property
    def is_running(self) -> bool:
        """Whether its conditions bind today."""
        return self.state_on(timezone.localdate()) in RUNNING_ORDER

    def days_left(self, today: dt.date) -> int | None:
        """Days from ``today`` to its last day; None without an end, negative once it is past."""
        return None if self.ends_on is None else (self.ends_on - today).days

    def must_run(self) -> None:
        """Refuse work on an order that a court has ended. One past its last day can still be prolonged.

        Raises:
            RuleBroken: it is completed or revoked.
        """
        if self.state in ENDED_ORDER:
            raise RuleBroken(_t("This order is over: nothing of it can change."), "order")


class CourtDecision(GuardedModel):
    """What a court decided, as recorded by the order supervisor. Never changed: a mistake is a further decision."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="court_decisions")
    order = models.ForeignKey(Order, models.PROTECT, related_name="decisions", null=True, blank=True)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    act = models.CharField(_("what the court did"), max_length=14, choices=CourtAct.choices)
    decided_on = models.DateField(_("decided"))
    number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    words = models.TextField(_("the court's words"), blank=True)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("court decision")
        indexes = [models.Index(fields=["case", "-decided_on"], name="court_decisions_of_a_case")]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.decided_on}"


class ConditionQuerySet(GuardedQuerySet["Condition"]):
    """Words for choosing conditions."""

    def binding(self) -> "ConditionQuerySet":
        """Conditions that bind today: begun, and neither they nor their order are over, suspended or varied."""
        today = timezone.localdate()
        begun = models.Q(order__state__in=RUNNING_ORDER)
        begun |= models.Q(order__state=OrderState.PENDING, order__starts_on__lte=today)
        lasts = models.Q(order__ends_on__isnull=True) | models.Q(order__ends_on__gte=today)
        own = models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=today)
        return self.filter(begun & lasts & own, state__in=BINDING, starts_on__lte=today)

    def bound_between(self, first: dt.date, last: dt.date) -> "ConditionQuerySet":
        """Conditions that bound on a day from ``first`` to ``last``, also those varied or ended since."""
        lasts = models.Q(order__ends_on__isnull=True) | models.Q(order__ends_on__gte=first)
        own = models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=first)
        rows = self.filter(lasts & own, state__in=BOUND_ONCE, starts_on__lte=last, order__starts_on__lte=last)
        return rows.exclude(order__state=OrderState.SUSPENDED)


class Condition(GuardedVersionedModel):
    """One duty or ban within an order, in the court's exact words; each change is a new row with the next edition.

    Only a recorded court decision makes, varies or ends one; staff propose (R25).
    """

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="conditions")
    order = models.ForeignKey(Order, models.PROTECT, related_name="conditions")
    number = models.PositiveSmallIntegerField(_("number"))
    edition = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False
    )
    category = models.CharField(_("about"), max_length=22, choices=ConditionCategory.choices)
    exact_text = models.TextField(_("the court's exact words"))
    function = models.CharField(_("what it is for"), max_length=20, choices=Function.choices)
    measure = models.CharField(_("how we judge that it is kept"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=ConditionState.choices, default=ConditionState.PROPOSED)
    source_decision = models.ForeignKey(
        CourtDecision, models.PROTECT, null=True, blank=True, related_name="conditions", editable=False
    )
    ending_decision = models.ForeignKey(
        CourtDecision, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    proposed_by = models.ForeignKey(
        AgencyMembership, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    proposed_on = models.DateField(null=True, blank=True, editable=False)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = ConditionQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("condition")
        indexes = [
            models.Index(fields=["case", "state"], name="conditions_of_a_case"),
            models.Index(fields=["order", "number", "edition"], name="conditions_of_an_order"),
        ]
        constraints = [
            models.CheckConstraint(
                name="condition_that_binds_names_its_court_decision",
                condition=models.Q(state__in=["proposed", "not_taken_up"])
                | models.Q(source_decision__isnull=False, starts_on__isnull=False),
            ),
            models.CheckConstraint(
                name="proposed_condition_names_its_proposer",
                condition=~models.Q(state="proposed") | models.Q(proposed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_category_display()}"

    @property
    def binds(self) -> bool:
        """Whether no court has ended or varied it and its own last day is not past."""
        return self.state in BINDING and (self.ends_on is None or self.ends_on >= timezone.localdate())


class CustodyEpisode(GuardedVersionedModel):
    """A stay in prison or detention. Without ``ended_on`` it goes on; ``release_on`` is the planned day."""

    sight: ClassVar[Sight] = ByCase("case_id", rule=INSIDE)

    case = models.ForeignKey(Case, models.PROTECT, related_name="custody_episodes")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=8, choices=CustodyReason.choices)
    began_on = models.DateField(_("since"))
    release_on = models.DateField(_("planned release"), null=True, blank=True)
    ended_on = models.DateField(_("released"), null=True, blank=True)
    decision = models.ForeignKey(CourtDecision, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        verbose_name = _("custody episode")
        indexes = [
            models.Index(fields=["case", "-began_on"], name="custody_of_a_case"),
            models.Index(fields=["release_on"], name="coming_releases", condition=models.Q(ended_on__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="custody_ends_after_it_began",
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("began_on")),
            ),
            models.UniqueConstraint("case", name="one_custody_at_a_time", condition=models.Q(ended_on__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.began_on}"
