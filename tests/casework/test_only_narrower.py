"""What the second wall lets nobody do with bare SQL: widen a note, take it over, move or prolong emergency access."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from tests.casework.doors import lines
from tests.factories import CaseFactory, EmergencyFactory, NoteFactory, PersonFactory, PlaceFactory


def changes(statement: Any, *values: Any) -> Any:
    """How many rows a statement changes; nothing of it stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        touched = cursor.rowcount
        transaction.set_rollback(True)
    return touched


@pytest.fixture
def note(world: Any) -> Any:
    """A sealed note of the police, whose colleague has a place on the case as well."""
    PlaceFactory(case=world.case, membership=world.analyst)
    return NoteFactory(
        case=world.case, by=world.officer, handling="sealed", full="S", gist="G", released_tier=2, status="withdrawn"
    )


@pytest.mark.parametrize("who", ["officer", "analyst"])
@pytest.mark.parametrize(
    "change",
    [
        "author_id = access_actor_user()", "membership_id = access_actor_membership()", "handling = 'named'",
        "handling = 'team'", "released_tier = 4", "told_to_companions = true", "has_summary = true",
        "status = 'current'", "status = 'corrected'", "data_category = 'health'",
    ],
)  # fmt: skip
def test_nobody_widens_a_note_or_takes_it_over(world: Any, act: Any, note: Any, who: Any, change: Any) -> None:
    with act(getattr(world, who)):
        if who == "officer" and change.startswith(("author", "membership")):
            assert changes(f"UPDATE casework_note SET {change} WHERE id = %s", note.pk) == 1  # theirs already
        else:
            with pytest.raises(ProgrammingError):
                changes(f"UPDATE casework_note SET {change} WHERE id = %s", note.pk)


def test_a_note_may_grow_narrower(world: Any, act: Any, note: Any) -> None:
    with act(world.officer):
        assert changes("UPDATE casework_note SET released_tier = 1, has_gist = false WHERE id = %s", note.pk) == 1


def test_an_earlier_version_that_grows_narrower_leaves_a_line(world: Any, act: Any, note: Any) -> None:
    with act(world.officer), connection.cursor() as cursor:
        cursor.execute("UPDATE casework_note SET released_tier = 1, has_gist = false WHERE id = %s", [note.pk])
        cursor.execute("UPDATE casework_note SET released_tier = 1 WHERE id = %s", [note.pk])  # which changes nothing
    (line,) = lines("note.narrowed")
    assert (line.subjects, line.case_id, line.user_id) == ([note.pk], world.case.pk, world.officer.user_id)
    assert (line.membership_id, line.agency_id) == (world.officer.pk, world.officer.agency_id)
    assert line.detail == {"fields": ["has_gist", "released_tier"]}


@pytest.mark.parametrize("change", [
    "released_tier = 1", "handling = 'core'", "told_to_companions = false", "has_gist = false", "has_summary = false",
    "released_tier = 1, status = 'withdrawn'",
])  # fmt: skip
def test_of_the_version_that_holds_nothing_is_lowered_without_a_line(world: Any, act: Any, change: str) -> None:
    note = NoteFactory(
        case=world.case, by=world.officer, full="F", summary="S", gist="G", released_tier=3, told_to_companions=True
    )
    with act(world.officer):
        with pytest.raises(ProgrammingError, match="by a line of the ledger"):
            changes(f"UPDATE casework_note SET {change} WHERE id = %s", note.pk)
        assert changes("UPDATE casework_note SET court_tier = 0 WHERE id = %s", note.pk) == 1
    assert lines("note.narrowed") == []


@pytest.mark.parametrize(
    "change",
    [
        "case_id = (SELECT id FROM other)", "expires_at = expires_at + interval '1 year'", "ended_at = NULL",
        "reviewed_at = now()", "reviewer_id = membership_id", "reason = 'No reason at all'",
    ],
)  # fmt: skip
def test_nobody_moves_prolongs_or_reviews_their_own_emergency_access(world: Any, act: Any, change: Any) -> None:
    other = CaseFactory(
        reference="VRP-OAK", neutral_title="Oak", person=PersonFactory(), partnership=world.partnership,
        lead_agency=world.probation,
    )  # fmt: skip
    row = EmergencyFactory(case=world.case, membership=world.duty)
    with act(world.duty):
        if change == "ended_at = NULL":
            with connection.cursor() as cursor:
                cursor.execute("UPDATE casework_emergencyaccess SET ended_at = now() WHERE id = %s", [row.pk])
        with pytest.raises(ProgrammingError):
            changes(
                f"WITH other AS (SELECT %s::uuid AS id) UPDATE casework_emergencyaccess SET {change} WHERE id = %s",
                other.pk, row.pk,
            )  # fmt: skip


def test_functions_behind_the_wall_look_at_temporary_tables_last(db: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("""SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
                           AND NOT coalesce(proconfig::text, '') LIKE '%pg_temp%'""")
        assert cursor.fetchall() == []
