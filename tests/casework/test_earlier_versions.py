"""Earlier versions of a note: history for those who read the newest as far, and no way round a narrower label."""

from typing import Any

import pytest
from django.utils import timezone

from access.models import Event
from agencies.models import AgencyMembership
from casework.models import CaseTeamMember, Note
from devstack.testing import backstage
from tests.casework.test_write_note import TYPED
from tests.factories import MembershipFactory, NoteFactory

SECRET = "Marko named himself as the source."


@pytest.fixture
def note(world: Any) -> Any:
    """A note of the lead agency that the whole team reads, and that names its source by mistake."""
    return NoteFactory(case=world.case, by=world.supervisor, full=SECRET, summary=SECRET, gist="Be careful.")


def corrected(browse: Any, who: Any, note: Any, **labels: Any) -> Any:
    """Correct the note and return the newest version."""
    answer = browse(who).post(f"/notes/{note.pk}/correct/", {**TYPED, **labels})
    assert answer.status_code == 303, answer.content.decode()[:2000]
    with backstage():
        return Note.objects.unguarded(because="test").get(supersedes=note)


def reads(browse: Any, who: Any, note: Any) -> Any:
    """The words that somebody finds at the address of a version; nothing when it answers as if it were not there."""
    answer = browse(who).get(f"/notes/{note.pk}/")
    return answer.content.decode() if answer.status_code == 200 else ""


def test_a_version_corrected_under_the_same_labels_stays_readable_as_history(
    world: Any, browse: Any, note: Any
) -> None:
    newest = corrected(browse, world.supervisor, note)
    for who in (world.officer, world.teacher):
        assert SECRET in reads(browse, who, note)
        assert SECRET in reads(browse, who, newest)


def test_a_narrower_correction_narrows_what_came_before(world: Any, browse: Any, note: Any) -> None:
    newest = corrected(browse, world.supervisor, note, handling="named", named=[str(world.clinician.user_id)])
    assert SECRET in reads(browse, world.supervisor, newest)
    for who in (world.officer, world.teacher, world.chair, world.manager):
        assert SECRET not in reads(browse, who, note)
        assert SECRET not in reads(browse, who, newest)


def test_a_version_released_less_far_takes_the_earlier_ones_with_it(world: Any, browse: Any, note: Any) -> None:
    second = corrected(browse, world.supervisor, note, released_tier="4")
    corrected(browse, world.supervisor, second, released_tier="2")
    for version in (note, second):
        assert SECRET not in reads(browse, world.officer, version)
        assert TYPED["full"] not in reads(browse, world.officer, version)


def test_somebody_no_longer_named_loses_the_earlier_version(world: Any, browse: Any) -> None:
    both = {"handling": "named", "listed": [world.officer.user, world.clinician.user]}
    first = NoteFactory(case=world.case, by=world.supervisor, full=SECRET, gist="Be careful.", **both)
    assert SECRET in reads(browse, world.officer, first)
    corrected(browse, world.supervisor, first, handling="named", named=[str(world.clinician.user_id)])
    assert SECRET not in reads(browse, world.officer, first)


def test_another_kind_of_information_keeps_the_earlier_version_at_home(world: Any, browse: Any, note: Any) -> None:
    corrected(browse, world.supervisor, note, kind="health")
    assert SECRET not in reads(browse, world.officer, note)


def test_a_wider_correction_opens_nothing_that_was_closed(world: Any, browse: Any) -> None:
    first = NoteFactory(case=world.case, by=world.supervisor, full=SECRET, handling="sealed")
    corrected(browse, world.supervisor, first)
    assert SECRET not in reads(browse, world.officer, first)


def test_a_withdrawn_note_takes_its_earlier_versions_with_it(world: Any, browse: Any, note: Any) -> None:
    newest = corrected(browse, world.supervisor, note)
    browse(world.supervisor).post(f"/notes/{newest.pk}/withdraw/", {"reason": "Wrong person"})
    for who in (world.officer, world.teacher, world.manager, world.mentor):
        for version in (note, newest):
            assert reads(browse, who, version) == ""
    assert SECRET in reads(browse, world.supervisor, note)
    with backstage():
        lines = Event.objects.unguarded(because="test").filter(verb="note.narrowed", subjects=[note.pk])
        assert [line.detail for line in lines] == [{"fields": ["released_tier"]}]


def test_whoever_wrote_it_for_another_agency_reads_it_and_changes_it_no_more(world: Any, browse: Any) -> None:
    first = NoteFactory(case=world.case, by=world.officer, full=SECRET)
    now = MembershipFactory(agency=world.charity, user=world.officer.user)
    with backstage():
        AgencyMembership.objects.filter(pk=world.officer.pk).update(valid_to=timezone.now(), version=2)
        places = CaseTeamMember.objects.unguarded(because="test").filter(user=world.officer.user)
        places.update(membership=now, version=2)
    body = reads(browse, now, first)
    assert SECRET in body
    assert f"/notes/{first.pk}/correct/" not in body
    client = browse(now)
    assert client.get(f"/notes/{first.pk}/correct/").status_code == 403
    assert client.post(f"/notes/{first.pk}/correct/draft/", {"full": "x"}).status_code == 403
    assert client.post(f"/notes/{first.pk}/withdraw/", {"reason": "I left"}).status_code == 403
