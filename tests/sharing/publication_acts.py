"""What the second wall of texts for the public shows to whom and lets whom do: rows and acts, each with its people."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone

from devstack.testing import backstage
from sharing import models as sh
from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage, build
from tests.factories import AgencyFactory, MembershipFactory, PartnershipFactory
from tests.factories.publications import PublicationFactory, PublicationStepFactory
from tests.guards.trying import Scene
from tests.oracle.attempts import inserted
from tests.sharing.leak_acts import transaction_moment
from tests.sharing.report_turns import Act

TABLES = ("publicationrequest", "publicationstep")
PEOPLE = (*INSIDE, *OUTSIDE, "counsel")
TOLD = {"chair", "legal"}
READ = {"supervisor", "manager", "officer", "clinician", "rescuer", *TOLD}
WORKS = {"supervisor", "manager", "officer", "clinician"}
KEEP = {"supervisor", "manager"}
AGREED = (("consent", "yes"),)
BOTH = (("chair", "yes"), ("legal", "yes"))
ABOUT = {
    "fresh": (), "agreed": AGREED, "half_chair": (*AGREED, BOTH[0]), "half_legal": (*AGREED, BOTH[1]),
    "ready": (*AGREED, *BOTH), "out": (*AGREED, ("published", "")),
    "taken_back": (("published", ""), ("consent", "no")),
    "refused": (("chair", "no"),), "stopped": (("consent", "no"),), "gone": (("withdrawn", ""),), "late": AGREED,
}  # fmt: skip
"""Texts of the supervisor about the case, and what was said to each."""


def lay(world: Any) -> Stage:
    """One text in each state about the case, some about none, one of somebody who left, counsel from elsewhere."""
    s = build(world)
    elsewhere = AgencyFactory(partnership=PartnershipFactory())
    s.more["counsel"] = MembershipFactory(agency=elsewhere, duties=["legal", "chair"])
    for name, steps in ABOUT.items():
        s.more[name] = _text(s, steps, "late" if name == "late" else "", case=world.case, membership=world.supervisor)
    s.more["past"] = _text(s, AGREED, "", case=world.case, membership=world.past_guest)
    s.more["alone"] = _text(s, (("legal", "yes"),), "", membership=world.officer)
    s.more["alone_ready"] = _text(s, BOTH, "", membership=world.officer)
    return s


def _text(s: Stage, steps: tuple[tuple[str, str], ...], late: str, **more: Any) -> sh.PublicationRequest:
    if late:
        more |= {"answer_by": timezone.localdate() - dt.timedelta(days=1)}
    row: sh.PublicationRequest = PublicationFactory(**more)
    for kind, verdict in steps:
        by = {"chair": s.chair, "legal": s.legal}.get(kind, s.manager)
        PublicationStepFactory(publication=row, membership=by, kind=kind, verdict=verdict)
    return row


def everybody(s: Stage) -> dict[str, Any]:
    """Who is asked, by name."""
    return {name: s.people[name] for name in PEOPLE}


def shown(s: Stage) -> Iterator[tuple[str, uuid.UUID, set[str]]]:
    """Rows with their table, and who reads them."""
    for name, able in (("agreed", READ), ("past", READ), ("alone", {"officer", *TOLD})):
        yield "publicationrequest", s.more[name].pk, able
        steps = sh.PublicationStep.objects.unguarded(because="a test looks behind the wall")
        yield "publicationstep", _first(steps.filter(publication=s.more[name])), able


def _first(rows: Any) -> uuid.UUID:
    with backstage():
        found: uuid.UUID = rows.values_list("pk", flat=True)[0]
    return found


def _new(make: Callable[[Stage, Any], Any]) -> Callable[[Stage, Any], str]:
    return lambda s, who: inserted(make(s, who), True).statement


def _ask(about: bool, **more: Callable[[Stage], Any]) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.PublicationRequest(**{
        "case": s.case if about else None, "partnership": s.partnership if about else who.agency.partnership,
        "membership": who, "user": who.user, "agency": who.agency, "outlet": "other", "asked_by": "A", "purpose": "P",
        "text": "T", "answer_by": timezone.localdate(), "sent_at": timezone.now(),
        **{name: value(s) for name, value in more.items()},
    }))  # fmt: skip


def _step(of: str, kind: str, verdict: str = "", **more: Callable[[Stage], Any]) -> Callable[[Stage, Any], str]:
    dated = kind in ("consent", "published")
    return _new(lambda s, who: sh.PublicationStep(**{
        "case_id": s.more[of].case_id, "publication": s.more[of], "proposer_id": s.more[of].user_id, "membership": who,
        "user": who.user, "kind": kind, "verdict": verdict, "words": "W", "on": timezone.localdate() if dated else None,
        "how": "written" if kind == "consent" else "", "made_at": transaction_moment(),
        **{name: value(s) for name, value in more.items()},
    }))  # fmt: skip


def _act(name: str, of: str, kind: str, verdict: str, able: set[str], **more: Callable[[Stage], Any]) -> Act:
    return Act(name, "publicationstep", _step(of, kind, verdict, **more), able)


STAY = {name for name in PEOPLE if name != "mentor"}
ACTS = (
    Act("ask about the case", "publicationrequest", _ask(True), WORKS),
    Act("ask about none", "publicationrequest", _ask(False), STAY),
    Act("ask under another's place", "publicationrequest", _ask(True, membership=lambda s: s.spare), set()),
    Act("ask in another's name", "publicationrequest", _ask(True, user_id=lambda s: s.spare.user_id), set()),
    Act("ask for another agency", "publicationrequest", _ask(True, agency=lambda s: s.counsel.agency), set()),
    Act("ask elsewhere", "publicationrequest", _ask(True, partnership=lambda s: s.counsel.agency.partnership), set()),
    Act("ask elsewhere about none", "publicationrequest",
        _ask(False, partnership=lambda s: s.counsel.agency.partnership), {"counsel"}),
    Act("ask for an answer yesterday", "publicationrequest",
        _ask(True, answer_by=lambda _s: timezone.localdate() - dt.timedelta(days=1)), set()),
    _act("say yes", "fresh", "consent", "yes", KEEP),
    _act("say it under another's place", "fresh", "consent", "yes", set(), membership=lambda s: s.spare),
    _act("say it in another's name", "fresh", "consent", "yes", set(), user_id=lambda s: s.spare.user_id),
    _act("say it yesterday", "fresh", "consent", "yes", set(),
         made_at=lambda _s: timezone.now() - dt.timedelta(days=1)),
    _act("say it tomorrow", "fresh", "consent", "yes", set(),
         made_at=lambda _s: timezone.now() + dt.timedelta(days=1)),
    _act("say it of no case", "fresh", "consent", "yes", set(), case_id=lambda _s: None),
    _act("say it of another's text", "fresh", "consent", "yes", set(), proposer_id=lambda s: s.spare.user_id),
    _act("say it where nobody is meant", "alone", "consent", "yes", set()),
    _act("take a yes back", "agreed", "consent", "no", KEEP),
    _act("take it back of what is out", "out", "consent", "no", KEEP),
    _act("say yes to what is out", "out", "consent", "yes", set()),
    _act("take it back twice", "taken_back", "consent", "no", set()),
    _act("say no to what was refused", "refused", "consent", "no", set()),
    _act("refuse what is out", "out", "chair", "no", set()),
    _act("approve before the person", "fresh", "chair", "yes", set()),
    _act("refuse before the person", "fresh", "chair", "no", {"chair"}),
    _act("approve as chair", "agreed", "chair", "yes", {"chair"}),
    _act("approve as adviser", "agreed", "legal", "yes", {"legal"}),
    _act("approve what is about nobody", "alone", "chair", "yes", {"chair"}),
    _act("approve too late", "late", "legal", "yes", set()),
    _act("approve what was stopped", "stopped", "legal", "yes", set()),
    _act("publish unapproved", "agreed", "published", "", set()),
    _act("publish without an adviser", "half_chair", "published", "", set()),
    _act("publish without the chair", "half_legal", "published", "", set()),
    _act("publish", "ready", "published", "", KEEP),
    _act("publish what is about nobody", "alone_ready", "published", "", {"officer"}),
    _act("withdraw", "fresh", "withdrawn", "", KEEP),
    _act("withdraw what is about nobody", "alone", "withdrawn", "", {"officer"}),
    _act("withdraw what one left", "past", "withdrawn", "", {"manager"}),
    _act("withdraw what was refused", "refused", "withdrawn", "", set()),
    _act("withdraw what is out", "out", "withdrawn", "", set()),
    _act("go on with what is gone", "gone", "consent", "yes", set()),
)  # fmt: skip

wrong = Scene("sharing", everybody, shown, ACTS).wrong
"""What is shown or let through otherwise than it must be."""
