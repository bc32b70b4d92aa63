"""What was approved is taken back, with a reason, by whoever proposed or approved it, until it is carried out."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from agencies.models import save_next
from devstack.testing import backstage
from tests.api.caller import caller
from tests.casework.doors import lines, page
from tests.cast import acting
from tests.factories import NoteFactory
from tests.sharing.erasing_scene import carried_out, close, decided, everything, granted, is_there, proposed, stored
from tests.sharing.test_erasures import due

WHY_NOT = "The court asks for it after all."
BACK = "/erasures/{}/withdraw/"
BY_SQL = """UPDATE sharing_erasure SET version = version + 1, state = 'withdrawn', withdrawn_at = now(),
    withdrawn_by_id = %s, withdrawal_words = %s WHERE id = %s"""


@pytest.fixture
def source(world: Any) -> Any:
    """A granted request on a case that is closed."""
    close(world)
    return granted(world)


@pytest.mark.parametrize("who", ["manager", "legal"])
def test_what_was_approved_is_taken_back_by_either_of_the_two(
    world: Any, browse: Any, source: Any, who: str
) -> None:  # fmt: skip
    row = proposed(world, browse, source)
    assert decided(world, browse, row) == 303
    at, member = BACK.format(row.pk), getattr(world, who)
    assert 'id="h-back"' in page(browse(member), f"/erasures/{row.pk}/")
    assert 'id="h-back"' not in page(browse(world.chair), f"/erasures/{row.pk}/")
    for other, status in ((world.chair, 403), (world.officer, 404), (world.supervisor, 404), (world.stranger, 404)):
        assert browse(other).post(at, {"version": 2, "words": WHY_NOT}).status_code == status
    answer = browse(member).post(at, {"version": 2, "words": " "})
    assert answer.status_code == 422
    assert "Write why, in words." in answer.content.decode()
    assert browse(member).post(at, {"version": 1, "words": WHY_NOT}).status_code == 409
    assert browse(member).post(at, {"version": 2, "words": WHY_NOT}).status_code == 303
    assert (carried_out(), is_there(world)) == (0, True)
    found = stored(row)
    assert (found.state, found.withdrawn_by_id, found.withdrawal_words) == ("withdrawn", member.pk, WHY_NOT)
    assert (found.decider_id, found.decision_words) == (world.legal.user_id, "So it is.")
    assert [(line.subjects, line.user_id) for line in lines("erasure.taken_back")] == [([row.pk], member.user_id)]
    assert WHY_NOT in page(browse(world.chair), f"/erasures/{row.pk}/")
    assert due() == {(world.legal.pk, "done")}
    again = proposed(world, browse, source)
    assert due() == {(world.legal.pk, "done"), (world.legal.pk, "open")}
    assert decided(world, browse, again) == 303
    assert carried_out() == 1
    assert WHY_NOT not in str(everything())


def test_a_program_takes_back_what_was_approved(world: Any, browse: Any, source: Any) -> None:
    row = proposed(world, browse, source)
    assert decided(world, browse, row) == 303
    client, at = caller(world.legal), BACK.format(row.pk)
    assert caller(world.chair).post(at, {"version": 2, "words": WHY_NOT}).status_code == 403
    assert client.post(at, {"version": 2}).status_code == 422
    assert client.post(at, {"version": 2, "words": "x" * 1001}).status_code == 422
    told = client.post(at, {"version": 2, "words": WHY_NOT})
    assert told.status_code == 201
    erasure = told.json()["erasure"]
    assert (erasure["state"], erasure["withdrawal_words"]) == ("withdrawn", WHY_NOT)
    assert erasure["withdrawn_by"] == world.legal.user.full_name
    assert client.post(at, {"version": 3, "words": WHY_NOT}).status_code == 409


def test_whoever_may_not_oversee_or_lead_any_more_takes_nothing_back(world: Any, browse: Any, source: Any) -> None:
    row = proposed(world, browse, source)
    assert decided(world, browse, row) == 303
    with backstage():
        world.legal.duties = []
        save_next(world.legal, "duties")
    assert browse(world.legal).post(BACK.format(row.pk), {"version": 2, "words": WHY_NOT}).status_code == 404
    with acting(world.legal), connection.cursor() as cursor:
        cursor.execute(BY_SQL, [world.legal.pk, WHY_NOT, row.pk])
        assert cursor.rowcount == 0
    assert stored(row).state == "approved"


def test_what_was_carried_out_is_not_taken_back(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.officer, full="F.")
    row = proposed(world, browse, granted(world), note=str(note.pk))
    assert decided(world, browse, row) == 303
    assert carried_out() == 1
    answer = browse(world.legal).post(BACK.format(row.pk), {"version": 2, "words": WHY_NOT})
    assert answer.status_code == 422
    assert stored(row).state == "done"


def test_the_database_lets_nothing_else_be_done_with_what_was_approved(
    world: Any, browse: Any, source: Any
) -> None:  # fmt: skip
    row = proposed(world, browse, source)
    assert decided(world, browse, row) == 303
    change = "UPDATE sharing_erasure SET version = version + 1, {} WHERE id = %s"
    back = "state = 'withdrawn', withdrawn_at = now(), withdrawn_by_id = '{}', withdrawal_words = '{}'"
    me, other = world.legal.pk, world.chair.pk
    for statement, said in (
        (change.format("state = 'refused'"), "taken back, or carried out"),
        (change.format("decision_words = 'Other.'"), "taken back, or carried out"),
        (change.format(back.format(other, WHY_NOT)), "row-level security"),
        (change.format(back.format(me, "")), "row-level security"),
        (change.format(f"decision_words = 'Other.', {back.format(me, WHY_NOT)}"), "who decided, and why, stays"),
        (change.format("state = 'withdrawn'"), "row-level security|taken_back_by_somebody"),
    ):
        with acting(world.legal), pytest.raises(DatabaseError, match=said), transaction.atomic():
            connection.cursor().execute(statement, [row.pk])
    assert stored(row).state == "approved"
