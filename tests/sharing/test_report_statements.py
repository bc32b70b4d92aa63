"""Assembling costs the same number of statements for little and for much."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from sharing.queries.report_sources.gather import gather
from sharing.services.assembling import scope_of
from tests.cast import acting
from tests.factories import ContactConditionFactory, NoteFactory
from tests.factories.reports import held
from tests.sharing.reporting import begin, post, with_record

QUARTER = 40


def fill(court: Any, days: range) -> None:
    """A contact with its words and its mark, and a police note, on each day."""
    for offset in days:
        contact = held(court.case, court.supervisor, -offset, f"They spoke about day {offset}.")
        ContactConditionFactory(contact=contact, condition=court.record.condition)
        NoteFactory(
            case=court.case, by=court.officer, kind="police_information", handling="core", summary=f"Seen on {offset}.",
            released_tier=3, court_tier=3,
        )  # fmt: skip


def cost(court: Any, report: Any) -> tuple[int, int]:
    """Statements, records behind."""
    with acting(court.supervisor) as actor, CaptureQueriesContext(connection) as asked:
        found = gather(actor, scope_of(actor, report))
        return len(asked.captured_queries), found.behind


def test_assembly_asks_no_more_for_more(world: Any) -> None:
    court = with_record(world)
    report = begin(court)
    fill(court, range(30, 33))
    few, _behind = cost(court, report)
    fill(court, range(33, 33 + QUARTER))
    many, behind = cost(court, report)
    assert many == few
    assert behind > 60
    assert post(court.supervisor, report, "refresh").status_code == 303
