"""Restrictions behind the doors: of a note that waits for a review, of one that few read; a word in each text.

None is of the whole case: nothing else on the stage could go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from tests.doors.answers import PERMANENT_AND_RESCUER
from tests.factories import NoteFactory
from tests.factories.restrictions import RestrictionFactory, RestrictionWordFactory
from tests.factories.rights import RightsRequestFactory

if TYPE_CHECKING:
    from tests.doors.stage import Stage

READERS: dict[str, tuple[str, ...]] = {
    "restricted core": PERMANENT_AND_RESCUER, "restricted lifting": PERMANENT_AND_RESCUER,
    "restricted sealed": ("officer",),
}  # fmt: skip
"""Who may be told each word: whoever reads the note in full."""


def lay_restrictions(stage: Stage) -> None:
    """Lay a request to restrict, one restriction that runs, one of a sealed note, and one that was lifted."""
    w = stage.world
    asked = stage.more["rights_restriction"] = RightsRequestFactory(
        case=w.case, membership=w.officer, kind="restriction"
    )
    made = {"request": asked, "membership": w.manager}
    held = stage.more["held_note"] = NoteFactory(
        case=w.case, by=w.supervisor, handling="core", summary="S", gist="G", told_to_companions=False
    )
    stage.more["restriction"] = RestrictionFactory(note=held, **made)
    RestrictionWordFactory(restriction=stage.restriction, text=stage.hide("restricted core"))
    sealed = stage.more["restriction_sealed"] = RestrictionFactory(note=stage.notes["sealed"], **made)
    RestrictionWordFactory(restriction=sealed, text=stage.hide("restricted sealed"))
    today = timezone.localdate()
    over = stage.more["restriction_over"] = RestrictionFactory(
        note=held, lifted_on=today, lifted_by=w.manager, told_on=today, **made
    )
    RestrictionWordFactory(restriction=over, kind="lifted", text=stage.hide("restricted lifting"))


def more_restrictions(stage: Stage) -> None:
    """One more of everything that pages of restrictions list."""
    note = NoteFactory(case=stage.case, by=stage.supervisor)
    RestrictionFactory(request=stage.rights_restriction, note=note, membership=stage.manager)
