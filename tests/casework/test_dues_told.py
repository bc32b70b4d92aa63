"""What is due about a note or a question is known to whoever reads them: at both walls, and nothing of it to others."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from casework.models import Deadline, Note, NoteResponse
from devstack.testing import backstage
from tests.casework.doors import page
from tests.cast import acting
from tests.factories import MembershipFactory, NoteFactory
from tests.factories.supervision import ContactFactory


def _dues(who: Any) -> set[str]:
    """Kinds of what is due, by bare SQL as this person."""
    with acting(who), connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM casework_deadline WHERE kind IN ('note_answer', 'question')")
        return {kind for (kind,) in cursor.fetchall()}


def _asked(world: Any, **labels: Any) -> Note:
    """A note of the police that an answer is wanted to, and a question about it."""
    note: Note = NoteFactory(case=world.case, by=world.officer, **labels)
    with backstage():
        question = NoteResponse(
            note=note, agency=world.police, author=world.officer.user, membership=world.officer, kind="question",
            text="?", at=timezone.now(),
        )  # fmt: skip
        question.save()
        for kind, about, key in (("note_answer", "note", note.pk), ("question", "note_response", question.pk)):
            Deadline(
                case=world.case, kind=kind, due_on=timezone.localdate(), agency=world.police, subject_kind=about,
                subject_id=key,
            ).save()  # fmt: skip
    return note


@pytest.mark.parametrize(
    ("labels", "readers"),
    [
        ({"handling": "team", "gist": "G", "summary": "S"}, {"officer", "supervisor", "manager"}),
        ({"handling": "sealed"}, {"officer"}),
        ({"handling": "team", "released_tier": 0}, {"officer"}),
        ({"handling": "named"}, {"officer"}),
    ],
)
def test_bare_sql_tells_of_no_day_of_what_one_does_not_read(
    world: Any, labels: dict[str, Any], readers: set[str]
) -> None:
    _asked(world, **labels)
    for who in ("officer", "supervisor", "manager"):
        expected = {"note_answer"} if who in readers else set()
        assert _dues(getattr(world, who)) - {"question"} == expected, who
    assert "question" in _dues(world.officer)
    for who in ("supervisor", "manager"):  # a question between two others is theirs alone
        assert "question" not in _dues(getattr(world, who)), who


def test_a_colleague_who_answers_settles_what_is_due(world: Any, browse: Any) -> None:
    note = _asked(world, handling="team", gist="G", summary="S")
    with backstage():
        rows = Deadline.objects.unguarded(because="test").filter(subject_id=note.pk)
        rows.update(agency=world.probation, version=F("version") + 1)
    answer = browse(world.supervisor).post(f"/notes/{note.pk}/respond/", {"kind": "acting", "text": ""})
    assert answer.status_code == 303
    with backstage():
        assert Deadline.objects.unguarded(because="test").get(subject_id=note.pk).state == "done"


def test_what_a_colleague_answers_for_on_no_case_is_not_told(world: Any, browse: Any) -> None:
    senior = MembershipFactory(agency=world.police, duties=["supervisor"])
    with backstage():
        for who in (world.officer, None):
            Deadline(
                kind="contested_fact", due_on=timezone.localdate(), agency=world.police, responsible=who,
                subject_kind="contested", subject_id=uuid.uuid4(),
            ).save()  # fmt: skip
    for who, told in ((world.officer, 2), (senior, 2), (world.analyst, 1), (world.supervisor, 0)):
        with acting(who), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM casework_deadline WHERE kind = 'contested_fact'")
            assert cursor.fetchone() == (told,)
        assert len(browse(who).get("/api/v1/deadlines/").json()["results"]) == told


@pytest.mark.parametrize(
    ("labels", "readers"),
    [
        ({"handling": "team", "gist": "G", "summary": "S"}, {"officer", "supervisor", "manager", "clinician"}),
        ({"handling": "named", "gist": "G", "summary": "S"}, {"officer"}),
        ({"handling": "sealed"}, {"officer"}),
        ({"handling": "team", "released_tier": 0}, {"officer"}),
    ],
)
def test_a_day_tells_of_no_missed_contact_that_one_does_not_read(
    world: Any, browse: Any, labels: dict[str, Any], readers: set[str]
) -> None:
    note = NoteFactory(case=world.case, by=world.officer, **labels)
    missed = ContactFactory(case=world.case, membership=world.officer, note=note, attended="no_good_reason")
    with backstage():
        for kind in ("contact_letter", "explanation"):
            Deadline(
                case=world.case, kind=kind, due_on=timezone.localdate(), agency=world.probation,
                responsible=world.supervisor, subject_kind="contact", subject_id=missed.pk,
            ).save()  # fmt: skip
    for who in ("officer", "supervisor", "manager", "clinician", "chair", "teacher", "mentor", "stranger"):
        told, member = {"contact_letter", "explanation"} if who in readers else set(), getattr(world, who)
        with acting(member), connection.cursor() as cursor:
            cursor.execute("SELECT kind FROM casework_deadline WHERE subject_id = %s", [missed.pk])
            assert {kind for (kind,) in cursor.fetchall()} == told, who
        listed = {row["kind"] for row in browse(member).get("/api/v1/deadlines/").json()["results"]}
        assert listed == told, who
    assert ("Letter after a missed contact" in page(browse(world.supervisor), "/")) is ("supervisor" in readers)
