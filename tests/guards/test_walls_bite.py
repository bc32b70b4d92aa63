"""Each condition of either wall is needed: with any one of them removed, the fixed worlds are judged differently."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import AbstractContextManager

from django.db import DatabaseError, transaction

from tests.guards import mutants
from tests.guards.conditions import Condition
from tests.guards.equivalent import IN_FUNCTIONS, IN_POLICIES, IN_PYTHON, IN_STANDING
from tests.guards.mutants import Mutant
from tests.oracle import walls, writes
from tests.oracle.test_fixed_worlds import laid, walls_differ
from tests.oracle.test_walls_agree import judge_readers
from tests.oracle.world import Who, World

Judge = Callable[[World, Who, Mutant], bool]


def survivors(
    found: list[Mutant], altered: Callable[[Mutant], AbstractContextManager[None]], *judges: Judge
) -> list[Mutant]:
    """The mutants that no fixed world tells from the product, whichever judge looks."""
    alive = list(found)
    for differs in judges:
        for w in laid():
            people = w.everybody()
            left = []
            for mutant in alive:
                told = _told(altered(mutant), people, functools.partial(_ask, differs, w, mutant))
                if told is None:
                    left.append(mutant)
                else:
                    people.sort(key=lambda who: who is not told)  # who told the last one will soon tell the next
            alive = left
    return alive


def _ask(differs: Judge, w: World, mutant: Mutant, who: Who) -> bool:
    return differs(w, who, mutant)


SYNTAX = "42601"


def _told(altered: AbstractContextManager[None], people: list[Who], differs: Callable[[Who], bool]) -> Who | None:
    """The first for whom the altered wall answers otherwise. One that breaks down is told by whoever asked it."""
    asked = people[0]
    try:
        with transaction.atomic(), altered:
            for asked in people:
                if differs(asked):
                    return asked
    except DatabaseError as error:
        if getattr(error.__cause__, "pgcode", None) == SYNTAX:
            raise RuntimeError("removing a condition must leave lawful SQL") from error
        return asked
    return None


def _orm(w: World, who: Who, mutant: Mutant) -> bool:
    if walls.orm_differs(w, who):
        return True
    if who == w.everybody()[0]:
        try:
            judge_readers(w)
        except AssertionError:
            return True
    return False


def _reading(w: World, who: Who, mutant: Mutant) -> bool:
    return mutant.reads and bool(walls.sql_differs(w, who, mutant.table))


def _writing(w: World, who: Who, mutant: Mutant) -> bool:
    return mutant.writes and bool(writes.writing_differs(w, who, mutant.table))


def names(left: list[Mutant]) -> set[str]:
    """What the survivors are called."""
    return {mutant.name for mutant in left}


def test_nothing_removed_is_told_by_nobody(db: None) -> None:
    nothing = Mutant("nothing", Condition(0, 0, "", ""))
    with mutants.python_altered(nothing):  # built anew from its source, as the altered ones are
        assert walls_differ() == []


def test_every_condition_of_the_first_wall_is_needed(db: None) -> None:
    assert names(survivors(mutants.of_python(), mutants.python_altered, _orm)) == set(IN_PYTHON)


def test_every_condition_of_a_function_is_needed(db: None) -> None:
    left = survivors(mutants.of_functions(), mutants.database_altered, _reading, _writing)
    assert names(left) == set(IN_FUNCTIONS)


def test_every_condition_of_good_standing_is_needed(db: None) -> None:
    left = survivors(mutants.of_standing(), mutants.database_altered, _orm)
    left += survivors(mutants.of_context(), mutants.database_altered, _reading)
    assert names(left) == set(IN_STANDING)


def test_every_condition_of_a_policy_is_needed(db: None) -> None:
    left = survivors(mutants.of_policies(), mutants.database_altered, _reading, _writing)
    assert names(left) == set(IN_POLICIES)
