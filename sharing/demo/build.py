"""Builds the demonstration in one transaction, once; again only when asked to start afresh."""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction

from agencies.models import Partnership, User
from casework.services.reminder_sweep import raise_reminders
from sharing.demo.advice import load_advice
from sharing.demo.assessments import add_contributions, load_assessments
from sharing.demo.breaches import load_breaches
from sharing.demo.calendar import Calendar
from sharing.demo.cases import load_cases
from sharing.demo.cast import load_cast
from sharing.demo.closings import load_closings
from sharing.demo.contacts import load_contacts, schedule
from sharing.demo.contested import load_contested, load_restrictions
from sharing.demo.due import load_due
from sharing.demo.duties import load_duties
from sharing.demo.empty import empty
from sharing.demo.erasing import load_erasing
from sharing.demo.events import load_events
from sharing.demo.externals import load_externals
from sharing.demo.leaks import load_leaks
from sharing.demo.lessons import load_lessons
from sharing.demo.minutes import load_minutes
from sharing.demo.notes import load_notes
from sharing.demo.orders import load_orders
from sharing.demo.past import load_past
from sharing.demo.plans import load_plans
from sharing.demo.proposals import load_proposals
from sharing.demo.publications import load_publications
from sharing.demo.quarter import load_quarter
from sharing.demo.reports import announce, load_reports
from sharing.demo.requests import load_requests
from sharing.demo.responses import load_reading
from sharing.demo.reviews import load_reviews
from sharing.demo.rights import load_access_files, load_rights
from sharing.demo.telling import load_telling
from sharing.demo.trail import load_trail
from sharing.demo.wall import lowered


class Refused(RuntimeError):
    """The demonstration is not loaded here; the message says why."""


@dataclass(frozen=True, slots=True)
class Built:
    """How many rows of each sort were loaded; all zero when there was nothing to do."""

    cases: int = 0
    notes: int = 0
    lines: int = 0


def must_be_allowed() -> None:
    """Refuse on an installation that serves people.

    Raises:
        Refused: the environment is production.
    """
    if settings.ENVIRONMENT == "production":
        raise Refused("The demonstration is not loaded in production: its logins and password are public.")


def is_filled() -> bool:
    """Say whether anybody is in the database already."""
    return Partnership.objects.exists() or User.objects.exists()


def build(*, fresh: bool = False) -> Built:
    """Load the demonstration into a database without people; do nothing where there are some, unless ``fresh``.

    Raises:
        Refused: in production.
        NotTheOwner: the role does not own the tables.
    """
    must_be_allowed()
    if is_filled() and not fresh:
        return Built()
    with transaction.atomic(), lowered():
        if fresh:
            empty()
        built = _load()
    _analyze()
    return built


def _load() -> Built:
    """Load everything, what stands behind something else after it."""
    cast = load_cast(Calendar())
    stories = load_cases(cast)
    schedule(cast, stories)
    add_contributions(stories)
    announce(stories)
    written = load_notes(cast, stories)
    supervision = load_orders(cast, stories)
    contacts = load_contacts(cast, stories, written)  # after the conditions of orders, which contacts mark
    load_events(cast, written)
    reading = load_reading(cast, written)
    planned = load_plans(cast, stories)
    failings = load_breaches(cast, stories, written, supervision, contacts)
    judged = load_assessments(cast, stories, written)
    load_closings(cast, stories)
    load_lessons(cast, stories)
    load_telling(cast, stories)
    opened = load_due(cast, stories)
    reported = load_reports(cast, stories, written, supervision, failings)
    proposals, proposed = load_proposals(cast, stories)
    asked = load_rights(cast, stories)
    judged.reviewed = [
        *load_reviews(cast, planned), *load_requests(cast, stories), *load_quarter(cast, stories),
        *load_externals(cast, stories), *proposed, *load_advice(cast, stories, proposals), *load_leaks(cast, stories),
        *asked, *load_contested(cast, stories, written, asked),
        *load_erasing(cast, stories, written, supervision.courts),
        *load_restrictions(cast, stories, written, asked),
        *load_publications(cast, stories),
    ]  # fmt: skip
    judged.reviewed += load_duties(cast, stories)
    judged.reviewed += load_access_files(cast, stories)
    load_past(cast)
    judged.reviewed += load_minutes(cast, written)
    raise_reminders(None)
    lines = load_trail(cast, stories, written, reading, opened, supervision, failings, reported, judged)
    return Built(len(stories), len(written), lines)


def _analyze() -> None:
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
