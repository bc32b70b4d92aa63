"""What is typed about an objective, an action or an intervention is kept for its writer, and for that row alone."""

from collections.abc import Callable
from typing import Any

import pytest

from access.models import Draft
from casework.models import Action, Intervention, Objective
from tests.casework.doors import page
from tests.casework.planning import action, intervention, objective, posted, rows
from tests.factories import (
    ActionFactory,
    CaseFactory,
    FindingFactory,
    InterventionFactory,
    ObjectiveFactory,
    PlaceFactory,
    PlanVersionFactory,
)

CASE = "/cases/VRP-CEDAR"
KINDS = ("objectives", "actions", "interventions")
WORD = {"objectives": "text", "actions": "text", "interventions": "title"}
HALF = "Half a sen"


@pytest.fixture
def planned(world: Any) -> Any:
    """A draft of the plan with two rows of each kind."""
    plan = PlanVersionFactory(case=world.case, membership=world.manager, state="draft", in_force_from=None)
    objectives = [ObjectiveFactory(plan=plan, text=f"Objective {n}") for n in (1, 2)]
    for row in objectives:
        FindingFactory(objective=row)
    world.rows = {
        "objectives": objectives,
        "actions": [ActionFactory(case=world.case, membership=world.manager, text=f"Action {n}") for n in (1, 2)],
        "interventions": [
            InterventionFactory(case=world.case, provider=world.charity, title=f"Help {n}", overlap_accepted="Known")
            for n in (1, 2)
        ],
    }
    return world


def filled(world: Any, kind: str, **more: Any) -> dict[str, Any]:
    """A form of that kind that breaks no rule."""
    made: dict[str, Callable[[], dict[str, Any]]] = {
        "objectives": lambda: objective(**more), "actions": lambda: action(world.manager, **more),
        "interventions": lambda: intervention(world.charity, overlap_accepted="Known", **more),
    }  # fmt: skip
    return made[kind]()


def half(kind: str, **more: Any) -> dict[str, Any]:
    """What drafts.js sends of a form begun."""
    return {WORD[kind]: HALF, "draft_version": "0", "version": "1", **more}


def forms(world: Any, kind: str) -> list[tuple[str, str]]:
    """The page of each form of that kind with the address of its draft: a new row, and a change of the first."""
    row = world.rows[kind][0].pk
    return [(f"{CASE}/{kind}/new/", f"{CASE}/{kind}/draft/"), (f"/{kind}/{row}/edit/", f"/{kind}/{row}/draft/")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_is_kept_given_back_and_thrown_away(planned: Any, browse: Any, kind: str) -> None:
    for path, draft in forms(planned, kind):
        manager = browse(planned.manager)
        assert f'data-draft-url="{draft}"' in page(manager, path)
        kept = posted(manager, draft, half(kind), 200).json()
        assert kept["fields"] == {"draft_version": "1"}
        body = page(browse(planned.manager), path)  # another session of the same person
        assert (HALF in body, "Your draft was kept" in body) == (True, True)
        assert 'name="draft_version" value="1"' in body
        posted(manager, draft, half(kind, **{WORD[kind]: "Older"}), 409)
        assert "Older" not in page(manager, path)
        posted(manager, draft, half(kind, draft_version="1", **{WORD[kind]: "x" * 61_000}), 422)
        assert HALF in page(manager, path)
        answer = posted(manager, draft, {"discard": "1"})
        assert answer["Location"] == path
        assert HALF not in page(manager, path)


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_reaches_no_other_person_row_or_case(planned: Any, browse: Any, kind: str) -> None:
    other = CaseFactory(partnership=planned.partnership, lead_agency=planned.charity)
    PlaceFactory(case=other, membership=planned.manager, is_case_manager=True)
    manager, supervisor = browse(planned.manager), browse(planned.supervisor)
    second = planned.rows[kind][1].pk
    (new, new_draft), (edit, edit_draft) = forms(planned, kind)
    posted(manager, new_draft, half(kind), 200)
    posted(manager, edit_draft, half(kind, **{WORD[kind]: "Changed ha"}), 200)
    assert HALF not in page(manager, edit)
    assert "Changed ha" not in page(manager, new)
    for client, path in (
        (manager, f"/{kind}/{second}/edit/"), (manager, f"/cases/{other.reference}/{kind}/new/"), (supervisor, new),
    ):  # fmt: skip
        body = page(client, path)
        assert [words for words in (HALF, "Changed ha", "Your draft was kept") if words in body] == [], path
    with_case = {(row.form, row.case_id, row.user_id) for row in rows(Draft)}
    assert {(case, user) for _form, case, user in with_case} == {(planned.case.pk, planned.manager.user_id)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_outlives_a_refusal_and_goes_once_it_is_saved(planned: Any, browse: Any, kind: str) -> None:
    manager = browse(planned.manager)
    for path, draft in forms(planned, kind):
        posted(manager, draft, half(kind), 200)
        wrong = filled(planned, kind, version="1", draft_version="1", **{WORD[kind]: ""})
        body = posted(manager, path, wrong, 422).content.decode()
        assert 'name="draft_version" value="1"' in body
        assert HALF in page(manager, path)
        posted(manager, path, filled(planned, kind, version="1", **{WORD[kind]: "Whole sentence"}))
        assert rows(Draft) == []
    model = {"objectives": Objective, "actions": Action, "interventions": Intervention}[kind]
    assert sum(getattr(row, WORD[kind]) == "Whole sentence" for row in rows(model)) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_going_on_with_a_draft_writes_over_nobody(planned: Any, browse: Any, kind: str) -> None:
    manager = browse(planned.manager)
    _new, (path, draft) = forms(planned, kind)
    posted(manager, draft, half(kind), 200)
    posted(browse(planned.manager), path, filled(planned, kind, version="1", **{WORD[kind]: "Saved meanwhile"}))
    posted(manager, draft, half(kind), 200)  # the first window goes on typing from what it read
    assert 'name="version" value="1"' in page(manager, path)
    body = posted(manager, path, filled(planned, kind, version="1", **{WORD[kind]: HALF}), 409).content.decode()
    assert "Saved meanwhile" in body
    assert HALF in body
    posted(manager, path, filled(planned, kind, version="2", **{WORD[kind]: HALF}))


@pytest.mark.parametrize("kind", KINDS)
def test_a_box_that_was_cleared_stays_cleared(planned: Any, browse: Any, kind: str) -> None:
    manager = browse(planned.manager)
    _new, (path, draft) = forms(planned, kind)
    posted(manager, path, filled(planned, kind, version="1", for_guests="on", for_companions="on"))
    assert page(manager, path).count("checked") >= 2
    posted(manager, draft, half(kind, for_companions="on", version="2"), 200)
    body = page(manager, path)
    assert 'name="for_companions" class="govuk-checkboxes__input" id="id_for_companions" checked' in body or (
        "checked" in body.split('name="for_companions"')[1].split(">")[0]
    )
    assert "checked" not in body.split('name="for_guests"')[1].split(">")[0]


def test_a_draft_changes_neither_kind_nor_provider(planned: Any, browse: Any) -> None:
    manager, row = browse(planned.manager), planned.rows["interventions"][0]
    path = f"/interventions/{row.pk}/"
    posted(manager, f"{path}draft/", {"type": "medical", "provider": "nonsense", "draft_version": "0"}, 200)
    posted(manager, f"{path}edit/", intervention(planned.charity, overlap_accepted="Known", version="1"))
    (stored,) = rows(Intervention, pk=row.pk)
    assert (stored.type, stored.provider_id) == ("mentoring", planned.charity.pk)
