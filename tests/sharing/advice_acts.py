"""What the second wall of legal advice shows to whom and lets whom do: rows and acts, each with its people."""

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
from tests.factories import (
    AdviceAnswerFactory,
    AdviceContextFactory,
    AdviceFactory,
    AdviceReasoningFactory,
    AgencyFactory,
    MembershipFactory,
    NoteFactory,
    PartnershipFactory,
)
from tests.guards.trying import Scene
from tests.oracle.attempts import inserted
from tests.sharing.report_turns import Act

TABLES = ("legaladvicerequest", "advicecontext", "adviceanswer", "advicereasoning")
ADVISERS = {"legal", "second_adviser"}
WRITING = {"supervisor", "manager", "officer", "clinician", "teacher", "mentor"}


def lay(world: Any) -> Stage:
    """The staged questions, a second adviser, one of another partnership, and rows that tell the conditions apart."""
    s = build(world)
    s.more["second_adviser"] = MembershipFactory(agency=world.social, duties=["legal"])
    elsewhere = AgencyFactory(partnership=PartnershipFactory())
    s.more["counsel"] = MembershipFactory(agency=elsewhere, duties=["legal"])
    s.more["past"] = AdviceFactory(case=world.case, membership=world.past_guest)
    s.more["fresh"] = AdviceFactory(case=world.case, membership=world.supervisor, asked_at=_transaction())
    for name, by in (("own", world.supervisor), ("theirs", world.officer)):
        s.more[f"{name}_note"] = NoteFactory(case=world.case, by=by, full=f"{name} full", summary=f"{name} summary",
                                             gist=f"{name} gist")  # fmt: skip
    s.more["kept"] = NoteFactory(
        case=world.case, by=world.officer, handling="sealed", full="kept full", gist="kept gist",
    )  # fmt: skip
    s.more["quote"] = AdviceContextFactory(request=s.advice, note=s.own_note)
    s.more["answer"] = AdviceAnswerFactory(request=s.advice, membership=world.legal)
    s.more["other_answer"] = AdviceAnswerFactory(request=s.past, membership=s.second_adviser)
    told = AdviceAnswerFactory(request=s.past, membership=world.legal)
    s.more["reason"] = AdviceReasoningFactory(answer=told)
    about = {"about": "proposal", "about_id": s.proposal_made.pk, "proposal": s.proposal_made}
    s.more["on_proposal"] = AdviceFactory(case=world.case, membership=world.supervisor, **about)
    s.more["on_it"] = AdviceAnswerFactory(request=s.on_proposal, membership=world.legal, proposal=s.proposal_made)
    return s


def _transaction() -> dt.datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT transaction_timestamp()")
        found: dt.datetime = cursor.fetchone()[0]
    return found


def everybody(s: Stage) -> dict[str, Any]:
    """Who is asked, by name."""
    return {name: s.people[name] for name in (*INSIDE, *OUTSIDE, "second_adviser", "counsel")}


def shown(s: Stage) -> Iterator[tuple[str, uuid.UUID, set[str]]]:
    """Rows with their table, and who reads them."""
    yield "legaladvicerequest", s.advice.pk, ADVISERS | {"supervisor"}
    yield "legaladvicerequest", s.past.pk, ADVISERS  # whoever asked sees the case no more
    yield "advicecontext", s.quote.pk, ADVISERS | {"supervisor"}
    yield "adviceanswer", s.answer.pk, ADVISERS | {"supervisor"}
    yield "adviceanswer", s.other_answer.pk, ADVISERS
    yield "adviceanswer", s.on_it.pk, ADVISERS | {"supervisor", "manager", "officer", "clinician", "rescuer", "chair"}
    yield "advicereasoning", s.reason.pk, ADVISERS


def _new(make: Callable[[Stage, Any], Any]) -> Callable[[Stage, Any], str]:
    return lambda s, who: inserted(make(s, who), True).statement


def _ask(**more: Callable[[Stage], Any]) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.LegalAdviceRequest(**{
        "case": s.case, "partnership_id": s.partnership.pk, "user_id": who.user_id, "membership": who,
        "agency_id": who.agency_id, "question": "Q", "due_on": "2026-01-05", "asked_at": _transaction(),
        **{name: value(s) for name, value in more.items()},
    }))  # fmt: skip


def _about(proposal: str) -> dict[str, Callable[[Stage], Any]]:
    return {
        "about": lambda _s: "proposal",
        "about_id": lambda s: s.more[proposal].pk, "proposal": lambda s: s.more[proposal],
    }  # fmt: skip


def _quote(note: str, tier: int, words: str, to: str = "fresh", agency: str = "") -> Callable[[Stage, Any], str]:
    def make(s: Stage, who: Any) -> Any:
        row = s.more[note]
        whose = getattr(s, agency).pk if agency else row.originator_id
        return sh.AdviceContext(case=s.case, request=s.more[to], note=row, agency_id=whose, tier=tier, words=words)

    return _new(make)


def _answer(to: str = "advice", **more: Callable[[Stage], Any]) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.AdviceAnswer(**{
        "case": s.case, "request": s.more[to], "asker_id": s.more[to].user_id, "user_id": who.user_id,
        "membership": who, "conclusion": "may", "words": "W", "answered_at": timezone.now(),
        **{name: value(s) for name, value in more.items()},
    }))  # fmt: skip


def _reason(answer: str) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.AdviceReasoning(case=s.case, answer=s.more[answer], text="T"))


ACTS = (
    Act("ask", "legaladvicerequest", _ask(), WRITING),
    Act("ask for another", "legaladvicerequest", _ask(membership=lambda s: s.spare), set()),
    Act("ask as another", "legaladvicerequest", _ask(user_id=lambda s: s.spare.user_id), set()),
    Act("ask for another agency", "legaladvicerequest", _ask(agency_id=lambda s: s.port.pk), set()),
    Act("ask elsewhere", "legaladvicerequest", _ask(partnership_id=lambda s: s.counsel.agency.partnership_id), set()),
    Act("ask yesterday", "legaladvicerequest", _ask(asked_at=lambda s: s.advice.asked_at), set()),
    Act("ask about a proposal", "legaladvicerequest", _ask(**_about("proposal_made")), WRITING - {"teacher", "mentor"}),
    Act("ask about unread words", "legaladvicerequest", _ask(**_about("proposal_draft")), {"supervisor", "officer"}),
    Act("answer on a proposal", "adviceanswer", _answer("on_proposal", proposal=lambda s: s.proposal_made), ADVISERS),
    Act("answer about another", "adviceanswer", _answer("on_proposal", proposal=lambda s: s.proposal_waits), set()),
    Act("answer about none", "adviceanswer", _answer("on_proposal"), set()),
    Act("add one's own words", "advicecontext", _quote("own_note", 4, "own full"), {"supervisor"}),
    Act("add another's summary", "advicecontext", _quote("theirs_note", 3, "theirs summary"), {"supervisor"}),
    Act("add another's full text", "advicecontext", _quote("theirs_note", 4, "theirs full"), set()),
    Act("add later", "advicecontext", _quote("theirs_note", 3, "theirs summary", "advice_answered"), set()),
    Act("add as if of others", "advicecontext", _quote("own_note", 4, "own full", agency="police"), set()),
    Act("add what one does not read", "advicecontext", _quote("kept", 2, "kept gist"), set()),
    Act("add words of another tier", "advicecontext", _quote("theirs_note", 3, "theirs full"), set()),
    Act("add words of another note", "advicecontext", _quote("theirs_note", 3, "own summary"), set()),
    Act("add words of one's own", "advicecontext", _quote("theirs_note", 3, "They fled."), set()),
    Act("answer", "adviceanswer", _answer(), ADVISERS),
    Act("answer for another", "adviceanswer", _answer(membership=lambda s: s.spare), set()),
    Act("answer as another", "adviceanswer", _answer(user_id=lambda s: s.spare.user_id), set()),
    Act("answer as if another had asked", "adviceanswer", _answer(asker_id=lambda s: s.spare.user_id), set()),
    Act("say why", "advicereasoning", _reason("answer"), {"legal"}),
    Act("say why another concluded so", "advicereasoning", _reason("other_answer"), {"second_adviser"}),
)  # fmt: skip

wrong = Scene("sharing", everybody, shown, ACTS).wrong
"""What is shown or let through otherwise than it must be."""
