"""The second wall off and on: the same query of the product, in turn, past the wall and as the role that serves."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable

from django.db import transaction

from casework.models import NoteText

from . import shapes
from .bars import Bar
from .cells import Around, Times, run
from .people import Somebody, served

NAMES = {
    "q1": ("practitioner q1", 2.2),
    "q3": ("practitioner q3", 3.0),
    "q6": ("practitioner q6", 3.0),
    "notes searched": ("search in a case's notes", 2.0),
    "cases searched": ("search among cases", 2.0),
}
"""What is measured: its name among the bars, and the most that the wall may cost (performance.md)."""


def measure(times: Times, people: list[Somebody], rounds: int) -> None:
    """Measure each query off and on the wall, cell beside cell."""
    for turn in range(rounds):
        one = people[turn % len(people)]
        with transaction.atomic():
            off = _cells(one)
            cells: dict[str, Callable[[], object]] = {}
            around: dict[str, Around] = {}
            for name, cell in off.items():
                cells[f"wall off {name}"] = cells[f"wall on {name}"] = cell
                around[f"wall on {name}"] = functools.partial(served, one.actor)
            run(times, cells, around=around)


def _cells(one: Somebody) -> dict[str, Callable[[], object]]:
    actor = one.actor
    first = shapes.first_cases(actor)
    case = shapes.busiest([found.pk for found in first])
    note = shapes.first_notes(actor, case)[0].pk
    word, name = _word_of(note), first[-1].person__family_name
    return {
        "q1": lambda: shapes.first_cases(actor),
        "q3": lambda: shapes.first_notes(actor, case),
        "q6": lambda: shapes.one_note(actor, note),
        "notes searched": lambda: shapes.notes_with(actor, case, word),
        "cases searched": lambda: shapes.cases_with(actor, name),
    }


def _word_of(note: uuid.UUID) -> str:
    """A word of the note's own text, so that the search finds something."""
    text = NoteText.objects.unguarded(because=shapes.WHY).filter(note_id=note).order_by("-tier")[0].text
    return max(text.split(), key=len)


def bars_of(times: Times) -> list[Bar]:
    """Read the bars of the second wall off the times."""
    return [
        Bar(f"second wall on over off, {name}", times.ratio(f"wall on {cell}", f"wall off {cell}"), limit)
        for cell, (name, limit) in NAMES.items()
    ]
