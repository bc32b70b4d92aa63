"""Joint decisions: recorded with positions, read by those inside, a dissent kept for ever."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from casework.models import Decision, PositionTaken
from devstack.testing import backstage
from tests.casework.doors import must_look_absent, page
from tests.casework.test_breach import CASE, all_of, by_agency, one, today
from tests.cast import acting
from tests.factories import DecisionFactory, PositionTakenFactory

NEW = f"{CASE}decisions/new/"


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "case_manager", "decided_on": today().isoformat(), "options": "Probation or the charity.",
        "chosen": "The mentor lead manages the case", "reasons": "She is trusted.", **changes,
    }  # fmt: skip


def test_the_manager_records_it_with_a_dissent(world: Any, browse: Any) -> None:
    views = by_agency(world, probation="agrees", police="dissents:No training in risk.", health="abstains")
    answer = browse(world.manager).post(NEW, typed(**views))
    assert answer.status_code == 303, answer.content.decode()
    decision = one(Decision)
    positions = {row.agency_id: (row.view, row.reason) for row in all_of(PositionTaken, decision=decision)}
    assert positions == {
        world.probation.pk: ("agrees", ""), world.police.pk: ("dissents", "No training in risk."),
        world.health.pk: ("abstains", ""),
    }  # fmt: skip
    for who in (world.officer, world.chair):
        for path in (f"{CASE}decisions/", f"{CASE}decisions/{decision.pk}/"):
            assert "No training in risk." in page(browse(who), path)
    assert "Take a position" not in page(browse(world.officer), f"{CASE}decisions/{decision.pk}/")
    assert "Take a position" in page(browse(world.manager), f"{CASE}decisions/{decision.pk}/")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "level"}, "Select a valid choice"),
        ({"kind": "breach_proposal"}, "Select a valid choice"),
        ({"decided_on": today(1).isoformat()}, "lies in the future"),
        ({"chosen": ""}, "Say what was chosen"),
        ({"reasons": ""}, "Say why"),
    ],
)
def test_bad_input_gives_the_form_once_more(world: Any, browse: Any, changes: Any, words: str) -> None:
    answer = browse(world.supervisor).post(NEW, typed(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Probation or the charity." in answer.content.decode()
    assert all_of(Decision) == []


def test_a_dissent_says_why(world: Any, browse: Any) -> None:
    answer = browse(world.supervisor).post(NEW, typed(**by_agency(world, police="dissents")))
    assert answer.status_code == 422
    assert "Say why the agency dissents" in answer.content.decode()
    assert all_of(Decision) == []


def test_a_level_is_not_set_here(world: Any, browse: Any) -> None:
    assert "set by a panel meeting" in page(browse(world.supervisor), NEW)


def test_others_do_not_record(world: Any, browse: Any) -> None:
    for who in (world.officer, world.clinician, world.chair, world.teacher, world.mentor):
        assert browse(who).post(NEW, typed()).status_code == 403
    decision = DecisionFactory(case=world.case, membership=world.supervisor, kind="plan")
    for who in (world.chair, world.teacher, world.mentor):
        answer = browse(who).post(f"{CASE}decisions/{decision.pk}/position/", {"view": "agrees"})
        assert answer.status_code == 403
    must_look_absent(browse(world.analyst), "/cases/{}/decisions/")
    assert all_of(PositionTaken) == []


def test_a_position_is_kept_for_ever(world: Any) -> None:
    decision = DecisionFactory(case=world.case, membership=world.supervisor, kind="plan")
    kept = PositionTakenFactory(decision=decision, membership=world.officer, view="dissents", reason="Too soon.")
    with acting(world.officer) as actor:
        for change in ({"view": "agrees"}, {"reason": "x"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                PositionTaken.objects.visible_to(actor).filter(pk=kept.pk).update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            Decision.objects.visible_to(actor).filter(pk=decision.pk).update(chosen="x")
    with backstage():
        assert PositionTaken.objects.unguarded(because="test").get().reason == "Too soon."


def test_a_draft_of_a_decision_is_kept(world: Any, browse: Any) -> None:
    client = browse(world.supervisor)
    kept = client.post(f"{NEW}draft/", {"reasons": "Because she", "draft_version": "0"})
    assert kept.status_code == 200
    assert "Because she" in page(client, NEW)
    assert client.post(f"{NEW}draft/", {"discard": "1"}).status_code == 302
    assert "Because she" not in page(client, NEW)
