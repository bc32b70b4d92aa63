"""The cycle marker moves by what was done: shown, never enforced."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import Http404

from access.models import Event
from agencies.errors import NotAllowed
from agencies.models import save_next
from casework.models import Case
from casework.services.stages import LEADS_TO, move_marker
from devstack.testing import backstage
from tests.assessments.scene import opened, signed
from tests.assessments.test_reviews import furnished, hold, written
from tests.cast import acting


def stage_of(world: Any) -> str:
    with backstage():
        return Case.objects.unguarded(because="test").get(pk=world.case.pk).stage


def put(world: Any, stage: str) -> None:
    with backstage():
        case = Case.objects.unguarded(because="test").get(pk=world.case.pk)
        case.stage = stage
        save_next(case, "stage")


def moves() -> list[Any]:
    with backstage():
        return list(
            Event.objects.unguarded(because="test").filter(verb="case.stage_moved").values_list("detail", flat=True)
        )


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        ("assessment.signed", "assess", "plan"), ("assessment.signed", "evaluate", "plan"),
        ("assessment.signed", "plan", "plan"), ("assessment.signed", "intervene", "intervene"),
        ("assessment.opened", "evaluate", "assess"), ("assessment.opened", "plan", "plan"),
        ("assessment.opened", "intervene", "intervene"), ("assessment.opened", "assess", "assess"),
        ("review.opened", "plan", "evaluate"), ("review.opened", "intervene", "evaluate"),
        ("review.opened", "assess", "assess"), ("review.opened", "evaluate", "evaluate"),
        ("review.held", "plan", "evaluate"), ("review.held", "intervene", "evaluate"),
        ("review.held", "assess", "assess"), ("review.held", "evaluate", "evaluate"),
        ("plan.took_force", "assess", "intervene"), ("plan.took_force", "plan", "intervene"),
        ("plan.took_force", "intervene", "intervene"), ("plan.took_force", "evaluate", "evaluate"),
    ],
)  # fmt: skip
def test_the_marker_moves_on_and_never_back(world: Any, act: str, before: str, after: str) -> None:
    put(world, before)
    with acting(world.manager) as actor:
        move_marker(actor, world.case.pk, act)
    assert stage_of(world) == after
    assert moves() == ([{"from": before, "to": after, "by": act}] if before != after else [])


@pytest.mark.parametrize(("who", "error"), [("teacher", NotAllowed), ("colleague", Http404), ("stranger", Http404)])
def test_only_who_works_on_the_case_moves_it(world: Any, who: str, error: type[Exception]) -> None:
    with acting(getattr(world, who)) as actor, pytest.raises(error):
        move_marker(actor, world.case.pk, next(iter(LEADS_TO)))
    assert stage_of(world) == "assess"


def test_signing_leads_to_the_plan(world: Any, browse: Any) -> None:
    assert stage_of(world) == "assess"
    signed(world, browse)
    assert stage_of(world) == "plan"
    assert moves() == [{"from": "assess", "to": "plan", "by": "assessment.signed"}]


def test_a_review_leads_to_evaluating_and_the_next_assessment_round_again(world: Any, browse: Any) -> None:
    furnished(world)
    put(world, "intervene")
    written(world, browse)
    assert stage_of(world) == "evaluate"
    page = browse(world.officer).get("/cases/VRP-CEDAR/timeline/").content.decode()
    assert "Stage: Evaluate" in page
    put(world, "intervene")  # set by hand meanwhile
    hold(browse, world.manager)
    assert stage_of(world) == "evaluate"
    opened(world, browse)
    assert stage_of(world) == "assess"
    assert [move["by"] for move in moves()] == ["review.opened", "review.held", "assessment.opened"]
    for member in (world.teacher, world.mentor):
        assert b"Stage: " not in browse(member).get("/cases/VRP-CEDAR/timeline/").content
