"""Explanations tell nobody that an address is a companion's, where the directory names none."""

from __future__ import annotations

from typing import Any

from tests.casework.test_explain import CASE, ask, words
from tests.factories import MembershipFactory, PlaceFactory, PositionFactory


def _companion(world: Any, **more: Any) -> Any:
    return MembershipFactory(agency=world.college, position=PositionFactory(is_companion=True), **more)


def test_a_companion_elsewhere_is_nobody_here(world: Any, act: Any) -> None:
    relative, nobody = _companion(world), MembershipFactory(agency=world.elsewhere)
    for who in ("manager", "supervisor", "officer"):
        with act(getattr(world, who)) as actor:
            told, never = ask(actor, relative, CASE), ask(actor, nobody, CASE)
        assert told == never, who
        assert relative.user.full_name not in words(told)
        assert world.college.name not in words(told)


def test_a_companion_of_the_case_and_oneself_are_explained(world: Any, act: Any) -> None:
    with act(world.manager) as actor:
        told = ask(actor, world.mentor, CASE)
    assert told.sees
    assert world.mentor.user.full_name in told.verdict
    with act(world.mentor) as actor:
        assert ask(actor, world.mentor, CASE).sees


def test_whoever_also_works_for_an_agency_is_told_of_as_such(world: Any, act: Any) -> None:
    relative = _companion(world)
    MembershipFactory(agency=world.social, user=relative.user)
    with act(world.manager) as actor:
        told = ask(actor, relative, CASE)
    assert relative.user.full_name in told.verdict
    assert world.college.name not in words(told)


def test_a_coordinator_on_the_case_is_told_why_a_companion_sees_nothing(world: Any, act: Any) -> None:
    relative, keeper = _companion(world), MembershipFactory(agency=world.social, duties=["coordinator"])
    PlaceFactory(case=world.case, membership=keeper)
    with act(keeper) as actor:
        told = ask(actor, relative, CASE)
    assert relative.user.full_name in told.verdict
    assert not told.sees
