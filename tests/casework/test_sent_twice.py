"""The same form sent twice at once: one row, one note, one line; and the key of a form never opens another's row."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from casework.choices import NoticePoint
from casework.closing import NewOutcome
from casework.contacting import NewContact, NewPlan
from casework.eventing import NewIncident
from casework.learning import NewLesson
from casework.models import (
    Action,
    Contact,
    Incident,
    LessonDraft,
    NetworkLink,
    Note,
    Outcome,
    ParticipationConsent,
    Relationship,
    TransparencyNotice,
)
from casework.planning import NewAction, NewLink
from casework.services import contacts, events
from casework.services.actions import add_action
from casework.services.lessons import write_lesson
from casework.services.networks import add_link
from casework.services.notes import write_note
from casework.services.once import key_of
from casework.services.outcomes import record_outcome
from casework.services.telling import give_notice, record_consent
from casework.telling import NewConsent, NewNotice
from casework.writing import NewNote
from tests.casework.doors import lines
from tests.casework.planning import rows
from tests.factories import (
    ActionFactory,
    CaseFactory,
    ConsentFactory,
    ContactFactory,
    IncidentFactory,
    LessonDraftFactory,
    NetworkLinkFactory,
    NoteFactory,
    NoticeFactory,
    OutcomeFactory,
    PlaceFactory,
)

CEDAR = "VRP-CEDAR"


def words() -> NewNote:
    return NewNote("contact", timezone.localdate(), "fact", "team", "Seen", "They came.")


def after(table: str, meanwhile: Callable[[], object], looks: int = 1) -> Any:
    """Let something happen right after the first look into a table, or after a later one."""
    done: list[str] = []

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if f'FROM "{table}"' in sql and len(done) < looks:
            done.append(sql)
            if len(done) == looks:
                meanwhile()
        return answer

    return connection.execute_wrapper(wrapper)


def test_a_contact_recorded_twice_at_once_is_there_once(world: Any, act: Any) -> None:
    new, form = NewContact("person", "yes", timezone.now(), words()), uuid.uuid4()
    with act(world.officer) as actor:
        key = key_of(actor, form)

        def first() -> None:
            ContactFactory(id=key, case=world.case, membership=world.officer)

        with after("casework_contact", first):
            assert contacts.record_contact(actor, CEDAR, new, form).pk == key
    assert [row.pk for row in rows(Contact)] == [key]
    assert rows(Note) == [], "the words of the second went with it"
    assert lines("contact.recorded") == []


def test_an_event_recorded_twice_at_once_is_there_once(world: Any, act: Any) -> None:
    form = uuid.uuid4()
    with act(world.officer) as actor:
        key = key_of(actor, form)

        def first() -> None:
            note = NoteFactory(case=world.case, by=world.officer, full="They came.", summary="They came.")
            IncidentFactory(id=key, note=note)

        with after("casework_incident", first):
            assert events.record_incident(actor, CEDAR, NewIncident("online", words()), form).pk == key
    assert [row.pk for row in rows(Incident)] == [key]
    assert len(rows(Note)) == 1
    assert lines("incident.recorded") == []


def test_the_key_of_a_form_opens_nobody_elses_row(world: Any, act: Any) -> None:
    form, moment = uuid.uuid4(), timezone.now() + dt.timedelta(days=1)
    with act(world.officer) as actor:
        key = key_of(actor, form)
        theirs = ContactFactory(id=key, case=world.case, membership=world.manager)
        hidden = NoteFactory(case=world.case, by=world.clinician, full="Hidden.", handling="sealed")
        IncidentFactory(id=key, note=hidden)
        for attempt in (
            lambda: contacts.plan_contact(actor, CEDAR, NewPlan("person", moment), form),
            lambda: contacts.record_contact(actor, CEDAR, NewContact("person", "yes", timezone.now(), words()), form),
            lambda: events.record_incident(actor, CEDAR, NewIncident("online", words()), form),
        ):
            with pytest.raises(IntegrityError):
                attempt()
    assert [(row.pk, row.membership_id) for row in rows(Contact)] == [(theirs.pk, world.manager.pk)]
    assert [row.pk for row in rows(Note)] == [hidden.pk]


def test_parts_of_the_plan_and_notes_sent_twice_at_once_are_there_once(world: Any, act: Any) -> None:
    form = uuid.uuid4()
    with act(world.officer) as actor:
        key = key_of(actor, form)
        new = NewAction("Hand in the form", world.officer.pk, timezone.localdate() + dt.timedelta(days=5))
        with after("casework_action", lambda: ActionFactory(id=key, case=world.case, membership=world.officer)):
            assert add_action(actor, CEDAR, new, form).pk == key
        person = NewLink(label="Uncle Anton", role="stands_by", closeness=1, kind="family")
        with after("casework_networklink", lambda: NetworkLinkFactory(id=key, case=world.case)):
            assert add_link(actor, CEDAR, person, form).pk == key
        with after("casework_note", lambda: NoteFactory(id=key, case=world.case, by=world.officer, full="Came.")):
            assert write_note(actor, CEDAR, words(), form).pk == key
    assert [row.pk for model in (Action, NetworkLink, Note) for row in rows(model)] == [key] * 3
    assert rows(Relationship) == [], "the person of the second went with the link"
    assert [lines(verb) for verb in ("action.added", "network.added", "note.written")] == [[], [], []]


def test_what_the_person_was_told_and_said_and_what_was_learned_sent_twice_at_once_is_there_once(
    world: Any, act: Any
) -> None:
    form, today, of = uuid.uuid4(), timezone.localdate(), {"case": world.case, "membership": world.manager}
    told = NewNotice(today, "read_out", tuple(NoticePoint.values), "French", "not_needed", "given", "signed")
    learned = NewLesson("Keep in touch", "A talk was missed.", "A call.", "Call the day before.")
    with act(world.manager) as actor:
        key = key_of(actor, form)
        with after("casework_transparencynotice", lambda: NoticeFactory(id=key, **of)):
            assert give_notice(actor, CEDAR, told, form).pk == key
        with after("casework_participationconsent", lambda: ConsentFactory(id=key, **of)):
            said = NewConsent(today, "takes_part", "The mentoring")
            assert record_consent(actor, CEDAR, said, form).pk == key
        with after("casework_lessondraft", lambda: LessonDraftFactory(id=key, **of)):
            assert write_lesson(actor, CEDAR, learned, form).pk == key
    made = [row.pk for model in (TransparencyNotice, ParticipationConsent, LessonDraft) for row in rows(model)]
    assert made == [key] * 3
    assert [lines(verb) for verb in ("notice.given", "consent.recorded", "lesson.written")] == [[], [], []]


@pytest.mark.parametrize("looks", [1, 2])
def test_an_outcome_sent_twice_at_once_is_there_once(world: Any, act: Any, looks: int) -> None:
    form, today, year = uuid.uuid4(), timezone.localdate(), dt.timedelta(days=365)
    ending = CaseFactory(partnership=world.partnership, lead_agency=world.probation, status="ending")
    PlaceFactory(case=ending, membership=world.manager, is_case_manager=True)
    new = NewOutcome(
        "partial", "No contact.", "achieved", "A room.", "The coach stays.", "The coach", today, today + year,
        months=(6, 12), nothing_ends=True,
    )  # fmt: skip
    with act(world.manager) as actor:
        key = key_of(actor, form)
        of = {"id": key, "case": ending, "membership": world.manager}
        with after("casework_outcome", lambda: OutcomeFactory(**of), looks):
            assert record_outcome(actor, ending.reference, new, form).pk == key
    assert [row.pk for row in rows(Outcome)] == [key]
    assert lines("outcome.recorded") == lines("outcome.corrected") == []
