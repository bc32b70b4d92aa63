"""What the second wall of restrictions shows to whom and lets whom do: rows and acts, each with its people."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone

from sharing import models as sh
from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage, build
from tests.factories import CaseFactory, NoteFactory, PlaceFactory
from tests.factories.proposals import ProposalFactory, ProposalRecordFactory
from tests.factories.publications import PublicationFactory
from tests.factories.restrictions import RestrictionFactory, RestrictionWordFactory
from tests.factories.rights import RightsRequestFactory
from tests.guards.trying import Scene
from tests.oracle.attempts import inserted
from tests.sharing.report_turns import NEXT, Act

TABLES = ("restriction", "restrictionword")
CORE = {"supervisor", "manager", "officer", "clinician", "rescuer"}
TEAM = CORE | {"teacher", "chair"}
MANAGING = {"supervisor", "manager"}


def lay(world: Any) -> Stage:
    """The staged restrictions, and one of the whole case, lifted so that everything else goes on."""
    s = build(world)
    ask = {"case": world.case, "membership": world.officer}
    made = {"request": s.rights_restriction, "membership": world.manager}
    today = timezone.localdate()
    ended = {"lifted_on": today, "lifted_by": world.supervisor, "told_on": today}
    s.more["whole"] = RestrictionFactory(**made, **ended)
    s.more["why"] = RestrictionWordFactory(restriction=s.whole)
    s.more["why_core"] = RestrictionWordFactory(restriction=RestrictionFactory(note=s.notes["core"], **made, **ended))
    s.more["fresh"] = NoteFactory(case=world.case, by=world.supervisor, summary="S", gist="G")
    s.more["old"] = NoteFactory(case=world.case, by=world.supervisor, status="corrected")
    s.more["hidden"] = NoteFactory(case=world.case, by=world.officer, handling="sealed")
    s.more["silent"] = RestrictionFactory(note=NoteFactory(case=world.case, by=world.supervisor), **made)
    s.more["access_request"] = RightsRequestFactory(**ask, kind="access")
    over = {"state": "withdrawn", "decided_on": today, "decided_by": world.manager}
    s.more["taken_back"] = RightsRequestFactory(**ask, kind="restriction", **over)
    _lay_questions(s, made)
    return s


def _lay_questions(s: Stage, made: dict[str, Any]) -> None:
    """Notes of which one is restricted in its newest version, and proposals that rest on one or on another."""
    first = NoteFactory(case=s.case, by=s.supervisor, status="corrected", summary="S")
    second = NoteFactory(case=s.case, by=s.supervisor, supersedes=first, summary="S")
    RestrictionFactory(note=second, **made)
    s.more["first"], s.more["second"], s.more["shut"] = first, second, s.restriction_sealed.note
    for name, note, current in (("rests", second, True), ("free", s.fresh, True), ("rested", second, False)):
        s.more[f"proposal_{name}"] = ProposalFactory(case=s.case, membership=s.supervisor)
        ProposalRecordFactory(proposal=s.more[f"proposal_{name}"], note=note, tier=3, is_current=current)
    for name in ("whole_case", "told_case"):
        s.more[name] = CaseFactory(partnership=s.partnership, lead_agency=s.probation)
        PlaceFactory(case=s.more[name], membership=s.supervisor)
        request = RightsRequestFactory(case=s.more[name], membership=s.officer, kind="restriction")
        RestrictionFactory(request=request, membership=s.manager)
    PublicationFactory(case=s.told_case, membership=s.supervisor)


def everybody(s: Stage) -> dict[str, Any]:
    """Who is asked, by name."""
    return {name: s.people[name] for name in (*INSIDE, *OUTSIDE)}


def shown(s: Stage) -> Iterator[tuple[str, uuid.UUID, set[str]]]:
    """Rows with their table, and who reads them."""
    yield "restriction", s.whole.pk, TEAM | {"mentor"}
    yield "restriction", s.restriction.pk, TEAM
    yield "restriction", s.restriction_sealed.pk, {"officer"}
    yield "restrictionword", s.why.pk, CORE | {"chair"}
    yield "restrictionword", s.why_core.pk, CORE


def _new(make: Callable[[Stage, Any], Any]) -> Callable[[Stage, Any], str]:
    return lambda s, who: inserted(make(s, who), True).statement


def _place(
    note: str = "fresh", request: str = "rights_restriction", **more: Callable[[Stage], Any]
) -> Callable[[Stage, Any], str]:  # fmt: skip
    return _new(lambda s, who: sh.Restriction(**{
        "case": s.case, "request": s.more[request], "note": _note(s, note), "newest": _note(s, note),
        "ground": "contested", "membership": who, "placed_on": "2026-01-05", "review_on": "2026-02-05",
        **{name: value(s) for name, value in more.items()},
    }))  # fmt: skip


def _note(s: Stage, name: str) -> Any:
    return (s.notes[name] if name in s.notes else s.more[name]) if name else None


def _say(row: str, kind: str, by: str = "", note: str = "") -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.RestrictionWord(
        case=s.case, restriction=s.more[row], note_id=s.more[note].pk if note else s.more[row].note_id, kind=kind,
        text="T", membership=s.people[by] if by else who, at=timezone.now(),
    ))  # fmt: skip


def _move(change: str, row: str = "restriction") -> Callable[[Stage, Any], str]:
    return lambda s, who: (
        f"UPDATE sharing_restriction SET {NEXT}, {change.format(me=who.pk, other=s.spare.pk)}"
        f" WHERE id = '{s.more[row].pk}'"
    )


LIFT = "lifted_on = current_date, told_on = current_date, lifted_by_id = '{me}'"
ACTS = (
    Act("restrict a note", "restriction", _place(), MANAGING),
    Act("restrict the case", "restriction", _place(""), MANAGING),
    Act("restrict for another", "restriction", _place(membership=lambda s: s.spare), set()),
    Act("restrict what is lifted", "restriction",
        _place(lifted_on=lambda _s: "2026-03-05", told_on=lambda _s: "2026-03-05", lifted_by=lambda s: s.manager),
        set()),
    Act("restrict on a request for access", "restriction", _place(request="access_request"), set()),
    Act("restrict on what was taken back", "restriction", _place(request="taken_back"), set()),
    Act("restrict what was corrected", "restriction", _place("old"), set()),
    Act("restrict two versions", "restriction", _place(newest=lambda s: s.notes["core"]), set()),
    Act("restrict what is sealed", "restriction", _place("hidden"), set()),
    Act("let it go on", "restriction", _move("review_on = current_date + 90"), MANAGING),
    Act("lift it", "restriction", _move(LIFT), MANAGING),
    Act("lift it for another", "restriction", _move(LIFT.replace("{me}", "{other}")), set()),
    Act("touch what was lifted", "restriction", _move("review_on = current_date + 90", "restriction_over"), set()),
    Act("move it to the whole case", "restriction", _move("note_id = NULL, newest_id = NULL"), set()),
    Act("say why", "restrictionword", _say("silent", "placed"), {"manager"}),
    Act("say why in the name of another", "restrictionword", _say("silent", "placed", "spare"), set()),
    Act("say why of another note", "restrictionword", _say("silent", "placed", note="fresh"), set()),
    Act("say why it was lifted", "restrictionword", _say("whole", "lifted"), {"supervisor"}),
    Act("rewrite words", "restrictionword",
        lambda s, _w: f"UPDATE sharing_restrictionword SET text = 'x' WHERE id = '{s.why.pk}'", set()),
)  # fmt: skip


def _asks(notes: str = "", proposal: str = "", case: str = "case") -> Callable[[Stage, Any], str]:
    """Whether something of a case goes no further: these notes, or those behind a proposal."""
    return lambda s, _who: "SELECT 1 WHERE access_is_restricted('{}', ARRAY[{}]::uuid[], {})".format(
        getattr(s, case).pk, ", ".join(f"'{_note(s, one).pk}'" for one in notes.split()),
        f"'{s.more[proposal].pk}'" if proposal else "NULL",
    )  # fmt: skip


SEEING = {"supervisor", "chair"}
QUESTIONS = (
    Act("a restricted note", "", _asks("second"), TEAM),
    Act("the version before it", "", _asks("first"), TEAM),
    Act("one of two", "", _asks("fresh second"), TEAM),
    Act("a sealed note", "", _asks("shut"), {"officer"}),
    Act("another note", "", _asks("fresh"), set()),
    Act("nothing of it", "", _asks(), set()),
    Act("the note in another case", "", _asks("second", case="whole_case"), SEEING),
    Act("a case that is restricted", "", _asks(case="whole_case"), SEEING),
    Act("a case of which a text is to be public", "", _asks(case="told_case"), {*SEEING, "legal"}),
    Act("what rests on it", "", _asks(proposal="proposal_rests"), CORE | {"chair"}),
    Act("what rests on another", "", _asks(proposal="proposal_free"), set()),
    Act("what rested on it", "", _asks(proposal="proposal_rested"), set()),
)  # fmt: skip


wrong = Scene("sharing", everybody, shown, (*ACTS, *QUESTIONS)).wrong
"""What is shown or let through otherwise than it must be."""
