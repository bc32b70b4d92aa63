"""Each condition of who reads lessons is needed: with one removed, somebody sees another lesson than they should."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from casework.models import Lesson
from devstack.testing import backstage
from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage, build
from tests.doors.stage_lessons import APPROVERS, STAFF, TEAM
from tests.factories import AgencyFactory, MembershipFactory
from tests.guards import mutants
from tests.guards.mutants import Mutant
from tests.guards.trying import Scene


def people(s: Stage) -> dict[str, Any]:
    """The cast, and somebody of an agency that takes part on call."""
    return {name: s.people[name] for name in (*INSIDE, *OUTSIDE)} | {"on call": s.on_call, "its chair": s.its_chair}


def shown(s: Stage) -> Iterator[tuple[str, uuid.UUID, set[str]]]:
    """A lesson that stands, one that was withdrawn, and one that waits."""
    with backstage():
        gone = Lesson.objects.unguarded(because="test").get(withdrawn_on__isnull=False)
    yield "lesson", s.lesson.pk, set(STAFF)
    yield "lesson", gone.pk, set(APPROVERS)
    yield "lessondraft", s.draft_lesson.pk, {*TEAM, "coordinator"}


SCENE = Scene("casework", people, shown, ())


@pytest.fixture
def stage(world: Any) -> Stage:
    """The staged lessons."""
    s = build(world)
    agency = AgencyFactory(partnership=world.partnership, involvement="on_call")
    s.more["on_call"] = MembershipFactory(agency=agency)
    s.more["its_chair"] = MembershipFactory(agency=agency, duties=["chair"])
    return s


def missed(stage: Stage, mutant: Mutant) -> bool:
    """Whether somebody notices that the condition is gone."""
    try:
        with transaction.atomic(), mutants.database_altered(mutant):
            return bool(SCENE.wrong(stage, first=True))
    except DatabaseError:
        return True


def test_every_condition_of_who_reads_lessons_is_needed(stage: Stage) -> None:
    found = mutants.of_lessons()
    assert len(found) > 5
    assert SCENE.wrong(stage) == []
    assert {mutant.name for mutant in found if not missed(stage, mutant)} == set()
