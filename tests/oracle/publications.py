"""Texts for the public made out of a world: for each case one about it and one about none, and a step of each."""

from __future__ import annotations

from typing import Any

from sharing import models as sh
from tests.oracle.advice import asker
from tests.oracle.records import key
from tests.oracle.rule import may, standing
from tests.oracle.world import Case, Who, World

PUBLICATIONS = ("publicationrequest", "publicationstep")
ALONE = " alone"


def _mine(w: World, who: Who, case: Case) -> bool:
    return asker(w, case) is who.membership


def _here(who: Who, case: Case) -> bool:
    return bool({"chair", "legal"} & who.membership.duties) and case.partnership == who.membership.agency.partnership


def publications_seen(w: World, who: Who, closed: bool) -> dict[str, set[Any]]:
    """What both walls must show. ``closed``: nothing without a case, either, to whoever is not in good standing."""
    told = standing(w, who) or not closed
    inside = {c for c in w.cases if may(w, who, "team", c) or (told and _here(who, c))}
    alone = {c for c in w.cases if told and (_mine(w, who, c) or _here(who, c))}
    return {name: {key(c.id, name) for c in inside} | {key(c.id, name + ALONE) for c in alone} for name in PUBLICATIONS}


def publications_done(w: World, who: Who) -> dict[str, set[Any]]:
    """What the guarded querysets must let be done with them."""
    name = PUBLICATIONS[0]
    both = {c: (key(c.id, name), key(c.id, name + ALONE)) for c in w.cases}
    decides = [c for c in w.cases if _here(who, c) and asker(w, c).person is not who.person]
    kept = {both[c][0] for c in w.cases if (_mine(w, who, c) and may(w, who, "edit", c)) or may(w, who, "lead", c)}
    return {
        f"{name}:decide": {row for c in decides for row in both[c]},
        f"{name}:keep": kept | {both[c][1] for c in w.cases if _mine(w, who, c)},
    }


def lay_publications(w: World, partnership_key: Any, day: Any, now: Any, store: Any) -> None:
    """Insert every row that was made out of ``w``."""
    for more in ("", ALONE):
        about = {c: {"case_id": None if more else c.id} for c in w.cases}
        by = {c: asker(w, c) for c in w.cases}
        store(sh.PublicationRequest, [
            sh.PublicationRequest(
                id=key(c.id, PUBLICATIONS[0] + more), partnership_id=partnership_key(c.partnership), outlet="other",
                asked_by="A", purpose="P", text="T", answer_by=day, sent_at=now, membership_id=by[c].id,
                user_id=by[c].person.id, agency_id=by[c].agency.id, **about[c],
            ) for c in w.cases
        ])  # fmt: skip
        store(sh.PublicationStep, [
            sh.PublicationStep(
                id=key(c.id, PUBLICATIONS[1] + more), publication_id=key(c.id, PUBLICATIONS[0] + more), words="W",
                proposer_id=by[c].person.id, kind="withdrawn", made_at=now, membership_id=by[c].id,
                user_id=by[c].person.id, **about[c],
            ) for c in w.cases
        ])  # fmt: skip
