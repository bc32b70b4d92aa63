"""Searching the notes of a case finds words of the texts one reads, and of no other: it is no oracle."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection

from devstack.testing import backstage
from tests.cast import acting
from tests.factories import NoteFactory

FULL, SUMMARY, GIST, NEVER = "quayside", "harbour", "evening", "nowhereatall"


@pytest.fixture
def note(world: Any) -> Any:
    """A note with three wordings, each with a word of its own."""
    return NoteFactory(case=world.case, by=world.supervisor, full=FULL, summary=SUMMARY, gist=GIST, handling="core")


def found(client: Any, word: str) -> bool:
    """Whether the page of notes finds the word, and the programming interface alike."""
    page = client.get("/cases/VRP-CEDAR/notes/", {"text": word}).context["page"]
    told = client.get("/api/v1/cases/VRP-CEDAR/notes/", {"q": word}).json()
    assert len(told["results"]) == told["total"] == len(page.entries) == page.total
    return bool(page.entries)


@pytest.mark.parametrize(
    ("who", "reads"),
    [("supervisor", (FULL, SUMMARY, GIST)), ("officer", (FULL, SUMMARY, GIST)), ("teacher", (GIST,)), ("mentor", ())],
)
def test_words_are_found_at_ones_own_tier_alone(world: Any, browse: Any, note: Any, who: str, reads: Any) -> None:
    client = browse(getattr(world, who))
    assert [word for word in (FULL, SUMMARY, GIST, NEVER) if found(client, word)] == list(reads)


def test_a_word_of_a_fuller_text_answers_as_one_that_stands_nowhere(world: Any, browse: Any, note: Any) -> None:
    client = browse(world.teacher)
    pages = [
        re.sub(r"[A-Za-z0-9]{64}|nonce-\S+", "", client.get("/cases/VRP-CEDAR/notes/", {"text": word}).content.decode())
        for word in (FULL, NEVER)
    ]
    assert pages[0].replace(FULL, "") == pages[1].replace(NEVER, "")


def test_words_are_taken_as_they_are_written(world: Any, browse: Any, note: Any) -> None:
    client = browse(world.supervisor)
    assert found(client, "QUAY")
    for pattern in ("%", "_uayside", "quay%side", "\\"):
        assert not found(client, pattern)


def asked(function: str, case: Any, word: str) -> int:
    """How many wordings a function of the database says hold the word."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT cardinality({function}(%s, %s))", [case.pk, word])
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("function", ["casework_words_found", "casework_wordings_with"])
def test_the_database_itself_tells_of_words_at_ones_own_tier_alone(world: Any, note: Any, function: str) -> None:
    reads = {"supervisor": 3, "officer": 3, "teacher": 1, "mentor": 0, "stranger": 0}
    for who, many in reads.items():
        with acting(getattr(world, who)):
            assert sum(asked(function, world.case, word) for word in (FULL, SUMMARY, GIST, NEVER)) == many, who
    assert asked(function, world.case, GIST) == 0  # nobody asks: no context
    with backstage():
        assert asked("casework_wordings_with", world.case, GIST) == 1
