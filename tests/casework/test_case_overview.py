"""The first page of a case, from each place: what it shows, what it keeps back, what the trail says."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from agencies.models.base import far_future
from casework.models import ContactPoint, Relationship
from devstack.testing import backstage
from tests.casework.doors import INSIDE, OUTSIDE, lines, must_look_absent, page, statements
from tests.factories import DeadlineFactory, EmergencyFactory, NoteFactory

CASE = "/cases/VRP-CEDAR/"


@pytest.fixture
def furnished(world: Any) -> Any:
    """The case with everything an overview can show."""
    with backstage():
        Relationship(person=world.person, name="Celeste Valcourt", kind="family", influence="supports").save(
            force_insert=True
        )
        ContactPoint(
            person=world.person, kind="address", value="Saltmarket Row 14", valid_from=timezone.now(),
            valid_to=far_future(),
        ).save(force_insert=True)  # fmt: skip
        world.case.basis, world.case.basis_text = "order", "Order of the district court"
        world.case.version += 1
        world.case.save()
    DeadlineFactory(case=world.case, kind="court_report", due_on=timezone.localdate() - dt.timedelta(days=1),
                    responsible=world.officer, agency=world.police)  # fmt: skip
    NoteFactory(case=world.case, by=world.supervisor, title="Latest title", full="Full wording.",
                summary="Summary wording.", gist="Gist wording.")  # fmt: skip
    return world


@pytest.mark.parametrize("who", INSIDE)
def test_people_with_a_place_open_it_and_the_trail_has_one_line(furnished: Any, browse: Any, who: Any) -> None:
    membership = getattr(furnished, who)
    body = page(browse(membership), CASE)
    assert "Where the case stands" in body
    (line,) = lines("case.read")
    assert furnished.case.pk in line.subjects
    assert (line.case_id, line.user_id) == (furnished.case.pk, membership.user_id)


@pytest.mark.parametrize("who", OUTSIDE)
@pytest.mark.parametrize("path", ["", "contact/", "edit/", "move/"])
def test_outsiders_get_what_a_case_that_never_existed_gets(furnished: Any, browse: Any, who: Any, path: Any) -> None:
    must_look_absent(browse(getattr(furnished, who)), "/cases/{}/" + path)


def test_each_place_reads_its_tier_of_the_latest_notes(furnished: Any, browse: Any) -> None:
    for who, has, lacks in (
        ("officer", "Full wording.", "Summary wording."),
        ("teacher", "Summary wording.", "Full wording."),
        ("chair", "Summary wording.", "Full wording."),
        ("mentor", "No notes for you", "wording."),
    ):
        body = page(browse(getattr(furnished, who)), CASE)
        assert has in body, who
        assert lacks not in body, who


def test_only_permanent_members_read_of_the_person_and_the_people_around(furnished: Any, browse: Any) -> None:
    for who in ("supervisor", "manager", "officer", "clinician"):
        body = page(browse(getattr(furnished, who)), CASE)
        for words in ("5 Apr 2003", "Celeste Valcourt", "Order of the district court"):
            assert words in body, (who, words)
        assert "Saltmarket" not in body
    for who in ("teacher", "chair", "mentor"):
        body = page(browse(getattr(furnished, who)), CASE)
        for words in ("Apr 2003", "Celeste", "district court", "Saltmarket", "can be found"):
            assert words not in body, (who, words)


def test_guests_and_companions_read_posts_instead_of_names(furnished: Any, browse: Any) -> None:
    for who in ("teacher", "mentor"):
        membership = getattr(furnished, who)
        body = page(browse(membership), CASE)
        assert furnished.clinician.user.full_name not in body
        assert furnished.clinician.position.name in body
        assert "Port Service" not in body
    body = page(browse(furnished.officer), CASE)
    assert furnished.clinician.user.full_name in body
    assert "Port Service" in body
    assert "No agreement in force covers this agency and the purpose." in body


def test_the_companion_reads_the_given_name_only(furnished: Any, browse: Any) -> None:
    assert "Valcourt" not in page(browse(furnished.mentor), CASE)


def test_where_the_person_can_be_found_is_a_page_of_its_own_and_logged(furnished: Any, browse: Any) -> None:
    body = page(browse(furnished.officer), CASE + "contact/")
    assert "Saltmarket Row 14" in body
    (line,) = lines("case.contact_read")
    assert furnished.person.pk in line.subjects
    assert len(line.subjects) == 2
    for who in ("teacher", "mentor", "chair"):
        assert "Saltmarket" not in page(browse(getattr(furnished, who)), CASE + "contact/", 403)


def test_deadlines_are_shown_to_those_who_work_on_the_case(furnished: Any, browse: Any) -> None:
    assert "Court report" in page(browse(furnished.clinician), CASE)
    for who in ("teacher", "chair", "mentor"):
        assert "Court report" not in page(browse(getattr(furnished, who)), CASE)


def test_minors_are_marked_and_a_missing_guardian_is_said(furnished: Any, browse: Any) -> None:
    with backstage():
        furnished.person.born_on = timezone.localdate() - dt.timedelta(days=16 * 366)
        furnished.person.version += 1
        furnished.person.save()
    body = page(browse(furnished.officer), CASE)
    assert "Under 18" in body
    assert "Missing: the person is under 18" in body


def test_emergency_access_is_shown_to_those_inside(furnished: Any, browse: Any) -> None:
    EmergencyFactory(case=furnished.case, membership=furnished.duty)
    assert "Running now" in page(browse(furnished.officer), CASE)
    assert "Review it" in page(browse(furnished.manager), CASE)
    assert "Review it" not in page(browse(furnished.officer), CASE)
    assert "Running now" not in page(browse(furnished.teacher), CASE)


def test_a_member_ticks_off_what_is_met_by_hand(furnished: Any, browse: Any) -> None:
    due = DeadlineFactory(case=furnished.case, kind="network", agency=furnished.probation)
    answer = browse(furnished.teacher).post(f"/deadlines/{due.pk}/done/")
    assert answer.status_code == 404
    assert browse(furnished.stranger).post(f"/deadlines/{due.pk}/done/").status_code == 404
    assert f"/deadlines/{due.pk}/done/" in page(browse(furnished.officer), CASE)
    answer = browse(furnished.officer).post(f"/deadlines/{due.pk}/done/")
    assert (answer.status_code, answer["Location"]) == (303, CASE)
    assert f"/deadlines/{due.pk}/done/" not in page(browse(furnished.officer), CASE)
    review = DeadlineFactory(case=furnished.case, kind="case_review", agency=furnished.probation)
    assert browse(furnished.officer).post(f"/deadlines/{review.pk}/done/").status_code == 422


def test_the_price_does_not_grow_with_the_rows(furnished: Any, browse: Any) -> None:
    client = browse(furnished.officer)
    page(client, CASE)
    few = statements(client, CASE)
    for i in range(20):
        DeadlineFactory(case=furnished.case, kind="court_report", agency=furnished.police,
                        due_on=timezone.localdate() + dt.timedelta(days=i))  # fmt: skip
        NoteFactory(case=furnished.case, by=furnished.supervisor, title=f"More {i}")
    many = statements(client, CASE)
    assert many <= few + 1
    assert many <= 44
