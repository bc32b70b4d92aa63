"""What somebody may not see answers as what never existed: status, headers and body, byte by byte."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.doors.answers import OUTSIDE, expected
from tests.doors.knock import address, client_of, knock, masked
from tests.doors.matrix import DOORS
from tests.doors.stage import Stage, build

NEVER = "VRP-NEVER"
NOBODYS_KEY = uuid.UUID(int=7, version=4)
TOLD = ("agency", "membership", "agreement", "uidb64", "court", "type", "sign", "instrument", "mail", "lesson")
"""Parts of an address that name nothing of a case."""
LAWFUL = {("legal", name) for name in ("advice_detail", "advice_answer", "api_advice", "api_advice_answer")}
LAWFUL |= {(who, name) for who in ("legal", "coordinator") for name in DOORS if "rights" in DOORS[name].args.__module__}
"""Who sees no case and is let in all the same: an adviser reads questions to the advisers, others keep clocks."""
TOLD_TO_ADVISERS = {
    name
    for name in DOORS
    if "deferral_" in name or name in ("duty_correct", "duty_detail") or "leak" in name or "publication" in name
}
TOLD_TO_ADVISERS |= {name for name in DOORS if "rows.erasing" in DOORS[name].args.__module__}
"""They decide of long deferrals, leaks, holds and texts for the public, and are told that a duty report was made."""


def hiding(stage: Stage) -> list[str]:
    """Doors that name something of a case in their address."""
    return [
        name for name, door in DOORS.items()
        if set(door.args(stage)) - set(TOLD) and "uidb64" not in door.args(stage)
    ]  # fmt: skip


@pytest.fixture
def stage(world: Any, settings: Any) -> Stage:
    """What is asked of the doors, by callers of whom none is too fast: an answer that says so compares nothing."""
    settings.API_CALLS_PER_MINUTE = dict.fromkeys(("read", "change", "wrong"), 1_000_000)
    return build(world)


def never(stage: Stage, name: str) -> str:
    """The same door's address for what never existed."""
    parts = {
        part: NEVER if part == "reference" else NOBODYS_KEY if isinstance(value, uuid.UUID) else value
        for part, value in DOORS[name].args(stage).items() if part not in TOLD
    }  # fmt: skip
    return address(name, stage, **parts)


@pytest.mark.parametrize("who", OUTSIDE)
def test_foreign_and_never_existed_answer_alike(stage: Stage, who: str) -> None:
    client, differ = client_of(stage, who), []
    stage.more["me"] = stage.people[who]
    for name in hiding(stage):
        if (who, name) in LAWFUL or (who == "legal" and name in TOLD_TO_ADVISERS):
            continue
        door = DOORS[name]
        real, other = address(name, stage), never(stage, name)
        for method, spec in (("GET", door.get), ("POST", door.post)):
            if not spec or expected(spec, method, door.json)[who] in (200, 201, 303):
                continue  # what is theirs is not foreign
            form = door.form(stage) if method == "POST" else {}
            answers = [masked(knock(client, door, method, path, form), path) for path in (real, other)]
            if answers[0] != answers[1]:
                differ.append(f"{method} {name}: {_apart(*answers)}")
    assert differ == []


def _apart(one: str, two: str) -> tuple[str, str]:
    """Where two answers begin to differ."""
    start = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return one[max(0, start - 80) : start + 80], two[max(0, start - 80) : start + 80]


@pytest.mark.parametrize("who", OUTSIDE)
def test_a_reference_typed_into_a_form_tells_nothing(stage: Stage, who: str) -> None:
    client = client_of(stage, who)
    for name, method, field in (("explain", "POST", "about"), ("emergency_new", "POST", "reference")):
        door = DOORS[name]
        if name == "emergency_new" and who == "duty":
            continue  # who carries the duty may open it
        answers = []
        for about in (stage.case.reference, "VRP-NEVER", str(stage.notes["team"].pk), str(uuid.uuid4())):
            form = {**door.form(stage), "email": stage.people[who].user.email, field: about}
            answers.append(masked(knock(client, door, method, address(name, stage), form), about))
        assert len(set(answers)) == 1, name


SEARCHES = (
    ("case_list", "q"), ("api_cases", "q"), ("shared_with_us", "text"), ("agency_list", "q"), ("explain", "about"),
    ("api_agencies", "q"), ("trail", "person"),
)  # fmt: skip


@pytest.mark.parametrize("who", OUTSIDE)
def test_searching_for_a_hidden_word_finds_what_searching_for_nonsense_finds(stage: Stage, who: str) -> None:
    client, differ = client_of(stage, who), []
    for name, field in SEARCHES:
        door = DOORS[name]
        for of in ("person family_name", "case neutral_title", "case reference", "team gist", "response"):
            words = stage.words[of]
            nonsense = "VRP-NEVER" if of == "case reference" else "zq" + "0" * (len(words) - 4) + "qz"
            answers = [
                masked(knock(client, door, "GET", f"{address(name, stage)}?{field}={typed}", {}), typed)
                for typed in (words, nonsense)
            ]
            if answers[0] != answers[1]:
                differ.append(f"{name} {of}")
    assert differ == []


def test_programs_learn_no_more_by_odd_methods(stage: Stage) -> None:
    client = client_of(stage, "stranger")
    for name in ("api_case", "api_note", "api_case_notes"):
        for method in ("put", "patch", "delete", "options", "head", "trace"):
            send = getattr(client, method)
            real, other = send(address(name, stage)), send(never(stage, name))
            assert masked(real, address(name, stage)) == masked(other, never(stage, name)), (name, method)
