"""The start page: what needs me, what is new for me, my cases; at my tier, and nothing of other people's."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from agencies.models import User
from casework.models import NoteResponse
from devstack.testing import backstage
from tests.casework.doors import OUTSIDE, lines, page, statements
from tests.factories import CaseFactory, DeadlineFactory, EmergencyFactory, NoteFactory, PlaceFactory

TODAY = timezone.localdate


def looked(membership: Any, days: Any) -> None:
    with backstage():
        User.objects.filter(pk=membership.user_id).update(cases_looked_at=timezone.now() - dt.timedelta(days=days))


def test_what_is_due_stands_with_a_word_and_what_is_not_mine_does_not(world: Any, browse: Any) -> None:
    for days, who in ((-3, world.officer), (0, world.officer), (2, world.officer), (30, world.officer)):
        DeadlineFactory(
            case=world.case, kind="court_report", due_on=TODAY() + dt.timedelta(days=days), responsible=who,
            agency=world.police,
        )  # fmt: skip
    DeadlineFactory(
        case=world.case, kind="first_plan", due_on=TODAY(), responsible=world.clinician, agency=world.health
    )
    body = page(browse(world.officer), "/")
    assert body.count("Court report") == 3
    assert "First plan" not in body
    for word in ("Overdue", "Due today"):
        assert word in body
    assert "First plan" in page(browse(world.clinician), "/")


def test_new_notes_are_new_for_the_whole_visit_and_old_at_the_next(world: Any, browse: Any) -> None:
    looked(world.teacher, 1)
    NoteFactory(case=world.case, by=world.supervisor, title="Fresh note", summary="S")
    NoteFactory(case=world.case, by=world.supervisor, title="Only full")
    NoteFactory(case=world.case, by=world.supervisor, title="Ancient note", summary="S",
                recorded_at=timezone.now() - dt.timedelta(days=3))  # fmt: skip
    client = browse(world.teacher)
    for _visit in range(2):
        body = page(client, "/")
        assert "Fresh note" in body
        assert "Only full" not in body
        assert "Ancient note" not in body
    assert "Fresh note" not in page(browse(world.teacher), "/")


def test_the_first_visit_shows_the_last_seven_days_and_never_our_own_notes(world: Any, browse: Any) -> None:
    NoteFactory(case=world.case, by=world.supervisor, title="Theirs")
    NoteFactory(case=world.case, by=world.officer, title="Ours")
    body = page(browse(world.officer), "/")
    assert "Theirs" in body
    assert "Ours" not in body


def test_notes_wait_until_somebody_of_our_agency_answers(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor, title="Please answer", answer_by=TODAY(),
                       recorded_at=timezone.now() - dt.timedelta(days=30))  # fmt: skip
    NoteFactory(case=world.case, by=world.supervisor, title="For nobody",
                recorded_at=timezone.now() - dt.timedelta(days=30))  # fmt: skip
    client = browse(world.officer)
    body = page(client, "/")
    assert "Please answer" in body
    assert "For nobody" not in body
    client.post(f"/notes/{note.pk}/respond/", {"kind": "read"})
    assert "Please answer" not in page(client, "/")
    assert "Please answer" in page(browse(world.clinician), "/")
    assert "Please answer" not in page(browse(world.supervisor), "/")


def test_questions_about_our_notes_wait_for_us_alone(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor, title="Asked about")
    with backstage():
        NoteResponse(
            note=note, agency=world.police, author=world.officer.user, membership=world.officer, kind="question",
            text="Was it the same man?", at=timezone.now() - dt.timedelta(days=20),
        ).save(force_insert=True)  # fmt: skip
    body = page(browse(world.supervisor), "/")
    assert "Was it the same man?" in body
    assert "Overdue" in body
    for who in (world.officer, world.manager, world.mentor, world.clinician):
        assert "Was it the same man?" not in page(browse(who), "/")


def test_emergency_access_waits_for_whoever_manages_the_case(world: Any, browse: Any) -> None:
    EmergencyFactory(case=world.case, membership=world.duty)
    for who in (world.supervisor, world.manager):
        assert "Emergency access to review" in page(browse(who), "/")
    for who in (world.officer, world.teacher, world.duty):
        assert "Emergency access to review" not in page(browse(who), "/")


def test_long_lists_are_cut_and_open_whole(world: Any, browse: Any) -> None:
    for i in range(9):
        DeadlineFactory(case=world.case, kind="court_report", due_on=TODAY() + dt.timedelta(days=i % 3),
                        responsible=world.officer, agency=world.police)  # fmt: skip
    client = browse(world.officer)
    assert page(client, "/").count("Court report") == 6
    assert "Show 3 more" in page(client, "/")
    assert page(client, "/?all=due").count("Court report") == 9
    assert page(client, "/?all=nonsense").count("Court report") == 6


@pytest.mark.parametrize("who", OUTSIDE)
def test_who_has_no_place_is_told_what_to_do_and_nothing_else(world: Any, browse: Any, who: Any) -> None:
    NoteFactory(case=world.case, by=world.supervisor, title="Hidden", summary="S", answer_by=TODAY())
    DeadlineFactory(case=world.case, due_on=TODAY(), responsible=getattr(world, who), agency=world.probation)
    body = page(browse(getattr(world, who)), "/")
    for word in ("Cedar", "CEDAR", "Valcourt", "Hidden", "Case review"):
        assert word not in body
    assert "You are on no open case" in body


def test_a_companion_reads_the_given_name(world: Any, browse: Any) -> None:
    body = page(browse(world.mentor), "/")
    assert "Idris" in body
    assert "Valcourt" not in body
    assert "Open a case" not in body


def test_each_case_shown_gets_its_line_with_the_ids(world: Any, browse: Any) -> None:
    other = CaseFactory(partnership=world.partnership, lead_agency=world.probation)
    PlaceFactory(case=other, membership=world.officer)
    note = NoteFactory(case=world.case, by=world.supervisor, title="Shown")
    page(browse(world.officer), "/")
    found = {line.case_id: set(line.subjects) for line in lines("work.read")}
    assert found == {world.case.pk: {world.case.pk, note.pk}, other.pk: {other.pk}}


def test_the_price_does_not_grow_with_the_rows(world: Any, browse: Any) -> None:
    client = browse(world.officer)
    NoteFactory(case=world.case, by=world.supervisor, answer_by=TODAY())
    DeadlineFactory(case=world.case, due_on=TODAY(), responsible=world.officer, agency=world.police)
    page(client, "/")
    few = statements(client, "/")
    for i in range(20):
        case = CaseFactory(partnership=world.partnership, lead_agency=world.probation)
        PlaceFactory(case=case, membership=world.officer)
        NoteFactory(case=case, by=world.supervisor, answer_by=TODAY() + dt.timedelta(days=i))
        DeadlineFactory(case=case, due_on=TODAY(), responsible=world.officer, agency=world.police)
    many = statements(client, "/")
    assert many <= few + 1
    assert many <= 36
