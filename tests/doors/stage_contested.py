"""What the person contests behind the doors: a fact that waits, some that stand, a recipient who is to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from tests.doors.answers import PERMANENT_AND_RESCUER
from tests.factories import NoteFactory
from tests.factories.contested import ContestedFactFactory, ContestedWordFactory, CorrectionNoticeFactory
from tests.factories.rights import RightsRequestFactory

if TYPE_CHECKING:
    from tests.doors.stage import Stage

READERS: dict[str, tuple[str, ...]] = {
    "contested core": PERMANENT_AND_RESCUER, "contested reason": PERMANENT_AND_RESCUER,
    "contested named": ("supervisor", "officer"), "contested sealed": ("officer",),
}  # fmt: skip
"""Who may be told each word: whoever reads the note in full."""


def lay_contested(stage: Stage) -> None:
    """Lay a request with facts of every handling, one on which nothing is named yet, and somebody to be told."""
    w = stage.world
    asked = stage.more["rights_rectify"] = RightsRequestFactory(
        case=w.case, membership=w.officer, kind="rectification", identity="known", identity_on=timezone.localdate()
    )
    stage.more["rights_unnamed"] = RightsRequestFactory(case=w.case, membership=w.officer, kind="rectification")
    made = {"request": asked, "membership": w.manager}
    stage.more["contested"] = ContestedFactFactory(note=stage.notes["team"], **made)
    answered = {"outcome": "stands", "answered_at": timezone.now(), "answered_by": w.supervisor}
    core = stage.more["contested_core"] = ContestedFactFactory(note=stage.notes["core"], **made, **answered)
    ContestedWordFactory(fact=core, text=stage.hide("contested core"))
    ContestedWordFactory(fact=core, text=stage.hide("contested reason"), kind="stands", membership=w.supervisor)
    for handling in ("named", "sealed"):
        fact = stage.more[f"contested_{handling}"] = ContestedFactFactory(note=stage.notes[handling], **made)
        ContestedWordFactory(fact=fact, text=stage.hide(f"contested {handling}"))
    stage.more["correction"] = CorrectionNoticeFactory(fact=core, disclosure=stage.disclosure)


def more_contested(stage: Stage) -> None:
    """One more of everything that pages of contested facts list."""
    note = NoteFactory(case=stage.case, by=stage.supervisor)
    fact = ContestedFactFactory(request=stage.rights_rectify, note=note, membership=stage.manager)
    ContestedWordFactory(fact=fact)
    again = ContestedFactFactory(
        request=RightsRequestFactory(case=stage.case, membership=stage.officer, kind="rectification"),
        note=stage.notes["team"], membership=stage.manager,
    )  # fmt: skip
    ContestedWordFactory(fact=again)
    CorrectionNoticeFactory(
        fact=fact, disclosure=stage.disclosure, told_on=timezone.localdate(), how="mail", membership=stage.manager
    )
