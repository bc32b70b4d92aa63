"""Protected rows: every model is guarded by a sight that compiles, and a verb nobody knows denies."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404

from access import policy
from access.backend import PolicyBackend
from access.errors import NotAllowed, Unguarded
from access.guarded import GuardedQuerySet
from access.sight import ByTier, Trail
from tests.factories import NoteFactory
from tests.guards.sources import CASE_FLOORS

UNKNOWN = ("", "VIEW", "publish", "delete", "view ", "view_case", "__all__")
NOT_GUARDED = {
    "casework.CaseOversight": "an appointment over an area, not a case: read inside the policy, shown to coordinators",
}
GUARDED_BELOW = ("access.Draft", "access.Event", "access.ApiToken")


def models() -> list[Any]:
    """Every model of the case floors, and those of the kit that hold case content."""
    found = [m for floor in CASE_FLOORS for m in apps.get_app_config(floor).get_models()]
    return found + [apps.get_model(name) for name in GUARDED_BELOW]


def test_every_model_is_guarded_or_reasoned_about() -> None:
    bare = {m._meta.label for m in models() if not isinstance(m.objects.all(), GuardedQuerySet)}
    assert bare == set(NOT_GUARDED)


@pytest.mark.parametrize("model", [m for m in models() if m._meta.label not in NOT_GUARDED], ids=str)
def test_every_sight_compiles_and_every_use_before_it_raises(world: Any, act: Any, model: Any) -> None:
    with act(world.supervisor) as actor:
        assert isinstance(model.objects.visible_to(actor).count(), int)
    for use in (list, len, bool, lambda r: r.count(), lambda r: r.exists(), lambda r: r.first(), lambda r: r.get(),
                lambda r: r.delete(), lambda r: r.update(pk=None), lambda r: list(r.iterator()),
                lambda r: r.aggregate(), lambda r: r.in_bulk(), lambda r: r.raw("SELECT 1"),
                lambda r: r | r, lambda r: r.union(r), lambda r: r.values_list("pk")[0]):  # fmt: skip
        with pytest.raises(Unguarded):
            use(model.objects.all())


@pytest.mark.parametrize("verb", UNKNOWN)
def test_an_unknown_verb_denies(world: Any, act: Any, verb: str) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor)
    with act(world.supervisor) as actor:
        assert policy.case_condition(actor, verb, "pk") is None
        assert policy.item_condition(actor, verb) is None
        for model in (m for m in models() if m._meta.label not in NOT_GUARDED):
            if model.sight.condition(actor, verb) is not None:
                assert model.sight.__class__.__name__ == "Own", model  # one's own rows know no verbs
                continue
            assert list(model.objects.visible_to(actor, verb)) == []
        with pytest.raises((NotAllowed, Http404)):
            type(note).objects.get_for(actor, verb, pk=note.pk)
        world.supervisor.user.actor = actor
        with pytest.raises(PermissionDenied):
            PolicyBackend().has_perm(world.supervisor.user, verb, note)


def test_texts_and_lines_know_reading_alone(world: Any, act: Any) -> None:
    with act(world.supervisor) as actor:
        for verb in ("change", "edit", "answer", "manage"):
            assert ByTier().condition(actor, verb) is None
            assert Trail().condition(actor, verb) is None
