"""Leaks behind the doors: one that a guest reported, with a word in every text."""

from __future__ import annotations

from typing import Any

from tests.factories.leaks import LeakFactory, LeakStepFactory

READERS: dict[str, tuple[str, ...]] = {
    f"leak {name}": ("teacher", "manager", "chair", "legal")
    for name in ("what", "reached", "at_risk", "phoned_whom", "measures", "step")
}
"""Who may be told each word: whoever reported it, the case manager, the chair and the adviser."""


def lay_leaks(stage: Any) -> None:
    """Lay a report of the teacher with a measure of the case manager."""
    w = stage.world
    words = {name: stage.hide(f"leak {name}") for name in ("what", "reached", "at_risk", "phoned_whom", "measures")}
    stage.more["leak"] = LeakFactory(case=w.case, membership=w.teacher, **words)
    LeakStepFactory(report=stage.leak, membership=w.manager, words=stage.hide("leak step"))


def more_leaks(stage: Any) -> None:
    """One more of everything that pages of leaks list."""
    w = stage.world
    LeakStepFactory(report=stage.leak, membership=w.manager)
    for closed in (False, True):
        row = LeakFactory(case=w.case, membership=w.teacher)
        LeakStepFactory(report=row, membership=w.chair, kind="closed" if closed else "measure")
