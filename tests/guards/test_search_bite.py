"""Each condition of the search in a case's notes is needed: with one removed, a word is found that should not be."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.cast import acting
from tests.factories import CaseFactory, NoteFactory, PlaceFactory
from tests.guards import mutants
from tests.guards.mutants import Mutant

FULL, GIST, TITLE, ELSEWHERE = "quayside", "evening", "lighthouse", "aerodrome"
READS = {
    "supervisor": {FULL, GIST, TITLE, ELSEWHERE},
    "officer": {FULL, GIST, TITLE},
    "teacher": {GIST, TITLE},
    "stranger": set[str](),
}
"""The words that each finds, in the one case or in the other."""


@pytest.fixture
def cases(world: Any) -> list[Any]:
    """Two cases with words in them, the second only the supervisor's."""
    other = CaseFactory(person=world.case.person, lead_agency=world.supervisor.agency)
    PlaceFactory(case=other, membership=world.supervisor)
    NoteFactory(case=world.case, by=world.supervisor, full=FULL, gist=GIST, title=TITLE, handling="core")
    NoteFactory(case=other, by=world.supervisor, full=ELSEWHERE)
    return [world.case, other]


def found(case: Any) -> set[str]:
    """The words that the database finds in a case for whoever asks."""
    words = (FULL, GIST, TITLE, ELSEWHERE, "nowhereatall")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w FROM unnest(%s) AS w WHERE cardinality(casework_words_found(%s, w)) > 0", [list(words), case.pk]
        )
        return {word for (word,) in cursor.fetchall()}


def wrong(world: Any, cases: list[Any]) -> list[str]:
    """Who finds other words in the two cases than they should."""
    here, there = cases
    odd = []
    for who, words in READS.items():
        with acting(getattr(world, who)):
            if found(here) != words - {ELSEWHERE} or found(there) != words & {ELSEWHERE}:
                odd.append(who)
    return odd


def missed(world: Any, cases: list[Any], mutant: Mutant) -> bool:
    """Whether somebody notices that the condition is gone."""
    try:
        with transaction.atomic(), mutants.database_altered(mutant):
            return bool(wrong(world, cases))
    except DatabaseError:
        return True


def test_every_condition_of_the_search_is_needed(world: Any, cases: list[Any]) -> None:
    found = mutants.of_named("casework_words_found")
    assert len(found) >= 4
    assert wrong(world, cases) == []
    assert {mutant.name for mutant in found if not missed(world, cases, mutant)} == set()
