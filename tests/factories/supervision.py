"""Factories of supervision: courts, orders, conditions, contacts, breach. Backstage, with sensible defaults."""

import datetime as dt

import factory
from django.utils import timezone

from casework.models import (
    Breach,
    BreachProof,
    BreachStep,
    Condition,
    Contact,
    ContactCondition,
    Court,
    CourtDecision,
    CustodyEpisode,
    Decision,
    Exposure,
    Incident,
    Order,
    OrderType,
    PositionTaken,
    ProposedTerm,
    ReportingRule,
    SignEntry,
    SignObservation,
)
from tests.factories.base import BackstageFactory


def _day(offset: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=offset)


class CourtFactory(BackstageFactory):
    class Meta:
        model = Court

    partnership = None
    name = factory.Sequence(lambda n: f"Regional Court {n}")
    jurisdiction = "Arden Reach"


class OrderTypeFactory(BackstageFactory):
    class Meta:
        model = OrderType

    partnership = None
    jurisdiction = "Arden Reach"
    kind = "probation"
    local_name = factory.Sequence(lambda n: f"Probation order {n}")


class OrderFactory(BackstageFactory):
    """An order of a case: ``OrderFactory(case=...)`` makes its court and type too."""

    class Meta:
        model = Order

    case = None
    court = factory.SubFactory(CourtFactory, partnership=factory.SelfAttribute("..case.partnership"))
    type = factory.SubFactory(OrderTypeFactory, partnership=factory.SelfAttribute("..case.partnership"))
    number = factory.Sequence(lambda n: f"K {n}/26")
    made_on = factory.LazyFunction(lambda: _day(-100))
    starts_on = factory.LazyFunction(lambda: _day(-100))
    ends_on = factory.LazyFunction(lambda: _day(265))
    supervising_agency = factory.SelfAttribute("case.lead_agency")
    report_every_days = 90


class CourtDecisionFactory(BackstageFactory):
    """A decision in an order: ``CourtDecisionFactory(order=..., membership=...)``."""

    class Meta:
        model = CourtDecision

    order = None
    membership = None
    case = factory.SelfAttribute("order.case")
    court = factory.SelfAttribute("order.court")
    act = "imposed"
    decided_on = factory.LazyFunction(lambda: _day(-100))
    words = "The court orders supervision."
    recorded_at = factory.LazyFunction(timezone.now)


class ConditionFactory(BackstageFactory):
    """A binding condition: ``ConditionFactory(order=..., source_decision=...)``."""

    class Meta:
        model = Condition

    order = None
    case = factory.SelfAttribute("order.case")
    number = factory.Sequence(lambda n: n + 1)
    category = "reporting"
    exact_text = "The person reports to the office every week."
    function = "relapse_prevention"
    measure = "Weekly attendance"
    state = "in_force"
    source_decision = None
    starts_on = factory.LazyFunction(lambda: _day(-100))


class CustodyFactory(BackstageFactory):
    class Meta:
        model = CustodyEpisode

    case = None
    reason = "sentence"
    began_on = factory.LazyFunction(lambda: _day(-300))


class ContactFactory(BackstageFactory):
    """A contact: held where ``note`` is given (or ``happened_at``), planned otherwise."""

    class Meta:
        model = Contact

    case = None
    membership = None
    originator = factory.SelfAttribute("membership.agency")
    kind = "person"
    planned_for = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=3))


class ContactConditionFactory(BackstageFactory):
    class Meta:
        model = ContactCondition

    contact = None
    condition = None
    kept = "kept"


class IncidentFactory(BackstageFactory):
    class Meta:
        model = Incident

    note = None
    case = factory.SelfAttribute("note.case")
    kind = "online"


class ExposureFactory(BackstageFactory):
    class Meta:
        model = Exposure

    note = None
    case = factory.SelfAttribute("note.case")
    by = "former_group"
    offer = "money_work"
    response = "told_us"


class SignEntryFactory(BackstageFactory):
    class Meta:
        model = SignEntry

    partnership = None
    code = factory.Sequence(lambda n: f"R{n}")
    sign_class = "risk_factor"
    label = "Sleeps away from home"


class ReportingRuleFactory(BackstageFactory):
    class Meta:
        model = ReportingRule

    partnership = None
    situation = factory.Sequence(lambda n: f"Somebody threatens a named person ({n})")
    channel = "duty_report"
    recipient = "Police duty desk"
    within = "now"
    places = factory.LazyFunction(lambda: ["note", "contact", "incident", "exposure", "sign", "breach"])


class SignObservationFactory(BackstageFactory):
    class Meta:
        model = SignObservation

    note = None
    case = factory.SelfAttribute("note.case")
    entry = factory.SubFactory(SignEntryFactory, partnership=factory.SelfAttribute("..note.case.partnership"))


class BreachFactory(BackstageFactory):
    """A suspected breach of a condition: ``BreachFactory(condition=...)``."""

    class Meta:
        model = Breach

    condition = None
    order = factory.SelfAttribute("condition.order")
    case = factory.SelfAttribute("condition.case")
    suspected_on = factory.LazyFunction(lambda: _day(-5))


class BreachStepFactory(BackstageFactory):
    class Meta:
        model = BreachStep

    breach = None
    membership = None
    kind = "suspected"
    on = factory.LazyFunction(lambda: _day(-5))
    recorded_at = factory.LazyFunction(timezone.now)


class DecisionFactory(BackstageFactory):
    class Meta:
        model = Decision

    case = None
    membership = None
    kind = "breach_proposal"
    decided_on = factory.LazyFunction(lambda: _day(-2))
    chosen = "Change of terms"
    reasons = "Care for a sick parent"
    recorded_at = factory.LazyFunction(timezone.now)


class PositionTakenFactory(BackstageFactory):
    class Meta:
        model = PositionTaken

    decision = None
    membership = None
    agency = factory.SelfAttribute("membership.agency")
    view = "agrees"


class BreachProofFactory(BackstageFactory):
    """A proof of one thing: ``BreachProofFactory(breach=..., membership=..., note=...)``."""

    class Meta:
        model = BreachProof

    breach = None
    membership = None


class ProposedTermFactory(BackstageFactory):
    class Meta:
        model = ProposedTerm

    breach = None
    membership = None
    category = "reporting"
    text = "The person reports in the evening."
    function = "relapse_prevention"
