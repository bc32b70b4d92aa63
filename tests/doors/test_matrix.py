"""The door matrix: every door of the product, knocked at by everybody, answers what the matrix says."""

from __future__ import annotations

from typing import Any

import pytest

from tests.doors.answers import CAST, NOBODY, expected
from tests.doors.knock import address, body_of, client_of, knock, url_names
from tests.doors.matrix import DOORS
from tests.doors.stage import Stage, build
from tests.doors.words import leaks


@pytest.fixture
def stage(world: Any) -> Stage:
    return build(world)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert url_names() == set(DOORS)


@pytest.mark.parametrize("who", [*CAST, NOBODY])
def test_every_door_answers_as_the_matrix_says(stage: Stage, who: str) -> None:
    client, wrong = client_of(stage, who), []
    stage.more["me"] = stage.people.get(who, stage.officer)
    for name, door in DOORS.items():
        for method, spec in (("GET", door.get), ("POST", door.post)):
            if not spec:
                continue
            form = door.form(stage) if method == "POST" else {}
            answer = knock(client, door, method, address(name, stage), form)
            said = expected(spec, method, door.json)[who]
            if answer.status_code != said:
                wrong.append(f"{method} {name}: {answer.status_code}, not {said}")
            wrong += [f"{method} {name} tells {words}" for words in leaks(stage, who, body_of(answer), form)]
    assert wrong == []
