"""What is done twice, or by one person who holds two roles: nothing is asked for or written a second time."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from agencies.models import save_next
from casework.eventing import SignWords
from casework.models import Achievement, Case, Deadline, NoteResponse, PlanVersion, SignEntry
from casework.planning import NewObjective, Step
from casework.services import objectives, order_deadlines, plan_steps, responses, signs, teams
from devstack.testing import backstage
from tests.casework.planning import due, rows
from tests.casework.test_services_refuse import place_of, refused
from tests.factories import (
    AchievementFactory,
    ContactFactory,
    DeadlineFactory,
    NoteFactory,
    ObjectiveFactory,
    PlanVersionFactory,
    SafetyPartFactory,
    SignEntryFactory,
)

CEDAR = "VRP-CEDAR"


def on(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def holds_both(world: Any) -> None:
    """Let the order supervisor be the case manager too."""
    with backstage():
        both = place_of(world.supervisor)
        team = world.case.team.unguarded(because="test")
        team.filter(membership=world.manager).update(is_case_manager=False, version=2)
        both.is_case_manager = True
        save_next(both, "is_case_manager")


def test_a_clock_that_the_successor_has_already_is_not_kept_twice(world: Any, act: Any) -> None:
    about = {"case": world.case, "agency": world.probation, "subject_id": uuid.uuid4(), "kind": "hearing"}
    old = DeadlineFactory(responsible=world.supervisor, **about)
    kept = DeadlineFactory(responsible=world.clinician, **about)
    bare = ContactFactory(case=world.case, membership=world.supervisor)
    letter = DeadlineFactory(
        case=world.case, agency=world.probation, kind="contact_letter", subject_kind="contact", subject_id=bare.pk,
        responsible=world.supervisor,
    )  # fmt: skip
    with act(world.supervisor) as actor:
        teams.appoint(actor, CEDAR, place_of(world.clinician).pk, "order_supervisor", "Panel, all for")
    now = {row.pk: (row.state, row.responsible_id) for row in rows(Deadline)}
    assert now[old.pk] == ("dropped", world.supervisor.pk)
    assert now[kept.pk] == ("open", world.clinician.pk)
    assert now[letter.pk] == ("open", world.supervisor.pk), "a contact without words tells nobody anything new"


def test_clocks_of_contacts_stay_with_an_order_supervisor_who_hands_over_the_case(world: Any, act: Any) -> None:
    holds_both(world)
    about = {"case": world.case, "agency": world.probation, "responsible": world.supervisor}
    letter = DeadlineFactory(kind="explanation", **about)
    review = DeadlineFactory(kind="case_review", **about)
    with act(world.supervisor) as actor:
        teams.appoint(actor, CEDAR, place_of(world.clinician).pk, "case_manager", "Panel, all for")
    holders = {row.pk: row.responsible_id for row in rows(Deadline)}
    assert (holders[letter.pk], holders[review.pk]) == (world.supervisor.pk, world.clinician.pk)


def test_the_first_plan_is_asked_for_once_by_the_earlier_day(world: Any, act: Any) -> None:
    with act(world.supervisor) as actor:
        case = Case.objects.get_for(actor, pk=world.case.pk)
        for start in (on(20), on(40), on(10)):
            order_deadlines.watch_first_plan(actor, case, start)
        days = [row.due_on for row in due("first_plan")]
    with act(world.supervisor) as actor:
        order_deadlines.watch_first_plan(actor, case, on(40))
    assert [row.due_on for row in due("first_plan")] == days
    assert len(days) == 1


def test_a_case_with_a_plan_in_force_is_not_asked_for_its_first(world: Any, act: Any) -> None:
    PlanVersionFactory(case=world.case, membership=world.manager)
    with act(world.supervisor) as actor:
        order_deadlines.watch_first_plan(actor, Case.objects.get_for(actor, pk=world.case.pk), on(0))
    assert due("first_plan") == []


def test_an_achievement_that_stands_is_not_written_again(world: Any, act: Any) -> None:
    plan = PlanVersionFactory(case=world.case, membership=world.manager)
    wanted = ObjectiveFactory(plan=plan)
    AchievementFactory(case=world.case, membership=world.manager, text=wanted.text, line=wanted.line)
    with act(world.manager) as actor:
        objectives.move_objective(actor, wanted.pk, "achieved", "", 1)
    assert [(row.text, row.withdrawn_on) for row in rows(Achievement)] == [(wanted.text, None)]
    with act(world.manager) as actor:
        objectives.move_objective(actor, wanted.pk, "active", "", 2)
    assert [row.withdrawn_on for row in rows(Achievement)] == [on(0)]


def test_an_objective_answers_a_note_that_its_writer_can_choose(world: Any, act: Any) -> None:
    PlanVersionFactory(case=world.case, membership=world.manager, state="draft", in_force_from=None)
    new = NewObjective(
        text="A home", area="reintegration", domain="housing", function="reintegration", finding="F", measure="M",
        target_on=on(60), finding_note=uuid.uuid4(),
    )  # fmt: skip
    with act(world.manager) as actor:
        assert "Choose one of the notes shown" in refused(objectives.add_objective, actor, CEDAR, new)


def test_an_order_supervisor_who_notes_the_answer_agrees_with_it(world: Any, act: Any) -> None:
    holds_both(world)
    draft = PlanVersionFactory(case=world.case, membership=world.manager, state="draft", in_force_from=None)
    SafetyPartFactory(plan=draft)
    ObjectiveFactory(plan=draft)
    with act(world.supervisor) as actor:
        plan_steps.show_plan(actor, CEDAR, 1, Step())
        plan_steps.answer_plan(actor, CEDAR, 1, Step(answer="agreed"))
    assert [row.supervisor_agreed_on for row in rows(PlanVersion)] == [on(0)]
    assert due("plan_approval") == []


def test_a_note_is_read_once_and_a_question_answered_by_its_agency(world: Any, act: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor, full="They met.", summary="S")
    with act(world.officer) as actor:
        first = responses.respond(actor, note.pk, "read", "", None)
        assert responses.respond(actor, note.pk, "read", "", None).pk == first.pk
        asked = responses.respond(actor, note.pk, "question", "When?", None)
    with act(world.supervisor) as actor:
        answer = responses.respond(actor, note.pk, "answer", "On Monday.", asked.pk)
    assert (answer.agency_id, answer.answers_id) == (world.police.pk, asked.pk)
    assert [row.kind for row in rows(NoteResponse)].count("read") == 1
    assert due("question", "done")[0].subject_id == asked.pk


def test_a_sign_takes_a_code_that_is_free(world: Any, act: Any) -> None:
    entry = SignEntryFactory(partnership=world.partnership, code="R1")
    SignEntryFactory(partnership=world.partnership, code="R2")
    with act(world.coordinator) as actor:
        taken = SignWords("R2", "risk_factor", "Sleeps away")
        assert "has this code already" in refused(signs.change_sign, actor, entry.pk, taken, 1)
        signs.change_sign(actor, entry.pk, SignWords("R3", "risk_factor", "Sleeps away"), 1)
    assert {row.code for row in rows(SignEntry)} == {"R2", "R3"}
