"""The same form sent twice at once: one row, one note, one line; and the key of a form never opens another's row."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from casework.contacting import NewContact, NewPlan
from casework.eventing import NewIncident
from casework.models import Contact, Incident, Note
from casework.services import contacts, events
from casework.writing import NewNote
from tests.casework.doors import lines
from tests.casework.planning import rows
from tests.factories import ContactFactory, IncidentFactory, NoteFactory

CEDAR = "VRP-CEDAR"


def words() -> NewNote:
    return NewNote("contact", timezone.localdate(), "fact", "team", "Seen", "They came.")


def after(table: str, meanwhile: Callable[[], object]) -> Any:
    """Let something happen right after the first look into a table."""
    done: list[str] = []

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if f'FROM "{table}"' in sql and not done:
            done.append(sql)
            meanwhile()
        return answer

    return connection.execute_wrapper(wrapper)


def test_a_contact_recorded_twice_at_once_is_there_once(world: Any, act: Any) -> None:
    new, form = NewContact("person", "yes", timezone.now(), words()), uuid.uuid4()
    with act(world.officer) as actor:
        key = contacts.key_of(actor, form)

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
        key = contacts.key_of(actor, form)

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
        key = contacts.key_of(actor, form)
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
