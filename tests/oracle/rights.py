"""What the person asks, made out of a world: a request on each case and its words."""

from __future__ import annotations

from typing import Any

from sharing import models as sh
from tests.oracle.records import key
from tests.oracle.rule import may
from tests.oracle.world import Case, Who, World

RIGHTS = ("rightsrequest", "rightsword", "accessfile", "accessomission")
HANDED_IN = 2
"""Every so-many-th case has a file that is handed in; the others one that is put together."""
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
        **{name: {key(c.id, name) for c in w.cases if _reads_file(w, who, c, standing)} for name in RIGHTS[2:]},
    }  # fmt: skip


def _state(w: World, case: Case) -> str:
    return "assembled" if w.cases.index(case) % HANDED_IN else "in_review"


def _advises(who: Who, case: Case) -> bool:
    return "legal" in who.membership.duties and who.membership.agency.partnership == case.partnership


def _reads_file(w: World, who: Who, case: Case, standing: bool) -> bool:
    """Whoever manages the case; once it is handed in the legal advisers too."""
    handed_in = _state(w, case) == "in_review"
    return may(w, who, "manage", case) or (standing and handed_in and _advises(who, case))


def files_done(w: World, who: Who) -> dict[str, set[Any]]:
    """What the guarded querysets must let be done: nobody reviews what they put together."""
    by = w.memberships[0].person
    waits = [c for c in w.cases if _state(w, c) == "in_review" and who.person is not by]
    return {
        "accessfile:manage": {key(c.id, "accessfile") for c in w.cases if may(w, who, "manage", c)},
        "accessfile:review": {
            key(c.id, "accessfile") for c in waits if may(w, who, "manage", c) or _advises(who, c)
        },
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
    store(sh.AccessFile, [
        sh.AccessFile(
            id=key(c.id, "accessfile"), case_id=c.id, partnership_id=partnership_key(c.partnership), given="[]",
            request_id=key(c.id, RIGHTS[0]), state=_state(w, c), assembled_by_id=by, assembled_at=now,
            assembler_id=w.memberships[0].person.id,
        ) for c in w.cases
    ])  # fmt: skip
    store(sh.AccessOmission, [
        sh.AccessOmission(id=key(c.id, "accessomission"), case_id=c.id, file_id=key(c.id, "accessfile"), key="K",
                          ground="others", reason="R", membership_id=by, at=now) for c in w.cases
    ])  # fmt: skip
