"""Deadlines an actor may see, by day, in pages."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Q

from access import trail
from access.actor import Actor
from casework.choices import DeadlineKind, DeadlineState
from casework.models import Deadline
from casework.queries.case_file import case_file
from casework.queries.work_lists import told

PAGE = 25


@dataclass(frozen=True, slots=True)
class DueFilters:
    """What the reader narrows by; empty means everything. ``until`` is a local date, included."""

    case: str = ""
    state: str = ""
    kind: str = ""
    until: dt.date | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something due. It names no person: its words come from its kind."""

    id: uuid.UUID
    kind: DeadlineKind
    due_on: dt.date
    state: DeadlineState
    case: str | None
    case_title: str
    agency: str
    agency_code: str
    is_mine: bool
    done_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class DuePage:
    """A page of deadlines, the soonest first, with the cursors of its neighbours."""

    rows: tuple[DueLine, ...]
    later: str
    sooner: str


def due_page(actor: Actor, filters: DueFilters, after: str = "", before: str = "") -> DuePage:
    """Return one page of deadlines, and log it once.

    Raises:
        Http404: ``filters.case`` names no case that the actor may know of.
        ValueError: a cursor that this function did not make.
    """
    case_id, ground = None, "place"
    rows = told(actor, Deadline.objects.visible_to(actor))
    if filters.case:
        file = case_file(actor, filters.case)
        case_id, ground = file.id, str(file.place)
        rows = rows.filter(case_id=file.id)
    if filters.mine:
        rows = rows.filter(responsible_id=actor.membership_id)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.until:
        rows = rows.filter(due_on__lte=filters.until)
    at, back = after or before, bool(before)
    if at:
        rows = rows.filter(_beyond(at, "lt" if back else "gt"))
    order = ("-due_on", "-pk") if back else ("due_on", "pk")
    found = list(rows.select_related("case", "agency").order_by(*order)[: PAGE + 1])
    more, page = len(found) > PAGE, found[:PAGE]
    if back:
        page.reverse()
    trail.consulted(actor, "deadline.list_read", "deadline", [row.pk for row in page], case_id, ground)
    later = _cursor(page[-1]) if page and (more or back) else ""
    sooner = _cursor(page[0]) if page and (more if back else bool(at)) else ""
    return DuePage(tuple(_line(row, actor) for row in page), later, sooner)


def _cursor(row: Deadline) -> str:
    return f"{row.due_on.isoformat()}_{row.pk}"


def _beyond(cursor: str, op: str) -> Q:
    day, _, key = cursor.partition("_")
    on, pk = dt.date.fromisoformat(day), uuid.UUID(key)
    return Q(**{f"due_on__{op}": on}) | Q(due_on=on, **{f"pk__{op}": pk})


def _line(row: Deadline, actor: Actor) -> DueLine:
    return DueLine(
        id=row.pk, kind=DeadlineKind(row.kind), due_on=row.due_on, state=DeadlineState(row.state),
        case=row.case.reference if row.case else None, case_title=row.case.neutral_title if row.case else "",
        agency=row.agency.name, agency_code=row.agency.code, is_mine=row.responsible_id == actor.membership_id,
        done_at=row.done_at,
    )  # fmt: skip
