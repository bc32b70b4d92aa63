"""Each condition of how far a note goes later is needed: with one removed, somebody lets go what they may not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import DatabaseError, transaction

from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage, build
from tests.factories import MembershipFactory, NoteFactory, PlaceFactory
from tests.guards import mutants
from tests.guards.mutants import RELEASING, Mutant, of_named
from tests.guards.trying import Scene
from tests.sharing.report_turns import Act

MORE = ("sergeant", "caller")
ITS = {"officer", "sergeant"}
OTHERS = {"supervisor", "manager", "clinician"}
LABELS: dict[str, dict[str, Any]] = {
    "plain": {}, "old": {"status": "corrected"}, "judged": {"kind": "assessment"}, "told": {"told_to_companions": True},
    "short": {"released_tier": 2}, "core": {"handling": "core"}, "secret": {"secrecy": "investigation"},
    "health": {"secrecy": "health"}, "sealed": {"handling": "sealed"}, "full_only": {"summary": "", "gist": ""},
    "no_gist": {"gist": ""}, "no_summary": {"summary": ""},
}  # fmt: skip


def lay(world: Any) -> Stage:
    """Notes of the police that differ in one label each, and more of its people: one permanent, one a guest."""
    s = build(world)
    for name, place in (("sergeant", {}), ("caller", {"kind": "ad_hoc"})):
        s.more[name] = MembershipFactory(agency=world.police)
        PlaceFactory(case=world.case, membership=s.more[name], **place)
    texts = {"full": "F", "summary": "S", "gist": "G"}
    for name, labels in LABELS.items():
        s.more[f"n_{name}"] = NoteFactory(case=world.case, by=world.officer, **{**texts, **labels})
    s.more["n_rescuers"] = NoteFactory(case=world.case, by=s.rescuer, **texts)
    s.more["n_callers"] = NoteFactory(case=world.case, by=s.caller, **texts)
    return s


def people(s: Stage) -> dict[str, Any]:
    """Who is asked, by name."""
    return {name: s.people.get(name, s.more.get(name)) for name in (*INSIDE, *OUTSIDE, *MORE)}


def _asks(note: str, function: str, rest: str = "") -> Callable[[Stage, Any], str]:
    return lambda s, _who: f"SELECT 1 WHERE {function}('{s.more[f'n_{note}'].pk}'{rest})"


def _questions() -> Iterator[tuple[str, str, str, set[str]]]:
    """A note, the question about it, and who hears yes."""
    nobody: set[str] = set()
    for note, rest, able in (
        ("plain", "4, 3, false, false", ITS), ("plain", "4, 4, false, true", ITS),
        ("plain", "3, 4, false, false", nobody), ("plain", "4, 3, true, false", nobody),
        ("told", "4, 3, true, false", ITS), ("short", "2, 4, false, false", ITS),
        ("old", "4, 3, false, false", nobody), ("judged", "4, 3, false, false", nobody),
        ("sealed", "4, 3, false, false", {"officer"}), ("rescuers", "4, 3, false, false", ITS),
        ("callers", "4, 3, false, false", ITS | {"caller"}), ("health", "4, 4, false, false", nobody),
        ("health", "4, 3, false, false", ITS), ("secret", "4, 4, false, true", nobody),
        ("secret", "4, 3, false, false", ITS), ("core", "4, 4, false, true", nobody),
        ("core", "4, 3, false, false", ITS),
    ):  # fmt: skip
        yield note, "casework_may_release", f", {rest}", able
    for note, tier, able in (
        ("plain", 3, ITS), ("plain", 2, ITS), ("plain", 0, ITS), ("old", 0, nobody), ("judged", 2, nobody),
        ("judged", 0, ITS), ("secret", 2, nobody), ("core", 2, nobody), ("core", 0, ITS), ("short", 3, nobody),
        ("short", 2, ITS), ("no_gist", 2, nobody), ("no_gist", 3, ITS), ("no_summary", 3, nobody),
        ("no_summary", 2, ITS), ("full_only", 0, ITS), ("sealed", 0, {"officer"}), ("rescuers", 2, ITS),
        ("callers", 2, ITS | {"caller"}),
    ):  # fmt: skip
        yield note, "casework_may_minute", f", {tier}", able
    for note, able in (
        ("plain", OTHERS), ("old", nobody), ("judged", nobody), ("secret", nobody), ("core", nobody), ("told", nobody),
    ):  # fmt: skip
        yield note, "casework_may_propose", "", able
        yield note, "casework_may_propose_minutes", "", OTHERS if note == "told" else able


ASKED = tuple(
    Act(f"{function}({note}{rest})", "", _asks(note, function, rest), able)
    for note, function, rest, able in _questions()
)  # fmt: skip
wrong = Scene("casework", people, lambda _s: iter(()), ASKED).wrong


def missed(stage: Stage, mutant: Mutant) -> bool:
    """Whether somebody notices that the condition is gone. One that breaks down is told by whoever asked it."""
    try:
        with transaction.atomic(), mutants.database_altered(mutant):
            return bool(wrong(stage, first=True))
    except DatabaseError:
        return True


def test_every_condition_of_letting_a_note_go_is_needed(world: Any) -> None:
    stage = lay(world)
    found = wrong(stage)
    assert not found, "\n".join(found)
    left = {mutant.name for mutant in of_named(*RELEASING) if not missed(stage, mutant)}
    assert left == set()
