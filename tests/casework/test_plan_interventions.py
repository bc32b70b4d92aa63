"""Interventions through their doors: nine kinds, sessions, what treatment tells others, doubles and clashes."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from casework.models import ClinicalPart, Intervention, Session
from casework.overlaps import ClashKind, Slot, clashes_among
from tests.casework.doors import lines, page
from tests.casework.planning import PLAN, day, intervention, posted, rows
from tests.factories import (
    ClinicalPartFactory,
    ConditionFactory,
    CourtDecisionFactory,
    InterventionFactory,
    OrderFactory,
    SessionFactory,
)

NEW = "/cases/VRP-CEDAR/interventions/new/"


def add(client: Any, provider: Any, **more: Any) -> Any:
    """An intervention added through its door."""
    known = {row.pk for row in rows(Intervention)}
    posted(client, NEW, intervention(provider, **more))
    (row,) = [row for row in rows(Intervention) if row.pk not in known]
    return row


@pytest.mark.parametrize(
    "kind", ["risk_assessment_referral", "counselling", "mentoring", "education_work", "housing", "network"]
)
def test_each_kind_is_recorded_with_its_provider(world: Any, browse: Any, kind: str) -> None:
    row = add(browse(world.manager), world.college, type=kind, weekday="1", begins_at="18:00", ends_at="19:30")
    assert (row.type, row.provider_id, row.weekday, row.ends_at) == (kind, world.college.pk, 1, dt.time(19, 30))
    body = page(browse(world.officer), PLAN)
    assert "Evenings with a mentor" in body
    assert "Tuesday, 18:00 to 19:30" in body
    assert [line.subjects for line in lines("intervention.added")] == [[row.pk]]


def test_treatment_is_told_to_others_by_attendance_alone(world: Any, browse: Any, act: Any) -> None:
    row = add(
        browse(world.clinician), world.health, type="psychology", title="Trauma hour", goal="Sleep", frequency="Weekly"
    )
    assert (row.title, row.goal, row.frequency) == ("", "", "")
    (part,) = rows(ClinicalPart)
    assert (part.title, part.agency_id) == ("Trauma hour", world.health.pk)
    posted(browse(world.clinician), f"/interventions/{row.pk}/sessions/", {"on": day(-1), "attended": "yes"})
    own = page(browse(world.clinician), f"/interventions/{row.pk}/")
    assert "Trauma hour" in own
    assert "Sleep" in own
    for who in ("manager", "supervisor", "officer", "chair"):
        client = browse(getattr(world, who))
        for path in (PLAN, f"/interventions/{row.pk}/"):
            body = page(client, path)
            assert "Psychology sessions" in body
            assert "Came 1" in body
            assert "Trauma hour" not in body
            assert "Sleep" not in body
        with act(getattr(world, who)), connection.cursor() as cursor:  # the second wall too
            cursor.execute("SELECT count(*) FROM casework_clinicalpart")
            assert cursor.fetchone() == (0,), who


def test_the_second_wall_lets_only_the_providing_agency_write_clinical_words(world: Any, act: Any) -> None:
    treatment = InterventionFactory(case=world.case, provider=world.health, type="medical", title="", goal="")
    mentoring = InterventionFactory(case=world.case, provider=world.charity)
    insert = """INSERT INTO casework_clinicalpart (id, version, case_id, intervention_id, agency_id, title, goal,
                frequency) VALUES (gen_random_uuid(), 1, %s, %s, %s, 'T', '', '')"""
    attempts = (
        (world.manager, treatment, world.health, False), (world.manager, treatment, world.charity, False),
        (world.clinician, mentoring, world.health, False), (world.teacher, treatment, world.college, False),
        (world.clinician, treatment, world.health, True),
    )  # fmt: skip
    for who, about, agency, lets in attempts:
        with act(who), connection.cursor() as cursor:
            through = ""
            try:
                with transaction.atomic():
                    cursor.execute(insert, [world.case.pk, about.pk, agency.pk])
                    transaction.set_rollback(True)
            except DatabaseError as error:
                through = str(getattr(error.__cause__, "pgcode", "?"))
        assert through == ("" if lets else "42501"), (who.agency.name, about.type)


def test_the_second_wall_hides_clinical_words_and_their_change(world: Any, act: Any) -> None:
    treatment = InterventionFactory(case=world.case, provider=world.health, type="medical", title="", goal="")
    part = ClinicalPartFactory(intervention=treatment)
    for who, found in ((world.clinician, 1), (world.manager, 0), (world.mentor, 0), (world.stranger, 0)):
        with act(who), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM casework_clinicalpart WHERE id = %s", [part.pk])
            assert cursor.fetchone() == (found,)
            cursor.execute("UPDATE casework_clinicalpart SET version = version WHERE id = %s AND false", [part.pk])
            assert cursor.rowcount == 0


def test_nobody_writes_the_words_of_another_agencys_treatment(world: Any, browse: Any) -> None:
    manager = browse(world.manager)
    body = posted(manager, NEW, intervention(world.health, type="medical"), 422).content.decode()
    assert "written by the agency that provides it" in body
    row = add(manager, world.health, type="medical", title="", goal="")
    assert (rows(ClinicalPart), row.title) == ([], "")
    for mark in ("for_companions", "for_guests"):
        treatment = intervention(world.health, type="psychology", title="", goal="", **{mark: "on"})
        assert "opened to nobody" in posted(manager, NEW, treatment, 422).content.decode()


def test_conviction_is_voluntary_unless_a_condition_orders_it(world: Any, browse: Any) -> None:
    manager = browse(world.manager)
    body = posted(manager, NEW, intervention(world.charity, type="conviction", is_voluntary="no"), 422)
    assert "voluntary unless a condition orders them" in body.content.decode()
    order = OrderFactory(case=world.case)
    decision = CourtDecisionFactory(order=order, membership=world.supervisor)
    condition = ConditionFactory(order=order, source_decision=decision)
    row = add(manager, world.charity, type="conviction", is_voluntary="no", condition=condition.pk)
    assert (row.is_voluntary, row.condition_id) == (False, condition.pk)


def test_the_same_kind_twice_needs_a_reason_and_stays_visible(world: Any, browse: Any) -> None:
    InterventionFactory(case=world.case, provider=world.college, type="counselling", title="Anger, Mondays")
    manager = browse(world.manager)
    data = intervention(world.charity, type="counselling", title="Anger, Thursdays")
    body = posted(manager, NEW, data, 422).content.decode()
    assert "are of the same kind" in body
    assert "Anger, Mondays" in body
    assert "Vocational College" in body
    assert "Anger, Thursdays" in body  # nothing typed is lost
    posted(manager, NEW, {**data, "overlap_accepted": "The college ends in a month"})
    for who in ("officer", "supervisor"):
        assert "The college ends in a month" in page(browse(getattr(world, who)), PLAN)
    old, new = sorted(rows(Intervention), key=lambda row: row.title)
    edited = {**data, "outcome": "stopped", "version": str(new.version)}
    posted(manager, f"/interventions/{new.pk}/edit/", edited)  # what has ended doubles nothing
    assert "are of the same kind" not in page(manager, PLAN)
    assert old.title == "Anger, Mondays"


def test_the_same_hours_and_the_end_of_the_order_are_warned_of(world: Any, browse: Any) -> None:
    OrderFactory(case=world.case, ends_on=timezone.localdate() + dt.timedelta(days=30))
    InterventionFactory(
        case=world.case, provider=world.college, type="education_work", title="Welding", weekday=1,
        begins_at=dt.time(17), ends_at=dt.time(19),
    )  # fmt: skip
    data = intervention(
        world.charity, weekday="1", begins_at="18:30", ends_at="20:00", ends_on=day(90), title="Mentor's evening"
    )
    body = posted(browse(world.manager), NEW, data, 422).content.decode()
    assert "on the same weekday at the same time" in body
    assert "goes on after the last day of the order" in body
    posted(browse(world.manager), NEW, {**data, "weekday": "2", "ends_on": day(20)})


MONDAY = {"weekday": 0, "begins_at": dt.time(10), "ends_at": dt.time(12)}


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ({"type": "a"}, {"type": "a"}, {ClashKind.SAME_KIND}),
        ({"type": "a"}, {"type": "b"}, set()),
        ({"type": "a", **MONDAY}, {"type": "a", **MONDAY}, {ClashKind.SAME_KIND, ClashKind.SAME_TIME}),
        ({"type": "a", **MONDAY}, {"type": "b", **MONDAY, "begins_at": dt.time(12), "ends_at": dt.time(13)}, set()),
        ({"type": "a", **MONDAY}, {"type": "b", **MONDAY, "weekday": 1}, set()),
        ({"type": "a", **MONDAY}, {"type": "b", **MONDAY, "begins_at": None}, set()),
        ({"type": "a", "ends_on": dt.date(2026, 1, 31)}, {"type": "a", "starts_on": dt.date(2026, 2, 1)}, set()),
        ({"type": "a", "ends_on": dt.date(2026, 2, 1)}, {"type": "a", "starts_on": dt.date(2026, 2, 1)},
         {ClashKind.SAME_KIND}),
        ({"type": "a", "ends_on": dt.date(2026, 6, 2)}, {"type": "b"}, {ClashKind.AFTER_ORDER}),
        ({"type": "a", "ends_on": dt.date(2026, 6, 1)}, {"type": "b"}, set()),
    ],
)  # fmt: skip
def test_what_counts_as_a_clash(one: dict[str, Any], other: dict[str, Any], found: set[str]) -> None:
    slots = [
        Slot(**{"id": uuid.uuid4(), "name": "N", "provider": "P", "starts_on": dt.date(2026, 1, 1), **more})
        for more in (one, other)
    ]
    assert {clash.kind for clash in clashes_among(slots, dt.date(2026, 6, 1))} == found


def test_sessions_are_recorded_quickly_and_corrected(world: Any, browse: Any) -> None:
    row = InterventionFactory(case=world.case, provider=world.college, title="Welding")
    teacher, path = browse(world.teacher), f"/interventions/{row.pk}/sessions/"
    posted(teacher, path, {"on": day(-1), "attended": "no_good_reason"})
    assert "missed 1" in page(browse(world.officer), PLAN)
    posted(teacher, path, {"on": day(-1), "attended": "no_excused"})
    (session,) = rows(Session)
    assert (session.attended, session.agency_id) == ("no_excused", world.college.pk)
    for data in ({"on": day(1), "attended": "yes"}, {"on": day(-1), "attended": "pending"},
                 {"on": day(-99), "attended": "yes"}):  # fmt: skip
        posted(teacher, path, data, 422)
    posted(browse(world.officer), path, {"on": day(-2), "attended": "yes"}, 403)
    posted(browse(world.manager), path, {"on": day(-1), "attended": "yes"}, 422)  # the college recorded that day
    posted(browse(world.manager), path, {"on": day(-2), "attended": "yes"})
    assert len(rows(Session)) == 2
    body = posted(teacher, path, {"on": day(-2), "attended": "yes"}, 409)  # a day that the guest does not see
    assert "recorded already" in body.content.decode()


def test_a_guest_sees_their_agencys_own_and_a_companion_what_was_opened(world: Any, browse: Any) -> None:
    own = InterventionFactory(case=world.case, provider=world.college, title="Welding", type="education_work")
    opened = InterventionFactory(case=world.case, provider=world.charity, title="Mentor's evenings")
    SessionFactory(intervention=opened, membership=world.manager)
    teacher, mentor = browse(world.teacher), browse(world.mentor)
    assert "Welding" in page(teacher, PLAN)
    assert "Mentor&#x27;s evenings" not in page(teacher, PLAN)
    page(mentor, f"/interventions/{opened.pk}/", 404)
    data, path = intervention(world.charity, title="Mentor's evenings"), f"/interventions/{opened.pk}/"
    posted(browse(world.manager), f"{path}edit/", {**data, "for_companions": "on", "version": "1"})
    marks = [(row.for_companions, row.for_guests) for row in rows(Session)]
    assert marks == [(True, False)]  # sessions follow their intervention
    assert "Came 1" in page(mentor, path)
    page(teacher, path, 404)
    page(mentor, f"/interventions/{own.pk}/", 404)
    posted(browse(world.manager), f"{path}edit/", {**data, "for_guests": "on", "version": "2"})
    page(mentor, path, 404)
    assert "Came 1" in page(teacher, path)


def test_another_agency_reads_and_does_not_change(world: Any, browse: Any) -> None:
    row = InterventionFactory(case=world.case, provider=world.college, title="Welding")
    officer = browse(world.officer)
    page(officer, f"/interventions/{row.pk}/")
    posted(officer, f"/interventions/{row.pk}/edit/", intervention(world.police, version="1"), 403)
    data = intervention(world.college, version="1", title="Welding, second part")
    posted(browse(world.supervisor), f"/interventions/{row.pk}/edit/", data)
    posted(browse(world.supervisor), f"/interventions/{row.pk}/edit/", data, 409)
    (row,) = rows(Intervention)
    assert (row.title, row.provider_id, row.type) == ("Welding, second part", world.college.pk, "mentoring")
