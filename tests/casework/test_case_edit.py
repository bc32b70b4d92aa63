"""Keeping a case up to date and moving it on: who may, which rules hold, what happens when two do it at once."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from casework.models import Case, CaseTeamMember, Deadline
from devstack.testing import backstage
from tests.casework.doors import lines, page
from tests.factories import DeadlineFactory, EmergencyFactory, EndingStepFactory, OutcomeFactory

EDIT, MOVE = "/cases/VRP-CEDAR/edit/", "/cases/VRP-CEDAR/move/"


def today(days: Any = 0) -> Any:
    return timezone.localdate() + dt.timedelta(days=days)


def fresh(world: Any) -> Any:
    with backstage():
        return Case.objects.unguarded(because="test").select_related("person").get(pk=world.case.pk)


def typed(world: Any, **changes: Any) -> Any:
    case = fresh(world)
    return {
        "stage": case.stage, "next_review_on": case.next_review_on.isoformat(), "basis": "order",
        "basis_text": "Order of the court", "basis_ends_on": "",
        "guardian": "", "version": case.version, **changes,
    }  # fmt: skip


def put(world: Any, **values: Any) -> None:
    with backstage():
        case = Case.objects.unguarded(because="test").get(pk=world.case.pk)
        for name, value in values.items():
            setattr(case, name, value)
        case.version += 1
        case.save()


def test_a_permanent_member_keeps_the_case_up_to_date(world: Any, browse: Any) -> None:
    answer = browse(world.officer).post(EDIT, typed(world, stage="plan", next_review_on=today(60).isoformat()))
    assert (answer.status_code, answer["Location"]) == (303, "/cases/VRP-CEDAR/")
    case = fresh(world)
    assert (case.stage, case.stage_since, case.next_review_on) == ("plan", today(), today(60))
    assert (case.basis, case.basis_text, case.version) == ("order", "Order of the court", world.case.version + 1)
    (line,) = lines("case.changed")
    assert set(line.detail["fields"]) >= {"stage", "stage_since", "next_review_on", "basis", "basis_text"}


@pytest.mark.parametrize("who", ["teacher", "mentor", "chair"])
def test_others_who_see_it_may_not_change_it(world: Any, browse: Any, who: Any) -> None:
    client = browse(getattr(world, who))
    for path in (EDIT, MOVE):
        assert client.post(path, typed(world, status="paused", reason="x")).status_code == 403
    assert fresh(world).version == world.case.version


def test_moving_needs_more_than_a_permanent_place(world: Any, browse: Any) -> None:
    assert browse(world.officer).get(MOVE).status_code == 403
    assert browse(world.manager).get(MOVE).status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("next_review_on", "", "Enter the day of the next review"),
        ("next_review_on", "2001-01-01", "lies in the past"),
        ("next_review_on", "nonsense", "Enter a real date"),
        ("basis_text", "", "Say which order"),
        ("basis", "", "Choose whether"),
        ("stage", "nowhere", "Select a valid choice"),
        ("version", "", "Load the page again"),
    ],
)
def test_bad_input_gives_the_form_once_more(world: Any, browse: Any, field: Any, value: Any, words: Any) -> None:
    answer = browse(world.officer).post(EDIT, typed(world, **{field: value}))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Order of the court" in answer.content.decode() or field == "basis_text"
    assert fresh(world).version == world.case.version


def test_a_minor_needs_a_guardian_or_a_reason(world: Any, browse: Any) -> None:
    with backstage():
        world.person.born_on = today(-16 * 366)
        world.person.version += 1
        world.person.save()
    client = browse(world.officer)
    assert client.post(EDIT, typed(world)).status_code == 422
    assert client.post(EDIT, typed(world, guardian="Rosa, mother")).status_code == 303
    assert fresh(world).person.guardian == "Rosa, mother"


def test_two_editors_lose_nothing(world: Any, browse: Any) -> None:
    stale = typed(world, basis_text="My words", stage="evaluate")
    put(world, stage="intervene")
    client = browse(world.officer)
    answer = client.post(EDIT, stale)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "My words" in body
    assert "Intervene" in body
    assert fresh(world).stage == "intervene"
    again = {**stale, "version": fresh(world).version}
    assert f'value="{again["version"]}"' in body
    assert client.post(EDIT, again).status_code == 303
    assert fresh(world).stage == "evaluate"


def test_the_review_deadline_follows_the_review(world: Any, browse: Any) -> None:
    due = DeadlineFactory(case=world.case, kind="case_review", agency=world.probation, due_on=today(-2))
    client = browse(world.officer)
    client.post(EDIT, typed(world, next_review_on=today(10).isoformat()))
    with backstage():
        rows = Deadline.objects.unguarded(because="test")
        assert (rows.get(pk=due.pk).due_on, rows.get(pk=due.pk).state) == (today(10), "open")
    client.post(EDIT, typed(world, next_review_on=today(90).isoformat()))
    with backstage():
        assert rows.get(pk=due.pk).state == "done"


def move(world: Any, browse: Any, status: Any, who: Any = "manager", **more: Any) -> Any:
    data = {"status": status, "reason": "Agreed at the panel", "version": fresh(world).version, **more}
    return browse(getattr(world, who)).post(MOVE, data)


def ready(world: Any, **values: Any) -> None:
    put(
        world, **{"status": "accepted", "basis": "order", "basis_text": "Order", "notice_given_on": today(-1), **values}
    )
    with backstage():  # the port has a place without an agreement
        CaseTeamMember.objects.unguarded(because="test").filter(membership=world.border).delete()


def test_an_accepted_case_becomes_active_when_everything_is_there(world: Any, browse: Any) -> None:
    ready(world)
    assert move(world, browse, "active").status_code == 303
    case = fresh(world)
    assert (case.status, case.stage, case.stage_since) == ("active", "assess", today())
    with backstage():
        kinds = set(Deadline.objects.unguarded(because="test").values_list("kind", flat=True))
    assert kinds == {"assessment", "first_plan"}
    (line,) = lines("case.moved")
    assert (line.detail, line.reason) == ({"from": "accepted", "to": "active"}, "Agreed at the panel")


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"basis": "", "basis_text": ""}, "Record the order or the voluntary basis."),
        ({"notice_given_on": None}, "transparency notice"),
        ({"notice_given_on": None, "notice_deferred_to": today(-1)}, "transparency notice"),
    ],
)
def test_active_needs_basis_and_notice(world: Any, browse: Any, missing: Any, words: Any) -> None:
    ready(world, **missing)
    answer = move(world, browse, "active")
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert fresh(world).status == "accepted"


def test_a_deferral_that_runs_stands_in_for_the_notice(world: Any, browse: Any) -> None:
    ready(world, notice_given_on=None, notice_deferred_to=today(5))
    assert move(world, browse, "active").status_code == 303


def test_active_needs_a_case_manager(world: Any, browse: Any) -> None:
    ready(world)
    with backstage():
        row = CaseTeamMember.objects.unguarded(because="test").get(membership=world.manager)
        row.is_case_manager = False
        row.version += 1
        row.save()
    answer = move(world, browse, "active", who="supervisor")
    assert "Appoint a case manager." in answer.content.decode()


def test_active_needs_an_agreement_with_each_agency_on_the_team(world: Any, browse: Any) -> None:
    put(world, status="accepted", basis="order", basis_text="Order", notice_given_on=today(-1))
    answer = move(world, browse, "active")
    assert answer.status_code == 422
    assert "Port Service" in answer.content.decode()
    with backstage():
        world.agreement.suspended_at = timezone.now()
        world.agreement.version += 1
        world.agreement.save()
    answer = move(world, browse, "active", who="supervisor")
    for name in ("Port Service", "Police Desk", "Second Door"):
        assert name in answer.content.decode()


def test_states_move_only_as_they_may(world: Any, browse: Any) -> None:
    answer = move(world, browse, "archived")
    assert answer.status_code == 422
    assert fresh(world).status == "active"
    assert move(world, browse, "paused").status_code == 303
    assert move(world, browse, "nonsense").status_code == 422
    assert browse(world.manager).post(MOVE, {"status": "ending", "reason": "", "version": 1}).status_code == 422


def test_closing_waits_for_open_deadlines_and_reviews_and_sets_the_follow_ups(world: Any, browse: Any) -> None:
    put(world, status="ending")
    due = DeadlineFactory(case=world.case, kind="network", agency=world.probation)
    access = EmergencyFactory(case=world.case, membership=world.duty)
    body = move(world, browse, "closed").content.decode()
    assert "still open" in body
    assert "Review every emergency access first." in body
    client = browse(world.manager)
    client.post(f"/deadlines/{due.pk}/done/")
    client.post(f"/emergency/{access.pk}/review/", {"finding": "Right, nothing follows."})
    OutcomeFactory(case=world.case, membership=world.manager)
    assert move(world, browse, "closed").status_code == 303
    assert fresh(world).closed_on == today()
    with backstage():
        follow = Deadline.objects.unguarded(because="test").filter(kind="follow_up", state="open")
        assert follow.count() == 2


def test_closing_names_what_of_the_ending_plan_is_open(world: Any, browse: Any) -> None:
    put(world, status="ending")
    step = EndingStepFactory(case=world.case, agency=world.charity, support="Weekly talks with the mentor")
    body = move(world, browse, "closed").content.decode()
    assert "hand over “Weekly talks with the mentor”" in body
    with backstage():
        step.done_on, step.successor, step.version = today(), "His uncle", step.version + 1
        step.save()
    OutcomeFactory(case=world.case, membership=world.manager)
    assert move(world, browse, "closed").status_code == 303


def test_a_stale_move_is_refused_and_keeps_the_reason(world: Any, browse: Any) -> None:
    answer = move(world, browse, "paused", version=fresh(world).version - 1)
    assert answer.status_code == 409
    assert "Agreed at the panel" in answer.content.decode()
    assert fresh(world).status == "active"
    assert "Paused" in page(browse(world.manager), MOVE)


def test_saving_what_stands_there_already_changes_and_records_nothing(world: Any, browse: Any) -> None:
    client = browse(world.officer)
    assert client.post(EDIT, typed(world)).status_code == 303
    before = fresh(world).version
    assert client.post(EDIT, typed(world)).status_code == 303
    assert fresh(world).version == before
    assert len(lines("case.changed")) == 1


def test_a_deadline_is_met_once(world: Any, browse: Any) -> None:
    due = DeadlineFactory(case=world.case, kind="network", agency=world.probation)
    for who in (world.manager, world.officer):
        assert browse(who).post(f"/deadlines/{due.pk}/done/").status_code == 303
    assert [line.user_id for line in lines("deadline.met")] == [world.manager.user_id]


def test_closing_ends_the_round_of_reviews(world: Any, browse: Any) -> None:
    put(world, status="ending")
    due = DeadlineFactory(case=world.case, kind="case_review", agency=world.probation)
    OutcomeFactory(case=world.case, membership=world.manager)
    assert move(world, browse, "closed").status_code == 303
    with backstage():
        assert Deadline.objects.unguarded(because="test").get(pk=due.pk).state == "done"
