"""What every source of the ledger narrows its rows by: whose ledger it is, the page, the days."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from access.actor import Actor
from sharing.ledgering import Cursor, LedgerFilters


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose ledger: that of a case, or that of the actor's agency over the cases the actor may see."""

    case_id: uuid.UUID | None = None

    def narrow(self, actor: Actor, rows: Any, giver: str, taker: str) -> Any:
        """The rows of this ledger; ``giver`` and ``taker`` are the paths to the two agencies."""
        if self.case_id is not None:
            return rows.filter(case_id=self.case_id)
        return rows.filter(Q(**{giver: actor.agency_id}) | Q(**{taker: actor.agency_id}))


def older_than(rows: Any, moment: str, at: Cursor | None, most: int) -> list[Any]:
    """The newest of ``rows`` by their ``moment``, older than the cursor."""
    if at is not None:
        same = Q(**{moment: at[0], "pk__lt": at[1]})
        rows = rows.filter(Q(**{f"{moment}__lt": at[0]}) | same)
    return list(rows.order_by(f"-{moment}", "-pk")[:most])


def between(rows: Any, column: str, filters: LedgerFilters) -> Any:
    """Narrow moments to whole local days."""
    if filters.since:
        rows = rows.filter(**{f"{column}__gte": _midnight(filters.since)})
    if filters.until:
        rows = rows.filter(**{f"{column}__lt": _midnight(filters.until + dt.timedelta(days=1))})
    return rows


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def of_case(rows: Any, filters: LedgerFilters, moment: str) -> Any:
    """Narrow rows to the case and the days that were asked for."""
    if filters.case:
        rows = rows.filter(case__reference=filters.case.upper())
    return between(rows, moment, filters)
