"""Restrictions made out of a world: one on each note and one on each case, each lifted, and why they were placed."""

from __future__ import annotations

from typing import Any

from sharing import models as sh
from tests.oracle.records import key
from tests.oracle.rights import RIGHTS
from tests.oracle.rule import may, tier
from tests.oracle.world import Who, World

RESTRICTED = ("restriction", "restrictionword")
ANY_WORDS, IN_FULL = 2, 4


def restricted_seen(w: World, who: Who) -> dict[str, set[Any]]:
    """Of a case whoever sees it, of a note whoever reads words. Why: the record, and whoever reads the note in full."""
    read = {n: tier(w, who, n) for n in w.notes}
    return {
        "restriction": {key(c.id, RESTRICTED[0]) for c in w.cases if may(w, who, "view", c)}
        | {key(n.id, RESTRICTED[0]) for n, at in read.items() if at >= ANY_WORDS},
        "restrictionword": {key(c.id, RESTRICTED[1]) for c in w.cases if may(w, who, "team", c)}
        | {key(n.id, RESTRICTED[1]) for n, at in read.items() if at >= IN_FULL},
    }  # fmt: skip


def restricted_done(w: World, who: Who) -> dict[str, set[Any]]:
    """What the guarded querysets must let be done: moving on by who manages the case and knows of it."""
    return {
        "restriction:manage": {key(c.id, RESTRICTED[0]) for c in w.cases if may(w, who, "manage", c)}
        | {
            key(n.id, RESTRICTED[0]) for n in w.notes
            if may(w, who, "manage", n.case) and tier(w, who, n) >= ANY_WORDS
        }
    }  # fmt: skip


def lay_restrictions(w: World, day: Any, later: Any, now: Any, store: Any) -> None:
    """Insert every row that was made out of ``w``; the requests are there. Lifted, so that nothing else is refused."""
    by = w.memberships[0].id
    ended = {"placed_on": day, "review_on": later, "lifted_on": later, "told_on": later, "lifted_by_id": by}
    made = {"membership_id": by, "ground": "evidence", **ended}
    word = {"kind": "placed", "text": "T", "membership_id": by, "at": now}
    for case, note, of in [(c, None, c.id) for c in w.cases] + [(n.case, n.id, n.id) for n in w.notes]:
        store(sh.Restriction, [sh.Restriction(
            id=key(of, RESTRICTED[0]), case_id=case.id, request_id=key(case.id, RIGHTS[0]), note_id=note,
            newest_id=note, **made,
        )])  # fmt: skip
        store(sh.RestrictionWord, [sh.RestrictionWord(
            id=key(of, RESTRICTED[1]), case_id=case.id, restriction_id=key(of, RESTRICTED[0]), note_id=note, **word,
        )])  # fmt: skip
