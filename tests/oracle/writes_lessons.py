"""What the second wall lets somebody write of lessons, on their way and standing."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from casework import models as cw
from tests.oracle.attempts import SPARE, Attempt, inserted, updated
from tests.oracle.lessons import WORDS, approves, decider, draft_row, weighs
from tests.oracle.records import key
from tests.oracle.rule import may
from tests.oracle.world import Case, Who, World

DAY = dt.date(2026, 1, 1)
DRAFTS, LESSONS = "casework_lessondraft", "casework_lesson"


def attempts_on_lessons(w: World, who: Who, partnership_key: Callable[[int], Any]) -> Iterator[Attempt]:
    """A permanent member writes in their own name and never rewrites. One who did not write it decides, in their own
    name. What stands is made of words that wait, and only ever withdrawn."""
    for case in w.cases:
        yield from _on_the_way(w, who, case, partnership_key)
    yield Attempt(DRAFTS, f"UPDATE {DRAFTS} SET heading = 'U'", False, True)
    for n in (0, 1):
        yield from _standing(w, who, n, partnership_key)
    yield Attempt(LESSONS, f"UPDATE {LESSONS} SET heading = 'U'", False, True)


def _on_the_way(w: World, who: Who, case: Case, partnership_key: Callable[[int], Any]) -> Iterator[Attempt]:
    mine, home, away = who.membership, partnership_key(case.partnership), partnership_key(1 - case.partnership)
    edits = may(w, who, "edit", case)
    other = next((m for m in w.memberships if m.person is not who.person), None)
    yield inserted(draft_row(SPARE, case.id, home, mine, DAY), edits)
    yield inserted(draft_row(SPARE, case.id, away, mine, DAY), False)
    yield inserted(draft_row(SPARE, case.id, home, dataclasses.replace(mine, id=SPARE), DAY), False)
    if other is not None:
        by = dataclasses.replace(mine, person=other.person)
        yield inserted(draft_row(SPARE, case.id, home, by, DAY), False)
        done = {"state": "returned", "reason": "R", "decided_by_id": other.person.id, "decided_on": DAY}
        yield inserted(draft_row(SPARE, case.id, home, mine, DAY, **done), False)
    waits, returns = key(case.id, "waiting lesson"), weighs(w, who, case)
    said = f"state = 'returned', reason = 'R', decided_on = '{DAY}', version = version + 1"
    yield updated(DRAFTS, waits, f"{said}, decided_by_id = '{who.person.id}'", returns, returns)
    if other is not None:
        yield updated(DRAFTS, waits, f"{said}, decided_by_id = '{SPARE}'", False, returns)
    if decider(w, case) is not None:
        yield updated(DRAFTS, key(case.id, "returned lesson"), "reason = 'U', version = version + 1", False, False)


def _standing(w: World, who: Who, n: int, partnership_key: Callable[[int], Any]) -> Iterator[Attempt]:
    lets = approves(w, who, n)
    waits = any(weighs(w, who, case) for case in w.cases if case.partnership == n)
    row = {"id": SPARE, "partnership_id": partnership_key(n), "year": 2025, **WORDS}
    yield inserted(cw.Lesson(**row), waits)
    for word in WORDS:
        yield inserted(cw.Lesson(**row | {word: "Something else"}), False)
    yield inserted(cw.Lesson(**row, withdrawn_on=DAY, withdrawn_because="B"), False)
    back = f"withdrawn_because = 'B', version = version + 1, withdrawn_on = '{DAY}'"
    yield updated(LESSONS, key(f"{n}", "lesson"), back, lets, lets)
    yield updated(LESSONS, key(f"{n}", "lesson"), "version = version + 1", False, lets)
    yield updated(LESSONS, key(f"{n}", "withdrawn lesson"), back, False, False)
