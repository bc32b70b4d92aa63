"""What the second wall of requests shows to whom and lets whom do: rows and acts, each with the people it is for."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.utils import timezone

from devstack.testing import backstage
from sharing import models as sh
from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage, build
from tests.factories import (
    AgencyFactory,
    AnswerSilenceFactory,
    CaseFactory,
    EmergencyFactory,
    MembershipFactory,
    NoteFactory,
    OversightFactory,
    PlaceFactory,
    RequestRemarkFactory,
    SharingAnswerFactory,
    agree,
    answered,
    asked,
)
from tests.guards.trying import Scene
from tests.oracle.attempts import inserted

TABLES = ("sharingrequest", "requestwords", "sharinganswer", "answersilence", "requestremark")
MORE = ("sergeant", "visitor", "caller", "apart", "overseer", "watch", "second", "keeper")
DAY = dt.date(2026, 1, 5)
OFFICE, POLICE = {"supervisor", "second"}, {"officer", "sergeant"}
PERMANENT = OFFICE | POLICE | {"manager"}
READ = PERMANENT | {"visitor", "caller"}
KNOWN = READ | {"clinician", "apart", "chair", "rescuer", "overseer", "watch"}


class Act(NamedTuple):
    """A statement for whoever tries it, and for whom it goes through."""

    name: str
    table: str
    sql: Callable[[Stage, Any], str]
    able: set[str]
    loose: set[str] | None = None


def lay(world: Any) -> Stage:
    """The staged requests, more people of both agencies, and rows that tell the conditions apart."""
    s = build(world)
    w = s.world
    other = AgencyFactory(partnership=w.partnership, name="Youth House", code="YOU")
    agree(other, w.probation)
    s.more["youth"] = other
    s.more["port_house"] = AgencyFactory(partnership=w.partnership, name="Port House", code="POH")
    agree(s.port_house, w.charity)  # with the agency of whoever manages, and with no other
    for name, agency, place in (
        ("sergeant", w.police, {}), ("second", w.probation, {}), ("apart", other, {}),
        ("visitor", w.probation, {"kind": "ad_hoc"}), ("caller", w.police, {"kind": "ad_hoc"}),
    ):  # fmt: skip
        s.more[name] = MembershipFactory(agency=agency)
        PlaceFactory(case=w.case, membership=s.more[name], **place)
    s.more["watch"] = MembershipFactory(agency=w.probation)
    EmergencyFactory(membership=s.watch, case=w.case)
    s.more["overseer"] = MembershipFactory(agency=w.probation, duties=["chair"])
    OversightFactory(membership=s.overseer)
    elsewhere = CaseFactory(reference="VRP-ASH", partnership=w.partnership, lead_agency=w.probation)
    PlaceFactory(case=elsewhere, membership=w.supervisor)
    PlaceFactory(case=elsewhere, membership=w.officer)
    s.more["keeper"] = MembershipFactory(agency=w.charity)  # a guest who manages, which no page brings about
    PlaceFactory(case=elsewhere, membership=s.keeper, kind="ad_hoc", is_case_manager=True)
    s.more["case_elsewhere"] = elsewhere
    s.more["asked_elsewhere"] = asked(elsewhere, w.supervisor, w.police)
    s.more["officers_note"] = NoteFactory(case=w.case, by=w.officer, full="W.", summary="W.")
    s.more["supervisors_note"] = NoteFactory(case=w.case, by=w.supervisor, full="W.", summary="W.")
    s.more["sealed_note"] = NoteFactory(
        case=w.case, by=w.officer, handling="sealed", listed=(w.officer.user,), full="W."
    )
    _lay_requests(s)
    return s


def _lay_requests(s: Stage) -> None:
    w = s.world
    s.more["bare"], s.more["theirs"] = sh_request(s, w.supervisor), sh_request(s, s.second)
    s.more["bygone"] = sh_request(s, w.past_guest)
    s.more["gone"] = asked(w.case, w.supervisor, w.college)
    SharingAnswerFactory(request=s.gone, membership=w.past_guest)
    s.more["seen"] = asked(w.case, w.supervisor, w.police, seen_at=timezone.now(), seen_by=w.officer)
    s.more["unheld"] = asked(w.case, w.supervisor, w.port, purpose="reintegration")
    s.more["far"] = asked(w.case, w.supervisor, s.youth)  # the case manager's agency has no agreement with it
    s.more["to_far"] = asked(w.case, s.apart, w.probation)
    for name in ("silent", "said"):
        s.more[name] = asked(w.case, w.supervisor, w.police)
        s.more[f"{name}_answer"] = SharingAnswerFactory(request=s.more[name], membership=w.officer)
    s.more["silence"] = AnswerSilenceFactory(request=s.said)
    s.more["advice"] = RequestRemarkFactory(request=s.said, membership=w.officer)
    s.more["told"] = asked(w.case, w.supervisor, w.police)
    s.more["told_answer"] = answered(s.told, w.officer, "full", note=s.officers_note)
    s.more["refusal"] = asked(w.case, w.supervisor, w.police)
    answered(s.refusal, w.officer, "refused", reason="No.")


def sh_request(s: Stage, by: Any) -> Any:
    """A request without words."""
    from tests.factories import SharingRequestFactory

    return SharingRequestFactory(case=s.case, membership=by, asked=s.police)


def everybody(s: Stage) -> dict[str, Any]:
    """Who is asked, by name."""
    return {name: s.people[name] for name in (*MORE, *INSIDE, *OUTSIDE)}


def shown(s: Stage) -> Iterator[tuple[str, uuid.UUID, set[str]]]:
    """Rows with their table, and who reads them."""
    yield "sharingrequest", s.silent.pk, KNOWN
    yield "sharingrequest", s.request_guest.pk, (KNOWN - {"caller"}) | {"teacher"}
    yield "sharingrequest", s.asked_elsewhere.pk, {"supervisor", "officer", "chair", "overseer"}
    yield "requestwords", _words(s, "said"), READ
    yield "requestwords", _words(s, "unheld"), OFFICE | {"visitor"}
    yield "requestwords", _words(s, "far"), OFFICE | {"visitor", "apart"}
    yield "requestwords", _words(s, "to_far"), OFFICE | {"visitor", "apart"}
    yield "requestwords", _words(s, "request_guest"), OFFICE | {"visitor", "manager", "teacher"}
    yield "sharinganswer", s.said_answer.pk, READ
    yield "answersilence", s.silence.pk, PERMANENT | {"chair", "overseer"}
    yield "requestremark", s.advice.pk, PERMANENT


def _words(s: Stage, request: str) -> uuid.UUID:
    kept: dict[str, uuid.UUID] = s.more.setdefault("words_of", {})
    if request not in kept:
        with backstage():
            kept[request] = sh.RequestWords.objects.unguarded(because="test").get(request=s.more[request]).pk
    return kept[request]


def _new(make: Callable[[Stage, Any], Any]) -> Callable[[Stage, Any], str]:
    return lambda s, who: inserted(make(s, who), True).statement


def _ask(**more: Any) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.SharingRequest(**{
        "case": s.case, "agency_id": who.agency_id, "membership": who, "asked": s.health, "purpose": "reintegration",
        "tier": 3, "asked_at": timezone.now(), "due_on": DAY, **{k: v(s) for k, v in more.items()},
    }))  # fmt: skip


def _say(request: str) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.RequestWords(case=s.more[request].case, request=s.more[request], question="Q",
                                               reason="R"))  # fmt: skip


def _answer(request: str, note: str = "", **more: Any) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.SharingAnswer(**{
        "case": s.more[request].case, "request": s.more[request], "given": "full" if note else "nothing",
        "note": s.more[note] if note else None, "membership": who, "answered_at": timezone.now(),
        **{k: v(s) for k, v in more.items()},
    }))  # fmt: skip


def _silence(request: str) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.AnswerSilence(case=s.case, request=s.more[request], code="nothing_held"))


def _remark(request: str, kind: str, **more: Any) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.RequestRemark(**{
        "case": s.case, "request": s.more[request], "kind": kind, "text": "T", "membership": who,
        "at": timezone.now(), **{k: v(s) for k, v in more.items()},
    }))  # fmt: skip


def _look(request: str, by: str = "") -> Callable[[Stage, Any], str]:
    def sql(s: Stage, who: Any) -> str:
        me = s.people[by].pk if by else who.pk
        change = f"seen_at = now(), seen_by_id = '{me}'"
        return f"UPDATE sharing_sharingrequest SET {change} WHERE id = '{s.more[request].pk}'"

    return sql


ACTS = (
    Act("ask", "sharingrequest", _ask(), PERMANENT),
    Act("ask for another agency", "sharingrequest", _ask(agency_id=lambda s: s.college.pk), set()),
    Act("ask in another's name", "sharingrequest", _ask(membership=lambda s: s.second), {"second"}),
    Act("ask what was seen", "sharingrequest", _ask(seen_at=lambda s: timezone.now(), seen_by=lambda s: s.officer),
        set()),
    Act("ask what was answered", "sharingrequest", _ask(answered_at=lambda s: timezone.now()), set()),
    Act("ask without an agreement", "sharingrequest", _ask(asked=lambda s: s.port), set()),
    Act("look first", "sharingrequest", _look("silent"), POLICE | {"caller"}),
    Act("look in another's name", "sharingrequest", _look("silent", "sergeant"), {"sergeant"}),
    Act("look again", "sharingrequest", _look("seen"), set()),
    Act("look as a guest", "sharingrequest", _look("request_guest"), {"teacher"}),
    Act("say what is asked", "requestwords", _say("bare"), {"supervisor"}),
    Act("say what a colleague asks", "requestwords", _say("theirs"), {"second"}),
    Act("say what one asked before one left", "requestwords", _say("bygone"), set()),
    Act("say which silence after one left", "answersilence", _silence("gone"), set()),
    Act("advise after one left", "requestremark", _remark("gone", "action"), set()),
    Act("answer", "sharinganswer", _answer("request"), POLICE | {"caller"}),
    Act("answer for another", "sharinganswer", _answer("request", membership=lambda s: s.officer), {"officer"}),
    Act("answer with a note", "sharinganswer", _answer("request", "officers_note"), POLICE | {"caller"}),
    Act("answer with a note of another agency", "sharinganswer", _answer("request", "supervisors_note"), set()),
    Act("answer with what one does not read", "sharinganswer", _answer("request", "sealed_note"), {"officer"}),
    Act("answer as a guest", "sharinganswer", _answer("request_guest"), {"teacher"}),
    Act("answer without an agreement", "sharinganswer", _answer("unheld"), set()),
    Act("say which silence", "answersilence", _silence("silent"), {"officer"}),
    Act("say a silence of words", "answersilence", _silence("told"), set()),
    Act("advise", "requestremark", _remark("silent", "action"), {"officer"}),
    Act("advise in another's name", "requestremark", _remark("silent", "action", membership=lambda s: s.sergeant),
        set()),
    Act("advise beside words", "requestremark", _remark("told", "action"), set()),
    Act("note the effect", "requestremark", _remark("refusal", "effect"), OFFICE | {"manager"}),
    Act("note the effect of a silence", "requestremark", _remark("silent", "effect"), OFFICE | {"manager"}),
    Act("note the effect of words", "requestremark", _remark("told", "effect"), set()),
    Act("note an effect in another's name", "requestremark",
        _remark("refusal", "effect", membership=lambda s: s.second), {"second"}),
)  # fmt: skip


def _may(what: int, by: str, of: str, case: str = "case") -> Callable[[Stage, Any], str]:
    """Whether ``what`` may be done with a request of one agency to another."""
    return lambda s, _who: (
        f"SELECT 1 WHERE sharing_request_may('{getattr(s, case).pk}', '{getattr(s, by).pk}', '{getattr(s, of).pk}',"
        f" 'reintegration') & {what} = {what}"
    )


def _told(call: str) -> Callable[[Stage, Any], str]:
    """What a function of the wall says of a request by its key."""
    return lambda s, _who: f"SELECT 1 WHERE {call.format(refused=s.refusal.pk)} IS NOT NULL"


KNOW, ANSWER, REMARK = 1, 16, 64
QUESTIONS = (
    Act("remark where the two have no agreement", "", _may(REMARK, "health", "port_house"), {"clinician"}),
    Act("answer where the two have none", "", _may(ANSWER, "police", "youth"), set()),
    Act("remark on what one was asked, who manages", "", _may(REMARK, "police", "charity"), POLICE | {"manager"}),
    Act("remark as a guest who manages", "", _may(REMARK, "health", "police", "case_elsewhere"), set()),
    Act("know of it as a companion of who asks", "", _may(KNOW, "charity", "police"),
        (KNOWN - {"visitor"}) | {"manager"}),
    Act("who asked", "", _told("sharing_asked_by('{refused}', 1)"), KNOWN),
    Act("what was answered", "", _told("sharing_given('{refused}', NULL, 2)"), READ),
)  # fmt: skip


wrong = Scene("sharing", everybody, shown, (*ACTS, *QUESTIONS)).wrong
"""What is shown or let through otherwise than it must be."""
