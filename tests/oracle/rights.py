"""What the person asks, made out of a world: a request on each case and its words."""

from __future__ import annotations

from typing import Any

from sharing import models as sh
from tests.oracle.records import key
from tests.oracle.rule import may
from tests.oracle.world import Case, Who, World

RIGHTS = ("rightsrequest", "rightsword")
KEEP = {"chair", "coordinator", "legal"}


def _keeps(who: Who, case: Case) -> bool:
    return bool(KEEP & set(who.membership.duties)) and who.membership.agency.partnership == case.partnership


def rights_seen(w: World, who: Who, standing: bool) -> dict[str, set[Any]]:
    """Words from inside the case; that something is asked also by whoever keeps the clocks, in good standing."""
    inside = [c for c in w.cases if may(w, who, "team", c)]
    return {
        "rightsrequest": {
            key(c.id, RIGHTS[0]) for c in w.cases if c in inside or (standing and _keeps(who, c))
        },
        "rightsword": {key(c.id, RIGHTS[1]) for c in inside},
    }  # fmt: skip


def lay_rights(w: World, partnership_key: Any, day: Any, now: Any, store: Any) -> None:
    """Insert every row that was made out of ``w``."""
    by = w.memberships[0].id
    store(sh.RightsRequest, [
        sh.RightsRequest(
            id=key(c.id, RIGHTS[0]), case_id=c.id, partnership_id=partnership_key(c.partnership), kind="access",
            how="letter", received_on=day, due_on=day, membership_id=by, recorded_at=now,
        ) for c in w.cases
    ])  # fmt: skip
    store(sh.RightsWord, [
        sh.RightsWord(id=key(c.id, RIGHTS[1]), case_id=c.id, request_id=key(c.id, RIGHTS[0]), kind="asked", text="T",
                      membership_id=by, at=now) for c in w.cases
    ])  # fmt: skip
