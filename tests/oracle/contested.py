"""What persons contest, made out of a world: a contested fact on each note, and what the person says."""

from __future__ import annotations

from typing import Any

from sharing import models as sh
from tests.oracle.records import key
from tests.oracle.rights import RIGHTS
from tests.oracle.rule import may_item, tier
from tests.oracle.world import Who, World

CONTESTED = ("contestedfact", "contestedword")
ANY_WORDS, IN_FULL = 2, 4


def contested_seen(w: World, who: Who) -> dict[str, set[Any]]:
    """That a note is contested, whoever reads any words of it; what the person says, whoever reads it in full."""
    read = {n: tier(w, who, n) for n in w.notes}
    return {
        "contestedfact": {key(n.id, CONTESTED[0]) for n, at in read.items() if at >= ANY_WORDS},
        "contestedword": {key(n.id, CONTESTED[1]) for n, at in read.items() if at >= IN_FULL},
    }


def contested_done(w: World, who: Who) -> dict[str, set[Any]]:
    """What the guarded querysets must let be done: an answer by whoever may correct the note."""
    return {"contestedfact:change": {key(n.id, CONTESTED[0]) for n in w.notes if may_item(w, who, "change", n)}}


def lay_contested(w: World, day: Any, now: Any, store: Any) -> None:
    """Insert every row that was made out of ``w``; the requests are there."""
    by = w.memberships[0].id
    store(sh.ContestedFact, [
        sh.ContestedFact(
            id=key(n.id, CONTESTED[0]), case_id=n.case.id, request_id=key(n.case.id, RIGHTS[0]), note_id=n.id,
            newest_id=n.id, originator_id=n.agency.id, membership_id=by, named_at=now, due_on=day,
        ) for n in w.notes
    ])  # fmt: skip
    store(sh.ContestedWord, [
        sh.ContestedWord(id=key(n.id, CONTESTED[1]), fact_id=key(n.id, CONTESTED[0]), note_id=n.id, kind="person",
                         text="T", membership_id=by, at=now) for n in w.notes
    ])  # fmt: skip
