"""Reports of leaks made out of a world: one on each case by the last who ever came to its team, and a step after it."""

from __future__ import annotations

from typing import Any

from sharing import models as sh
from tests.oracle.advice import asker
from tests.oracle.duties import seated
from tests.oracle.records import key
from tests.oracle.rule import may, standing
from tests.oracle.world import Case, Who, World

LEAKS = ("leakreport", "leakstep")


def _here(who: Who, case: Case, *duties: str) -> bool:
    return bool(set(duties) & who.membership.duties) and case.partnership == who.membership.agency.partnership


def leaks_seen(w: World, who: Who, closed: bool) -> dict[str, set[Any]]:
    """What both walls must show. ``closed``: nothing without a case, either, to whoever is not in good standing."""
    told = standing(w, who) or not closed
    read = [
        c for c in w.cases
        if (asker(w, c) is who.membership and who.membership.person is who.person and seated(w, who, c))
        or may(w, who, "lead", c) or (told and _here(who, c, "chair", "legal"))
    ]  # fmt: skip
    return {name: {key(c.id, name) for c in read} for name in LEAKS}


def leaks_done(w: World, who: Who) -> dict[str, set[Any]]:
    """What the guarded querysets must let be done with them."""
    return {
        f"leakreport:{verb}": {key(c.id, LEAKS[0]) for c in w.cases if _here(who, c, *duties)}
        for verb, duties in (("decide", ("legal",)), ("close", ("chair", "legal")))
    }


def lay_leaks(w: World, partnership_key: Any, now: Any, store: Any) -> None:
    """Insert every row that was made out of ``w``."""
    by = {c: {"case_id": c.id, "membership_id": asker(w, c).id, "user_id": asker(w, c).person.id} for c in w.cases}
    store(sh.LeakReport, [
        sh.LeakReport(
            id=key(c.id, LEAKS[0]), partnership_id=partnership_key(c.partnership), noticed_at=now, reported_at=now,
            what="W", tier=2, kinds=["family"], reached="R", **by[c],
        ) for c in w.cases
    ])  # fmt: skip
    store(sh.LeakStep, [
        sh.LeakStep(id=key(c.id, LEAKS[1]), report_id=key(c.id, LEAKS[0]), kind="measure", words="W", made_at=now,
                    **by[c])
        for c in w.cases
    ])  # fmt: skip
