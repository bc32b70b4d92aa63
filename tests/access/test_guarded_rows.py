"""Protected rows answer nothing before somebody says for whom, whichever way they are asked."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Count

from access.errors import NotAllowed, Unguarded
from agencies.errors import Conflict
from agencies.models import save_next
from casework.models import Case, CaseTeamMember, Deadline, Note
from devstack.testing import backstage
from tests.cast import acting
from tests.factories import NoteFactory

ASKED: dict[str, Callable[[Any], Any]] = {
    "list": list,
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "get": lambda rows: rows.get(),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.last(),
    "update": lambda rows: rows.update(handling="team"),
    "delete": lambda rows: rows.delete(),
    "aggregate": lambda rows: rows.aggregate(n=Count("pk")),
    "iterator": lambda rows: list(rows.iterator()),
    "in_bulk": lambda rows: rows.in_bulk(),
    "values": lambda rows: list(rows.values("pk")),
    "values_list": lambda rows: list(rows.values_list("pk")),
    "raw": lambda rows: list(rows.raw("SELECT * FROM casework_note")),
    "slice": lambda rows: list(rows[:1]),
    "bool": bool,
    "union": lambda rows: list(rows.union(rows)),
    "or": lambda rows: list(rows | rows),
    "explain": lambda rows: rows.explain(),
}


@pytest.mark.parametrize("how", ASKED)
def test_every_question_raises(world: Any, how: Any) -> None:
    with pytest.raises(Unguarded):
        ASKED[how](Note.objects.all())


def test_reverse_relations_and_prefetches_inherit_the_seal(world: Any) -> None:
    NoteFactory(case=world.case, by=world.supervisor)
    with acting(world.supervisor) as actor:
        case = Case.objects.visible_to(actor).get()
        uses: list[Callable[[], Any]] = [
            lambda: list(case.notes.all()),
            lambda: case.team.count(),
            lambda: list(Case.objects.visible_to(actor).prefetch_related("notes")),
        ]
        for use in uses:
            with pytest.raises(Unguarded):
                use()


def test_a_cleared_side_cannot_be_joined_with_an_uncleared_one(world: Any) -> None:
    with acting(world.supervisor) as actor:
        cleared = Note.objects.visible_to(actor)
        joins: list[Callable[[], Any]] = [
            lambda: cleared | Note.objects.all(),
            lambda: cleared.union(Note.objects.all()),
        ]
        for join in joins:
            with pytest.raises(Unguarded):
                list(join())


def test_an_unknown_verb_clears_nothing(world: Any) -> None:
    with acting(world.supervisor) as actor:
        for model in (Case, Note, CaseTeamMember, Deadline):
            assert not model.objects.visible_to(actor, "frobnicate").exists()


def test_unseen_is_absent_and_seen_is_told(world: Any) -> None:
    with acting(world.officer) as actor, pytest.raises(NotAllowed):
        Case.objects.get_for(actor, "manage", pk=world.case.pk)


def test_an_update_without_the_next_version_is_refused_by_the_database(world: Any) -> None:
    with acting(world.supervisor) as actor:
        first = Case.objects.get_for(actor, "edit", pk=world.case.pk)
        second = Case.objects.get_for(actor, "edit", pk=world.case.pk)
        first.neutral_title = "Cedar two"
        save_next(first, "neutral_title")
        second.neutral_title = "Cedar three"
        with pytest.raises(Conflict):
            save_next(second, "neutral_title")
    with backstage():
        assert Case.objects.unguarded(because="test").get().neutral_title == "Cedar two"
