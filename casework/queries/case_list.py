"""The list of cases an actor may see: filters, search, sort, keyset paging, an exact count."""

import datetime as dt
import operator
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any, Protocol

from django.db.models import F, Func, Q, TextField, Value
from django.utils import timezone

from access import plans, policy, trail
from access.actor import Actor
from access.choices import Place
from agencies.choices import Duty
from agencies.models import Agency
from casework.choices import CaseStatus, Stage
from casework.due import day_words, due_state
from casework.models import Case
from casework.models.case import OVER, CaseQuerySet
from casework.plain import Plain, joined, plain
from casework.queries.case_activity import active_at, by_activity
from casework.words import role_word

PAGE = 25
MOST_WORDS = 6
ROLES = {"case_manager": "s.manages", "order_supervisor": "s.supervises", "mine": "s.kind <> 'oversight'"}
BLIND = "s.kind IN ('ad_hoc', 'companion')"
"""Places that do not show the level of a case, and so do not find by it."""
TONES = {
    CaseStatus.ACTIVE: "green", CaseStatus.PAUSED: "orange", CaseStatus.ENDING: "blue", CaseStatus.ACCEPTED: "blue",
    CaseStatus.REFERRED: "blue", CaseStatus.SCREENING: "blue", CaseStatus.FOLLOW_UP: "blue",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseFilters:
    """What the reader narrows the list by; empty means everything."""

    text: str = ""
    status: str = "open"
    stage: str = ""
    level: int | None = None
    agency: uuid.UUID | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list. ``person`` is what the reader's place on this case shows of the name.

    ``last_activity_at``: the newest note that the reader reads, and the opening where there is none.
    """

    id: uuid.UUID
    reference: str
    title: str
    person: str
    status: CaseStatus
    stage: Stage
    level: int | None
    agency: str
    agency_code: str
    role: str
    next_review_on: dt.date | None
    last_activity_at: dt.datetime

    @property
    def tone(self) -> str:
        """The colour of the status."""
        return TONES.get(self.status, "grey")

    @property
    def review_on(self) -> str:
        """The day of the next review in words; empty when the case is over."""
        return day_words(self.next_review_on) if self.next_review_on else ""

    @property
    def review_state(self) -> str:
        """Whether the review is due or late; empty when the case is over."""
        return due_state(self.next_review_on, timezone.localdate()) if self.next_review_on else ""

    @property
    def active_on(self) -> str:
        """The day of what was last done, in words."""
        return day_words(timezone.localdate(self.last_activity_at))


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of cases; ``older`` and ``newer`` are the references that the neighbouring pages start from."""

    rows: tuple[CaseRow, ...]
    total: int
    older: str
    newer: str


@dataclass(frozen=True, slots=True)
class Order:
    """A sort: the annotated column ``key`` it goes by, ties by the case's key."""

    key: Any
    descending: bool = False


class ByBytes(Func):
    """A text compared by code point, so that Python and the database agree on the order."""

    template = '%(expressions)s COLLATE "C"'
    output_field = TextField()


def _orders(actor: Actor) -> dict[str, Order]:
    shown = ("person__given_name",) if actor.is_companion else ("person__family_name", "person__given_name")
    name = joined(*[part for column in shown for part in (F(column), Value(" "))])
    return {
        "review": Order(F("next_review_on")),
        ACTIVITY: Order(F("last_activity_at"), descending=True),
        "name": Order(Plain(name)),
        "reference": Order(ByBytes(F("reference"))),
    }


ACTIVITY = "activity"
SORTS = ("review", ACTIVITY, "name", "reference")
SHOWN = (
    "pk", "key", "reference", "neutral_title", "status", "stage", "level", "opened_on", "next_review_on",
    "person__given_name", "person__family_name", "lead_agency__name", "lead_agency__code",
)  # fmt: skip
"""The columns that a line is made of: nothing else of a case, of a person or of an agency is fetched for the list."""


class Line(Protocol):
    """One fetched line: the columns ``SHOWN`` by their names, ``key`` being what the list is sorted by."""

    pk: uuid.UUID
    key: Any
    reference: str
    neutral_title: str
    status: str
    stage: str
    level: int | None
    opened_on: dt.date
    next_review_on: dt.date
    person__given_name: str
    person__family_name: str
    lead_agency__name: str
    lead_agency__code: str


def case_page(actor: Actor, filters: CaseFilters, sort: str, after: str = "", before: str = "") -> CasePage:
    """Return one page of the cases ``actor`` may see, with their exact number, and log the page once.

    A cursor that names no case of the list, or none the actor sees, gives the first page.
    """
    sort = sort if sort in SORTS else SORTS[0]
    order = _orders(actor)[sort]
    every = [_narrowed(actor, rows, filters) for rows in Case.objects.all().visible_apart(actor)]
    lists = [rows.annotate(key=order.key) for rows in every]
    after, before = after.upper(), before.upper()
    if sort == ACTIVITY:
        moments, found, older, newer = _cut_by_activity(actor, lists, after, before)
    else:
        wide = actor if actor.has_duty(Duty.SUPERVISOR) else None
        found, older, newer = _cut(lists, order, after, before, wide=wide)
        moments = active_at(actor, {case.pk: case.opened_on for case in found})
    standings = policy.standings_on(actor, [case.pk for case in found])
    rows = tuple(_row(case, standings[case.pk], moments[case.pk]) for case in found if case.pk in standings)
    trail.consulted(actor, "case.list_read", "case", [row.id for row in rows], None, "place")
    with plans.kept(lists[0].db):
        total = sum(cases.count() for cases in every)
    return CasePage(rows, total, older, newer)


def lead_agencies(actor: Actor) -> list[tuple[str, str]]:
    """Return the member agencies of the actor's partnership as choices; the directory is open to its members."""
    rows = Agency.objects.filter(partnership_id=actor.partnership_id).members()
    return [(str(row.pk), row.name) for row in rows]


def _narrowed(actor: Actor, rows: CaseQuerySet, filters: CaseFilters) -> CaseQuerySet:
    if filters.status == "open":
        rows = rows.open()
    elif filters.status == "closed":
        rows = rows.filter(status__in=OVER)
    if filters.stage:
        rows = rows.filter(stage=filters.stage)
    if filters.level:
        blind = policy.case_condition(actor, "view", "pk", BLIND, areas=False)
        rows = rows.filter(level=filters.level).exclude(blind)
    if filters.agency:
        rows = rows.filter(lead_agency_id=filters.agency)
    if filters.role in ROLES:
        held = policy.case_condition(actor, "view", "pk", ROLES[filters.role], areas=False)
        rows = rows.filter(held)
    words = plain(filters.text).split()[:MOST_WORDS]
    return _searched(actor, rows, words) if words else rows


def _searched(actor: Actor, rows: CaseQuerySet, words: Iterable[str]) -> CaseQuerySet:
    """Keep the rows in which each word stands in a field that the reader's place on that case shows."""
    knows = policy.case_condition(actor, "view", "pk", "s.kind <> 'companion'")
    rows = rows.alias(
        open_words=Plain(joined(F("reference"), Value(" "), F("neutral_title"), Value(" "), F("person__given_name"))),
        family=Plain(F("person__family_name")),
    )
    tests = [Q(open_words__contains=word) | Q(Q(family__contains=word), Q(knows)) for word in words]
    return rows.filter(reduce(operator.and_, tests))


def _cut(
    lists: list[CaseQuerySet], order: Order, after: str, before: str, *, wide: Actor | None = None
) -> tuple[list[Line], str, str]:
    """Return one page and its neighbours' cursors. ``wide``: whose many hundred rows are all sorted for the page; keys
    alone are, and then the rows of the page are fetched."""
    at = _cursor(lists, after or before)
    back = bool(before) and at is not None
    forward = order.descending == back  # whether this page walks from small to large keys
    found: list[Line] = []
    for cases in lists:
        rows = cases if at is None else cases.filter(_beyond(at, forward))
        sign = "" if forward else "-"
        rows = rows.order_by(f"{sign}key", f"{sign}pk")
        with plans.kept(rows.db):
            if wide is not None:
                keys = list(rows.values_list("pk", flat=True)[: PAGE + 1])
                rows = Case.objects.visible_where(wide, pk__in=keys).annotate(key=order.key)
            found += rows.values_list(*SHOWN, named=True)[: PAGE + 1]
    found.sort(key=lambda case: (case.key, case.pk), reverse=not forward)
    return _ended(found, at, back=back)


def _cut_by_activity(
    actor: Actor, lists: list[CaseQuerySet], after: str, before: str
) -> tuple[dict[uuid.UUID, dt.datetime], list[Line], str, str]:
    """The same by what the reader may know of the activity of each case, with the moments."""
    at = _cursor(lists, after or before)
    back = bool(before) and at is not None
    moments = by_activity(actor, lists, at, PAGE + 1, back=back)
    rows = Case.objects.visible_where(actor, pk__in=list(moments)).annotate(key=F("last_activity_at"))
    lines: list[Line] = list(rows.values_list(*SHOWN, named=True))
    place = {key: number for number, key in enumerate(moments)}
    return moments, *_ended(sorted(lines, key=lambda case: place[case.pk]), at, back=back)


def _ended(found: list[Line], at: Any | None, *, back: bool) -> tuple[list[Line], str, str]:
    """Return the page and its neighbours' cursors, from its rows and one more, the nearest to the cursor first."""
    more, page = len(found) > PAGE, found[:PAGE]
    if back:
        page.reverse()
        return page, page[-1].reference if page else "", page[0].reference if more else ""
    return page, page[-1].reference if more else "", page[0].reference if page and at is not None else ""


def _cursor(lists: list[CaseQuerySet], reference: str) -> Any | None:
    """Return the case of the list that the cursor names, with its key."""
    if not reference or "\0" in reference:
        return None
    return next((row for cases in lists if (row := cases.filter(reference=reference).first()) is not None), None)


def _beyond(at: Any, forward: bool) -> Q:
    op = "gt" if forward else "lt"
    before = "lte" if forward else "gte"
    # One range and what it holds too much, rather than an OR: an index walks on from the cursor.
    return Q(**{f"key__{op}e": at.key}) & ~Q(key=at.key, **{f"pk__{before}": at.pk})


def _row(case: Line, standing: policy.Standing, active: dt.datetime) -> CaseRow:
    status, given = CaseStatus(case.status), case.person__given_name
    return CaseRow(
        id=case.pk, reference=case.reference, title=case.neutral_title,
        person=given if standing.kind == Place.COMPANION else f"{given} {case.person__family_name}",
        status=status, stage=Stage(case.stage),
        level=None if standing.kind in (Place.AD_HOC, Place.COMPANION) else case.level,
        agency=case.lead_agency__name, agency_code=case.lead_agency__code, role=role_word(standing),
        next_review_on=None if status in OVER else case.next_review_on, last_activity_at=active,
    )  # fmt: skip
