"""What the second wall of contested facts shows to whom and lets whom do: rows and acts, each with its people."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone

from sharing import models as sh
from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage, build
from tests.factories import EmergencyFactory, MembershipFactory, NoteFactory, PlaceFactory
from tests.factories.contested import ContestedFactFactory, ContestedWordFactory, CorrectionNoticeFactory
from tests.factories.rights import RightsRequestFactory
from tests.guards.trying import Scene
from tests.oracle.attempts import inserted
from tests.sharing.report_turns import NEXT, Act

TABLES = ("contestedfact", "contestedword", "correctionnotice")
CORE = {"supervisor", "manager", "officer", "clinician", "rescuer"}
TEAM = CORE | {"teacher", "chair"}
MANAGING = {"supervisor", "manager"}
PROBATION = {"supervisor", "deputy", "aide"}


def lay(world: Any) -> Stage:
    """The staged facts; more people of the agency that wrote the notes; facts at each step."""
    s = build(world)
    deputy = s.more["deputy"] = PlaceFactory(case=world.case, membership=_member(world)).membership
    s.more["aide"] = PlaceFactory(case=world.case, membership=_member(world), kind="ad_hoc").membership
    s.more["once"] = _member(world)  # wrote a note, and comes back in an emergency alone
    EmergencyFactory(membership=s.once, case=world.case)
    ask = {"case": world.case, "membership": world.officer}
    made = {"request": s.rights_rectify, "membership": world.manager}
    s.more["fresh"] = NoteFactory(case=world.case, by=world.supervisor, summary="S", gist="G")
    s.more["old"] = NoteFactory(case=world.case, by=world.supervisor, status="corrected")
    s.more["gone"] = NoteFactory(case=world.case, by=world.supervisor, status="withdrawn")
    s.more["theirs"] = NoteFactory(case=world.case, by=s.once)
    s.more["aides"] = NoteFactory(case=world.case, by=s.aide)
    s.more["access_request"] = RightsRequestFactory(**ask, kind="access")
    over = {"state": "withdrawn", "decided_on": timezone.localdate(), "decided_by": world.manager}
    s.more["taken_back"] = RightsRequestFactory(**ask, kind="rectification", **over)
    newer = NoteFactory(case=world.case, by=deputy)
    right = {"outcome": "corrected", "answered_at": timezone.now(), "answered_by": world.supervisor}
    for name, facts in {
        "waits": {"note": NoteFactory(case=world.case, by=world.supervisor, summary="S", gist="G")},
        "moved": {"note": NoteFactory(case=world.case, by=world.supervisor), "newest": newer},
        "of_gone": {"note": s.gone},
        "of_once": {"note": s.theirs},
        "of_aide": {"note": s.aides},
        "of_named": {"note": s.notes["named"], "request": RightsRequestFactory(**ask, kind="rectification")},
        "dropped": {"note": NoteFactory(case=world.case, by=world.supervisor), "outcome": "dropped"},
        "settled": {"note": NoteFactory(case=world.case, by=world.supervisor), **right},
    }.items():  # fmt: skip
        s.more[f"fact_{name}"] = ContestedFactFactory(**{**made, **facts})
    s.more["said"] = ContestedWordFactory(fact=s.fact_waits)
    s.more["said_named"] = ContestedWordFactory(fact=s.fact_of_named)
    told = {"told_on": timezone.localdate(), "how": "mail", "membership": world.manager}
    s.more["told"] = CorrectionNoticeFactory(fact=s.contested_core, disclosure=s.disclosure, outcome="unclear", **told)
    return s


def _member(world: Any) -> Any:
    return MembershipFactory(agency=world.probation)


def everybody(s: Stage) -> dict[str, Any]:
    """Who is asked, by name."""
    return {name: s.people[name] for name in (*INSIDE, *OUTSIDE, "deputy", "aide", "once")}


def shown(s: Stage) -> Iterator[tuple[str, uuid.UUID, set[str]]]:
    """Rows with their table, and who reads them."""
    yield "contestedfact", s.fact_waits.pk, TEAM | PROBATION | {"once"}
    yield "contestedfact", s.fact_of_named.pk, CORE | PROBATION | {"once"}
    yield "contestedfact", s.contested_sealed.pk, {"officer"}
    yield "contestedword", s.said.pk, CORE | PROBATION | {"once"}
    yield "contestedword", s.said_named.pk, {"supervisor", "officer"}
    yield "correctionnotice", s.correction.pk, CORE | {"chair", "deputy", "once"}


def _new(make: Callable[[Stage, Any], Any]) -> Callable[[Stage, Any], str]:
    return lambda s, who: inserted(make(s, who), True).statement


def _name(
    note: str = "fresh", request: str = "rights_rectify", **more: Callable[[Stage], Any]
) -> Callable[[Stage, Any], str]:  # fmt: skip
    return _new(lambda s, who: sh.ContestedFact(**{
        "case": s.case, "request": s.more[request], "note": _note(s, note), "newest": _note(s, note),
        "originator": s.probation, "membership": who, "named_at": timezone.now(), "due_on": "2026-01-05",
        **{name: value(s) for name, value in more.items()},
    }))  # fmt: skip


def _note(s: Stage, name: str) -> Any:
    return s.notes[name] if name in s.notes else s.more[name]


def _say(fact: str, kind: str, by: str = "") -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.ContestedWord(
        fact=s.more[fact], note_id=s.more[fact].note_id, kind=kind, text="T",
        membership=s.people[by] if by else who, at=timezone.now(),
    ))  # fmt: skip


def _answer(fact: str, outcome: str, by: str = "") -> Callable[[Stage, Any], str]:
    return lambda s, who: (
        f"UPDATE sharing_contestedfact SET {NEXT}, outcome = '{outcome}', answered_at = now(),"
        f" answered_by_id = '{(s.people[by] if by else who).pk}' WHERE id = '{s.more[fact].pk}'"
    )


def _tell(row: str, by: str = "") -> Callable[[Stage, Any], str]:
    return lambda s, who: (
        f"UPDATE sharing_correctionnotice SET {NEXT}, told_on = current_date, how = 'mail',"
        f" membership_id = '{(s.people[by] if by else who).pk}' WHERE id = '{s.more[row].pk}'"
    )


def _add(fact: str, outcome: str, **more: Any) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.CorrectionNotice(
        case=s.case, fact=s.more[fact], disclosure=s.disclosure, outcome=outcome, due_on="2026-01-05",
        raised_at=timezone.now(), membership=who if more else None, **more,
    ))  # fmt: skip


ACTS = (
    Act("name a note", "contestedfact", _name(), MANAGING),
    Act("name it for another", "contestedfact", _name(membership=lambda s: s.spare), set()),
    Act("name it as answered", "contestedfact",
        _name(outcome=lambda _s: "dropped"), set()),
    Act("name it on another request", "contestedfact", _name(request="access_request"), set()),
    Act("name it on what is over", "contestedfact", _name(request="taken_back"), set()),
    Act("name what was corrected", "contestedfact", _name("old"), set()),
    Act("name another's", "contestedfact", _name(originator=lambda s: s.police), set()),
    Act("name two versions", "contestedfact", _name(newest=lambda s: s.notes["core"]), set()),
    Act("name what is sealed", "contestedfact",
        _name("sealed", "rights_unnamed", originator=lambda s: s.police), set()),
    Act("answer", "contestedfact", _answer("fact_waits", "stands"), {"supervisor", "deputy"}),
    Act("answer otherwise", "contestedfact", _answer("fact_waits", "unclear"), {"supervisor", "deputy"}),
    Act("answer for another", "contestedfact", _answer("fact_waits", "stands", "spare"), set()),
    Act("say that it was put right", "contestedfact", _answer("fact_waits", "corrected"), set()),
    Act("put right by a correction", "contestedfact", _answer("fact_moved", "corrected"), {"supervisor", "deputy"}),
    Act("put right by withdrawal", "contestedfact", _answer("fact_of_gone", "corrected"), {"supervisor", "deputy"}),
    Act("drop it", "contestedfact", _answer("fact_waits", "dropped"), set()),
    Act("drop what was put right", "contestedfact", _answer("fact_moved", "dropped"), set()),
    Act("answer of one's own note from an emergency", "contestedfact", _answer("fact_of_once", "stands"),
        {"supervisor", "deputy"}),
    Act("answer of one's own note as a guest", "contestedfact", _answer("fact_of_aide", "stands"),
        {"supervisor", "deputy", "aide"}),
    Act("answer of what one does not read in full", "contestedfact", _answer("fact_of_named", "stands"),
        {"supervisor"}),
    Act("answer what is settled", "contestedfact", _answer("fact_settled", "stands"), set()),
    Act("move it to another note", "contestedfact",
        lambda s, _w: (f"UPDATE sharing_contestedfact SET {NEXT}, newest_id = '{s.fresh.pk}'"
                       f" WHERE id = '{s.fact_waits.pk}'"), set()),
    Act("say what the person says", "contestedword", _say("fact_moved", "person"), {"manager"}),
    Act("say it for another", "contestedword", _say("fact_moved", "person", "manager"), {"manager"}),
    Act("say it in the name of somebody else", "contestedword", _say("fact_moved", "person", "spare"), set()),
    Act("say why it was put right", "contestedword", _say("fact_settled", "corrected"), {"supervisor"}),
    Act("say it as another", "contestedword", _say("fact_settled", "corrected", "supervisor"), {"supervisor"}),
    Act("say why it stands, unanswered", "contestedword", _say("fact_settled", "stands"), set()),
    Act("rewrite words", "contestedword",
        lambda s, _w: f"UPDATE sharing_contestedword SET text = 'x' WHERE id = '{s.said.pk}'", set()),
    Act("tell a recipient", "correctionnotice", _tell("correction"), MANAGING),
    Act("tell a recipient for another", "correctionnotice", _tell("correction", "spare"), set()),
    Act("tell them again", "correctionnotice", _tell("told"), set()),
    Act("add a recipient", "correctionnotice", _add("fact_settled", "corrected"), MANAGING),
    Act("add one of another answer", "correctionnotice", _add("fact_settled", "stands"), set()),
    Act("add one before the answer", "correctionnotice", _add("fact_waits", ""), set()),
    Act("add one of what was dropped", "correctionnotice", _add("fact_dropped", "dropped"), set()),
    Act("add one who was told", "correctionnotice",
        _add("fact_settled", "corrected", told_on="2026-01-05", how="mail"), set()),
)  # fmt: skip

wrong = Scene("sharing", everybody, shown, ACTS).wrong
"""What is shown or let through otherwise than it must be."""
