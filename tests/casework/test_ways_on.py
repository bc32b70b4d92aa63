"""Ways on and back: from words to the contact they tell of, from what is due first to all of it."""

import datetime as dt
from typing import Any

from django.utils import timezone

from tests.casework.doors import page, statements
from tests.factories import (
    ConditionFactory,
    ContactFactory,
    CourtDecisionFactory,
    DeadlineFactory,
    NoteFactory,
    OrderFactory,
)

CASE = "/cases/VRP-CEDAR/"


def today(days: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def test_a_note_leads_to_the_contact_it_tells_of(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor, full="They spoke about rent.")
    contact = ContactFactory(case=world.case, membership=world.supervisor, note=note)
    assert f"/contacts/{contact.pk}/" in page(browse(world.officer), f"/notes/{note.pk}/")
    other = NoteFactory(case=world.case, by=world.supervisor, full="A thought.")
    assert "/contacts/" not in page(browse(world.officer), f"/notes/{other.pk}/").split("<main")[1]


def test_a_corrected_note_still_leads_to_its_contact(world: Any, browse: Any) -> None:
    first = NoteFactory(case=world.case, by=world.supervisor, full="They spoke about rent.", status="corrected")
    contact = ContactFactory(case=world.case, membership=world.supervisor, note=first)
    newer = NoteFactory(case=world.case, by=world.supervisor, full="They spoke about work.", supersedes=first)
    assert f"/contacts/{contact.pk}/" in page(browse(world.officer), f"/notes/{newer.pk}/")


def test_all_that_is_due_on_a_case_can_be_read(world: Any, browse: Any) -> None:
    for n in range(12):
        DeadlineFactory(
            case=world.case, kind="court_report", due_on=today(n + 1), responsible=world.supervisor,
            agency=world.probation,
        )  # fmt: skip
    browser = browse(world.supervisor)
    short = page(browser, CASE)
    assert short.count("Court report") == 8
    assert "Show 4 more" in short
    assert page(browser, f"{CASE}?all=due").count("Court report") == 12
    assert statements(browser, f"{CASE}?all=due") == statements(browser, CASE)


def test_a_condition_of_an_order_that_has_not_begun_is_not_called_in_force(world: Any, browse: Any) -> None:
    order = OrderFactory(case=world.case, state="pending", starts_on=today(30), ends_on=today(400))
    decision = CourtDecisionFactory(order=order, membership=world.supervisor)
    ConditionFactory(order=order, source_decision=decision, starts_on=today(30))
    text = page(browse(world.supervisor), f"{CASE}orders/")
    assert "Begins in 30 days" in text
    assert text.count("Not in force yet") == 2  # the order, and its condition
    assert ">In force<" not in text
