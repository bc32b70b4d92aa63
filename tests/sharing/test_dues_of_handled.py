"""What is due on a case about a contested or a restricted note: told to whoever reads it, as it is handled now."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from devstack.testing import backstage
from tests.casework.doors import page
from tests.cast import acting
from tests.factories import NoteFactory
from tests.factories.contested import ContestedFactFactory
from tests.factories.restrictions import RestrictionFactory
from tests.factories.rights import RightsRequestFactory

WORDS = ("Answer: the person contests a note", "Review of a restriction")


def _told(who: Any, browse: Any) -> set[str]:
    """Kinds of what is due on the case, by bare SQL as this person; the pages say the same."""
    with acting(who), connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind FROM casework_deadline WHERE kind IN ('contested_fact', 'restriction_review')"
            " AND case_id IS NOT NULL"
        )
        kinds = {kind for (kind,) in cursor.fetchall()}
    shown = page(browse(who), "/cases/VRP-CEDAR/?all=due")
    assert [word in shown for word in WORDS] == [kind in kinds for kind in ("contested_fact", "restriction_review")]
    return kinds


@pytest.fixture
def note(world: Any) -> Any:
    """A note of the police of which others read a gist at least; it is contested and restricted."""
    note = NoteFactory(case=world.case, by=world.officer, gist="G", summary="S")
    asked = RightsRequestFactory(case=world.case, membership=world.manager, kind="rectification")
    ContestedFactFactory(request=asked, note=note, membership=world.manager)
    RestrictionFactory(request=asked, note=note, membership=world.manager)
    return note


@pytest.mark.parametrize(
    "change",
    [{"handling": "sealed"}, {"released_tier": 1}, {"released_tier": 0}, {"status": "withdrawn"}],
    ids=["sealed since", "known to exist", "not released", "withdrawn"],
)
def test_the_day_is_told_to_whoever_reads_the_note_now(
    world: Any, browse: Any, note: Any, change: dict[str, Any]
) -> None:
    every = {"contested_fact", "restriction_review"}
    for who in (world.officer, world.supervisor, world.clinician):
        assert _told(who, browse) == every
    with backstage():
        for name, value in change.items():
            setattr(note, name, value)
        note.save()
    assert _told(world.officer, browse) == every  # whoever wrote it
    for who in (world.supervisor, world.clinician):
        assert _told(who, browse) == set()


def test_of_a_whole_case_it_is_told_to_its_places(world: Any, browse: Any) -> None:
    asked = RightsRequestFactory(case=world.case, membership=world.manager, kind="restriction")
    RestrictionFactory(request=asked, membership=world.manager)
    for who in (world.officer, world.supervisor, world.clinician):
        assert _told(who, browse) == {"restriction_review"}
