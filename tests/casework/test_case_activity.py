"""When a case was last active: told by the notes that the reader reads, in the list, in its order and to programs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from casework.queries import case_activity
from tests.api.caller import caller
from tests.factories import CaseFactory, NoteFactory, PlaceFactory
from tests.factories.casework import give_to_agency

HIDDEN: dict[str, tuple[dict[str, Any], set[str]]] = {
    # labels: who of those on the case learns of the note's day by reading words of it
    "sealed": ({"handling": "sealed"}, {"officer"}),
    "not released": ({"handling": "team", "released_tier": 0}, {"officer"}),
    "core": ({"handling": "core"}, {"officer", "supervisor", "manager", "clinician"}),
    "open": ({"handling": "team", "summary": "S", "gist": "G"},
             {"officer", "supervisor", "manager", "clinician", "teacher", "chair"}),
}  # fmt: skip
EVERYBODY = ("officer", "supervisor", "manager", "clinician", "teacher", "mentor", "chair")


def _told(who: Any, **query: Any) -> dict[str, str]:
    """Case -> its moment, in the order of the answer."""
    rows = caller(who).get("/cases/", **query).json()["results"]
    return {row["reference"]: row["last_activity_at"] for row in rows}


@pytest.mark.parametrize("labels", HIDDEN)
def test_a_note_that_one_does_not_read_moves_nothing(world: Any, labels: str) -> None:
    before = {who: _told(getattr(world, who)) for who in EVERYBODY}
    said, readers = HIDDEN[labels]
    NoteFactory(case=world.case, by=world.officer, **said)
    moved = {who for who in EVERYBODY if _told(getattr(world, who)) != before[who]}
    assert moved == readers


def _second_case(world: Any, who: Any, hours: int) -> Any:
    """Another case of theirs, with a note that everybody on both reads."""
    other = CaseFactory(reference="VRP-ELDER", partnership=world.partnership, lead_agency=world.probation)
    PlaceFactory(case=other, membership=who, kind="ad_hoc" if who == world.teacher else "permanent")
    PlaceFactory(case=other, membership=world.officer)
    for case, ago in ((other, hours), (world.case, hours + 1)):
        at = timezone.now() - dt.timedelta(hours=ago)
        NoteFactory(case=case, by=world.officer, handling="team", summary="S", gist="G", recorded_at=at)
    return other


@pytest.mark.parametrize("who", ["teacher", "supervisor", "chair"])
def test_the_order_tells_of_no_hidden_note(world: Any, who: str) -> None:
    reader = getattr(world, who)
    _second_case(world, reader, 5)
    before = list(_told(reader, ordering="activity"))
    assert before == ["VRP-ELDER", "VRP-CEDAR"]
    NoteFactory(case=world.case, by=world.officer, handling="sealed")
    assert list(_told(reader, ordering="activity")) == before
    assert list(_told(world.officer, ordering="activity")) == before[::-1]


@pytest.mark.parametrize("window", [1, 3, 60])
@pytest.mark.parametrize("who", ["teacher", "senior", "chair"])
def test_pages_follow_what_one_reads_without_gap(
    world: Any, monkeypatch: pytest.MonkeyPatch, who: str, window: int
) -> None:
    monkeypatch.setattr(case_activity, "WINDOW", window)
    monkeypatch.setattr("casework.queries.case_list.PAGE", 2)
    reader = world.supervisor if who == "senior" else getattr(world, who)
    for number in range(7):
        case = CaseFactory(reference=f"VRP-W{number}", partnership=world.partnership, lead_agency=world.probation)
        PlaceFactory(case=case, membership=reader, kind="ad_hoc" if who == "teacher" else "permanent")
        PlaceFactory(case=case, membership=world.officer)
        give_to_agency(case, world.probation)
        at = timezone.now() - dt.timedelta(hours=20 + number % 5)
        NoteFactory(case=case, by=world.officer, handling="team", summary="S", gist="G", recorded_at=at)
        if number % 2:
            NoteFactory(case=case, by=world.officer, handling="sealed")
    whole: list[list[tuple[str, str]]] = []
    back: list[list[tuple[str, str]]] = []
    cursor = ""
    while True:
        answer = caller(reader).get("/cases/", ordering="activity", **({"cursor": cursor} if cursor else {})).json()
        whole.append([(row["last_activity_at"], row["reference"]) for row in answer["results"]])
        cursor = answer["next"] or ""
        if not cursor:
            break
    while answer["previous"]:
        answer = caller(reader).get("/cases/", ordering="activity", cursor=answer["previous"]).json()
        back.insert(0, [(row["last_activity_at"], row["reference"]) for row in answer["results"]])
    rows = [row for part in whole for row in part]
    moments = [moment for moment, _reference in rows]
    assert len(rows) == len(set(rows)) == 8
    assert moments == sorted(moments, reverse=True)
    assert back[-1] == whole[-2]
    assert [row for part in back for row in part] == rows[: sum(len(part) for part in back)]
