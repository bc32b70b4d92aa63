"""Court reports and a case with a record worth reporting on. Backstage, with sensible defaults."""

import datetime as dt
import hashlib
from types import SimpleNamespace
from typing import Any

import factory
from django.utils import timezone

from sharing.models import (
    CourtReport,
    Deferral,
    Disclosure,
    ReportCheck,
    ReportDelivery,
    ReportOmission,
    ReportSection,
    ReportStatement,
    ReportVersion,
    RetentionReview,
)
from tests.factories.base import BackstageFactory
from tests.factories.casework import NoteFactory
from tests.factories.plans import (
    AchievementFactory,
    ActionFactory,
    InterventionFactory,
    NetworkLinkFactory,
    ObjectiveFactory,
    PlanVersionFactory,
    SafetyPartFactory,
    SessionFactory,
)
from tests.factories.supervision import (
    ConditionFactory,
    ContactConditionFactory,
    ContactFactory,
    CourtDecisionFactory,
    OrderFactory,
)


def today(offset: int = 0) -> dt.date:
    """A local day from today."""
    return timezone.localdate() + dt.timedelta(days=offset)


def held(case: Any, by: Any, offset: int, words: str, **more: Any) -> Any:
    """A contact held ``offset`` days from now with its note, cleared in full unless said otherwise."""
    note = NoteFactory(
        case=case, by=by, full=words, occurred_on=today(offset), court_tier=more.pop("court_tier", 4), title="Contact"
    )
    moment = timezone.now() + dt.timedelta(days=offset)
    return ContactFactory(
        case=case, membership=by, note=note, planned_for=moment, happened_at=moment, **{"attended": "yes", **more}
    )


def supervised(world: Any) -> SimpleNamespace:
    """Give the cast's case an order with a condition, contacts, a plan, help and what was achieved.

    Words of the police stand in it, and else those of the agency that supervises: the police alone are asked.
    """
    r = SimpleNamespace()
    case, by = world.case, world.supervisor
    r.order = OrderFactory(case=case, number="K 7/26")
    r.imposed = CourtDecisionFactory(order=r.order, membership=by, decided_on=today(-100))
    r.condition = ConditionFactory(order=r.order, source_decision=r.imposed, number=1)
    r.contacts = [held(case, by, -20, "They spoke about the course."), held(case, by, -10, "They spoke about rent.")]
    r.contacts.append(held(case, by, -5, "Nobody came.", attended="no_good_reason", court_tier=0))
    ContactConditionFactory(contact=r.contacts[0], condition=r.condition, kept="kept")
    ContactConditionFactory(contact=r.contacts[2], condition=r.condition, kept="not_kept")
    r.plan = PlanVersionFactory(case=case, membership=by)
    r.objective = ObjectiveFactory(plan=r.plan)
    r.done = ActionFactory(case=case, membership=by, text="Enrol in the course", state="done", done_on=today(-15))
    r.next = ActionFactory(case=case, membership=by, text="Visit the college")
    r.achieved = AchievementFactory(case=case, membership=by)
    r.mentoring = InterventionFactory(case=case, provider=world.probation)
    SessionFactory(intervention=r.mentoring, membership=world.manager)
    NetworkLinkFactory(case=case, label="Aunt Selma")
    SafetyPartFactory(plan=r.plan)
    r.police = NoteFactory(
        case=case, by=world.officer, kind="police_information", handling="core", full="Seen by patrol at the harbour.",
        summary="Seen once near the old meeting place.", released_tier=3, court_tier=3, nature="reported",
        source_grade="1", knowledge_grade="A", occurred_on=today(-8), title="Police",
    )  # fmt: skip
    r.health = NoteFactory(
        case=case, by=world.clinician, kind="health", handling="named", secrecy="health", full="Takes zqmedicine.",
        summary="In zqtreatment.", gist="Keep appointments short zqgist.", released_tier=3, court_tier=0,
        listed=(world.clinician.user, world.supervisor.user), occurred_on=today(-7), title="zqhealthtitle",
    )  # fmt: skip
    return r


class CourtReportFactory(BackstageFactory):
    """A draft: ``CourtReportFactory(order=..., author=...)``; with ``signed`` or ``countersigner`` what follows."""

    class Meta:
        model = CourtReport

    class Params:
        signed = False

    order = None
    author = None
    case = factory.SelfAttribute("order.case")
    agency = factory.SelfAttribute("author.agency")
    court = factory.SelfAttribute("order.court")
    kind = "progress"
    period_from = factory.LazyFunction(lambda: today(-90))
    period_to = factory.LazyFunction(today)
    due_on = factory.LazyFunction(lambda: today(5))
    state = factory.LazyAttribute(lambda row: "signed" if row.signed else "draft")
    is_frozen = factory.SelfAttribute("signed")
    assembled_at = factory.LazyFunction(timezone.now)
    signed_at = factory.LazyAttribute(lambda row: timezone.now() if row.signed else None)
    countersigned_at = factory.LazyAttribute(lambda row: timezone.now() if row.countersigner else None)
    countersigner = None


class ReportSectionFactory(BackstageFactory):
    class Meta:
        model = ReportSection

    report = None
    key = "contacts"
    position = 20


class ReportStatementFactory(BackstageFactory):
    """The writer's own statement; with ``note`` its words at ``tier``."""

    class Meta:
        model = ReportStatement

    section = None
    note = None
    report = factory.SelfAttribute("section.report")
    position = factory.Sequence(lambda n: n + 1)
    text = "They met."
    source_kind = factory.LazyAttribute(lambda row: "note" if row.note else "own")
    source_id = factory.LazyAttribute(lambda row: row.note.pk if row.note else None)
    originator = factory.LazyAttribute(lambda row: row.note.originator if row.note else row.report.agency)
    is_quoted = factory.LazyAttribute(lambda row: bool(row.note))
    nature = "fact"


class ReportOmissionFactory(BackstageFactory):
    class Meta:
        model = ReportOmission

    report = None
    note = None
    source_kind = "note"
    source_id = factory.SelfAttribute("note.pk")
    originator = factory.SelfAttribute("note.originator")
    why = "not_cleared"


class ReportCheckFactory(BackstageFactory):
    class Meta:
        model = ReportCheck

    report = None
    agency = None
    asked_at = factory.LazyFunction(timezone.now)


class ReportVersionFactory(BackstageFactory):
    class Meta:
        model = ReportVersion

    report = None
    edition = 1
    format = "pdf"
    content = b"%PDF-1.7 a file"
    size = factory.LazyAttribute(lambda row: len(row.content))
    sha256 = factory.LazyAttribute(lambda row: hashlib.sha256(row.content).hexdigest())
    signed_by = factory.SelfAttribute("report.author")
    made_at = factory.LazyFunction(timezone.now)


class ReportDeliveryFactory(BackstageFactory):
    class Meta:
        model = ReportDelivery

    report = None
    court = factory.SelfAttribute("report.court")
    membership = factory.SelfAttribute("report.author")
    how = "portal"
    sent_on = factory.LazyFunction(today)


class DisclosureFactory(BackstageFactory):
    class Meta:
        model = Disclosure

    report = None
    case = factory.SelfAttribute("report.case")
    court = factory.SelfAttribute("report.court")
    membership = factory.SelfAttribute("report.author")
    purpose = "court"
    tier = 4
    items = 3
    made_on = factory.LazyFunction(today)
    recorded_at = factory.LazyFunction(timezone.now)


class DeferralFactory(BackstageFactory):
    """Proposed: ``DeferralFactory(disclosure=..., proposed_by=...)``; with ``decided_by`` approved."""

    class Meta:
        model = Deferral

    disclosure = None
    proposed_by = None
    decided_by = None
    case = factory.SelfAttribute("disclosure.case")
    partnership = factory.SelfAttribute("case.partnership")
    what = "Progress report"
    to_whom = factory.SelfAttribute("disclosure.to_whom")
    made_on = factory.SelfAttribute("disclosure.made_on")
    ground = "others"
    facts = "A neighbour would be in danger."
    until_on = factory.LazyFunction(lambda: today(40))
    state = factory.LazyAttribute(lambda row: "approved" if row.decided_by else "proposed")
    proposer = factory.SelfAttribute("proposed_by.user")
    proposed_at = factory.LazyFunction(timezone.now)
    decider = factory.LazyAttribute(lambda row: row.decided_by.user if row.decided_by else None)
    decided_at = factory.LazyAttribute(lambda row: timezone.now() if row.decided_by else None)


class RetentionReviewFactory(BackstageFactory):
    class Meta:
        model = RetentionReview

    case = None
    membership = None
    reviewed_on = factory.LazyFunction(today)
    proposal = "keep"
    reason = "The order still runs."
    next_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=365))
