"""Each condition of the functions that count between agencies is needed: with one removed, some count is another."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agencies.models import Agreement
from devstack.testing import backstage
from tests.cast import acting
from tests.factories import (
    AgencyFactory,
    CaseFactory,
    MembershipFactory,
    NoteFactory,
    PlaceFactory,
    agree,
    answered,
    asked,
)
from tests.guards import mutants
from tests.guards.mutants import Mutant, of_named
from tests.sharing.test_symmetry import FIRST, RUNNING, at, exchange, give

COUNTING = (
    "sharing_quarter", "sharing_count_asked", "sharing_count_answered", "sharing_answer_days", "sharing_count_given",
    "sharing_count_gaps",
)  # fmt: skip
QUARTERS = tuple(f"{name}('{{day}}')" for name in COUNTING[1:5])
DAYS = (FIRST, RUNNING, FIRST + dt.timedelta(days=1))
EQUIVALENT = {
    "sharing_count_gaps(): c.id = n.case_id -> TRUE": "it only saves notes of closed cases, which no pair is left for",
}


@pytest.fixture
def scene(world: Any) -> Any:
    """What tells the conditions apart: other quarters, another partnership, places and notes of every sort."""
    w = world
    exchange(w, w.officer, w.probation, w.supervisor, [1, 5, 9], "nothing_held")
    exchange(w, w.supervisor, w.police, w.officer, [3, 8, -1], "cannot_say", 4)
    early, late = at(0) - dt.timedelta(days=5), at(-1) + dt.timedelta(days=2)
    answered(asked(w.case, w.supervisor, w.police, asked_at=early), w.officer, "nothing_held", answered_at=early)
    answered(asked(w.case, w.supervisor, w.police, asked_at=late), w.officer, "nothing_held", answered_at=late)
    answered(asked(w.case, w.manager, w.college, asked_at=early), w.teacher, "nothing_held", answered_at=early)
    answered(asked(w.case, w.manager, w.police, asked_at=at(-1)), w.officer, "nothing_held", answered_at=late)
    words = NoteFactory(case=w.case, by=w.officer, summary="S")
    row = asked(w.case, w.supervisor, w.police, asked_at=at(4))
    answered(row, w.officer, "summary", note=words, answered_at=at(9))
    asked(w.case, w.supervisor, w.police, asked_at=at(4))
    for day in (1, -60, 200):
        give(w, w.supervisor, {w.officer: 3, w.teacher: 1, w.supervisor: 4}, day)
    note = give(w, w.supervisor, {w.officer: 3}, 2)
    later = NoteFactory(case=w.case, by=w.supervisor, summary="S", recorded_at=at(20), supersedes=note)
    give(w, w.supervisor, {w.officer: 3}, 3, note=later)
    _lay_elsewhere(w)
    _lay_gaps(w)
    return w


def _lay_elsewhere(w: Any) -> None:
    other = AgencyFactory(partnership=w.elsewhere.partnership, name="Far Office", code="FAR")
    far = MembershipFactory(agency=other)
    case = CaseFactory(reference="VRP-FAR", partnership=w.elsewhere.partnership, lead_agency=other)
    PlaceFactory(case=case, membership=far)
    PlaceFactory(case=case, membership=w.stranger)
    row = asked(case, far, w.elsewhere, asked_at=at(6))
    answered(row, w.stranger, "nothing_held", answered_at=at(7))
    give(w, far, {w.stranger: 3}, 6, case=case)


def _lay_gaps(w: Any) -> None:
    now = timezone.now()
    agree(w.port, w.probation, purposes=["court"])
    with backstage():
        Agreement.objects.filter(pk=w.agreement.pk).update(data_categories=["supervision"], version=2)
    youth = AgencyFactory(partnership=w.partnership, name="Youth House", code="YOU")
    places: list[tuple[str, dict[str, Any]]] = [
        ("closed", {}), ("active", {"kind": "companion"}), ("active", {"valid_to": now}),
        ("active", {"valid_from": now + dt.timedelta(days=1)}), ("active", {}),
    ]  # fmt: skip
    for n, (status, place) in enumerate(places):
        case = CaseFactory(reference=f"VRP-Y{n}", partnership=w.partnership, lead_agency=youth, status=status)
        PlaceFactory(case=case, membership=w.officer, **place)
        NoteFactory(case=case, by=w.supervisor, data_category="housing", summary="S")
    NoteFactory(case=w.case, by=w.clinician, data_category="health", gist="G", handling="core")
    for category, more in (
        ("family", {"released_tier": 1}), ("victim", {"handling": "sealed"}), ("belief", {"status": "withdrawn"}),
    ):  # fmt: skip
        NoteFactory(case=w.case, by=w.clinician, data_category=category, gist="G", **more)


def counts(w: Any) -> list[Any]:
    """What each function answers to each who asks."""
    found: list[Any] = []
    for who in (w.chair, w.coordinator, w.officer, w.mentor, w.stranger):
        with acting(who), connection.cursor() as cursor:
            asks = [one.format(day=day) for one in QUARTERS for day in DAYS] if who != w.coordinator else []
            for one in (*asks, "sharing_count_gaps()"):
                cursor.execute(f"SELECT * FROM {one}")
                found.append(sorted(map(repr, cursor.fetchall())))
    return found


def missed(w: Any, mutant: Mutant, true: list[Any]) -> bool:
    """Whether somebody notices that the condition is gone. One that breaks down is told by whoever asked it."""
    try:
        with transaction.atomic(), mutants.database_altered(mutant):
            return counts(w) != true
    except DatabaseError:
        return True


def test_every_condition_of_what_counts_is_needed(scene: Any) -> None:
    true, found = counts(scene), of_named(*COUNTING)
    assert len(found) > 20
    assert any(true)
    assert {mutant.name for mutant in found if not missed(scene, mutant, true)} == set(EQUIVALENT)
