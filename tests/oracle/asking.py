"""Requests between agencies made out of a world: for each case some between the agencies on it. Imports rows alone."""

from __future__ import annotations

import functools
import itertools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sharing import models as sh
from tests.oracle.records import Same, key
from tests.oracle.rule import At, agreed, places
from tests.oracle.world import Agency, Case, Who, World

ASKED = ("sharingrequest", "requestwords", "sharinganswer", "answersilence", "requestremark")
PURPOSES = ("reintegration", "risk_and_crime_prevention")
KNOWN = ("permanent", "emergency", "oversight")
TEAM = ("permanent", "ad_hoc")


@dataclass(frozen=True)
class Asked:
    """One request: who asks whom about which case, and what for."""

    id: uuid.UUID
    case: Case
    agency: Agency
    asked: Agency
    purpose: str


def _of_case(w: World, case: Case) -> Iterator[Asked]:
    """Between the lead agency and two others with a place, each way."""
    others = [at.membership.agency for at in w.places if at.case is case and at.membership.agency is not case.lead]
    agencies = [case.lead, *dict.fromkeys(others)][:3]
    for n, (one, two) in enumerate(itertools.pairwise(agencies)):
        for m, (agency, asked) in enumerate(((one, two), (two, one))):
            yield Asked(key(case.id, f"asked {n} {m}"), case, agency, asked, PURPOSES[(n + m) % 2])


@functools.lru_cache(maxsize=4)
def _requests(same: Same) -> tuple[Asked, ...]:
    return tuple(one for case in same.world.cases for one in _of_case(same.world, case))


def requests(w: World) -> tuple[Asked, ...]:
    """Every request of the world; the same for the same world."""
    return _requests(Same(w))


def _tied(w: World, who: Who, r: Asked, other: Agency) -> bool:
    mine = who.membership.agency
    return mine is other or agreed(w, mine, other, r.purpose)


def reads_at(w: World, who: Who, r: Asked, at: At) -> bool:
    """Whether the words are read from this place: one of the two agencies, or the case manager tied to both."""
    mine, held = who.membership.agency, agreed(w, r.agency, r.asked, r.purpose)
    between = at.kind in TEAM and (mine is r.agency or (mine is r.asked and held))
    leads = at.manages and at.kind == "permanent" and held and _tied(w, who, r, r.agency) and _tied(w, who, r, r.asked)
    return between or leads


def _does(w: World, who: Who, r: Asked, verb: str) -> bool:
    """Whether a place on the case lets them do this with the request."""
    mine, held = who.membership.agency, agreed(w, r.agency, r.asked, r.purpose)
    for at in places(w, who, r.case):
        reads = reads_at(w, who, r, at)
        if {
            "view": at.kind in KNOWN or (at.kind == "ad_hoc" and mine in (r.agency, r.asked)),
            "read": reads,
            "permanent": reads and at.kind == "permanent",
            "silence": (reads and at.kind == "permanent") or at.kind == "oversight",
            "review": at.kind == "oversight",
            "answer": at.kind in TEAM and mine is r.asked and held,
            "ask": at.kind == "permanent" and mine is r.agency,
            "remark": at.kind == "permanent" and (mine is r.agency or (at.manages and reads)),
        }[verb]:
            return True
    return False


def asking_seen(w: World, who: Who) -> dict[str, set[Any]]:
    """What both walls must show of requests."""
    verbs = ("view", "read", "read", "silence", "permanent")
    return {
        name: {key(r.id, name) for r in requests(w) if _does(w, who, r, verb)}
        for name, verb in zip(ASKED, verbs, strict=True)
    }


def asking_done(w: World, who: Who) -> dict[str, set[Any]]:
    """What the guarded querysets must let be done with requests."""
    done = {
        f"sharingrequest:{verb}": {key(r.id, "sharingrequest") for r in requests(w) if _does(w, who, r, verb)}
        for verb in ("read", "answer", "ask", "remark")
    }
    silences = {key(r.id, "answersilence") for r in requests(w) if _does(w, who, r, "review")}
    return {**done, "answersilence:review": silences}


def lay_asking(w: World, day: Any, now: Any, store: Any) -> None:
    """Insert every row that was made out of ``w``."""
    who = w.memberships[0].id

    def rows(model: Any, name: str, **more: Any) -> None:
        store(model, [
            model(id=key(r.id, name), case_id=r.case.id, request_id=key(r.id, "sharingrequest"), **more)
            for r in requests(w)
        ])  # fmt: skip

    store(sh.SharingRequest, [
        sh.SharingRequest(
            id=key(r.id, "sharingrequest"), case_id=r.case.id, agency_id=r.agency.id, membership_id=who,
            asked_id=r.asked.id, purpose=r.purpose, tier=3, asked_at=now, due_on=day,
        ) for r in requests(w)
    ])  # fmt: skip
    rows(sh.RequestWords, "requestwords", question="Q", reason="R")
    rows(sh.SharingAnswer, "sharinganswer", given="nothing", membership_id=who, answered_at=now)
    rows(sh.AnswerSilence, "answersilence", code="cannot_say")
    rows(sh.RequestRemark, "requestremark", kind="action", text="T", membership_id=who, at=now)
