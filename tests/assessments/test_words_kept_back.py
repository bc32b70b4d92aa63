"""Words handed in stay with their agency until consensus, also when they are corrected or withdrawn before."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from access.models import Event
from agencies.models import AgreementParty
from assessments.models import Assessment, Contribution, Evidence
from casework.models import CaseTeamMember, Deadline, Note, NoteAudience
from devstack.testing import backstage
from tests.assessments.scene import ask, contributed, hand_in, of_agency, opened, rate, signed, step
from tests.assessments.test_contributions import ratings
from tests.cast import acting
from tests.factories import EvidenceFactory, NoteFactory

WORDS = {
    "kind": "assessment", "occurred_on": "2026-01-05", "title": "Ours", "full": "Zqcorrected words.",
    "summary": "Zqcorrected in short.", "nature": "fact", "handling": "team",
}  # fmt: skip
HIDDEN = ("/cases/VRP-CEDAR/notes/", "/cases/VRP-CEDAR/", "/cases/VRP-CEDAR/timeline/", "/search/?q=Zqcorrected", "/")


def handed(world: Any, browse: Any, **more: Any) -> tuple[Assessment, Note]:
    """The police handed in."""
    row = opened(world, browse)
    ask(world, browse, row, world.officer, world.supervisor)
    given = of_agency(row, world.officer)
    assert rate(browse, world.officer, given, "C", answer_C1="some", grounds_C1="Seen twice").status_code == 303
    assert hand_in(browse, world.officer, given, "Zqfirst words", **more).status_code == 303
    return row, newest(row, world)


def newest(row: Assessment, world: Any) -> Note:
    """The words of the police, as their contribution names them."""
    with backstage():
        given = Contribution.objects.unguarded(because="test").select_related("note")
        note = given.get(assessment=row, agency=world.police).note
    assert note is not None
    return note


def correct(browse: Any, who: Any, note: Note, **more: Any) -> int:
    """Correct the words and say how it was answered."""
    return int(browse(who).post(f"/notes/{note.pk}/correct/", {**WORDS, **more}).status_code)


def test_corrected_words_stay_closed_until_consensus(world: Any, browse: Any) -> None:
    row, before = handed(world, browse)
    assert correct(browse, world.officer, before) == 303
    note = newest(row, world)
    assert (note.supersedes_id, note.released_tier, note.court_tier) == (before.pk, 0, 0)
    for member in (world.manager, world.supervisor, world.clinician, world.teacher, world.chair, world.mentor):
        with acting(member) as actor:
            assert not Note.objects.visible_to(actor).filter(pk__in=(note.pk, before.pk)).exists()
        body = b"".join(browse(member).get(at).content for at in (*HIDDEN, f"/assessments/{row.pk}/"))
        assert b"Zqcorrected" not in body.replace(b"q=Zqcorrected", b"").replace(b'value="Zqcorrected"', b"")
        assert b"Zqfirst" not in body
    assert step(world, browse, row, "consensus").status_code == 303
    for member in (world.manager, world.supervisor):
        page = browse(member).get(f"/assessments/{row.pk}/").content.decode()
        assert "Zqcorrected" in page
        assert "Zqfirst" not in page
    assert ratings(world.supervisor) == {"Seen twice"}


def test_nobody_is_told_of_a_correction_that_nobody_reads(world: Any, browse: Any) -> None:
    row, before = handed(world, browse)
    correct(browse, world.officer, before)
    with backstage():
        note = newest(row, world)
        entries = NoteAudience.objects.unguarded(because="test").get(note=note).entries
        assert {one["agency"] for one in entries if one["tier"]} <= {"POL", str(world.police.pk)}, entries
        told = Event.objects.unguarded(because="test").filter(verb="note.shared", subjects__contains=[note.pk])
        assert not told.exists()


def test_a_correction_carries_words_no_further_than_was_said_at_first(world: Any, browse: Any) -> None:
    row, before = handed(world, browse, released_tier="3")
    with backstage():
        said = Contribution.objects.unguarded(because="test").get(note=before).release_to
    assert correct(browse, world.officer, before, released_tier="4") == 303
    step(world, browse, row, "consensus")
    assert newest(row, world).released_tier == said


def test_a_narrower_correction_is_kept_at_consensus(world: Any, browse: Any) -> None:
    row, before = handed(world, browse)
    assert correct(browse, world.officer, before, gist="Careful.", action="Call first.", released_tier="2") == 303
    step(world, browse, row, "consensus")
    assert newest(row, world).released_tier == 2
    page = browse(world.supervisor).get(f"/assessments/{row.pk}/").content.decode()
    assert "Zqcorrected" not in page
    assert "Careful." in page
    assert ratings(world.supervisor) == set()


def test_words_corrected_and_then_withdrawn_are_never_opened(world: Any, browse: Any) -> None:
    row, before = handed(world, browse)
    correct(browse, world.officer, before)
    note = newest(row, world)
    assert browse(world.officer).post(f"/notes/{note.pk}/withdraw/", {"reason": "Wrong person"}).status_code == 303
    step(world, browse, row, "consensus")
    for member in (world.manager, world.supervisor):
        page = browse(member).get(f"/assessments/{row.pk}/").content.decode()
        assert "Zqcorrected" not in page
        assert "Zqfirst" not in page
    assert ratings(world.supervisor) == set()
    with backstage():
        tiers = Note.objects.unguarded(because="test").filter(pk__in=(note.pk, before.pk))
        assert set(tiers.values_list("released_tier", flat=True)) == {0}


def test_a_narrower_correction_after_consensus_takes_the_ratings_with_it(world: Any, browse: Any) -> None:
    row, before = handed(world, browse)
    step(world, browse, row, "consensus")
    assert ratings(world.supervisor) == {"Seen twice"}
    assert correct(browse, world.officer, before, handling="named", named=[str(world.clinician.user_id)]) == 303
    assert ratings(world.supervisor) == set()
    assert "Zqcorrected" not in browse(world.supervisor).get(f"/assessments/{row.pk}/").content.decode()


def test_what_an_agency_gave_before_it_left_the_agreement_is_not_opened_to_others(world: Any, browse: Any) -> None:
    row, _note = handed(world, browse)
    with backstage():
        AgreementParty.objects.filter(agency=world.police).update(valid_to=timezone.now())
    assert step(world, browse, row, "consensus").status_code == 303
    for member in (world.manager, world.supervisor, world.chair):
        assert ratings(member) == set()
        page = browse(member).get(f"/assessments/{row.pk}/").content
        assert b"Zqfirst" not in page
        assert b"Seen twice" not in browse(member).get(f"/assessments/{row.pk}/sections/C/").content
    assert browse(world.officer).get(f"/contributions/{of_agency(row, world.officer).pk}/").status_code == 404


def test_who_manages_the_case_next_corrects_without_the_records_they_do_not_read(world: Any, browse: Any) -> None:
    row = signed(world, browse)
    note = NoteFactory(case=world.case, by=world.manager, handling="named", listed=(), full="Zqsource")
    with backstage():
        agreed = row.consensus.model.objects.unguarded(because="test").filter(assessment=row)[0]
        EvidenceFactory(consensus=agreed, note=note)
        places = CaseTeamMember.objects.unguarded(because="test").filter(content_object=world.case)
        for member, manages in ((world.manager, False), (world.officer, True)):
            place = places.get(membership=member)
            place.is_case_manager, place.version = manages, place.version + 1
            place.save()
    answer = browse(world.officer).post(f"/assessments/{row.pk}/correct/", {"reason": "Other name"})
    assert answer.status_code == 303
    with backstage():
        links = Evidence.objects.unguarded(because="test").filter(note=note)
        assert [link.consensus_id for link in links] == [agreed.pk]


@pytest.mark.parametrize("name", ["officer", "supervisor", "manager", "teacher", "chair"])
def test_bare_sql_points_no_record_elsewhere(world: Any, browse: Any, name: str) -> None:
    row = contributed(world, browse)
    note = NoteFactory(case=world.case, by=world.officer, full="Seen.", summary="Seen.")
    with backstage():
        rating = of_agency(row, world.officer).ratings.model.objects.unguarded(because="test")[0]
        EvidenceFactory(rating=rating, note=note)
    other = NoteFactory(case=world.case, by=world.clinician, handling="sealed", full="Secret.")
    refused = pytest.raises(DatabaseError, match="permission denied")
    with acting(getattr(world, name)), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_evidence SET note_id = %s", [other.pk])


def state_of(row: Assessment, world: Any) -> str:
    """How far the police are, as stored."""
    return str(of_agency(row, world.officer).state)


def test_words_withdrawn_before_consensus_were_never_there_for_others(world: Any, browse: Any) -> None:
    _row, note = handed(world, browse)
    assert browse(world.officer).post(f"/notes/{note.pk}/withdraw/", {"reason": "Wrong person"}).status_code == 303
    for member in (world.manager, world.supervisor, world.clinician, world.chair):
        assert browse(member).get(f"/notes/{note.pk}/").status_code == 404
        with acting(member) as actor:
            assert not Note.objects.visible_to(actor).filter(pk=note.pk).exists()


def test_words_withdrawn_before_consensus_count_as_given_no_more(world: Any, browse: Any) -> None:
    row, note = handed(world, browse)
    given = of_agency(row, world.officer)
    with backstage():
        assert Deadline.objects.unguarded(because="test").get(subject_id=given.pk).state == "done"
    browse(world.officer).post(f"/notes/{note.pk}/withdraw/", {"reason": "Wrong person"})
    assert state_of(row, world) == "begun"
    with backstage():
        assert Deadline.objects.unguarded(because="test").get(subject_id=given.pk).state == "open"
    hub = browse(world.manager).get(f"/assessments/{row.pk}/").content.decode()
    assert "Handed in" not in hub
    assert "No agency has handed in yet" in step(world, browse, row, "consensus").content.decode()
    assert hand_in(browse, world.officer, given, "Zqsecond words").status_code == 303
    assert state_of(row, world) == "handed_in"
    assert step(world, browse, row, "consensus").status_code == 303
    assert "Zqsecond" in browse(world.supervisor).get(f"/assessments/{row.pk}/").content.decode()


def test_words_withdrawn_after_consensus_stand_as_withdrawn(world: Any, browse: Any) -> None:
    row, before = handed(world, browse)
    step(world, browse, row, "consensus")
    correct(browse, world.officer, before)
    with backstage():
        last = Note.objects.unguarded(because="test").get(supersedes=before)
    assert browse(world.officer).post(f"/notes/{last.pk}/withdraw/", {"reason": "Wrong person"}).status_code == 303
    assert state_of(row, world) == "withdrawn"
    hub = browse(world.supervisor).get(f"/assessments/{row.pk}/").content.decode()
    assert "Withdrawn" in hub
    assert "Handed in" not in hub


def test_opening_consensus_says_who_reads_from_then_on(world: Any, browse: Any) -> None:
    row, note = handed(world, browse)
    assert step(world, browse, row, "consensus").status_code == 303
    with backstage():
        events = Event.objects.unguarded(because="test")
        opened_line = events.get(verb="assessment.consensus_opened", subjects__contains=[row.pk])
        shared = events.get(verb="note.shared", subjects__contains=[note.pk])
        entries = NoteAudience.objects.unguarded(because="test").get(note=note).entries
    for line in (opened_line, shared):
        assert {world.manager.pk, world.supervisor.pk} <= set(line.recipients)
        assert world.officer.pk not in line.recipients
        assert line.detail[world.supervisor.agency.code] == 4
    readers = {uuid.UUID(one["membership"]): one["tier"] for one in entries}
    assert readers[world.supervisor.pk] == 4
    page = browse(world.officer).get(f"/notes/{note.pk}/").content.decode()
    assert world.supervisor.agency.name in page


def test_who_reads_is_written_by_who_opened_consensus_and_once(world: Any, browse: Any) -> None:
    row, _note = handed(world, browse)
    given = of_agency(row, world.officer).pk
    for member in (world.manager, world.officer, world.supervisor):
        with acting(member), connection.cursor() as cursor:
            cursor.execute("SELECT assessments_keep_audience(%s, '[]'), count(g) FROM assessments_given(%s) g",
                           [given, row.pk])  # fmt: skip
            assert cursor.fetchone() == (False, 0)
    step(world, browse, row, "consensus")
    for member, reads in ((world.manager, 1), (world.officer, 0), (world.supervisor, 0)):
        with acting(member), connection.cursor() as cursor:
            cursor.execute("SELECT assessments_keep_audience(%s, '[]'), count(g) FROM assessments_given(%s) g",
                           [given, row.pk])  # fmt: skip
            assert cursor.fetchone() == (False, reads)
