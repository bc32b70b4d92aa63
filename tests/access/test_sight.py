"""Who sees the case and its notes, at which tier, through both walls."""

from typing import Any

import pytest
from django.db import connection

from access import policy
from access.choices import Tier
from access.errors import Unguarded
from casework.models import Case, Note, NoteText
from tests.factories import NoteFactory

INSIDE = ("supervisor", "manager", "officer", "clinician", "teacher", "mentor", "chair")
OUTSIDE = (
    "analyst", "past_guest", "colleague", "border", "stranger", "legal", "coordinator", "duty",
)  # fmt: skip


def seen_in_sql(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("who", INSIDE)
def test_people_with_a_place_see_the_case_through_both_walls(world: Any, act: Any, who: Any) -> None:
    with act(getattr(world, who)) as actor:
        assert Case.objects.visible_to(actor).count() == 1
        assert seen_in_sql("casework_case") == 1


@pytest.mark.parametrize("who", OUTSIDE)
def test_everybody_else_sees_nothing_through_either_wall(world: Any, act: Any, who: Any) -> None:
    NoteFactory(case=world.case, by=world.supervisor)
    with act(getattr(world, who)) as actor:
        assert Case.objects.visible_to(actor).count() == 0
        assert Note.objects.visible_to(actor).count() == 0
        for table in ("casework_case", "casework_note", "casework_notetext", "casework_person"):
            assert seen_in_sql(table) == 0


def test_no_context_means_no_rows(world: Any) -> None:
    NoteFactory(case=world.case, by=world.supervisor)
    for table in ("casework_case", "casework_note", "casework_notetext", "casework_person", "casework_caseteammember"):
        assert seen_in_sql(table) == 0


def test_unfiltered_rows_raise(world: Any) -> None:
    for use in (list, lambda rows: rows.count(), lambda rows: rows.exists(), lambda rows: rows.get()):
        with pytest.raises(Unguarded):
            use(Case.objects.all())
    with pytest.raises(Unguarded):
        list(Note.objects.unguarded(because="test").filter(case__in=Case.objects.all()))


TIERS = {
    # handling: who -> tier, for a note of the order supervisor with all three wordings
    "team": {"supervisor": 4, "manager": 4, "officer": 4, "clinician": 4, "teacher": 3, "mentor": 0, "chair": 3},
    "core": {"supervisor": 4, "manager": 4, "officer": 4, "clinician": 4, "teacher": 2, "mentor": 0, "chair": 2},
    "named": {"supervisor": 4, "manager": 2, "officer": 4, "clinician": 2, "teacher": 0, "mentor": 0, "chair": 0},
    "sealed": {"supervisor": 4, "manager": 1, "officer": 4, "clinician": 1, "teacher": 0, "mentor": 0, "chair": 0},
}


@pytest.mark.parametrize("handling", TIERS)
def test_each_reader_gets_the_promised_tier(world: Any, act: Any, handling: Any) -> None:
    note = NoteFactory(
        case=world.case, by=world.supervisor, handling=handling, summary="S", gist="G", listed=[world.officer.user]
    )
    labels = policy.Labels(
        note.case_id, note.originator_id, note.author_id, note.handling, note.data_category, note.released_tier,
        note.told_to_companions, note.status, True, True, [world.officer.user_id],
    )  # fmt: skip
    with act(world.supervisor):
        told = {reader.user_id: reader.tier for reader in policy.readers_of_item(labels)}
    for who, tier in TIERS[handling].items():
        membership = getattr(world, who)
        with act(membership) as actor:
            rows = Note.objects.visible_to(actor).annotate(t=policy.tier_expression(actor))
            assert list(rows.values_list("t", flat=True)) == ([tier] if tier else []), who
            texts = set(NoteText.objects.visible_to(actor).values_list("tier", flat=True))
            assert texts == {t for t in (2, 3, 4) if t <= tier}, who
            assert seen_in_sql("casework_note") == (1 if tier else 0), who
            assert seen_in_sql("casework_notetext") == len(texts), who
        assert told[membership.user_id] == Tier(tier), who
    assert world.border.user_id not in told
    assert world.past_guest.user_id not in told


def test_a_policy_that_knows_no_tables_answers_nothing() -> None:
    known = policy.tables()
    policy.install(None)  # type: ignore[arg-type]  # as before the floors above were loaded
    try:
        with pytest.raises(RuntimeError, match="was not called"):
            policy.tables()
    finally:
        policy.install(known)
