"""What the services of the plan refuse although a page rarely lets it come so far: the rule stands below the form."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.utils import timezone

from agencies.errors import Conflict
from casework.models import (
    Achievement,
    Action,
    ClinicalPart,
    EndingStep,
    Intervention,
    NetworkLink,
    Objective,
    PlanVersion,
    Relationship,
    SafetyPart,
)
from casework.planning import (
    ActionMove,
    NewAchievement,
    NewAction,
    NewEnding,
    NewIntervention,
    NewLink,
    NewObjective,
    SafetyTexts,
    Step,
)
from casework.services import actions, interventions, networks, objectives, plan_steps, plans
from devstack.testing import backstage
from tests.casework.doors import lines
from tests.casework.planning import due, rows
from tests.casework.test_services_refuse import refused
from tests.factories import (
    ActionFactory,
    ClinicalPartFactory,
    InterventionFactory,
    ObjectiveFactory,
    PlanVersionFactory,
    SafetyPartFactory,
)

CEDAR = "VRP-CEDAR"
GONE = uuid.uuid4()


def on(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


@pytest.fixture
def plan(world: Any) -> Any:
    """A version in force with an objective and an action, and the draft of the next."""
    s = SimpleNamespace()
    s.force = PlanVersionFactory(case=world.case, membership=world.manager)
    s.draft = PlanVersionFactory(case=world.case, membership=world.manager, number=2, state="draft", in_force_from=None)
    s.objective, s.wanted = ObjectiveFactory(plan=s.force), ObjectiveFactory(plan=s.draft)
    s.action = ActionFactory(case=world.case, membership=world.officer)
    return s


def step(world: Any, **more: Any) -> NewAction:
    return NewAction(**{"text": "Visit", "membership_id": world.officer.pk, "due_on": on(5), **more})


def test_an_action_keeps_to_its_case_and_its_days(world: Any, act: Any, plan: Any) -> None:
    over = ActionFactory(case=world.case, membership=world.officer, state="done", done_on=on(-1))
    with act(world.manager) as actor:
        for row, new, words in (
            (over, step(world), "This action is over"),
            (plan.action, step(world, due_on=on(-1)), "lies behind us"),
            (plan.action, step(world, line=GONE), "Choose an objective of this case"),
            (plan.action, step(world, membership_id=world.analyst.pk), "has a place on this case now"),
        ):
            assert words in refused(actions.edit_action, actor, row.pk, new, 1)
        for move, words in (
            (ActionMove("not_started"), "It stands so already"),
            (ActionMove("not_needed", " "), "Say why"),
            (ActionMove("blocked", "No answer"), "Say who must act"),
            (ActionMove("blocked", "No answer", world.analyst.pk), "has a place on this case now"),
        ):
            assert words in refused(actions.move_action, actor, plan.action.pk, move)
    assert {row.version for row in rows(Action)} == {1}
    assert lines("action.changed") == lines("action.moved") == []


def test_an_action_that_stays_with_its_person_keeps_its_deadline(world: Any, act: Any, plan: Any) -> None:
    with act(world.manager) as actor:
        actions.edit_action(actor, plan.action.pk, step(world, text="Visit twice", line=plan.objective.line), 1)
        actions.edit_action(actor, plan.action.pk, step(world, due_on=on(9), line=plan.objective.line), 2)
    (row,) = rows(Action)
    assert (row.text, row.line, row.membership_id) == ("Visit", plan.objective.line, world.officer.pk)
    assert [(d.due_on, d.responsible_id) for d in due("action_due")] == [(on(9), world.officer.pk)]
    assert due("action_due", "dropped") == []


def wanted(**more: Any) -> NewObjective:
    given = {"text": "Work", "area": "reintegration", "domain": "work", "function": "reintegration", "finding": "None",
             "measure": "A contract", "target_on": on(60), **more}  # fmt: skip
    return NewObjective(**given)


def test_an_objective_changes_in_a_draft_alone(world: Any, act: Any, plan: Any) -> None:
    with act(world.manager) as actor:
        assert "no draft any more" in refused(objectives.edit_objective, actor, plan.objective.pk, wanted(), 1)
        for new, words in (
            (wanted(target_on=on(-1)), "lies behind us"),
            (wanted(state="achieved"), "worked on now or later"),
        ):
            assert words in refused(objectives.edit_objective, actor, plan.wanted.pk, new, 1)
        assert "Nothing was saved" in refused(
            objectives.edit_objective, actor, plan.wanted.pk, wanted(), 7, kind=Conflict
        )
        move = objectives.move_objective
        assert "Nothing was saved" in refused(move, actor, plan.wanted.pk, "achieved", "", 7, kind=Conflict)
        assert "cannot become that" in refused(move, actor, plan.objective.pk, "removed", "Why", 1)
        assert "Say why it is removed" in refused(move, actor, plan.wanted.pk, "removed", " ", 1)
    assert {(row.text, row.state) for row in rows(Objective)} == {(plan.wanted.text, "active")}


def test_without_a_draft_nothing_is_added_and_without_a_plan_nothing_proposed(world: Any, act: Any) -> None:
    with act(world.manager) as actor:
        assert "no draft to add to" in refused(objectives.add_objective, actor, CEDAR, wanted())
    with act(world.officer) as actor:
        assert "no plan yet" in refused(objectives.add_objective, actor, CEDAR, wanted())
    with act(world.stranger) as actor, pytest.raises(Http404):
        objectives.may_lead(actor, world.case.pk)
    assert rows(Objective) == []


def help_by(agency: Any, **more: Any) -> NewIntervention:
    given = {"type": "mentoring", "provider_id": agency.pk, "starts_on": on(-9), "title": "Evenings", "goal": "Out"}
    return NewIntervention(**{**given, **more})


def test_help_fits_its_case_its_days_and_its_hours(world: Any, act: Any, plan: Any) -> None:
    ten, nine = dt.time(10), dt.time(9)
    right = help_by(world.charity)
    with act(world.supervisor) as actor:
        for new, words in (
            (replace(right, provider_id=world.elsewhere.pk), "from the directory"),
            (replace(right, type="psychology", provider_id=world.health.pk), "by the agency that provides it"),
            (replace(right, title=" "), "Enter what it is called"),
            (replace(right, is_voluntary=False), "Choose the condition of the order"),
            (replace(right, is_voluntary=False, condition_id=GONE), "Choose a condition of this case"),
            (replace(right, line=GONE), "Choose an objective of this case"),
            (replace(right, ends_on=on(-10)), "It cannot end before it begins"),
            (replace(right, begins_at=nine), "Enter both hours"),
            (replace(right, begins_at=ten, ends_at=nine, weekday=1), "It cannot end before it begins"),
            (replace(right, begins_at=nine, ends_at=ten), "Choose the day of the week"),
        ):
            assert words in refused(interventions.add_intervention, actor, CEDAR, new)
    assert rows(Intervention) == []


def test_clinical_words_are_written_later_and_changed_by_their_provider(world: Any, act: Any) -> None:
    bare = {"case": world.case, "provider": world.health, "type": "psychology", "title": "", "goal": ""}
    silent, spoken = InterventionFactory(**bare), InterventionFactory(**{**bare, "starts_on": on(-400)})
    ClinicalPartFactory(intervention=spoken)
    with backstage():
        Intervention.objects.unguarded(because="test").filter(pk=spoken.pk).update(ends_on=on(-300), version=2)
    new = help_by(world.health, type="psychology", title="Sleep", goal="Rest", frequency="Weekly")
    with act(world.clinician) as actor:
        interventions.edit_intervention(actor, silent.pk, new, 1)
        interventions.edit_intervention(actor, spoken.pk, replace(new, starts_on=on(-400), ends_on=on(-300)), 2)
    parts = {part.intervention_id: (part.title, part.goal, part.frequency) for part in rows(ClinicalPart)}
    assert parts == {silent.pk: ("Sleep", "Rest", "Weekly"), spoken.pk: ("Sleep", "Rest", "Weekly")}
    assert {row.title for row in rows(Intervention)} == {""}, "others see attendance, not words"


def test_the_network_and_the_ending_keep_to_the_case(world: Any, act: Any, plan: Any) -> None:
    link = NewLink(label="Aunt", role="stands_by")
    ending = NewEnding(support="Talks", agency_id=world.charity.pk, by_on=on(30))
    good = NewAchievement(text="A certificate", on=on(-1))
    with act(world.manager) as actor:
        for service, new, words in (
            (networks.add_link, replace(link, accepted_on=on(-1), ended_on=on(-2)), "cannot end before it began"),
            (networks.add_link, replace(link, agency_id=world.elsewhere.pk), "Choose an agency of the directory"),
            (networks.add_link, replace(link, relationship_id=GONE), "recorded for this person"),
            (networks.add_ending, replace(ending, agency_id=world.elsewhere.pk), "whose support ends"),
            (networks.add_ending, replace(ending, link_id=GONE), "of the person's network"),
            (networks.add_ending, replace(ending, done_on=on(-1)), "Name who or what comes after"),
            (networks.add_achievement, replace(good, told_person_on=on(1)), "This day lies ahead"),
            (networks.add_achievement, replace(good, line=GONE), "Choose an objective of this case"),
        ):
            assert words in refused(service, actor, CEDAR, new)
    assert rows(NetworkLink) == rows(EndingStep) == rows(Achievement) == []


def test_an_organisation_is_no_relative_and_influence_stays_unless_it_is_said(world: Any, act: Any) -> None:
    with backstage():
        aunt = Relationship.objects.create(person=world.person, name="Selma", kind="family", influence="supports")
    with act(world.manager) as actor:
        club = networks.add_link(actor, CEDAR, NewLink(label="Club", role="work", agency_id=world.charity.pk))
        known = networks.add_link(actor, CEDAR, NewLink(label="Selma", role="stands_by", relationship_id=aunt.pk))
    assert (club.relationship_id, known.relationship_id) == (None, aunt.pk)
    assert [(row.name, row.influence, row.version) for row in rows(Relationship)] == [("Selma", "supports", 1)]


def test_a_version_moves_on_only_when_it_is_its_turn(world: Any, act: Any, plan: Any) -> None:
    SafetyPartFactory(plan=plan.draft)
    with act(world.manager) as actor:
        answer = plan_steps.answer_plan
        assert "Choose what the person answered" in refused(answer, actor, CEDAR, 2, Step(answer="in_force"))
        assert "Show the plan to the person first" in refused(answer, actor, CEDAR, 2, Step(answer="not_agreed"))
        no_court = refused(plan_steps.approve_plan, actor, CEDAR, 2, Step())
        assert "the decision by which the court approved" in no_court
        assert "Only the version in force" in refused(plan_steps.review_plan, actor, CEDAR, 2, Step(on=on(9)))
    with act(world.supervisor) as actor:
        assert "First the person is asked" in refused(plan_steps.agree_plan, actor, CEDAR, 2, Step())
    with act(world.manager) as actor:
        plan_steps.show_plan(actor, CEDAR, 2, Step())
        assert "Write down what the person said" in refused(answer, actor, CEDAR, 2, Step(answer="not_agreed"))
        plan_steps.answer_plan(actor, CEDAR, 2, Step(answer="agreed"))
    with act(world.supervisor) as actor:
        plan_steps.agree_plan(actor, CEDAR, 2, Step())
        assert "has agreed to this version already" in refused(plan_steps.agree_plan, actor, CEDAR, 2, Step())
    with act(world.manager) as actor:
        assert "Choose a day ahead" in refused(plan_steps.force_plan, actor, CEDAR, 2, Step(on=on(0)))
        assert "no draft any more" in refused(plans.write_safety, actor, CEDAR, 2, SafetyTexts(victim_safety="None"))
    assert [row.state for row in sorted(rows(PlanVersion), key=lambda row: row.number)] == ["in_force", "agreed"]


def test_without_an_order_supervisor_nobody_is_asked_to_approve(world: Any, act: Any, plan: Any) -> None:
    SafetyPartFactory(plan=plan.draft)
    with backstage():
        world.case.team.unguarded(because="test").filter(is_order_supervisor=True).update(
            is_order_supervisor=False, version=2
        )
    with act(world.manager) as actor:
        plan_steps.show_plan(actor, CEDAR, 2, Step())
        answered = plan_steps.answer_plan(actor, CEDAR, 2, Step(answer="agreed"))
    assert (answered.state, answered.supervisor_agreed_on) == ("agreed", None)
    assert due("plan_approval") == []


def test_the_safety_plan_needs_its_victim_line_and_changes_only_what_changed(world: Any, act: Any, plan: Any) -> None:
    kept = SafetyPartFactory(plan=plan.draft, heading="supervision", text="Weekly")
    with act(world.manager) as actor:
        assert "how victims are kept safe" in refused(plans.write_safety, actor, CEDAR, 2, SafetyTexts())
        plans.write_safety(actor, CEDAR, 2, SafetyTexts(supervision="Weekly", victim_safety="None known"))
        plans.write_safety(actor, CEDAR, 2, SafetyTexts(supervision="Weekly", victim_safety="A neighbour"))
    there = {row.heading: row for row in rows(SafetyPart, plan_id=plan.draft.pk)}
    assert (there["victim_safety"].text, there["victim_safety"].version) == ("A neighbour", 2)
    assert (there["supervision"].pk, there["supervision"].version) == (kept.pk, 1)


def test_whoever_begins_a_version_a_moment_later_is_told(world: Any, act: Any) -> None:
    done: list[str] = []

    def begin_first(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('INSERT INTO "casework_planversion"') and not done:
            done.append(sql)
            PlanVersionFactory(case=world.case, membership=world.manager, number=9, state="draft", in_force_from=None)
        return execute(sql, params, many, context)

    with act(world.manager) as actor, connection.execute_wrapper(begin_first):
        assert "in the making already" in refused(plans.start_plan, actor, CEDAR)
    assert done
    assert lines("plan.started") == []
