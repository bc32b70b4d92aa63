"""The rule of lessons in plain Python, and their rows: on their way two for each case, standing two a partnership."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casework import models as cw
from tests.oracle.records import key
from tests.oracle.rule import may, standing
from tests.oracle.world import Case, Membership, Who, World

WORDS = {"heading": "T", "happened": "T", "helped": "T", "differently": "T"}


def approves(w: World, who: Who, partnership: int) -> bool:
    """Chair and coordinators of the partnership let its lessons stand, in good standing."""
    m = who.membership
    return standing(w, who) and m.agency.partnership == partnership and bool(m.duties & {"chair", "coordinator"})


def author(w: World, case: Case) -> Membership:
    """Who wrote the lessons of the case: somebody else for each case in turn."""
    return w.memberships[w.cases.index(case) % len(w.memberships)]


def decider(w: World, case: Case) -> Membership | None:
    """Who returned the second lesson of the case: anybody but its author, one who might approve where there is one."""
    others = [m for m in w.memberships if m.person is not author(w, case).person]
    fit = [m for m in others if m.duties & {"chair", "coordinator"}]
    return next(iter([*fit, *others]), None)


def weighs(w: World, who: Who, case: Case) -> bool:
    """Whether they may decide about the lesson of the case that waits: not when they wrote it."""
    return approves(w, who, case.partnership) and author(w, case).person is not who.person


def _decided(w: World, who: Who, case: Case) -> bool:
    by = decider(w, case)
    return by is not None and by.person is who.person and approves(w, who, case.partnership)


def lessons_to_weigh(w: World, who: Who) -> set[Any]:
    """The lessons they may let stand or give back."""
    return {key(c.id, "waiting lesson") for c in w.cases if weighs(w, who, c)}


def lessons_to_withdraw(w: World, who: Who) -> set[Any]:
    """The lessons they may take back."""
    return {key(f"{n}", "lesson") for n in (0, 1) if approves(w, who, n)}


def lessons_seen(w: World, who: Who) -> dict[str, set[Any]]:
    """On its way a lesson is read inside its case and by who weighs or decided it; what stands, by the staff."""
    inside = [c for c in w.cases if may(w, who, "team", c)]
    home = who.membership.agency.partnership
    drafts = {key(c.id, name) for c in inside for name in ("waiting lesson", "returned lesson")
              if name == "waiting lesson" or decider(w, c)}  # fmt: skip
    drafts |= lessons_to_weigh(w, who) | {key(c.id, "returned lesson") for c in w.cases if _decided(w, who, c)}
    stands = {key(f"{home}", "lesson")} if standing(w, who) else set()
    return {
        "lessondraft": drafts,
        "lesson": stands | ({key(f"{home}", "withdrawn lesson")} if approves(w, who, home) else set()),
    }


def draft_row(row_id: Any, case: Any, partnership: Any, by: Membership, day: Any, **more: Any) -> cw.LessonDraft:
    """The row of a lesson on its way."""
    return cw.LessonDraft(
        id=row_id, case_id=case, partnership_id=partnership, author_id=by.person.id, membership_id=by.id,
        written_on=day, **WORDS | more,
    )  # fmt: skip


def lay_lessons(w: World, partnership_key: Callable[[int], Any], day: Any, store: Callable[[Any, Any], None]) -> None:
    """Insert the lessons of every case and every partnership."""
    rows = []
    for case in w.cases:
        at = (case.id, partnership_key(case.partnership), author(w, case), day)
        rows.append(draft_row(key(case.id, "waiting lesson"), *at))
        if by := decider(w, case):
            rows.append(draft_row(
                key(case.id, "returned lesson"), *at, state="returned", reason="R", decided_by_id=by.person.id,
                decided_on=day,
            ))  # fmt: skip
    store(cw.LessonDraft, rows)
    for n in (0, 1):
        said = WORDS | {"partnership_id": partnership_key(n), "year": 2025}
        store(cw.Lesson, [
            cw.Lesson(id=key(f"{n}", "lesson"), **said),
            cw.Lesson(id=key(f"{n}", "withdrawn lesson"), withdrawn_on=day, withdrawn_because="B", **said),
        ])  # fmt: skip
