"""What the second wall of leaks shows to whom and lets whom do: rows and acts, each with its people."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.utils import timezone

from sharing import models as sh
from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage, build
from tests.factories import AgencyFactory, MembershipFactory, PartnershipFactory
from tests.factories.leaks import LeakFactory, LeakStepFactory
from tests.guards.trying import Scene
from tests.oracle.attempts import inserted
from tests.sharing.report_turns import Act

TABLES = ("leakreport", "leakstep")
TOLD = {"chair", "legal"}
KNOWN = {"manager", *TOLD}
TEAM = {"supervisor", "manager", "officer", "clinician", "teacher", "mentor", "rescuer", "border"}


def lay(world: Any) -> Stage:
    """The staged report, one of somebody who left, one in each state of what is decided, others from elsewhere."""
    s = build(world)
    elsewhere = AgencyFactory(partnership=PartnershipFactory())
    s.more["counsel"] = MembershipFactory(agency=elsewhere, duties=["legal", "chair"])
    s.more["past_leak"] = LeakFactory(case=world.case, membership=world.past_guest)
    for name, steps in {
        "undecided": (), "to_tell": (("person", "tell"),), "later": (("authority", "not"), ("person", "later")),
        "half": (("person", "not"),), "settled": (("authority", "told"), ("person", "not")),
        "untold": (("authority", "not"), ("person", "tell")),
        "told": (("authority", "not"), ("person", "tell"), ("told", "")),
        "again": (("authority", "not"), ("person", "tell"), ("told", ""), ("person", "later")),
        "shut": (("authority", "not"), ("person", "tell"), ("told", ""), ("closed", "")),
    }.items():  # fmt: skip
        row = LeakFactory(case=world.case, membership=world.teacher)
        s.more[f"leak_{name}"] = row
        for kind, verdict in steps:
            until = timezone.localdate() if verdict in ("tell", "later") else None
            LeakStepFactory(report=row, membership=world.legal, kind=kind, verdict=verdict, until_on=until)
    s.more["past_measure"] = LeakStepFactory(report=s.past_leak, membership=world.manager)
    s.more["measure"] = LeakStepFactory(report=s.leak_undecided, membership=world.manager)
    return s


def everybody(s: Stage) -> dict[str, Any]:
    """Who is asked, by name."""
    return {name: s.people[name] for name in (*INSIDE, *OUTSIDE, "counsel")}


def shown(s: Stage) -> Iterator[tuple[str, uuid.UUID, set[str]]]:
    """Rows with their table, and who reads them."""
    yield "leakreport", s.leak.pk, KNOWN | {"teacher"}
    yield "leakreport", s.past_leak.pk, KNOWN  # not whoever reported it, who left the team
    yield "leakstep", s.measure.pk, KNOWN | {"teacher"}
    yield "leakstep", s.past_measure.pk, KNOWN


def transaction_moment() -> dt.datetime:
    """When the running transaction began."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT transaction_timestamp()")
        found: dt.datetime = cursor.fetchone()[0]
    return found


def _new(make: Callable[[Stage, Any], Any]) -> Callable[[Stage, Any], str]:
    return lambda s, who: inserted(make(s, who), True).statement


def _report(**more: Callable[[Stage], Any]) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.LeakReport(**{
        "case": s.case, "partnership": s.partnership, "membership": who, "user": who.user, "what": "W", "tier": 2,
        "kinds": ["family"], "reached": "R", "noticed_at": timezone.now(), "reported_at": timezone.now(),
        **{name: value(s) for name, value in more.items()},
    }))  # fmt: skip


def _step(of: str, kind: str, verdict: str = "", **more: Callable[[Stage], Any]) -> Callable[[Stage, Any], str]:
    until = timezone.localdate() if verdict in ("tell", "later") else None
    return _new(lambda s, who: sh.LeakStep(**{
        "case": s.case, "report": s.more[of], "membership": who, "user": who.user, "kind": kind, "verdict": verdict,
        "words": "W", "until_on": until, "made_at": transaction_moment(),
        **{name: value(s) for name, value in more.items()},
    }))  # fmt: skip


ACTS = (
    Act("report", "leakreport", _report(), TEAM),
    Act("report under another's place", "leakreport", _report(membership=lambda s: s.spare), set()),
    Act("report in another's name", "leakreport", _report(user_id=lambda s: s.spare.user_id), set()),
    Act("report elsewhere", "leakreport", _report(partnership_id=lambda s: s.counsel.agency.partnership_id), set()),
    Act("put down a measure", "leakstep", _step("leak_undecided", "measure"), KNOWN | {"teacher"}),
    Act("put one down under another's place", "leakstep",
        _step("leak_undecided", "measure", membership=lambda s: s.spare), set()),
    Act("put one down in another's name", "leakstep",
        _step("leak_undecided", "measure", user_id=lambda s: s.spare.user_id), set()),
    Act("put one down yesterday", "leakstep",
        _step("leak_undecided", "measure", made_at=lambda _s: timezone.now() - dt.timedelta(days=1)), set()),
    Act("put one down tomorrow", "leakstep",
        _step("leak_undecided", "measure", made_at=lambda _s: timezone.now() + dt.timedelta(days=1)), set()),
    Act("decide on the authority", "leakstep", _step("leak_undecided", "authority", "told"), {"legal"}),
    Act("decide on the person", "leakstep", _step("leak_undecided", "person", "later"), {"legal"}),
    Act("tell before it is decided", "leakstep", _step("leak_undecided", "told"), set()),
    Act("tell when it is put off", "leakstep", _step("leak_later", "told"), set()),
    Act("tell", "leakstep", _step("leak_to_tell", "told"), {"legal", "manager"}),
    Act("close undecided", "leakstep", _step("leak_undecided", "closed"), set()),
    Act("close when the authority is open", "leakstep", _step("leak_half", "closed"), set()),
    Act("close when it is put off", "leakstep", _step("leak_later", "closed"), set()),
    Act("close what is put off again", "leakstep", _step("leak_again", "closed"), set()),
    Act("close untold", "leakstep", _step("leak_untold", "closed"), set()),
    Act("close", "leakstep", _step("leak_settled", "closed"), TOLD),
    Act("close when told", "leakstep", _step("leak_told", "closed"), TOLD),
    Act("go on when it is closed", "leakstep", _step("leak_shut", "measure"), set()),
)  # fmt: skip

wrong = Scene("sharing", everybody, shown, ACTS).wrong
"""What is shown or let through otherwise than it must be."""
