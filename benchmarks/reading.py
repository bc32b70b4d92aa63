"""The reading bars: lists, pages, feed and single checks, against the primary key and against guardian."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from access import policy
from casework.models import Case

from . import interface, shapes, walled
from .bars import Bar
from .cells import Times, run
from .people import Somebody, practitioners, with_duty

MANY = {"practitioners": 10, "supervisors": 4, "chairs": 2}
DEEP = 0.95  # of an area's list; performance.md measures row 19,000 of 20,000


def measure_people(times: Times, kind: str, people: list[Somebody], rounds: int) -> None:
    """Measure every shape for each of ``people``, off the second wall, interleaved."""
    for turn in range(rounds):
        one = people[turn % len(people)]
        with transaction.atomic():
            run(times, _cells(kind, one))


def _cells(kind: str, one: Somebody) -> dict[str, Callable[[], object]]:
    actor, user = one.actor, one.user
    keys = [case.pk for case in shapes.first_cases(actor)]
    case = Case.objects.unguarded(because=shapes.WHY).get(pk=shapes.busiest(keys))
    notes = [note.pk for note in shapes.first_notes(actor, case.pk)]
    feed = [note.pk for note in shapes.newest(actor)]
    cells: dict[str, Callable[[], object]] = {
        "q1 pk": lambda: shapes.cases_by_key(actor, keys),
        "q1": lambda: shapes.first_cases(actor),
        "q1 guardian": lambda: shapes.cases_by_guardian(actor, user),
        "q1 raw pk": shapes.raw(shapes.raw_by_key(keys)),
        "q1 raw": shapes.raw(shapes.raw_cases(actor)),
        "q1 raw guardian": shapes.raw(shapes.raw_by_guardian(user)),
        "q2": lambda: shapes.count_cases(actor),
        "q2 guardian": lambda: shapes.count_by_guardian(user),
        "q3 pk": lambda: shapes.notes_by_key(notes),
        "q3": lambda: shapes.first_notes(actor, case.pk),
        "q4 pk": lambda: shapes.notes_by_key(feed),
        "q4": lambda: shapes.newest(actor),
        "q4 guardian": lambda: shapes.newest_by_guardian(user),
        "q6 pk": lambda: shapes.note_by_key(notes[0]),
        "q6": lambda: shapes.one_note(actor, notes[0]),
        "may": lambda: shapes.may_by_policy(user, case),
        "may guardian": lambda: shapes.may_by_guardian(user, case),
    }
    return {f"{kind} {name}": cell for name, cell in cells.items()}


def measure_growth(times: Times, people: list[Somebody], small: list[tuple[str, list[Any]]], rounds: int) -> None:
    """Measure the raw first page in both worlds in turn; ``small`` holds its finished statements."""
    for turn in range(rounds):
        one = people[turn % len(people)]
        cells = {
            "growth large": shapes.raw(shapes.raw_cases(one.actor)),
            "growth small": shapes.raw_text(*small[turn % len(small)], alias="small"),
        }
        run(times, cells)


def measure_depth(times: Times, chairs: list[Somebody], rounds: int) -> None:
    """Measure the first page of an area against one far down, by keyset."""
    if not chairs:
        return
    actor = chairs[0].actor
    with transaction.atomic():
        area = shapes.case_lists(actor)[-1].order_by("key", "pk").values_list("key", "pk")
        total = area.count()
        first, far = area[0], area[int(total * DEEP)]
        cells = {
            "depth first": lambda: shapes.deep_page(actor, first),
            "depth far": lambda: shapes.deep_page(actor, far),
        }
        for _turn in range(rounds):
            run(times, cells)


def _over_guardian(times: Times, name: str, cell: str, limit: float) -> Bar:
    """A bar against guardian, with what the very same rows by key reach against it in the same rounds."""
    guardian = f"{cell} guardian"
    return Bar(name, times.ratio(guardian, cell), limit, True, by_key=times.ratio(guardian, f"{cell} pk"))


def bars_of(times: Times, growth_limit: float) -> list[Bar]:
    """Read the bars of performance.md off the times."""
    ratio = times.ratio
    bars = [
        Bar("practitioner q1, ORM, over the primary key", ratio("practitioner q1", "practitioner q1 pk"), 2.5),
        Bar("practitioner q1, raw, over the primary key", ratio("practitioner q1 raw", "practitioner q1 raw pk"), 4),
        Bar(
            "practitioner q3, a case's notes, over the primary key", ratio("practitioner q3", "practitioner q3 pk"), 2.5
        ),
        Bar("practitioner q6, one note, over the primary key", ratio("practitioner q6", "practitioner q6 pk"), 2.5),
        Bar("practitioner q4, feed, over the primary key", ratio("practitioner q4", "practitioner q4 pk"), 4.5),
        Bar("coordinator q1, ORM, over the primary key", ratio("chair q1", "chair q1 pk"), 2.5),
        Bar("supervisor q1, ORM, over the primary key", ratio("supervisor q1", "supervisor q1 pk"), 5),
        Bar(
            "growth of q1 raw, large world over small",
            times.median("growth large") / times.median("growth small"),
            growth_limit,
        ),
        _over_guardian(times, "practitioner q1, ORM, faster than guardian", "practitioner q1", 8),
        _over_guardian(times, "practitioner q1, raw, faster than guardian", "practitioner q1 raw", 12),
        _over_guardian(times, "practitioner feed faster than guardian", "practitioner q4", 5),
        _over_guardian(times, "coordinator feed faster than guardian", "chair q4", 20),
        Bar("has_perm faster than guardian", ratio("practitioner may guardian", "practitioner may"), 2, True),
        *walled.bars_of(times),
        *interface.bars_of(times),
        Bar("keyset page far down over the first", ratio("depth far", "depth first"), 1.3),
    ]
    for kind in ("practitioner", "supervisor", "chair"):
        for query, limit in (("q1", 2), ("q2", 2), ("q3", 2), ("q6", 2), ("q4", 3)):
            bars.append(Bar(f"statements of {query}, {kind}", times.statements[f"{kind} {query}"], limit, unit=""))
    return bars


def beside(times: Times) -> list[Bar]:
    """Figures without a limit: counts against guardian, and the wide roles against it."""
    pairs = (
        ("practitioner q2, count, faster than guardian", "practitioner q2 guardian", "practitioner q2"),
        ("supervisor q1 faster than guardian", "supervisor q1 guardian", "supervisor q1"),
        ("supervisor feed faster than guardian", "supervisor q4 guardian", "supervisor q4"),
        ("coordinator q1 faster than guardian", "chair q1 guardian", "chair q1"),
        ("supervisor q3 over the primary key", "supervisor q3", "supervisor q3 pk"),
        ("coordinator q3 over the primary key", "chair q3", "chair q3 pk"),
        ("coordinator feed over the primary key", "chair q4", "chair q4 pk"),
        ("supervisor feed over the primary key", "supervisor q4", "supervisor q4 pk"),
    )
    return [Bar(name, times.ratio(slow, fast), float("inf")) for name, slow, fast in pairs]


def small_statements() -> list[tuple[str, list[Any]]]:
    """The raw first page of practitioners of the world now connected, as finished text."""
    found = []
    for one in practitioners(MANY["practitioners"]):
        condition = policy.case_condition(one.actor, "view", "pk")
        if condition is not None:
            text, bound = shapes.raw_cases(one.actor).query.sql_with_params()
            found.append((text, list(bound)))
    return found


def measure(rounds: int, small: list[tuple[str, list[Any]]]) -> Times:
    """Measure everything in the large world; slower shapes take fewer rounds."""
    times = Times()
    workers = practitioners(MANY["practitioners"])
    with shapes.generic_guardian():
        measure_people(times, "practitioner", workers, rounds)
        measure_people(times, "supervisor", with_duty("supervisor", MANY["supervisors"]), max(4, rounds // 2))
        chairs = with_duty("chair", MANY["chairs"])
        measure_people(times, "chair", chairs, max(4, rounds // 3))
    walled.measure(times, workers, rounds)
    interface.measure(times, workers, rounds)
    measure_growth(times, workers, small, rounds)
    measure_depth(times, chairs, rounds)
    return times
