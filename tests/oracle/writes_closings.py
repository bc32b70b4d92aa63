"""What the second wall lets somebody write of how a case ended, and of follow-ups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from casework import models as cw
from tests.oracle.attempts import SPARE, Attempt, inserted, updated
from tests.oracle.lay_records import outcome_row
from tests.oracle.records import key
from tests.oracle.rule import may
from tests.oracle.world import Case, Who, World

DAY = dt.date(2026, 1, 1)
FOUND = ("method = 'phone', found = 'T', disengagement = 'partial', reintegration = 'partial', held_on = '2026-01-01', "
         "version = version + 1")  # fmt: skip


def attempts_on_closings(w: World, who: Who, case: Case, others: list[Case]) -> Iterator[Attempt]:
    """An outcome is recorded by who leads the case, and stays. A follow-up is planned by who closes the case, and
    written once, by a permanent member in their own name."""
    lead, manage, edit = (may(w, who, verb, case) for verb in ("lead", "manage", "edit"))
    me = who.membership.id
    for maker in (me, SPARE):
        yield inserted(outcome_row(SPARE, case.id, 9, maker), lead and maker == me)
    yield Attempt("casework_outcome", "UPDATE casework_outcome SET agreed = 'U'", False, True)
    yield inserted(cw.FollowUp(id=SPARE, case_id=case.id, closing=2, months=6, due_on=DAY), manage)
    yield inserted(cw.FollowUp(
        id=SPARE, case_id=case.id, closing=2, months=6, due_on=DAY, held_on=DAY, membership_id=me, method="phone",
        found="T", disengagement="partial", reintegration="partial",
    ), False)  # fmt: skip
    table, waits = "casework_followup", key(case.id, "followup")
    yield updated(table, waits, "version = version + 1", edit, edit)
    yield updated(table, waits, f"{FOUND}, membership_id = '{me}'", edit, edit)
    yield updated(table, waits, f"{FOUND}, membership_id = '{SPARE}'", False, edit)
    yield updated(table, key(case.id, "held"), "found = 'U', version = version + 1", False, False)
    for other in others:
        if other is not case:
            yield updated(table, waits, f"version = version + 1, case_id = '{other.id}'", False, edit)
