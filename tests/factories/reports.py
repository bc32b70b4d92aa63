"""A case with a record worth reporting on, for tests of court reports. Backstage, with sensible defaults."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

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
    """Give the cast's case an order with a condition, contacts, a plan, help and what was achieved."""
    r = SimpleNamespace()
    case, by = world.case, world.supervisor
    r.order = OrderFactory(case=case, number="K 7/26")
    r.imposed = CourtDecisionFactory(order=r.order, membership=by, decided_on=today(-100))
    r.condition = ConditionFactory(order=r.order, source_decision=r.imposed, number=1)
    r.contacts = [held(case, by, -20, "They spoke about the course."), held(case, by, -10, "They spoke about rent.")]
    r.contacts.append(held(case, by, -5, "Nobody came.", attended="no_good_reason", court_tier=0))
    ContactConditionFactory(contact=r.contacts[0], condition=r.condition, kept="kept")
    ContactConditionFactory(contact=r.contacts[2], condition=r.condition, kept="not_kept")
    r.plan = PlanVersionFactory(case=case, membership=world.manager)
    r.objective = ObjectiveFactory(plan=r.plan)
    r.done = ActionFactory(case=case, membership=by, text="Enrol in the course", state="done", done_on=today(-15))
    r.next = ActionFactory(case=case, membership=world.officer, text="Visit the college")
    r.achieved = AchievementFactory(case=case, membership=by)
    r.mentoring = InterventionFactory(case=case, provider=world.charity)
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
