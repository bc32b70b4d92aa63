"""What the second wall lets somebody write of what objectives answer."""

from __future__ import annotations

from collections.abc import Iterator

from casework import models as cw
from tests.oracle.attempts import SPARE, Attempt, inserted, updated
from tests.oracle.expect_records import sees_part
from tests.oracle.records import PROPOSED, Part, key, records
from tests.oracle.rule import may
from tests.oracle.world import Case, Note, Who, World


def attempts_on_findings(w: World, who: Who, case: Case, others: list[Case]) -> Iterator[Attempt]:
    """A finding is written by who leads the case, or with their own agency's proposal; changed by who leads it."""
    here = next((n for n in w.notes if n.case is case), None)
    away = next((n for n in w.notes if n.case is not case), None)
    elsewhere = [other for other in others if other is not case]
    for part in records(w).parts:
        if part.name == "objective" and part.case is case:
            yield from _inserts(w, who, part, here, away, elsewhere)
    table, there = "casework_finding", key(case.id, "finding")
    found = may(w, who, "lead", case) and may(w, who, "team", case)
    yield updated(table, there, "version = version + 1", found, found)
    if here is not None:
        yield updated(table, there, f"version = version + 1, note_id = '{here.id}'", found, found)
    if away is not None:
        yield updated(table, there, f"version = version + 1, note_id = '{away.id}'", False, found)
    for other in elsewhere:
        objective = key(other.id, "objective 3")
        moved = f"version = version + 1, objective_id = '{objective}'"
        yield updated(table, there, moved, False, found)
        goes = found and may(w, who, "lead", other) and may(w, who, "team", other)
        yield updated(table, there, f"{moved}, case_id = '{other.id}'", goes, found)


def _inserts(
    w: World, who: Who, part: Part, here: Note | None, away: Note | None, elsewhere: list[Case]
) -> Iterator[Attempt]:
    proposed = part.number in PROPOSED and part.agency is who.membership.agency
    writes = may(w, who, "lead", part.case) or (proposed and may(w, who, "edit", part.case))
    able = writes and sees_part(w, who, part)
    at = {"id": SPARE, "objective_id": part.id, "text": "T"}
    yield inserted(cw.Finding(case_id=part.case.id, **at), able)
    if here is not None and part.number == 3:
        yield inserted(cw.Finding(case_id=part.case.id, note_id=here.id, **at), able)
    if away is not None and part.number in (0, 3):
        yield inserted(cw.Finding(case_id=part.case.id, note_id=away.id, **at), False)
    for other in elsewhere:
        yield inserted(cw.Finding(case_id=other.id, **at), False)
