"""Clocks of orders, custody and missed contacts: they follow whoever holds the role, and tell nothing by themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from casework.breaching import Words
from casework.contacting import Touched
from casework.models import Case, Contact, Deadline, Note, NoteListing
from casework.services import contacts, missed, order_deadlines
from devstack.testing import backstage
from tests.casework.planning import due, rows
from tests.factories import ContactFactory, CustodyFactory, DeadlineFactory, NoteFactory, OrderFactory

HELD = ("no_good_reason", "community", "face_to_face", Touched())


def on(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def test_an_order_without_a_last_day_lets_the_reminder_of_its_end_go(world: Any, act: Any) -> None:
    order = OrderFactory(case=world.case, ends_on=None)
    DeadlineFactory(
        case=world.case, kind="order_ends", subject_id=order.pk, responsible=world.supervisor, agency=world.probation
    )
    with act(world.supervisor) as actor:
        order_deadlines.watch_end(actor, Case.objects.get_for(actor, pk=world.case.pk), order)
    assert [row.state for row in rows(Deadline)] == ["dropped"]


def test_the_reminder_of_an_end_goes_to_whoever_supervises_now(world: Any, act: Any) -> None:
    order = OrderFactory(case=world.case, ends_on=on(300))
    before = DeadlineFactory(
        case=world.case, kind="order_ends", subject_id=order.pk, responsible=world.manager, agency=world.charity
    )
    with act(world.supervisor) as actor:
        order_deadlines.watch_end(actor, Case.objects.get_for(actor, pk=world.case.pk), order)
    assert [row.pk for row in due("order_ends", "dropped")] == [before.pk]
    assert [row.responsible_id for row in due("order_ends")] == [world.supervisor.pk]


def test_a_network_that_was_built_is_not_asked_for_again(world: Any, act: Any) -> None:
    stay = CustodyFactory(case=world.case, release_on=on(200))
    with act(world.manager) as actor:
        case = Case.objects.get_for(actor, pk=world.case.pk)
        for _time in range(2):  # the same day again moves nothing
            order_deadlines.watch_release(actor, case, stay)
        (asked,) = due("network")
        assert asked.version == 1
        stay.release_on = on(230)
        order_deadlines.watch_release(actor, case, stay)
        (moved,) = due("network")
        assert (moved.pk, moved.due_on) == (asked.pk, asked.due_on + dt.timedelta(days=30))
        with backstage():
            Deadline.objects.unguarded(because="test").filter(pk=moved.pk).update(state="done", version=3)
        stay.release_on = on(260)
        order_deadlines.watch_release(actor, case, stay)
    assert due("network") == []
    assert [row.due_on for row in due("release")] == [on(260)]


def test_a_contact_without_words_starts_no_clock(world: Any, act: Any) -> None:
    silent = ContactFactory(
        case=world.case, membership=world.supervisor, attended="yes", happened_at=timezone.now(), note=None
    )
    with act(world.supervisor) as actor:
        contacts.edit_contact(actor, silent.pk, *HELD, 1)
    assert [row.attended for row in rows(Contact)] == ["no_good_reason"]
    assert rows(Deadline) == []


def explained(world: Any, act: Any) -> Note:
    """The note of an explanation that the order supervisor took about a contact of the police, named to them."""
    about = NoteFactory(
        case=world.case, by=world.officer, full="Nobody came.", handling="named", listed=(world.supervisor.user,)
    )
    missed_one = ContactFactory(
        case=world.case, membership=world.officer, note=about, attended="no_good_reason",
        happened_at=timezone.now() - dt.timedelta(days=2),
    )  # fmt: skip
    with act(world.supervisor) as actor:
        contact = missed.take_explanation(actor, missed_one.pk, Words("The bus broke down."), on(0), accepted=True)
    note: Note = rows(Note, pk=contact.explanation_id)[0]
    return note


def test_an_explanation_is_named_to_those_who_read_the_contact(world: Any, act: Any) -> None:
    note = explained(world, act)
    assert note.handling == "named"
    assert {row.user_id for row in rows(NoteListing, note=note)} >= {world.officer.user_id}


def test_an_explanation_that_nobody_is_left_to_be_named_on_stays_with_the_core(world: Any, act: Any) -> None:
    with backstage():
        place = world.case.team.unguarded(because="test").get(membership=world.officer)
        place.valid_to, place.version = timezone.now() - dt.timedelta(seconds=1), place.version + 1
        place.save()
    note = explained(world, act)
    assert note.handling == "core"
    assert rows(NoteListing, note=note) == []
