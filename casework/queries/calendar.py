"""The calendar of one person: a month of what is planned and was held on their cases, as a grid and as a list."""

import calendar as months
import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from access import trail
from access.actor import Actor
from access.choices import ItemStatus
from casework.choices import NoteKind
from casework.models import Case, CaseTeamMember, Note
from casework.queries.calendar_sources import SOURCES, Dated, Span, my_planned

MOST_CASES = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the calendar; ``safety``: a note on the safety of staff is to be read before going."""

    what: str
    case: str
    reference: str
    time: str
    at: dt.datetime
    state: str
    tone: str
    url: str
    mine: bool
    safety: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the grid."""

    on: dt.date
    inside: bool
    today: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its weeks from Monday, its days that hold something, and the first of those from today on."""

    first: dt.date
    before: str
    after: str
    weeks: tuple[tuple[Day, ...], ...]
    agenda: tuple[Day, ...]
    ahead: dt.date | None


def calendar_month(actor: Actor, first: dt.date) -> Month:
    """Return the month that begins on ``first``, and log what it shows, one line for each case."""
    weeks = months.Calendar().monthdatescalendar(first.year, first.month)
    begins, ends = _midnight(weeks[0][0]), _midnight(weeks[-1][-1] + dt.timedelta(days=1))
    span = Span(begins, ends, _my_cases(actor))
    dated = sorted((row for source in SOURCES for row in source(actor, span)), key=lambda row: (row.at, row.id))
    by_day = _by_day(actor, dated)
    today = timezone.localdate()

    def day(on: dt.date) -> Day:
        return Day(on, on.month == first.month, on == today, tuple(by_day.get(on, ())))

    grid = tuple(tuple(day(on) for on in week) for week in weeks)
    agenda = tuple(one for week in grid for one in week if one.inside and one.entries)
    ahead = next((one.on for one in agenda if one.on >= today), None) if agenda and agenda[0].on < today else None
    return Month(first, _month(first, -1), _month(first, 1), grid, agenda, ahead)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _month(first: dt.date, step: int) -> str:
    day = first - dt.timedelta(days=1) if step < 0 else first + dt.timedelta(days=31)
    return f"{day:%Y-%m}"


def _my_cases(actor: Actor) -> list[uuid.UUID]:
    """Cases on which the actor has a place of their own now: not all of their agency or area."""
    now = timezone.now()
    rows = CaseTeamMember.objects.visible_to(actor).filter(
        user_id=actor.user_id, membership_id=actor.membership_id, valid_from__lte=now, valid_to__gt=now
    )
    return list(rows.values_list("content_object_id", flat=True)[:MOST_CASES])


def _by_day(actor: Actor, dated: list[Dated]) -> dict[dt.date, list[Entry]]:
    keys = {row.case_id for row in dated}
    cases = {case.pk: case for case in Case.objects.visible_to(actor).filter(pk__in=keys).select_related("person")}
    safety = _safety(actor, {row.case_id for row in dated if row.visit})
    shown: dict[uuid.UUID, list[uuid.UUID]] = {}
    found: dict[dt.date, list[Entry]] = {}
    for row in dated:
        case = cases.get(row.case_id)
        if case is None:  # the wall closed between two statements
            continue
        shown.setdefault(case.pk, []).append(row.id)
        local = timezone.localtime(row.at)
        note = safety.get(row.case_id) if row.visit else None
        entry = Entry(
            row.what, f"{case.person.given_name if actor.is_companion else case.person}, {case.neutral_title}",
            case.reference, f"{local:%H:%M}", local, row.state, row.tone, row.url, row.mine,
            reverse("note_detail", args=[note]) if note else "",
        )  # fmt: skip
        found.setdefault(local.date(), []).append(entry)
    trail.consulted_across(actor, "calendar.read", "contact", shown, "place")
    return found


def _safety(actor: Actor, cases: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """The newest note on the safety of staff that the actor reads, by case."""
    rows = Note.objects.visible_to(actor, "read").filter(
        case_id__in=list(cases), kind=NoteKind.SAFETY, status=ItemStatus.CURRENT
    )
    return dict(rows.order_by("recorded_at", "pk").values_list("case_id", "pk"))


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One planned contact in a feed: its key, its moment, and when it was last thought of. Nothing about the case."""

    id: uuid.UUID
    at: dt.datetime
    path: str


def calendar_feed(actor: Actor) -> list[FeedEntry]:
    """Return the actor's own planned contacts for a calendar program, and log the reading."""
    found = [
        FeedEntry(row.pk, row.planned_for, reverse("contact_detail", args=[row.pk]))
        for row in my_planned(actor) if row.planned_for
    ]  # fmt: skip
    trail.consulted(actor, "calendar.feed_read", "contact", [entry.id for entry in found], None, "own")
    return found
