"""``has_perm`` answers from the policy before anything else can, and being a superuser opens nothing."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from guardian import shortcuts

from casework.models import Case, CaseTeamMember
from devstack.testing import backstage
from tests.cast import acting
from tests.factories import UserFactory


def asks(membership: Any, perm: Any, row: Any) -> Any:
    with acting(membership) as actor:
        membership.user.actor = actor
        return membership.user.has_perm(perm, row)


@pytest.mark.parametrize(
    ("who", "verb", "answer"),
    [
        ("supervisor", "casework.view", True),
        ("supervisor", "casework.manage", True),
        ("officer", "casework.manage", False),
        ("teacher", "casework.write", True),
        ("teacher", "casework.team", False),
        ("chair", "casework.write", False),
        ("stranger", "casework.view", False),
        ("border", "casework.view", False),
        ("past_guest", "casework.view", False),
        ("supervisor", "casework.no_such_verb", False),
    ],
)
def test_has_perm_asks_the_policy(world: Any, who: Any, verb: Any, answer: Any) -> None:
    assert asks(getattr(world, who), verb, world.case) is answer


def test_without_an_actor_the_answer_is_no(world: Any) -> None:
    assert not world.supervisor.user.has_perm("casework.view", world.case)


def test_a_superuser_and_a_model_wide_permission_see_nothing(world: Any) -> None:
    with backstage():
        world.colleague.user.is_superuser = True
        world.colleague.user.save()
        world.colleague.user.user_permissions.add(Permission.objects.get(codename="be_on_team"))
    with acting(world.colleague) as actor:
        world.colleague.user.actor = actor
        assert Case.objects.visible_to(actor).count() == 0
        world.colleague.user.is_superuser = False  # Django answers True for superusers before any backend is asked
        assert not world.colleague.user.has_perm("casework.view", world.case)


def test_a_grant_made_by_guardian_alone_is_closed_until_a_service_fills_it_in(world: Any) -> None:
    with backstage():
        row: Any = shortcuts.assign_perm("casework.be_on_team", world.analyst.user, world.case)
        assert isinstance(row, CaseTeamMember)
    assert row.valid_to <= row.valid_from
    with acting(world.analyst) as actor:
        assert Case.objects.visible_to(actor).count() == 0


def test_the_list_helper_of_guardian_is_refused_by_the_sealed_rows(world: Any) -> None:
    with pytest.raises(RuntimeError):
        list(shortcuts.get_objects_for_user(UserFactory(), "casework.be_on_team", Case))  # noqa: TID251
