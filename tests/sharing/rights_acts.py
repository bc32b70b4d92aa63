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
from tests.factories.rights import (
    AccessFileFactory,
    AccessOmissionFactory,
    RightsRequestFactory,
    RightsWordFactory,
    entries,
)
from tests.guards.trying import Scene
from tests.oracle.attempts import inserted
from tests.sharing.report_turns import NEXT, Act

TABLES = ("rightsrequest", "rightsword", "accessfile", "accessomission")
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
    ask = {"case": world.case, "membership": world.officer}
    for name, state in (("put_together", "assembled"), ("dropped", "dropped"), ("at_review", "in_review")):
        s.more[name] = AccessFileFactory(
            request=RightsRequestFactory(**ask), assembled_by=world.manager, state=state,
            given=entries(("a", "A"), ("b", "B")),
        )  # fmt: skip
    s.more["done"] = AccessFileFactory(
        request=RightsRequestFactory(**ask), assembled_by=world.manager, state="reviewed",
        reviewer=world.supervisor.user, reviewed_at=timezone.now(),
    )  # fmt: skip
    s.more["out"] = AccessOmissionFactory(file=s.at_review, membership=world.manager)
    s.more["out_early"] = AccessOmissionFactory(file=s.put_together, membership=world.manager)
    s.more["out_dropped"] = AccessOmissionFactory(file=s.dropped, membership=world.manager)
    over = {"state": "withdrawn", "decided_on": timezone.localdate(), "decided_by": world.manager}
    s.more["taken_back"] = RightsRequestFactory(**ask, **over)
    s.more["erasure"] = RightsRequestFactory(**ask, kind="erasure")
    s.more["theirs"] = RightsRequestFactory(case=CaseFactory(lead_agency=elsewhere), membership=world.officer)
    return s


def everybody(s: Stage) -> dict[str, Any]:
    """Who is asked, by name."""
    return {name: s.people[name] for name in (*INSIDE, *OUTSIDE, "counsel", "deputy")}


def shown(s: Stage) -> Iterator[tuple[str, uuid.UUID, set[str]]]:
    """Rows with their table, and who reads them."""
    yield "rightsrequest", s.rights.pk, RECORD | {"coordinator", "legal", "deputy"}
    yield "rightsword", s.said.pk, RECORD
    yield "accessfile", s.rights_waits.pk, MANAGING | {"legal"}
    yield "accessfile", s.put_together.pk, MANAGING
    yield "accessfile", s.dropped.pk, MANAGING
    yield "accessomission", s.out.pk, MANAGING | {"legal"}
    yield "accessomission", s.out_early.pk, MANAGING
    yield "accessomission", s.out_dropped.pk, MANAGING


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


def _put(request: str = "silent", **more: Callable[[Stage], Any]) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.AccessFile(**{
        "case": s.case, "partnership_id": s.partnership.pk, "request": s.more[request], "given": "[]",
        "assembled_by": who, "assembler_id": who.user_id, "assembled_at": timezone.now(),
        **{name: value(s) for name, value in more.items()},
    }))  # fmt: skip


def _out(file: str, by: str = "") -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.AccessOmission(
        case=s.case, file=s.more[file], key="b", ground="others", reason="R",
        membership=s.people[by] if by else who, at=timezone.now(),
    ))  # fmt: skip


def _step(file: str, change: str) -> Callable[[Stage, Any], str]:
    return lambda s, who: (
        f"UPDATE sharing_accessfile SET {NEXT}, {change.format(me=who.pk, user=who.user_id, s=s)}"
        f" WHERE id = '{s.more[file].pk}'"
    )


REVIEWED = "state = 'reviewed', reviewed_at = now(), reviewer_id = '{user}'"
HANDED = "state = 'handed', handed_on = current_date, handed_how = 'hand', handed_by_id = '{me}'"
FILES = (
    Act("put together", "accessfile", _put(), MANAGING),
    Act("put together for another", "accessfile", _put(assembled_by=lambda s: s.spare), set()),
    Act("put together as another", "accessfile", _put(assembler_id=lambda s: s.spare.user_id), set()),
    Act("put together elsewhere", "accessfile", _put(partnership_id=lambda s: s.counsel.agency.partnership_id), set()),
    Act("put together what is handed in", "accessfile", _put(state=lambda _s: "in_review"), set()),
    Act("put together for an erasure", "accessfile", _put("erasure"), set()),
    Act("put together what was decided", "accessfile", _put("rights_over"), set()),
    Act("put together what was taken back", "accessfile", _put("taken_back"), set()),
    Act("put together another's", "accessfile", _put("theirs"), set()),
    Act("hand in", "accessfile", _step("put_together", "state = 'in_review'"), MANAGING),
    Act("review", "accessfile", _step("at_review", REVIEWED), {"supervisor", "legal"}),
    Act("review as another", "accessfile", _step("at_review", REVIEWED.replace("{user}", "{s.legal.user_id}")),
        {"legal"}),
    Act("review what is not handed in", "accessfile", _step("put_together", REVIEWED), set()),
    Act("take it back", "accessfile", _step("at_review", "state = 'dropped'"), MANAGING),
    Act("touch what was reviewed", "accessfile", _step("done", "reviewed_at = now()"), MANAGING),
    Act("touch what waits", "accessfile", _step("at_review", "reviewed_at = now()"), MANAGING),
    Act("review all, unread", "accessfile",
        lambda _s, w: f"UPDATE sharing_accessfile SET version = 2, {REVIEWED.format(user=w.user_id)}", {"legal"}),
    Act("hand over", "accessfile", _step("done", HANDED), MANAGING),
    Act("hand over for another", "accessfile", _step("done", HANDED.replace("{me}", "{s.spare.pk}")), set()),
    Act("hand over unreviewed", "accessfile",
        _step("at_review", f"{HANDED}, reviewer_id = '{{s.legal.user_id}}', reviewed_at = now()"), set()),
    Act("go on with what was dropped", "accessfile", _step("dropped", "state = 'in_review'"), set()),
    Act("change what is given", "accessfile", _step("put_together", "given = ''"), set()),
    Act("keep out", "accessomission", _out("put_together"), MANAGING),
    Act("keep out as reviewer", "accessomission", _out("at_review"), MANAGING | {"legal"}),
    Act("keep out for another", "accessomission", _out("at_review", "spare"), set()),
    Act("keep out after the review", "accessomission", _out("done"), set()),
    Act("rewrite why", "accessomission",
        lambda s, _w: f"UPDATE sharing_accessomission SET reason = 'x' WHERE id = '{s.out.pk}'", set()),
)  # fmt: skip
ACTS = (
    *FILES,
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


def _waits(s: Stage, _who: Any) -> str:
    return f"SELECT 1 WHERE sharing_request_waits('{s.rights.pk}')"


QUESTIONS = (Act("whether a request waits", "", _waits, {*RECORD, "teacher", "mentor"}),)

wrong = Scene("sharing", everybody, shown, (*ACTS, *QUESTIONS)).wrong
"""What is shown or let through otherwise than it must be."""
