"""Legal advice made out of a world: a question on each case, its words, an answer and the reasoning."""

from __future__ import annotations

from typing import Any

from sharing import models as sh
from tests.oracle.records import key
from tests.oracle.rule import may
from tests.oracle.world import Case, Membership, Who, World

ADVICE = ("legaladvicerequest", "advicecontext", "adviceanswer", "advicereasoning")
"""One row for each case; the words of a note only where the case has one."""


def asker(w: World, case: Case) -> Membership:
    """Somebody with a place on the case, or whoever comes next."""
    on_it = [p.membership for p in w.places if p.case is case]
    return (on_it or [w.memberships[w.cases.index(case) % len(w.memberships)]])[-1]


def _advises(who: Who, case: Case) -> bool:
    return "legal" in who.membership.duties and who.membership.agency.partnership == case.partnership


def advice_seen(w: World, who: Who, standing: bool) -> dict[str, set[Any]]:
    """Questions and what goes with them: to whoever asked while they see the case, and to advisers in good standing."""
    read = [
        c for c in w.cases
        if (asker(w, c) is who.membership and may(w, who, "view", c)) or (standing and _advises(who, c))
    ]  # fmt: skip
    noted = {note.case for note in w.notes}
    return {name: {key(c.id, name) for c in read if name != "advicecontext" or c in noted} for name in ADVICE}


def advises(w: World, who: Who) -> set[Any]:
    """Questions that an adviser may answer: not their own."""
    return {
        key(c.id, ADVICE[0]) for c in w.cases if _advises(who, c) and asker(w, c).person is not who.person
    }  # fmt: skip


def lay_advice(w: World, partnership_key: Any, day: Any, now: Any, store: Any) -> None:
    """Insert every row that was made out of ``w``."""
    store(sh.LegalAdviceRequest, [
        sh.LegalAdviceRequest(
            id=key(c.id, ADVICE[0]), case_id=c.id, partnership_id=partnership_key(c.partnership),
            user_id=asker(w, c).person.id, membership_id=asker(w, c).id, agency_id=asker(w, c).agency.id, question="Q",
            due_on=day, asked_at=now,
        ) for c in w.cases
    ])  # fmt: skip
    about = {c: {"case_id": c.id, "request_id": key(c.id, ADVICE[0])} for c in w.cases}
    first = {note.case: note for note in reversed(w.notes)}
    store(sh.AdviceContext, [
        sh.AdviceContext(id=key(c.id, ADVICE[1]), note_id=note.id, agency_id=note.agency.id, tier=2, words="W",
                         **about[c]) for c, note in first.items()
    ])  # fmt: skip
    others = {c: next((m for m in w.memberships if m.person is not asker(w, c).person), None) for c in w.cases}
    told = {c: m for c, m in others.items() if m is not None}
    store(sh.AdviceAnswer, [
        sh.AdviceAnswer(id=key(c.id, ADVICE[2]), asker_id=asker(w, c).person.id, user_id=m.person.id,
                        membership_id=m.id, conclusion="may", words="W", answered_at=now, **about[c])
        for c, m in told.items()
    ])  # fmt: skip
    store(sh.AdviceReasoning, [
        sh.AdviceReasoning(id=key(c.id, ADVICE[3]), case_id=c.id, answer_id=key(c.id, ADVICE[2]), text="T")
        for c in told
    ])  # fmt: skip
