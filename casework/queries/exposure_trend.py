"""Exposure over twelve months (R45): how often, where, with which offers, as far as one reader reads it."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access import trail
from access.actor import Actor
from access.choices import ItemStatus
from casework.choices import ExposureResponse, Offer, PlanState, Setting
from casework.models import Exposure, PlanVersion
from casework.queries.case_file import CaseFile, case_file
from casework.queries.note_versions import newest_words
from ui.charts import Columns, stacked_columns

MONTHS = 12
FEW_LABELS = 6
"""On a narrow screen only every second month has its name."""
COLOURS = {Setting.COMMUNITY: "s1", Setting.CUSTODY: "s2"}


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month: how many, and in words where, which offers and what the person did. ``begins_on`` is its first day."""

    begins_on: dt.date
    name: str
    total: int
    settings: str
    offers: str
    responses: str


@dataclass(frozen=True, slots=True)
class TrendPage:
    """Twelve months of exposure as one reader may read it, and what the plan offers against it."""

    file: CaseFile
    months: tuple[MonthLine, ...]
    total: int
    earlier: int
    wide: Columns
    narrow: Columns
    counter_offer: str
    counter_offers: tuple[str, ...]

    @property
    def summary(self) -> str:
        """Say what the picture shows."""
        now = sum(line.total for line in self.months[-3:])
        before = sum(line.total for line in self.months[-6:-3])
        return ngettext(
            "%(n)s time in twelve months; %(now)s in the last three months, %(before)s in the three before.",
            "%(n)s times in twelve months; %(now)s in the last three months, %(before)s in the three before.",
            self.total,
        ) % {"n": self.total, "now": now, "before": before}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Seen:
    """One exposure with the day that its newest words name."""

    row: Exposure
    on: dt.date


def exposure_trend(actor: Actor, reference: str) -> TrendPage:
    """Return exposure of the last twelve months and log the page once.

    What was withdrawn does not count; of what the actor's place does not show nothing is counted either.

    Raises:
        Http404: there is no such case that the actor may know of.
    """
    file = case_file(actor, reference)
    seen, keys = _seen(actor, file)
    first = _months_back(timezone.localdate().replace(day=1), MONTHS - 1)
    months = [_months_back(first, -n) for n in range(MONTHS)]
    inside = [one for one in seen if one.on >= first]
    by_month: dict[dt.date, list[_Seen]] = {month: [] for month in months}
    for one in inside:
        by_month.setdefault(one.on.replace(day=1), []).append(one)
    trail.consulted(actor, "event.trend_read", "event", keys or [file.id], file.id, file.place)
    plan = PlanVersion.objects.visible_to(actor).filter(case_id=file.id, state=PlanState.IN_FORCE).first()
    series = [
        (COLOURS[place], str(place.label), [sum(one.row.setting == place for one in by_month[m]) for m in months])
        for place in Setting
    ]
    names = [date_format(month, "M") for month in months]
    return TrendPage(
        file=file, months=tuple(_line(month, by_month[month]) for month in months), total=len(inside),
        earlier=len(seen) - len(inside), wide=stacked_columns(names, series, 640, 220),
        narrow=stacked_columns(_every_second(names), series, 320, 200),
        counter_offer=plan.counter_offer if plan else "",
        counter_offers=tuple(dict.fromkeys(one.row.counter_offer for one in inside if one.row.counter_offer)),
    )  # fmt: skip


def _seen(actor: Actor, file: CaseFile) -> tuple[list[_Seen], list[uuid.UUID]]:
    """Return the exposures that stand, the latest first, and the keys of rows and notes that were looked at."""
    rows = list(Exposure.objects.visible_to(actor).filter(case_id=file.id))
    words = newest_words(actor, [row.note_id for row in rows])
    found = [
        _Seen(row, note.occurred_on)
        for row in rows
        if (note := words.get(row.note_id)) and note.occurred_on and note.status == ItemStatus.CURRENT
    ]
    found.sort(key=lambda one: one.on, reverse=True)
    return found, [*(one.row.pk for one in found), *(words[one.row.note_id].id for one in found)]


def _months_back(month: dt.date, many: int) -> dt.date:
    years, left = divmod(month.year * 12 + month.month - 1 - many, 12)
    return dt.date(years, left + 1, 1)


def _every_second(names: Sequence[str]) -> list[str]:
    return [name if n % 2 else "" for n, name in enumerate(names)] if len(names) > FEW_LABELS else list(names)


def _line(month: dt.date, found: Sequence[_Seen]) -> MonthLine:
    return MonthLine(
        begins_on=month, name=date_format(month, "F Y"), total=len(found),
        settings=_counted(str(Setting(one.row.setting).label) for one in found),
        offers=_counted(str(Offer(one.row.offer).label) for one in found),
        responses=_counted(str(ExposureResponse(one.row.response).label) for one in found),
    )  # fmt: skip


def _counted(words: Iterable[str]) -> str:
    """Return words with how often each stands, the most frequent first."""
    return "; ".join(
        word if many == 1 else _("%(word)s (%(n)s)") % {"word": word, "n": many}
        for word, many in Counter(words).most_common()
    )
