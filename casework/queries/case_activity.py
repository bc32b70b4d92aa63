"""When a case was last active, as one reader may know it: by the notes that they read, never by one they do not."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from access import plans, policy
from access.actor import Actor
from access.expressions import render
from agencies.days import begin_of
from casework.models import Case
from casework.models.case import CaseQuerySet

WINDOW = 60
"""Cases looked at first: those of the newest activity of any kind, which no reader's may exceed."""
WIDER = 4

Moment = tuple[dt.datetime, uuid.UUID]
"""When a case was last active to somebody, and its key, which decides between equal moments."""


_LAST_READ = """SELECT k.id, n.recorded_at FROM unnest(:cases::uuid[]) AS k(id) CROSS JOIN LATERAL (
  SELECT n.recorded_at FROM casework_note n WHERE n.case_id = k.id AND @reads
   ORDER BY n.recorded_at DESC, n.id DESC LIMIT 1) n"""
"""Each case walks its own notes, the newest first, up to the first that is read."""


def _last_read(actor: Actor, cases: Iterable[uuid.UUID]) -> dict[uuid.UUID, dt.datetime]:
    """Return by case the moment of the newest note of which ``actor`` reads words; cases without one are left out.

    As text: compiled by the models it took longer than to run, on every page of cases.
    """
    reads = policy.item_condition(actor, "read")
    if reads is None:
        return {}
    columns = {name: "n.id" if path == "pk" else f"n.{path}" for name, path in policy.item_columns("").items()}
    sql = _LAST_READ.replace("@reads", reads.template)
    text, bound = render(sql, {**reads.values, "cases": list(cases)}, columns)
    with plans.kept(connection.alias), connection.cursor() as cursor:
        cursor.execute(text, bound)
        return dict(cursor.fetchall())


def active_at(actor: Actor, opened: Mapping[uuid.UUID, dt.date]) -> dict[uuid.UUID, dt.datetime]:
    """Return by case when the newest note that ``actor`` reads was recorded; where there is none, when it opened.

    ``opened``: the day each case opened, by the keys of cases that the actor sees.
    """
    newest = _last_read(actor, opened)
    return {key: newest.get(key) or begin_of(day) for key, day in opened.items()}


def by_activity(
    actor: Actor, lists: Sequence[CaseQuerySet], at: Case | None, most: int, *, back: bool
) -> dict[uuid.UUID, dt.datetime]:
    """Return ``most`` cases with their moments, the last active first: those after ``at`` or, ``back``, before it.

    Walks the cases by activity of any kind, and looks further only where that does not settle the order. Those before
    ``at`` come nearest first.
    """
    edge = (active_at(actor, {at.pk: at.opened_on})[at.pk], at.pk) if at else None
    window, found, seen = WINDOW, list[Moment](), 0
    while True:
        bounds = _newest(lists, window + 1)
        opened = {key: day for _at, key, day in bounds[seen:window]}
        found += [(moment, key) for key, moment in active_at(actor, opened).items()]
        rest = bounds[window][0] if len(bounds) > window else None
        page = _nearest(found, edge, most, back=back)
        if rest is None or (edge and rest < edge[0] if back else len(page) == most and rest < page[-1][0]):
            return {key: moment for moment, key in page}
        seen, window = window, window * WIDER


def _newest(lists: Sequence[CaseQuerySet], many: int) -> list[tuple[dt.datetime, uuid.UUID, dt.date]]:
    """The cases of the newest activity of any kind: each part of them walks an index of its own."""
    found: list[tuple[dt.datetime, uuid.UUID, dt.date]] = []
    for cases in lists:
        rows = cases.order_by("-last_activity_at", "-pk").values_list("last_activity_at", "pk", "opened_on")
        found += rows[:many]
    return sorted(found, reverse=True)[:many]


def _nearest(found: Iterable[Moment], edge: Moment | None, most: int, *, back: bool) -> list[Moment]:
    if back and edge:
        return sorted(one for one in found if one > edge)[:most]
    return sorted((one for one in found if edge is None or one < edge), reverse=True)[:most]
