"""Legal holds and erasures made out of a world: one of each on each case, and a recipient who is to be told."""

from __future__ import annotations

from typing import Any

from sharing import models as sh
from tests.oracle.records import key
from tests.oracle.rule import may, standing
from tests.oracle.world import Case, Who, World

ERASING = ("legalhold", "erasure", "erasurenotice")
DECIDED = ERASING[:2]
OVERSEE = {"chair", "legal"}


def _oversees(who: Who, case: Case) -> bool:
    return bool(OVERSEE & set(who.membership.duties)) and who.membership.agency.partnership == case.partnership


def erasing_seen(w: World, who: Who, closed: bool) -> dict[str, set[Any]]:
    """What both walls must show. ``closed``: nothing without a case, either, to whoever is not in good standing."""
    told = standing(w, who) or not closed
    read = [c for c in w.cases if may(w, who, "lead", c) or (told and _oversees(who, c))]
    return {name: {key(c.id, name) for c in read} for name in ERASING}


def erasing_done(w: World, who: Who) -> dict[str, set[Any]]:
    """What the guarded querysets must let be done with them."""
    decided = [c for c in w.cases if _oversees(who, c)]
    return {f"{name}:decide": {key(c.id, name) for c in decided} for name in DECIDED}


def lay_erasing(w: World, partnership_key: Any, day: Any, now: Any, store: Any) -> None:
    """Insert every row that was made out of ``w``."""
    by = w.memberships[0]
    store(sh.LegalHold, [
        sh.LegalHold(
            id=key(c.id, ERASING[0]), case_id=c.id, partnership_id=partnership_key(c.partnership), ground="claim",
            words="W", placed_at=now, membership_id=by.id, user_id=by.person.id, review_on=day,
        ) for c in w.cases
    ])  # fmt: skip
    store(sh.Erasure, [
        sh.Erasure(
            id=key(c.id, ERASING[1]), case_id=c.id, partnership_id=partnership_key(c.partnership), ground="request",
            source_id=key(c.id, "source"), legal_ground="duty", words="W", told_on=day, proposed_at=now,
            membership_id=by.id, user_id=by.person.id, state="withdrawn",
        ) for c in w.cases
    ])  # fmt: skip
    store(sh.ErasureNotice, [
        sh.ErasureNotice(
            id=key(c.id, ERASING[2]), erasure_id=key(c.id, ERASING[1]), kind="others", others=1, due_on=day,
            raised_at=now,
        ) for c in w.cases
    ])  # fmt: skip
