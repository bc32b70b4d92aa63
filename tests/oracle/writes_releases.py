"""What the second wall lets somebody write of how far a note goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from casework import models as cw
from tests.oracle.attempts import SPARE, Attempt, inserted
from tests.oracle.rule import may, tier
from tests.oracle.world import Note, Who, World

DAY = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def attempts_on_releases(w: World, who: Who, note: Note) -> Iterator[Attempt]:
    """A note goes further by a line of the agency that wrote it, put down by its author or a permanent member."""
    m, mine = who.membership, may(w, who, "edit", note.case) or note.author is who.person
    able = tier(w, who, note) >= 4 and mine and may(w, who, "write", note.case) and not note.withdrawn
    able = able and m.agency is note.agency
    rightly = {"membership_id": m.id, "agency_id": m.agency.id}
    for changed in ({}, {"membership_id": SPARE}, {"agency_id": SPARE}):
        yield inserted(cw.NoteRelease(**{
            "id": SPARE, "case_id": note.case.id, "note_id": note.id, "tier_before": note.released,
            "tier": (note.released + 1) % 5, "companions_before": note.companions, "companions": False, "reason": "R",
            "made_at": DAY, **rightly, **changed,
        }), able and not changed)  # fmt: skip
    shared = note.handling == "team"
    for level, there in ((0, True), (2, note.gist), (3, note.summary)):
        stands = not level or (shared and there and note.released >= level)
        for changed in ({}, {"membership_id": SPARE}, {"agency_id": SPARE}) if level < 3 else ({},):
            yield inserted(cw.MinutesClearance(**{
                "id": SPARE, "case_id": note.case.id, "note_id": note.id, "tier": level, "reason": "R", "made_at": DAY,
                **rightly, **changed,
            }), able and stands and not changed)  # fmt: skip
