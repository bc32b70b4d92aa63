"""Versions of the plan through their doors: begun, written, shown, answered, agreed, approved, in force, superseded."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from agencies.errors import RuleBroken
from casework.models import Achievement, Objective, PlanVersion, SafetyPart
from casework.planning import Step
from casework.services.plan_steps import approve_plan
from devstack.testing import backstage
from tests.casework.doors import lines, page
from tests.casework.planning import PLAN, day, due, objective, posted, rows
from tests.cast import acting
from tests.factories import (
    ActionFactory,
    CourtDecisionFactory,
    DeadlineFactory,
    ObjectiveFactory,
    OrderFactory,
    PlanVersionFactory,
    SafetyPartFactory,
)


def day_of(offset: int) -> dt.date:
    """A local day from today."""
    return timezone.localdate() + dt.timedelta(days=offset)


def step(client: Any, number: int, name: str, status: int = 303, **data: Any) -> Any:
    """One step of a version."""
    return posted(client, f"{PLAN}{number}/step/{name}/", data, status)


def begin(client: Any) -> Any:
    """A first draft with an objective and a line about victims."""
    posted(client, f"{PLAN}new/", {})
    posted(client, "/cases/VRP-CEDAR/objectives/new/", objective())
    posted(client, f"{PLAN}1/safety/", {"victim_safety": "No identified victim"})
    (plan,) = rows(PlanVersion)
    return plan


@pytest.fixture
def in_force(world: Any) -> Any:
    """Version 1 in force, with an objective, its action and a safety part."""
    world.plan = PlanVersionFactory(case=world.case, membership=world.manager, risk_text="Evenings")
    world.objective = ObjectiveFactory(plan=world.plan)
    world.safety = SafetyPartFactory(plan=world.plan)
    world.action = ActionFactory(case=world.case, membership=world.officer, line=world.objective.line)
    return world


def test_the_first_version_goes_all_the_way(world: Any, browse: Any) -> None:
    DeadlineFactory(case=world.case, kind="first_plan", agency=world.probation, responsible=world.manager)
    manager, supervisor = browse(world.manager), browse(world.supervisor)
    begin(manager)
    step(manager, 1, "show", on=day(0))
    step(manager, 1, "answer", answer="agreed", words="Fine with me", on=day(0))
    (asked,) = due("plan_approval")
    assert (asked.responsible_id, asked.subject_kind) == (world.supervisor.pk, "plan")
    body = step(manager, 1, "force", status=422, on=day(60)).content.decode()
    assert "The order supervisor has not agreed" in body
    step(supervisor, 1, "agree")
    assert due("plan_approval") == []
    step(manager, 1, "force", on=day(60))
    (plan,) = rows(PlanVersion)
    assert (plan.state, plan.answer, plan.in_force_from) == ("in_force", "agreed", timezone.localdate())
    assert [row.in_force for row in rows(Objective)] == [True]
    assert due("first_plan") == []
    (review,) = due("plan_review")
    assert (review.due_on.isoformat(), review.responsible_id) == (day(60), world.manager.pk)
    for verb in ("plan.started", "plan.shown", "plan.answered", "plan.supervisor_agreed", "plan.took_force"):
        assert [line.subjects for line in lines(verb)] == [[plan.pk]], verb


def test_a_version_needs_an_objective_and_a_line_about_victims(world: Any, browse: Any) -> None:
    manager = browse(world.manager)
    posted(manager, f"{PLAN}new/", {})
    assert "Add an objective first" in step(manager, 1, "show", status=422, on=day(0)).content.decode()
    posted(manager, "/cases/VRP-CEDAR/objectives/new/", objective())
    assert "no line about victims" in step(manager, 1, "show", status=422, on=day(0)).content.decode()
    body = posted(manager, f"{PLAN}1/safety/", {"supervision": "Twice a week"}, 422).content.decode()
    assert "No identified victim" in body
    assert "Twice a week" in body  # nothing typed is lost
    assert rows(SafetyPart) == []


def test_the_next_version_keeps_the_lines_and_supersedes_the_old_one(in_force: Any, browse: Any) -> None:
    manager = browse(in_force.manager)
    posted(manager, f"{PLAN}new/", {})
    (copy,) = rows(Objective, plan__number=2)
    assert (copy.line, copy.text, copy.in_force) == (in_force.objective.line, in_force.objective.text, False)
    assert "A version is in the making" in posted(manager, f"{PLAN}new/", {}, 422).content.decode()
    body = page(manager, PLAN)
    assert "Version 2 is in the making" in body
    posted(manager, f"{PLAN}2/edit/", {"risk_text": "Mornings too", "version": "1"})
    step(manager, 2, "answer", answer="could_not_be_asked", words="In hospital", on=day(0))
    step(browse(in_force.supervisor), 2, "agree")
    step(manager, 2, "force")
    old, new = sorted(rows(PlanVersion), key=lambda one: one.number)
    assert (old.state, old.superseded_on) == ("superseded", timezone.localdate())
    assert (new.state, new.next_review_on) == ("in_force", timezone.localdate() + dt.timedelta(days=90))
    assert {row.plan_id: row.in_force for row in rows(Objective)} == {old.pk: False, new.pk: True}
    assert in_force.action.text in page(manager, PLAN)  # the action goes on serving the objective


def test_taken_back_it_is_asked_again(world: Any, browse: Any) -> None:
    manager = browse(world.manager)
    begin(manager)
    step(manager, 1, "show", on=day(-1))
    body = posted(manager, f"{PLAN}1/edit/", {"risk_text": "Changed behind the person's back", "version": "1"}, 422)
    assert "no draft any more" in body.content.decode()
    step(manager, 1, "answer", answer="not_agreed", words="Too much at once", on=day(0))
    step(browse(world.supervisor), 1, "agree")
    step(manager, 1, "back")
    (plan,) = rows(PlanVersion)
    assert (plan.state, plan.answer, plan.supervisor_agreed_on, plan.shown_on) == ("draft", "", None, None)


def test_an_answer_other_than_yes_needs_words_and_no_day_ahead(world: Any, browse: Any) -> None:
    manager = browse(world.manager)
    begin(manager)
    unseen = step(manager, 1, "answer", status=422, answer="agreed", words="Fine", on=day(0)).content.decode()
    assert "Show the plan to the person first" in unseen
    step(manager, 1, "show", on=day(0))
    assert (
        "Write down what the person said"
        in step(manager, 1, "answer", status=422, answer="not_agreed", on=day(0)).content.decode()
    )
    assert "lies ahead" in step(manager, 1, "answer", status=422, answer="agreed", on=day(2)).content.decode()
    assert rows(PlanVersion)[0].state == "shown_to_person"


def test_where_the_court_approves_it_waits_for_the_decision(world: Any, browse: Any) -> None:
    order = OrderFactory(case=world.case, plan_needs_court=True)
    manager = browse(world.manager)
    begin(manager)
    step(manager, 1, "answer", answer="could_not_be_asked", words="On the run", on=day(0))
    step(browse(world.supervisor), 1, "agree")
    assert "send it there first" in step(manager, 1, "force", status=422).content.decode()
    step(manager, 1, "send")
    other = CourtDecisionFactory(order=order, membership=world.supervisor, act="varied")
    step(manager, 1, "approve", status=422, decision=other.pk)
    about = {"order": order, "membership": world.supervisor, "act": "plan_approved"}
    early, used, approval = (CourtDecisionFactory(decided_on=day_of(n), **about) for n in (-1, 0, 0))
    PlanVersionFactory(case=world.case, membership=world.manager, number=9, state="superseded", court_approval=used)
    shown = page(manager, f"{PLAN}1/step/approve/")
    assert str(approval.pk) in shown
    for wrong in (early, used):  # the court had it before this version, or approved another one by it
        assert str(wrong.pk) not in shown
        step(manager, 1, "approve", status=422, decision=wrong.pk)
        with acting(world.manager) as actor, pytest.raises(RuleBroken, match="Choose the decision"):
            approve_plan(actor, "VRP-CEDAR", 1, Step(decision_id=wrong.pk))
    step(manager, 1, "approve", decision=approval.pk)
    step(manager, 1, "force", on=day(30))
    (plan,) = rows(PlanVersion, number=1)
    assert (plan.state, plan.court_approval_id) == ("in_force", approval.pk)


def test_without_such_an_order_nothing_goes_to_the_court(world: Any, browse: Any) -> None:
    manager = browse(world.manager)
    begin(manager)
    step(manager, 1, "answer", answer="could_not_be_asked", words="On the run", on=day(0))
    assert "No order of this case" in step(manager, 1, "send", status=422).content.decode()


@pytest.mark.parametrize("who", ["supervisor", "officer", "clinician", "teacher", "mentor", "chair"])
def test_only_the_case_manager_begins_a_version(world: Any, browse: Any, who: str) -> None:
    posted(browse(getattr(world, who)), f"{PLAN}new/", {}, 403)
    assert rows(PlanVersion) == []


def test_the_supervisor_cannot_submit_and_the_manager_cannot_agree_for_them(world: Any, browse: Any) -> None:
    manager = browse(world.manager)
    begin(manager)
    step(browse(world.supervisor), 1, "show", status=403, on=day(0))
    step(manager, 1, "answer", answer="could_not_be_asked", words="Away", on=day(0))
    step(manager, 1, "agree", status=403)
    assert rows(PlanVersion)[0].supervisor_agreed_on is None


def test_others_propose_and_the_manager_takes_up(in_force: Any, browse: Any) -> None:
    officer, manager = browse(in_force.officer), browse(in_force.manager)
    posted(officer, "/cases/VRP-CEDAR/objectives/new/", objective(text="A phone that is checked"))
    (proposed,) = rows(Objective, state="proposed")
    assert (proposed.agency_id, proposed.in_force) == (in_force.police.pk, False)
    assert "Proposed by Police Desk" in page(officer, PLAN)
    posted(manager, f"{PLAN}new/", {})
    (copy,) = rows(Objective, state="proposed", plan__number=2)
    posted(manager, f"/objectives/{copy.pk}/edit/", objective(text="A phone looked at together", version=copy.version))
    (taken,) = rows(Objective, line=proposed.line, plan__number=2)
    assert (taken.state, taken.text, taken.agency_id) == ("active", "A phone looked at together", in_force.police.pk)


def test_a_stale_form_keeps_what_was_typed_and_shows_the_other(in_force: Any, browse: Any) -> None:
    manager = browse(in_force.manager)
    posted(manager, f"{PLAN}new/", {})
    posted(manager, f"{PLAN}2/edit/", {"risk_text": "First", "version": "1"})
    body = posted(manager, f"{PLAN}2/edit/", {"risk_text": "Second", "version": "1"}, 409).content.decode()
    assert "Second" in body
    assert "First" in body
    posted(manager, f"{PLAN}2/edit/", {"risk_text": "Second", "version": "2"})
    assert rows(PlanVersion, number=2)[0].risk_text == "Second"


def test_an_achieved_objective_becomes_an_achievement(in_force: Any, browse: Any) -> None:
    manager = browse(in_force.manager)
    path = f"/objectives/{in_force.objective.pk}/state/"
    posted(manager, path, {"state": "removed", "reason": "Not needed", "version": "1"}, 422)
    posted(manager, path, {"state": "achieved", "version": "1"})
    body = page(manager, PLAN)
    assert "Achieved" in body
    assert [line.subjects for line in lines("objective.moved")] == [[in_force.objective.pk]]
    assert [row.for_court for row in rows(Achievement)] == [False]


def test_an_achievement_is_taken_back_with_its_objective_and_stands_once(in_force: Any, browse: Any) -> None:
    manager, text = browse(in_force.manager), in_force.objective.text
    path = f"/objectives/{in_force.objective.pk}/state/"
    posted(manager, path, {"state": "achieved", "version": "1", "for_court": "on"})
    posted(manager, path, {"state": "active", "version": "2"})
    (first,) = rows(Achievement)
    assert (first.text, first.for_court, first.withdrawn_on) == (text, True, timezone.localdate())
    posted(manager, path, {"state": "achieved", "version": "3"})
    assert [row.for_court for row in rows(Achievement, withdrawn_on=None)] == [False]
    posted(manager, f"{PLAN}new/", {})
    (copy,) = rows(Objective, plan__number=2)
    posted(manager, f"/objectives/{copy.pk}/state/", {"state": "active", "version": "1"})
    posted(manager, f"/objectives/{copy.pk}/state/", {"state": "achieved", "version": "2"})  # in a draft: nothing yet
    assert len(rows(Achievement, withdrawn_on=None)) == 1


def test_removing_needs_a_reason(in_force: Any, browse: Any) -> None:
    manager = browse(in_force.manager)
    posted(manager, f"{PLAN}new/", {})
    (copy,) = rows(Objective, plan__number=2)
    path = f"/objectives/{copy.pk}/state/"
    assert "Say why it is removed" in posted(manager, path, {"state": "removed", "version": "1"}, 422).content.decode()
    posted(manager, path, {"state": "removed", "reason": "He moved in with his aunt", "version": "1"})
    assert "He moved in with his aunt" in page(manager, f"{PLAN}2/")


def test_a_draft_of_the_texts_is_kept_and_thrown_away(in_force: Any, browse: Any) -> None:
    manager = browse(in_force.manager)
    posted(manager, f"{PLAN}new/", {})
    kept = posted(manager, f"{PLAN}2/draft/plan/", {"risk_text": "Half a sen", "draft_version": "0"}, 200).json()
    assert kept["fields"] == {"draft_version": "1"}
    assert "Half a sen" in page(manager, f"{PLAN}2/edit/")
    posted(manager, f"{PLAN}2/draft/plan/", {"risk_text": "Older", "draft_version": "0"}, 409)
    posted(manager, f"{PLAN}2/draft/plan/", {"discard": "1"})
    assert "Half a sen" not in page(manager, f"{PLAN}2/edit/")
    posted(manager, f"{PLAN}2/draft/other/", {"risk_text": "x"}, 404)


def test_going_on_with_a_draft_of_the_texts_writes_over_nobody(in_force: Any, browse: Any) -> None:
    manager = browse(in_force.manager)
    posted(manager, f"{PLAN}new/", {})
    half = {"risk_text": "Half a sen", "draft_version": "0", "version": "1"}
    posted(manager, f"{PLAN}2/draft/plan/", half, 200)
    with backstage():
        PlanVersion.objects.unguarded(because="test").filter(number=2).update(risk_text="Meanwhile", version=2)
    assert 'name="version" value="1"' in page(manager, f"{PLAN}2/edit/")
    body = posted(manager, f"{PLAN}2/edit/", {"risk_text": "Half a sentence", "version": "1"}, 409).content.decode()
    assert "Meanwhile" in body


@pytest.mark.parametrize(("late", "stale"), [(13, False), (16, True)])
def test_a_plan_whose_review_was_not_held_is_called_stale(world: Any, browse: Any, late: int, stale: bool) -> None:
    PlanVersionFactory(
        case=world.case, membership=world.manager, next_review_on=timezone.localdate() - dt.timedelta(days=late)
    )
    assert ("This plan is stale" in page(browse(world.officer), PLAN)) == stale


def test_a_review_without_change_lets_the_plan_stand(in_force: Any, browse: Any) -> None:
    manager = browse(in_force.manager)
    step(manager, 1, "review", status=422, on=day(0))
    step(browse(in_force.supervisor), 1, "review", status=403, on=day(50))
    step(manager, 1, "review", on=day(50))
    assert [row.due_on.isoformat() for row in due("plan_review")] == [day(50)]
    step(manager, 1, "review", on=day(70))
    assert [row.due_on.isoformat() for row in due("plan_review")] == [day(70)]
    assert rows(PlanVersion)[0].next_review_on.isoformat() == day(70)


def test_guests_and_companions_see_no_version(in_force: Any, browse: Any) -> None:
    ObjectiveFactory(plan=in_force.plan, text="Opened to companions", for_companions=True)
    ObjectiveFactory(plan=in_force.plan, text="Opened to guests", for_guests=True)
    for who, read, unread in (("teacher", "guests", "companions"), ("mentor", "companions", "guests")):
        body = page(browse(getattr(in_force, who)), PLAN)
        assert f"Opened to {read}" in body
        assert f"Opened to {unread}" not in body
        assert in_force.objective.text not in body
        assert "Evenings" not in body
        page(browse(getattr(in_force, who)), f"{PLAN}1/", 404)
