"""What further services refuse below their forms, and what stays as it was."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError
from django.http import Http404
from django.utils import timezone

from access.choices import Tier
from agencies.errors import NotAllowed
from casework.choices import NoticePoint
from casework.closing import NewOutcome
from casework.contacting import NewPlan
from casework.models import (
    Case,
    Contact,
    FollowUp,
    Lesson,
    LessonDraft,
    MinutesClearance,
    Note,
    Outcome,
    ParticipationConsent,
    TransparencyNotice,
)
from casework.ruling import RuleWords
from casework.services.cadences import set_erase_period
from casework.services.contacts import plan_contact
from casework.services.facilitators import declare_shared, name_facilitator
from casework.services.families import FamilyContact, name_family_contact
from casework.services.follow_ups import plan_follow_ups
from casework.services.lessons import return_lesson, withdraw_lesson
from casework.services.minutes import clear_for_minutes
from casework.services.notes import withdraw_note, write_note
from casework.services.once import key_of
from casework.services.outcomes import record_outcome
from casework.services.rules import add_rule
from casework.services.telling import give_notice, record_consent
from casework.telling import NewConsent, NewNotice
from devstack.testing import backstage
from tests.casework.doors import lines
from tests.casework.planning import rows
from tests.casework.test_sent_at_once import before_it_is_there
from tests.casework.test_sent_twice import words
from tests.casework.test_services_refuse import refused
from tests.factories import CaseFactory, LessonDraftFactory, LessonFactory, NoteFactory, PlaceFactory
from tests.factories.restrictions import RestrictionFactory
from tests.sharing.test_rights_detours import request

CEDAR = "VRP-CEDAR"


def on(offset: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=offset)


def test_a_place_that_has_ended_holds_no_role(world: Any, act: Any) -> None:
    moment = timezone.now()
    past = PlaceFactory(
        case=world.case, membership=world.analyst, valid_from=moment - dt.timedelta(days=9),
        valid_to=moment - dt.timedelta(days=1),
    )  # fmt: skip
    with act(world.manager) as actor:
        sentence = refused(partial(name_facilitator, named=True), actor, CEDAR, past.pk)
    assert sentence == "This place has ended meanwhile. Choose another member."
    assert lines("team.facilitator_named") == []


def test_only_who_holds_a_role_speaks_for_it(world: Any, act: Any) -> None:
    with act(world.officer) as actor:
        assert "Only the re-entry facilitator" in refused(declare_shared, actor, CEDAR, "A language", kind=NotAllowed)
        rule = RuleWords("leaving", "phone", "the court", "24 hours", ("note",))
        assert "kept by the coordinators" in refused(add_rule, actor, rule, kind=NotAllowed)
    assert lines("team.facilitator_declared") == lines("rule.added") == []


def test_nobody_is_named_for_somebody_around_another_person(world: Any, act: Any) -> None:
    with act(world.manager) as actor, pytest.raises(Http404):
        name_family_contact(actor, CEDAR, uuid.uuid4(), FamilyContact(world.officer.pk, "After six"), 1)
    assert lines("network.contact_named") == []


def test_follow_ups_are_those_of_a_recorded_outcome(world: Any, act: Any) -> None:
    with act(world.manager) as actor:
        case = Case.objects.get_for(actor, "lead", reference=CEDAR)
        assert refused(plan_follow_ups, actor, case, on(0)) == "Record the outcome first."
    assert rows(FollowUp) == []


def test_a_lesson_is_given_back_and_withdrawn_with_a_reason(world: Any, act: Any) -> None:
    draft = LessonDraftFactory(case=world.case, membership=world.manager)
    lesson = LessonFactory(partnership=world.partnership)
    with act(world.coordinator) as actor:
        assert "Say why" in refused(return_lesson, actor, draft.pk, " ")
        assert "Say why" in refused(withdraw_lesson, actor, lesson.pk, " ")
    assert rows(LessonDraft, pk=draft.pk)[0].state == "waiting"
    assert rows(Lesson, pk=lesson.pk)[0].withdrawn_on is None


def test_what_stands_in_minutes_has_a_reason(world: Any, act: Any) -> None:
    note = NoteFactory(case=world.case, by=world.officer, full="F", summary="S", gist="G")
    with act(world.officer) as actor:
        assert "Say why" in refused(clear_for_minutes, actor, note.pk, Tier.GIST, " ")
    assert rows(MinutesClearance) == []


def test_the_key_of_a_form_opens_nobody_elses_note(world: Any, act: Any) -> None:
    form = uuid.uuid4()
    with act(world.officer) as actor:
        elsewhere = CaseFactory(partnership=world.partnership, lead_agency=world.health)
        PlaceFactory(case=elsewhere, membership=world.clinician)
        theirs = NoteFactory(id=key_of(actor, form), case=elsewhere, by=world.clinician)
        with pytest.raises(IntegrityError):
            write_note(actor, CEDAR, words(), form)
    assert [row.pk for row in rows(Note)] == [theirs.pk]


def test_a_restricted_note_is_kept_as_it_stands(world: Any, act: Any) -> None:
    note = NoteFactory(case=world.case, by=world.officer, full="Full words.")
    RestrictionFactory(request=request(world, "restriction"), note=note, membership=world.manager)
    with act(world.officer) as actor:
        assert "kept as it stands" in refused(withdraw_note, actor, note.pk, "It was wrong")
    assert rows(Note, pk=note.pk)[0].status == "current"


def test_a_contact_planned_twice_in_one_moment_is_there_once(world: Any, act: Any) -> None:
    new, form = NewPlan("person", timezone.now() + dt.timedelta(days=2)), uuid.uuid4()
    with act(world.officer) as actor:
        first = plan_contact(actor, CEDAR, new, form)
    with act(world.officer) as actor, before_it_is_there("casework_contact"):
        assert plan_contact(actor, CEDAR, new, form).pk == first.pk
    assert len(rows(Contact)) == len(lines("contact.planned")) == 1


def ended(**more: Any) -> NewOutcome:
    """An outcome that breaks no rule."""
    given: dict[str, Any] = {
        "disengagement": "partial", "disengagement_text": "Away since spring.", "reintegration": "achieved",
        "reintegration_text": "A room.", "agreed": "The coach stays.", "call": "The coach", "months": (6,),
        "feedback_offered_on": on(-2), "keep_until": on(900), "nothing_ends": True, **more,
    }  # fmt: skip
    return NewOutcome(**given)


def test_an_outcome_says_how_one_knows_and_when_one_looks_again(world: Any, act: Any) -> None:
    with backstage():
        case = Case.objects.unguarded(because="test").get(pk=world.case.pk)
        case.status, case.version = "ending", case.version + 1
        case.save()
    for new, sentence in (
        (ended(months=()), "Choose at least one follow-up."),
        (ended(reintegration_text=" "), "Say how you know, even if it is not known."),
    ):
        with act(world.manager) as actor:
            assert refused(record_outcome, actor, CEDAR, new) == sentence
    assert rows(Outcome) == []


def test_a_notice_says_its_language_and_a_consent_its_part(world: Any, act: Any) -> None:
    notice = NewNotice(on(0), "read_out", tuple(NoticePoint.values), " ", "not_needed", "given", "signed")
    with act(world.manager) as actor:
        assert refused(give_notice, actor, CEDAR, notice) == "Say in which language it was given."
        consent = NewConsent(on(0), "takes_part", " ")
        assert "asked to take part in" in refused(record_consent, actor, CEDAR, consent)
    assert rows(ParticipationConsent) == rows(TransparencyNotice) == []


def test_a_period_that_stands_already_is_not_written_again(world: Any, act: Any) -> None:
    with act(world.coordinator) as actor:
        set_erase_period(actor, 24, world.partnership.version)
    kept = rows_of(world)
    with act(world.coordinator) as actor:
        set_erase_period(actor, 24, world.partnership.version)
    assert rows_of(world) == kept


def rows_of(world: Any) -> tuple[int, Any]:
    """The version of the partnership and its settings, as stored."""
    with backstage():
        world.partnership.refresh_from_db()
    return world.partnership.version, dict(world.partnership.settings)
