"""The trail beyond one case: one's own lines for everybody, the partnership's for the legal adviser."""

from typing import Any

import pytest


def page(client: Any, query: Any = "") -> Any:
    answer = client.get(f"/trail/{query}")
    assert answer.status_code == 200
    return answer


def test_everybody_reads_their_own_lines_and_nobody_else_s(world: Any, browse: Any) -> None:
    browse(world.officer).get("/cases/VRP-CEDAR/notes/")
    own = page(browse(world.officer)).content.decode()
    assert "Read the notes" in own
    other = page(browse(world.clinician)).content.decode()
    assert "Read the notes" not in other


def test_the_legal_adviser_reads_all_lines_and_no_case_s_name(world: Any, browse: Any) -> None:
    browse(world.officer).get("/cases/VRP-CEDAR/notes/")
    text = page(browse(world.legal)).content.decode()
    assert world.officer.user.full_name in text
    assert "Read the notes" in text
    for name in ("VRP-CEDAR", "Cedar", "Idris", "Valcourt"):
        assert name not in text
    narrowed = page(browse(world.legal), f"?person={world.clinician.user_id}").content.decode()
    assert "Read the notes" not in narrowed


@pytest.mark.parametrize("who", ["chair", "coordinator", "stranger", "mentor"])
def test_no_other_duty_reads_the_lines_of_others(world: Any, browse: Any, who: Any) -> None:
    browse(world.officer).get("/cases/VRP-CEDAR/notes/")
    member = getattr(world, who)
    answer = page(browse(member), f"?person={world.officer.user_id}")
    assert "Read the notes" not in answer.content.decode()
    assert world.officer.user.full_name not in answer.content.decode()
