"""A correction goes on with what the agencies gave, however often it is corrected; no record is lost on the way."""

from __future__ import annotations

from typing import Any

from assessments.models import Assessment, Evidence, InformationGap
from casework.models import Deadline
from devstack.testing import backstage
from tests.assessments.scene import ask, fresh, newest, of_agency, opened, rate, ready, signed, step
from tests.factories import DissentFactory, MembershipFactory, NoteFactory, PlaceFactory


def corrected(world: Any, browse: Any, row: Assessment) -> Assessment:
    """The case manager begins a correction."""
    answer = browse(world.manager).post(f"/assessments/{row.pk}/correct/", {"reason": "A name was wrong"})
    assert answer.status_code == 303
    return newest()


def test_the_correction_of_a_correction_still_shows_what_the_agencies_said(world: Any, browse: Any) -> None:
    row = ready(world, browse)
    DissentFactory(case=world.case, assessment=row, membership=world.officer, view="Zqview")
    assert step(world, browse, row, "sign").status_code == 303
    second = corrected(world, browse, fresh(row))
    assert step(world, browse, second, "sign").status_code == 303
    third = corrected(world, browse, fresh(second))
    for one in (second, third):
        page = browse(world.supervisor).get(f"/assessments/{one.pk}/").content.decode()
        assert "Words: Seen twice" in page
        assert "Zqview" in page
        assert "Seen twice" in browse(world.supervisor).get(f"/assessments/{one.pk}/sections/C/").content.decode()
    assert "Seen twice" not in browse(world.teacher).get(f"/assessments/{third.pk}/").content.decode()


def test_a_correction_rests_on_the_records_that_the_agencies_gave(world: Any, browse: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.officer)
    note = NoteFactory(case=world.case, by=world.officer, full="Seen.", summary="Seen.")
    given = of_agency(row, world.officer)
    marked = {"answer_C1": "marked", "grounds_C1": "Every evening", "evidence_C1": [str(note.pk)]}
    assert rate(browse, world.officer, given, "C", **marked).status_code == 303
    with backstage():
        type(given).objects.unguarded(because="test").filter(pk=given.pk).update(
            note=NoteFactory(case=world.case, by=world.officer, full="Words.", summary="Words."), release_to=4,
            state="handed_in", handed_in_at=given.assessment.opened_at, version=given.version + 2,
        )  # fmt: skip
        Assessment.objects.unguarded(because="test").filter(pk=row.pk).update(
            state="consensus", version=fresh(row).version + 1
        )
        Assessment.objects.unguarded(because="test").filter(pk=row.pk).update(
            state="signed", signed_at=row.opened_at, version=fresh(row).version + 1
        )
    again = corrected(world, browse, fresh(row))
    said = {"answer_C1": "marked", "reason_C1": "As the police saw"}
    answer = browse(world.manager).post(f"/assessments/{again.pk}/sections/C/", said)
    assert answer.status_code == 303


def test_a_colleague_who_does_not_read_a_record_does_not_let_it_go(world: Any, browse: Any) -> None:
    colleague = MembershipFactory(agency=world.police)
    PlaceFactory(case=world.case, membership=colleague)
    row = opened(world, browse)
    ask(world, browse, row, world.officer)
    note = NoteFactory(
        case=world.case, by=world.officer, handling="sealed", full="Source.", listed=(world.officer.user,)
    )
    given = of_agency(row, world.officer)
    marked = {"answer_C1": "marked", "grounds_C1": "Known", "evidence_C1": [str(note.pk)]}
    assert rate(browse, world.officer, given, "C", **marked).status_code == 303
    saved = rate(browse, colleague, given, "C", answer_C1="some", grounds_C1="Known, less")
    assert saved.status_code == 303
    with backstage():
        assert Evidence.objects.unguarded(because="test").get(note=note).is_current


def test_an_older_record_stays_when_a_section_is_saved_again(world: Any, browse: Any) -> None:
    row = opened(world, browse)
    ask(world, browse, row, world.officer)
    note = NoteFactory(case=world.case, by=world.officer, full="Old.", title="Zqold")
    given = of_agency(row, world.officer)
    at = f"/contributions/{given.pk}/sections/C/"
    marked = {"answer_C1": "marked", "grounds_C1": "Known", "evidence_C1": [str(note.pk)]}
    assert browse(world.officer).post(at, marked).status_code == 303
    for _more in range(50):
        NoteFactory(case=world.case, by=world.officer, full="New.")
    page = browse(world.officer).get(at).content.decode()
    assert "Zqold" in page
    assert browse(world.officer).post(at, marked).status_code == 303


def test_a_guest_is_not_asked_to_find_out_what_they_cannot_close(world: Any, browse: Any) -> None:
    row = signed(world, browse)
    again = corrected(world, browse, row)
    at = f"/assessments/{again.pk}/gaps/new/"
    page = browse(world.manager).get(at).content.decode()
    assert str(world.officer.pk) in page
    assert str(world.teacher.pk) not in page
    form = {"text": "Who pays", "owner": str(world.teacher.pk), "due_on": "2099-01-01"}
    assert browse(world.manager).post(at, form).status_code == 422


def test_a_gap_that_goes_on_in_a_correction_is_due_once_and_met_there(world: Any, browse: Any) -> None:
    row = ready(world, browse)
    form = {"text": "Who pays", "owner": str(world.officer.pk), "due_on": "2099-01-01"}
    assert browse(world.manager).post(f"/assessments/{row.pk}/gaps/new/", form).status_code == 303
    assert step(world, browse, row, "sign").status_code == 303
    again = corrected(world, browse, fresh(row))
    with backstage():
        gap = InformationGap.objects.unguarded(because="test").get(assessment=again)
        due = Deadline.objects.unguarded(because="test").get(kind="information_gap")
    assert (due.subject_id, due.state) == (gap.pk, "open")
    closed = browse(world.officer).post(f"/gaps/{gap.pk}/close/", {"answer": "His uncle", "version": gap.version})
    assert closed.status_code == 303
    with backstage():
        assert Deadline.objects.unguarded(because="test").get(pk=due.pk).state == "done"
