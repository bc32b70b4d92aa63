"""What the second wall of rights shows to whom and lets whom do: rows and acts, each with its people."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone

from sharing import models as sh
from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage, build
from tests.factories import CaseFactory, MembershipFactory, PartnershipFactory
from tests.factories.agencies import AgencyFactory
from tests.factories.rights import RightsRequestFactory, RightsWordFactory
from tests.guards.trying import Scene
from tests.oracle.attempts import inserted
from tests.sharing.report_turns import NEXT, Act

TABLES = ("rightsrequest", "rightsword")
WORKING = {"supervisor", "manager", "officer", "clinician"}
MANAGING = {"supervisor", "manager"}
RECORD = {*WORKING, "rescuer", "chair"}
DECIDE = "state = 'withdrawn', decided_on = current_date, decided_by_id = '{}'"


def lay(world: Any) -> Stage:
    """The staged requests, somebody who keeps the clocks of another partnership, and a request without words."""
    s = build(world)
    elsewhere = AgencyFactory(partnership=PartnershipFactory())
    s.more["counsel"] = MembershipFactory(agency=elsewhere, duties=["legal", "coordinator", "chair"])
    s.more["deputy"] = MembershipFactory(agency=world.social, duties=["chair"])  # oversees no area
    s.more["silent"] = RightsRequestFactory(case=world.case, membership=world.officer)
    s.more["said"] = RightsWordFactory(request=RightsRequestFactory(case=world.case, membership=world.officer))
    s.more["theirs"] = RightsRequestFactory(case=CaseFactory(lead_agency=elsewhere), membership=world.officer)
    return s


def everybody(s: Stage) -> dict[str, Any]:
    """Who is asked, by name."""
    return {name: s.people[name] for name in (*INSIDE, *OUTSIDE, "counsel", "deputy")}


def shown(s: Stage) -> Iterator[tuple[str, uuid.UUID, set[str]]]:
    """Rows with their table, and who reads them."""
    yield "rightsrequest", s.rights.pk, RECORD | {"coordinator", "legal", "deputy"}
    yield "rightsword", s.said.pk, RECORD


def _new(make: Callable[[Stage, Any], Any]) -> Callable[[Stage, Any], str]:
    return lambda s, who: inserted(make(s, who), True).statement


def _ask(**more: Callable[[Stage], Any]) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.RightsRequest(**{
        "case": s.case, "partnership_id": s.partnership.pk, "membership": who, "kind": "access", "how": "mail",
        "received_on": "2026-01-05", "due_on": "2026-02-05", "recorded_at": timezone.now(),
        **{name: value(s) for name, value in more.items()},
    }))  # fmt: skip


def _say(kind: str, by: str = "") -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.RightsWord(
        case=s.case, request=s.silent, kind=kind, text="T", membership=s.people[by] if by else who, at=timezone.now(),
    ))  # fmt: skip


def _move(change: str, row: str = "rights") -> Callable[[Stage, Any], str]:
    return lambda s, who: (
        f"UPDATE sharing_rightsrequest SET {NEXT}, {change.format(who.pk)} WHERE id = '{s.more[row].pk}'"
    )


ACTS = (
    Act("record", "rightsrequest", _ask(), WORKING),
    Act("record for another", "rightsrequest", _ask(membership=lambda s: s.spare), set()),
    Act("record elsewhere", "rightsrequest", _ask(partnership_id=lambda s: s.counsel.agency.partnership_id), set()),
    Act("record what takes longer already", "rightsrequest",
        _ask(extended_to=lambda _s: "2026-03-01", extension_told_on=lambda _s: "2026-02-01"), set()),
    Act("record what is over", "rightsrequest",
        _ask(state=lambda _s: "withdrawn", decided_on=lambda _s: "2026-02-01", decided_by=lambda s: s.manager), set()),
    Act("know who asks", "rightsrequest", _move("identity = 'document', identity_on = current_date"), MANAGING),
    Act("decide", "rightsrequest", _move(DECIDE), MANAGING),
    Act("decide in another's name", "rightsrequest",
        lambda s, w: _move(DECIDE.format(s.spare.pk))(s, w), set()),
    Act("decide again", "rightsrequest", _move("state = 'withdrawn', decided_by_id = '{}'", "rights_over"), set()),
    Act("take back what was decided", "rightsrequest",
        _move("state = 'received', decided_on = NULL, decided_by_id = NULL", "rights_over"), set()),
    Act("move the clock", "rightsrequest", _move("due_on = '2027-01-01'"), set()),
    Act("say what is asked", "rightsword", _say("asked"), WORKING),
    Act("say it for another", "rightsword", _say("asked", "spare"), set()),
    Act("say what was decided", "rightsword", _say("decided"), MANAGING),
    Act("rewrite words", "rightsword",
        lambda s, _w: f"UPDATE sharing_rightsword SET text = 'x' WHERE id = '{s.said.pk}'", set()),
)  # fmt: skip

wrong = Scene("sharing", everybody, shown, ACTS).wrong
"""What is shown or let through otherwise than it must be."""
