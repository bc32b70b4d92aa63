"""When a case was last active, as one reader may know it: by the notes that they read, never by one they do not."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.db.models import OuterRef, Subquery

from access import plans
from access.actor import Actor
from agencies.days import begin_of
from casework.models import Case, Note
from casework.models.case import CaseQuerySet

WINDOW = 60
"""Cases looked at first: those of the newest activity of any kind, which no reader's may exceed."""
WIDER = 4

Moment = tuple[dt.datetime, uuid.UUID]
"""When a case was last active to somebody, and its key, which decides between equal moments."""


def active_at(actor: Actor, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, dt.datetime]:
    """Return by case when the newest note that ``actor`` reads was recorded; where there is none, when it opened."""
    newest = Note.objects.visible_where(actor, "read", case_id=OuterRef("pk")).order_by("-recorded_at")
    rows = Case.objects.visible_where(actor, pk__in=list(keys))
    found = rows.annotate(newest=Subquery(newest.values("recorded_at")[:1])).values_list("pk", "opened_on", "newest")
    with plans.kept(rows.db):
        return {key: moment or begin_of(opened_on) for key, opened_on, moment in found}


def by_activity(
    actor: Actor, lists: Sequence[CaseQuerySet], at: uuid.UUID | None, most: int, *, back: bool
) -> dict[uuid.UUID, dt.datetime]:
    """Return ``most`` cases with their moments, the last active first: those after ``at`` or, ``back``, before it.

    Walks the cases by activity of any kind, and looks further only where that does not settle the order. Those before
    ``at`` come nearest first.
    """
    edge = next(((moment, key) for key, moment in active_at(actor, [at]).items()), None) if at else None
    window, found, seen = WINDOW, list[Moment](), 0
    while True:
        bounds = _newest(lists, window + 1)
        found += [(moment, key) for key, moment in active_at(actor, [key for _at, key in bounds[seen:window]]).items()]
        rest = bounds[window][0] if len(bounds) > window else None
        page = _nearest(found, edge, most, back=back)
        if rest is None or (edge and rest < edge[0] if back else len(page) == most and rest < page[-1][0]):
            return {key: moment for moment, key in page}
        seen, window = window, window * WIDER


def _newest(lists: Sequence[CaseQuerySet], many: int) -> list[Moment]:
    """The cases of the newest activity of any kind: each part of them walks an index of its own."""
    found: list[Moment] = []
    for cases in lists:
        found += cases.order_by("-last_activity_at", "-pk").values_list("last_activity_at", "pk")[:many]
    return sorted(found, reverse=True)[:many]


def _nearest(found: Iterable[Moment], edge: Moment | None, most: int, *, back: bool) -> list[Moment]:
    if back and edge:
        return sorted(one for one in found if one > edge)[:most]
    return sorted((one for one in found if edge is None or one < edge), reverse=True)[:most]
