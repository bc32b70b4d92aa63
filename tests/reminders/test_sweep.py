"""The sweep: each step once, to whoever may know, whatever happens to people and deadlines in between."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from casework.choices import DeadlineKind, ReminderStep
from casework.reminding import TIMINGS, USUAL, Rules, due_between, rules_of
from devstack.testing import as_worker, backstage
from tests.factories import MembershipFactory, NoteFactory, PlaceFactory, give_to_agency
from tests.reminders.kit import at, change, due, reminders, swept, told

MONDAY = dt.date(2027, 3, 8)


def steps() -> list[str]:
    return [step for step, _who in told()]


def test_each_step_is_told_once_on_its_day(world: Any) -> None:
    due(world, on=MONDAY, kind="hearing")  # announced five working days ahead, overdue after one, passed on after three
    days = {-8: [], -7: ["ahead"], -1: [], 0: ["due"], 1: ["overdue"], 2: [], 3: ["escalation"], 30: []}
    for days_on, new in days.items():
        before = len(told())
        for hour in (0, 9, 23):
            swept(at(MONDAY + dt.timedelta(days=days_on), hour))
        assert steps()[before:] == new, days_on


def test_a_sweep_that_comes_late_tells_only_where_a_deadline_stands(world: Any) -> None:
    due(world, on=MONDAY)
    swept(at(MONDAY + dt.timedelta(days=20)))
    assert sorted(told()) == [("escalation", world.chair.pk), ("overdue", world.supervisor.pk)]
    assert swept(at(MONDAY + dt.timedelta(days=20))) == 0


def test_working_days_pass_over_the_weekend(world: Any) -> None:
    friday = MONDAY + dt.timedelta(days=4)
    due(world, on=friday)
    swept(at(friday + dt.timedelta(days=2)))
    assert steps() == ["due"]  # on Sunday no working day has passed yet
    swept(at(friday + dt.timedelta(days=3)))
    assert sorted(steps()) == ["due", "escalation", "overdue"]


@pytest.mark.parametrize("kind", DeadlineKind)
@pytest.mark.parametrize("today", [MONDAY + dt.timedelta(days=n) for n in range(7)])
def test_every_day_has_one_of_the_three_steps_at_the_most(kind: Any, today: Any) -> None:
    rules = rules_of({})
    for due_on in (today + dt.timedelta(days=n) for n in range(-60, 60)):
        at_step = [
            step
            for step in (ReminderStep.AHEAD, ReminderStep.DUE, ReminderStep.OVERDUE)
            if (span := due_between(step, rules.of(kind), today)) and span[0] <= due_on <= span[1]
        ]
        assert len(at_step) <= 1
        assert len(at_step) == 1 or due_on > today


def test_a_kind_without_figures_of_its_own_has_the_usual_ones() -> None:
    assert rules_of({}).of("a_kind_of_tomorrow") == USUAL
    assert set(TIMINGS) <= set(DeadlineKind.values)
    grouped = [kind for kinds in rules_of({}).kinds_by_timing().values() for kind in kinds]
    assert sorted(grouped) == sorted(DeadlineKind.values)


def test_a_partnership_sets_its_own_days(world: Any) -> None:
    change(world.partnership, settings={"reminders": {"kinds": {"court_report": [1, 2, 0]}}})
    due(world, on=MONDAY)
    for n in (-7, -4, -3, 0, 1, 2, 30):
        swept(at(MONDAY + dt.timedelta(days=n)))
    assert [(step, (row.raised_at.date() - MONDAY).days) for step, row in zip(steps(), reminders(), strict=True)] == [
        ("ahead", -3), ("due", 0), ("overdue", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Europe/Lisbon", dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC), dt.date(2026, 10, 25)),
        ("Europe/Lisbon", dt.datetime(2027, 3, 28, 23, 30, tzinfo=dt.UTC), dt.date(2027, 3, 29)),
        ("Pacific/Auckland", dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC), dt.date(2026, 11, 26)),
        ("America/Lima", dt.datetime(2026, 11, 25, 3, 0, tzinfo=dt.UTC), dt.date(2026, 11, 24)),
    ],
)
def test_days_begin_in_the_partnerships_own_time(world: Any, zone: str, moment: Any, day: Any) -> None:
    change(world.partnership, settings={"reminders": {"time_zone": zone}})
    due(world, on=day)
    due(world, on=day + dt.timedelta(days=1), kind="emergency_review")  # never announced ahead
    swept(moment)
    assert steps() == ["due"]


def rules(**kept: Any) -> Rules:
    return rules_of({"reminders": kept})


@pytest.mark.parametrize("day", [dt.date(2026, 10, 25), dt.date(2027, 3, 28)])
def test_quiet_hours_hold_when_the_clock_changes(day: dt.date) -> None:
    """The hour that comes twice is quiet both times, and nobody waits for the hour that never comes."""
    ruled = rules(time_zone="Europe/Lisbon")
    start = dt.datetime.combine(day - dt.timedelta(days=1), dt.time(12), tzinfo=dt.UTC)
    for minutes in range(0, 48 * 60, 10):
        now = start + dt.timedelta(minutes=minutes)
        wall = now.astimezone(ruled.zone)
        assert ruled.is_quiet(now) == (wall.hour >= 20 or wall.hour < 7)
    assert not rules(quiet=["12:00", "13:00"]).is_quiet(at(MONDAY, 11, 59))
    assert rules(quiet=["12:00", "13:00"]).is_quiet(at(MONDAY, 12, 0))


def test_a_deadline_that_moves_reminds_anew(world: Any) -> None:
    row = due(world, on=MONDAY)
    swept(at(MONDAY))
    change(row, due_on=MONDAY + dt.timedelta(days=30))
    assert [one.state for one in reminders()] == ["over"]
    assert swept(at(MONDAY)) == 0
    assert swept(at(MONDAY + dt.timedelta(days=30))) == 1
    change(row, due_on=MONDAY)
    assert [one.state for one in reminders()] == ["open", "over"]


def test_a_deadline_that_is_met_reminds_nobody_more(world: Any) -> None:
    row, dropped = due(world, on=MONDAY), due(world, on=MONDAY, kind="hearing")
    swept(at(MONDAY))
    change(row, state="done", done_at=timezone.now())
    change(dropped, state="dropped", done_at=timezone.now())
    assert {one.state for one in reminders()} == {"over"}
    assert swept(at(MONDAY + dt.timedelta(days=9))) == 0
    change(row, state="open", done_at=None)
    assert [one.state for one in reminders(deadline=row)] == ["open"]


def test_whoever_answers_for_it_now_is_told_too(world: Any) -> None:
    row = due(world, on=MONDAY)
    swept(at(MONDAY))
    change(row, responsible=world.officer)
    assert swept(at(MONDAY)) == 1
    assert [(one.state, one.membership_id) for one in reminders()] == [
        ("over", world.supervisor.pk), ("open", world.officer.pk),
    ]  # fmt: skip
    change(row, responsible=world.supervisor)
    assert swept(at(MONDAY)) == 0
    assert [one.state for one in reminders(user=world.supervisor.user)] == ["open"]
    assert [one.state for one in reminders(user=world.officer.user)] == ["over"]


def _leave_team(world: Any) -> None:
    with backstage(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE casework_caseteammember SET valid_to = now(), version = version + 1 WHERE membership_id = %s",
            [world.supervisor.pk],
        )


def _end_membership(world: Any) -> None:
    change(world.supervisor, valid_to=timezone.now())


def _switch_off(world: Any) -> None:
    change(world.supervisor.user, is_active=False)


def _new_code(world: Any) -> None:
    change(world.probation, status="suspended")


ENDS = [_leave_team, _end_membership, _switch_off, _new_code]


@pytest.mark.parametrize("end", ENDS)
def test_nobody_whose_access_ended_is_reminded_and_another_stands_in(world: Any, end: Any) -> None:
    due(world, on=MONDAY)
    end(world)
    swept(at(MONDAY))
    assert told() == [("due", world.manager.pk)]


def test_without_an_agreement_the_other_agency_is_not_reminded(world: Any) -> None:
    due(world, on=MONDAY, responsible=world.manager, agency=world.charity)
    change(world.agreement, suspended_at=timezone.now())
    swept(at(MONDAY))
    assert told() == [("due", world.supervisor.pk)]


def test_a_guest_is_reminded_until_the_place_ends(world: Any) -> None:
    due(world, on=MONDAY, responsible=world.teacher, agency=world.college)
    due(world, on=MONDAY, responsible=world.past_guest, agency=world.college)
    swept(at(MONDAY))
    assert sorted(told()) == sorted([("due", world.manager.pk), ("due", world.teacher.pk)])


def test_without_anybody_responsible_the_agencys_members_on_the_case_are_told(world: Any) -> None:
    colleague = MembershipFactory(agency=world.probation)
    PlaceFactory(case=world.case, membership=colleague)
    due(world, on=MONDAY, responsible=None)
    swept(at(MONDAY))
    assert sorted(told()) == sorted([("due", world.supervisor.pk), ("due", colleague.pk)])


def test_it_is_passed_on_to_the_agencys_senior_and_not_to_the_chair(world: Any) -> None:
    give_to_agency(world.case, world.probation)
    senior = MembershipFactory(agency=world.probation, duties=["supervisor"])
    due(world, on=MONDAY)
    swept(at(MONDAY + dt.timedelta(days=9)))
    assert sorted(told()) == sorted([("escalation", senior.pk), ("overdue", world.supervisor.pk)])


def test_a_senior_who_answers_for_it_is_not_told_twice(world: Any) -> None:
    give_to_agency(world.case, world.probation)
    senior = MembershipFactory(agency=world.probation, duties=["supervisor"])
    due(world, on=MONDAY, responsible=senior)
    swept(at(MONDAY + dt.timedelta(days=9)))
    assert sorted(told()) == sorted([("escalation", world.chair.pk), ("overdue", senior.pk)])


def test_a_senior_who_does_not_see_the_case_learns_nothing(world: Any) -> None:
    MembershipFactory(agency=world.probation, duties=["supervisor"])
    due(world, on=MONDAY)
    swept(at(MONDAY + dt.timedelta(days=9)))
    assert ("escalation", world.chair.pk) in told()


def test_whoever_does_not_read_the_note_is_not_reminded_of_its_answer(world: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor, handling="sealed", full="X")
    about = {"subject_kind": "note", "subject_id": note.pk, "responsible": world.officer, "agency": world.police}
    due(world, on=MONDAY, kind="note_answer", **about)
    swept(at(MONDAY))
    assert told() == [("due", world.supervisor.pk)]  # the officer knows only that it exists; who wrote it reads it


def test_a_deadline_without_a_case_reminds_its_own_people_alone(world: Any) -> None:
    due(world, on=MONDAY, kind="agreement_review", case=None, responsible=world.coordinator, agency=world.social)
    swept(at(MONDAY + dt.timedelta(days=20)))
    assert sorted(told()) == sorted([("escalation", world.chair.pk), ("overdue", world.coordinator.pk)])


def test_what_reminds_nobody_is_looked_at_again(world: Any) -> None:
    row = due(world, on=MONDAY, case=None, responsible=world.colleague, kind="place_ends")
    change(world.colleague, valid_to=timezone.now())
    for member in (world.chair, world.coordinator):
        change(member, duties=[])
    assert swept(at(MONDAY)) == 0
    change(row, responsible=world.coordinator, agency=world.social)
    assert swept(at(MONDAY)) == 1


@pytest.mark.parametrize("jump", [dt.timedelta(days=-3), dt.timedelta(hours=-1), dt.timedelta(days=1)])
def test_a_worker_whose_clock_jumps_reminds_nobody_early_or_late(world: Any, jump: dt.timedelta) -> None:
    today = timezone.localdate()
    due(world, on=today)
    due(world, on=today + dt.timedelta(days=1), kind="emergency_review")  # never announced ahead
    with time_machine.travel(timezone.now() + jump):
        swept()
    assert steps() == ["due"]


def test_more_than_one_batch_is_told_whole(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casework.services.reminder_sweep.BATCH", 3)
    for n in range(10):
        due(world, on=MONDAY, kind="hearing", case=world.case if n % 2 else None)
    assert swept(at(MONDAY)) == 10
    assert swept(at(MONDAY)) == 0


def test_a_reminder_points_to_a_deadline_of_its_own_case(world: Any) -> None:
    rows = {True: due(world, on=MONDAY), False: due(world, on=MONDAY, case=None)}
    for has_case, row in rows.items():
        case = None if has_case else world.case.pk
        who = world.supervisor
        with as_worker(), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            connection.cursor().execute(
                "INSERT INTO casework_reminder (id, case_id, deadline_id, due_on, step, membership_id, user_id,"
                " partnership_id, raised_at, state, snooze_reason, post) VALUES (gen_random_uuid(), %s, %s, %s,"
                " 'ahead', %s, %s, %s, now(), 'open', '', 'none')",
                [case, row.pk, MONDAY, who.pk, who.user_id, world.partnership.pk],
            )  # fmt: skip
